package org.wellspring.wbem;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.wellspring.cim.CimDateTime;
import org.wellspring.cim.CimException;
import org.wellspring.cim.CimInstance;
import org.wellspring.cim.CimStatus;
import org.wellspring.cim.CimValue;
import org.wellspring.cim.ClassRepository;
import org.wellspring.cim.InstanceBuilder;
import org.wellspring.cim.InstancePath;
import org.wellspring.filter.FilterProblem;
import org.wellspring.subscription.SinkGate;

/**
 * Makes whole instances of what clients send to CreateInstance: defaults filled in, keys that are
 * the server's to give overwritten, everything checked that needs no other instance.
 */
final class Drafts {
  private final ClassRepository classes;
  private final WbemSettings settings;
  private final IndicationDialect dialect;
  private final SinkGate sinks;

  Drafts(
      ClassRepository classes, WbemSettings settings, IndicationDialect dialect, SinkGate sinks) {
    this.classes = classes;
    this.settings = settings;
    this.dialect = dialect;
    this.sinks = sinks;
  }

  /**
   * Completes an instance. May resolve the name of a host, so not on an owner lane.
   *
   * @throws CimException when it is not acceptable
   */
  CimInstance complete(CimInstance given, Instant now) {
    InstanceBuilder draft = new InstanceBuilder(classes, given.className()).setAll(given);
    String className = classes.find(given.className()).orElseThrow().name();
    return switch (className) {
      case Keys.DESTINATION, Keys.DESTINATION_CIM_XML -> destination(draft, className);
      case Keys.FILTER -> filter(draft);
      case Keys.SUBSCRIPTION, Keys.COLLECTION_SUBSCRIPTION -> subscription(draft, now);
      case Keys.DESTINATION_WS_MAN ->
          throw new CimException(
              CimStatus.NOT_SUPPORTED,
              "Subscriptions by WS-Management are made by Subscribe at /wsman; here they are shown.");
      default ->
          throw new CimException(
              CimStatus.NOT_SUPPORTED,
              "Instances of "
                  + className
                  + " cannot be created; those of "
                  + String.join(", ", Keys.FILTER, Keys.DESTINATION_CIM_XML, Keys.SUBSCRIPTION)
                  + " can.");
    };
  }

  private CimInstance destination(InstanceBuilder draft, String className) {
    nameIn(draft, className);
    if (!draft.has("Protocol")) {
      draft.set("Protocol", 2);
    }
    CimInstance complete = draft.build();
    if (complete.text("Protocol").filter("2"::equals).isEmpty()) {
      throw new CimException(
          CimStatus.INVALID_PARAMETER,
          "Protocol is "
              + complete.text("Protocol").orElse("")
              + "; 2 (CIM-XML) is what indications are sent by.");
    }
    String persistence = complete.text("PersistenceType").orElse("");
    if (!persistence.equals("2") && !persistence.equals("3")) {
      if (!persistence.equals("1") || complete.text("OtherPersistenceType").isEmpty()) {
        throw new CimException(
            CimStatus.INVALID_PARAMETER,
            "PersistenceType is "
                + persistence
                + "; allowed are 2 (permanent), 3 (transient), and 1 (other) together with"
                + " OtherPersistenceType.");
      }
    }
    checkAddress(address(complete));
    return complete;
  }

  /** Where a destination is; without a scheme it is http. */
  static String address(CimInstance destination) {
    String text = destination.text("Destination").orElse("").strip();
    return text.contains("://") ? text : "http://" + text;
  }

  private void checkAddress(String address) {
    try {
      String scheme = Optional.ofNullable(new URI(address).getScheme()).orElse("");
      if (!scheme.equalsIgnoreCase("http") && !scheme.equalsIgnoreCase("https")) {
        throw new CimException(
            CimStatus.INVALID_PARAMETER, "Destination " + address + " is neither http nor https.");
      }
    } catch (URISyntaxException e) {
      throw new CimException(
          CimStatus.INVALID_PARAMETER, "Destination " + address + " is no URI: " + e.getReason());
    }
    sinks
        .refuse(address)
        .ifPresent(
            why -> {
              throw new CimException(CimStatus.INVALID_PARAMETER, "Destination: " + why);
            });
  }

