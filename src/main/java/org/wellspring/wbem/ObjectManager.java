package org.wellspring.wbem;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.wellspring.cim.CimClass;
import org.wellspring.cim.CimException;
import org.wellspring.cim.CimInstance;
import org.wellspring.cim.CimProperty;
import org.wellspring.cim.CimStatus;
import org.wellspring.cim.CimType;
import org.wellspring.cim.CimValue;
import org.wellspring.cim.ClassRepository;
import org.wellspring.cim.InstanceBuilder;
import org.wellspring.cim.InstancePath;
import org.wellspring.cim.NamedInstance;
import org.wellspring.lane.Lane;
import org.wellspring.log.StateStore;
import org.wellspring.model.EndReason;
import org.wellspring.model.Principal;
import org.wellspring.model.Subscription;
import org.wellspring.subscription.SinkGate;
import org.wellspring.subscription.SubscriptionService;
import org.wellspring.time.TimeSource;
import org.wellspring.time.Timers;

/**
 * The operations on classes and instances, without a protocol. Callable from any thread; readers
 * see a snapshot. All methods throw {@link CimException}, or complete with one, for what the caller
 * did wrong.
 */
public final class ObjectManager {
  /** What the manager works with. */
  public record Parts(
      ClassRepository classes,
      WbemSettings settings,
      IndicationDialect dialect,
      SinkGate sinks,
      SubscriptionService subscriptions,
      StateStore store,
      Lane lane,
      TimeSource time,
      Timers timers) {}

  private final ClassRepository classes;
  private final WbemSettings settings;
  private final TimeSource time;
  private final InteropModel model;
  private final EventingView eventing;
  private final IndicationBook book;

  public ObjectManager(Parts parts) {
    this(
        parts,
        new ServiceEngine(parts.subscriptions()),
        new EventingView(parts.classes(), parts.settings(), parts.subscriptions()::view));
  }

  private ObjectManager(Parts parts, IndicationEngine engine, EventingView eventing) {
    this.classes = parts.classes();
    this.settings = parts.settings();
    this.time = parts.time();
    this.model = new InteropModel(classes, settings);
    this.eventing = eventing;
    this.book =
        new IndicationBook(
            new IndicationBook.Parts(
                parts.lane(),
                parts.store(),
                new EntryCodec(classes),
                new Drafts(classes, settings, parts.dialect(), parts.sinks()),
                engine,
                parts.time(),
                parts.timers(),
                settings));
  }

  /** Brings back what was recorded; call once, after the subscription service has. */
  public CompletableFuture<Void> open() {
    return book.open();
  }

  /** To be told of each subscription that is over, on the subscription lane. */
  public void ended(Subscription subscription, EndReason reason, String text) {
    if (subscription.terms().notation().equals(IndicationTerms.NOTATION)) {
      book.ended(subscription, reason, text);
    }
  }

  public ClassRepository classes() {
    return classes;
  }

  /** All namespaces, the Interop namespace first. */
  public List<String> namespaces() {
    return Stream.concat(Stream.of(settings.interop()), settings.namespaces().stream()).toList();
  }

  /** The namespace as the server writes it, or {@code INVALID_NAMESPACE}. */
  public String namespace(String name) {
    return namespaces().stream()
        .filter(name::equalsIgnoreCase)
        .findFirst()
        .orElseThrow(
            () ->
                new CimException(
                    CimStatus.INVALID_NAMESPACE,
                    "Namespace does not exist: "
                        + name
                        + ". There are: "
                        + String.join(", ", namespaces())
                        + "."));
  }

  /** The class, or {@code INVALID_CLASS}. */
  public CimClass requireClass(String name) {
    return classes
        .find(name)
        .orElseThrow(
            () ->
                new CimException(CimStatus.INVALID_CLASS, "There is no class " + name + " here."));
  }

  /** Every instance of a namespace. */
  public List<NamedInstance> all(Principal who, String namespace) {
    if (!namespace.equalsIgnoreCase(settings.interop())) {
      return List.of(); // events come from there, but no instances are kept
    }
    Instant now = time.wallClock();
    List<Entry> entries = book.all();
    List<NamedInstance> all = new ArrayList<>();
    model
        .instances(
            entries.stream().filter(one -> one.isA(Keys.FILTER)).toList(),
            entries.stream().filter(one -> isDestination(one)).toList())
        .forEach(one -> all.add(named(one)));
    entries.forEach(one -> all.add(new NamedInstance(one.path(), shown(one.instance(), now))));
    eventing.instances(who, now).forEach(one -> all.add(named(one)));
    return all;
  }

  private static boolean isDestination(Entry entry) {
    return entry.isA(Keys.DESTINATION) || entry.isA(Keys.DESTINATION_CIM_XML);
  }

  private NamedInstance named(CimInstance instance) {
    return new NamedInstance(classes.pathOf(settings.interop(), instance), instance);
  }

  private static CimInstance shown(CimInstance instance, Instant now) {
    return EndTimes.of(instance)
        .map(
            over ->
                instance.with(
                    CimProperty.of(
                        "SubscriptionTimeRemaining",
                        CimType.UINT64,
                        CimValue.of(Math.max(0, Duration.between(now, over).toSeconds())))))
        .orElse(instance);
  }

  /** The instances of a class and its subclasses. */
  public List<NamedInstance> enumerate(Principal who, String namespace, String className) {
    String place = namespace(namespace);
    requireClass(className);
    return all(who, place).stream()
        .filter(one -> classes.isA(one.instance().className(), className))
        .toList();
  }

  /** One instance, or {@code NOT_FOUND}. */
  public NamedInstance get(Principal who, String namespace, InstancePath name) {
    String place = namespace(namespace);
    requireClass(name.className());
    InstancePath path = inPlace(place, name);
    return find(who, path)
        .orElseThrow(
            () -> new CimException(CimStatus.NOT_FOUND, "There is no instance " + path + "."));
  }

  private static InstancePath inPlace(String place, InstancePath name) {
    return new InstancePath(Optional.of(place), name.className(), name.keys()).in(place);
  }

  private Optional<NamedInstance> find(Principal who, InstancePath path) {
    Optional<Entry> kept = book.find(path);
    if (kept.isPresent()) {
      return kept.map(
          one -> new NamedInstance(one.path(), shown(one.instance(), time.wallClock())));
    }
    String wanted = path.canonical();
    return all(who, path.namespace().orElse("")).stream()
        .filter(one -> one.path().canonical().equals(wanted))
        .findFirst();
  }

  /** Makes an instance; complete with its name. */
  public CompletableFuture<InstancePath> create(
      Principal who, String namespace, CimInstance given) {
    String place = namespace(namespace);
    requireClass(given.className());
    requireInterop(place, given.className());
    return book.create(who, given);
  }

  private void requireInterop(String place, String className) {
    if (!place.equalsIgnoreCase(settings.interop())) {
      throw new CimException(
          CimStatus.NOT_SUPPORTED,
          "Instances of "
              + className
              + " cannot be created or changed in namespace "
              + place
              + "; destinations, filters and subscriptions belong into "
              + settings.interop()
              + ".");
    }
  }

  /**
   * Changes an instance.
   *
   * @param properties those that count; empty: all that are given
   */
  public CompletableFuture<Void> modify(
      Principal who,
      String namespace,
      InstancePath name,
      CimInstance given,
      Optional<List<String>> properties) {
    NamedInstance now = get(who, namespace, name);
    List<CimProperty> wanted = new ArrayList<>();
    CimInstance typed =
        new InstanceBuilder(classes, now.instance().className()).setAll(given).build();
    for (CimProperty property : given.properties()) {
      if (properties.isEmpty()
          || properties.get().stream().anyMatch(property.name()::equalsIgnoreCase)) {
        CimProperty declared = typed.property(property.name()).orElseThrow();
        wanted.add(
            property.value().isPresent()
                ? declared
                : new CimProperty(
                    declared.name(), declared.type(), declared.cardinality(), Optional.empty()));
      }
    }
    requireKept(now.path());
    return book.modify(who, now.path(), new BookChange(wanted));
  }