  private CimInstance filter(InstanceBuilder draft) {
    nameIn(draft, Keys.FILTER);
    CimInstance complete = draft.build();
    require(complete, "Query");
    require(complete, "QueryLanguage");
    checkQuery(complete);
    return complete;
  }

  /** The language must be known, and the query be of it. */
  private void checkQuery(CimInstance filter) {
    try {
      dialect.compileQuery(
          filter.text("QueryLanguage").orElse(""), filter.text("Query").orElse(""));
    } catch (FilterProblem problem) {
      throw new CimException(
          CimStatus.INVALID_QUERY, "The Query is not accepted: " + problem.getMessage() + ".");
    }
  }

  /**
   * The system is ours whatever a client says (clients of 2016 send the name of their own host);
   * the name is the client's, to the letter.
   */
  private void nameIn(InstanceBuilder draft, String className) {
    if (!draft.has(Keys.NAME)) {
      throw missing(Keys.NAME);
    }
    if (className.equals(Keys.FILTER)) {
      draft.set(Keys.CLASS, Keys.FILTER);
    } else {
      if (!draft.has("Destination")) {
        throw missing("Destination");
      }
      draft.set(Keys.CLASS, className);
    }
    draft.set(Keys.SYSTEM_CLASS, Keys.SYSTEM).set(Keys.SYSTEM_NAME, settings.systemName());
  }

  private CimInstance subscription(InstanceBuilder draft, Instant now) {
    draft.set(Keys.START, CimDateTime.of(now)).set("TimeOfLastStateChange", CimDateTime.of(now));
    CimInstance complete = draft.build();
    for (String reference : List.of("Filter", "Handler")) {
      if (complete.path(reference).isEmpty()) {
        throw missing(reference);
      }
    }
    oneOf(complete, Keys.STATE, "2 (enabled) or 4 (disabled)", "2", "4");
    oneOf(complete, "OnFatalErrorPolicy", "2 (ignore), 3 (disable) or 4 (remove)", "2", "3", "4");
    oneOf(
        complete, "RepeatNotificationPolicy", "2 (none), 3 (suppress) or 4 (delay)", "2", "3", "4");
    Repeats.of(complete);
    return complete;
  }

  static void oneOf(CimInstance instance, String property, String wanted, String... allowed) {
    String value = instance.text(property).orElse("");
    if (!List.of(allowed).contains(value)) {
      throw new CimException(
          CimStatus.INVALID_PARAMETER,
          property + " is " + (value.isEmpty() ? "NULL" : value) + "; allowed is " + wanted + ".");
    }
  }

  private static void require(CimInstance instance, String property) {
    if (instance.text(property).filter(text -> !text.isBlank()).isEmpty()) {
      throw missing(property);
    }
  }

  private static CimException missing(String property) {
    return new CimException(
        CimStatus.INVALID_PARAMETER, "Property " + property + " must be given.");
  }

  /** The static filters and collections, and who is in which. */
  List<CimInstance> statics() {
    List<CimInstance> made = new java.util.ArrayList<>();
    for (WbemSettings.StaticFilter filter : settings.filters()) {
      InstanceBuilder draft =
          new InstanceBuilder(classes, Keys.FILTER)
              .set(Keys.NAME, filter.name())
              .set("Query", filter.query())
              .set("QueryLanguage", filter.language())
              .set(
                  "IndividualSubscriptionSupported",
                  filter.individually() == WbemSettings.Individually.YES);
      if (!filter.sourceNamespaces().isEmpty()) {
        draft.set("SourceNamespaces", CimValue.ofTexts(filter.sourceNamespaces()));
      }
      if (!filter.description().isEmpty()) {
        draft.set("Description", filter.description());
      }
      made.add(filter(draft));
    }
    for (WbemSettings.StaticCollection collection : settings.collections()) {
      made.add(
          new InstanceBuilder(classes, Keys.COLLECTION)
              .set("InstanceID", "Wellspring:" + collection.name())
              .set("CollectionName", collection.name())
              .build());
    }
    return made;
  }

  InstancePath pathOf(CimInstance instance) {
    return classes.pathOf(settings.interop(), instance);
  }
}