  /** Deletes an instance. */
  public CompletableFuture<Void> delete(Principal who, String namespace, InstancePath name) {
    NamedInstance now = get(who, namespace, name);
    requireKept(now.path());
    return book.delete(who, now.path());
  }

  private void requireKept(InstancePath path) {
    if (book.find(path).isPresent()) {
      return;
    }
    boolean subscriber =
        Stream.of(Keys.FILTER, Keys.DESTINATION_WS_MAN, Keys.SUBSCRIPTION)
            .anyMatch(path.className()::equalsIgnoreCase);
    throw new CimException(
        CimStatus.NOT_SUPPORTED,
        subscriber
            ? "This shows a subscription by WS-Management or another protocol, which is renewed and"
                + " ended there."
            : "Instances of " + path.className() + " are the server's own and cannot be changed.");
  }

  /**
   * The associations that refer to an instance.
   *
   * @param resultClass of the associations, with subclasses; empty: any
   * @param role the reference that is to name the instance; empty: any
   */
  public List<NamedInstance> references(
      Principal who,
      String namespace,
      InstancePath name,
      Optional<String> resultClass,
      Optional<String> role) {
    String place = namespace(namespace);
    requireClass(name.className());
    resultClass.ifPresent(this::requireClass);
    String wanted = inPlace(place, name).canonical();
    return all(who, place).stream()
        .filter(one -> resultClass.isEmpty() || isA(one, resultClass.get()))
        .filter(one -> references(one).anyMatch(property -> refers(property, role, wanted)))
        .toList();
  }

  private boolean isA(NamedInstance one, String className) {
    return classes.isA(one.instance().className(), className);
  }

  private static Stream<CimProperty> references(NamedInstance association) {
    return association.instance().properties().stream()
        .filter(property -> property.type() == CimType.REFERENCE);
  }

  private static boolean refers(CimProperty reference, Optional<String> role, String canonical) {
    boolean inRole = role.isEmpty() || role.get().equalsIgnoreCase(reference.name());
    return inRole
        && reference
            .value()
            .flatMap(CimValue::asPath)
            .filter(path -> path.canonical().equals(canonical))
            .isPresent();
  }

  /** What associators are asked for; each member empty for "any". */
  public record AssociatorQuery(
      Optional<String> associationClass,
      Optional<String> resultClass,
      Optional<String> role,
      Optional<String> resultRole) {}

  /** The instances at the other ends of the associations that refer to an instance. */
  public List<NamedInstance> associators(
      Principal who, String namespace, InstancePath name, AssociatorQuery query) {
    query.resultClass().ifPresent(this::requireClass);
    String place = namespace(namespace);
    String self = inPlace(place, name).canonical();
    return references(who, namespace, name, query.associationClass(), query.role()).stream()
        .flatMap(InstanceEnds::of)
        .filter(end -> query.resultRole().isEmpty() || end.is(query.resultRole().get()))
        .filter(end -> !end.path().canonical().equals(self))
        .flatMap(end -> find(who, end.path()).stream())
        .filter(one -> query.resultClass().isEmpty() || isA(one, query.resultClass().get()))
        .distinct()
        .toList();
  }

  /** One end of an association. */
  private record InstanceEnds(String role, InstancePath path) {
    static Stream<InstanceEnds> of(NamedInstance association) {
      return references(association)
          .flatMap(
              property ->
                  property.value().flatMap(CimValue::asPath).stream()
                      .map(path -> new InstanceEnds(property.name(), path)));
    }

    boolean is(String wanted) {
      return role.toLowerCase(Locale.ROOT).equals(wanted.toLowerCase(Locale.ROOT));
    }
  }
}
