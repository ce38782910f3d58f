package org.wellspring.intake;

import java.util.List;
import java.util.stream.Collectors;
import org.wellspring.fault.FaultException;
import org.wellspring.model.Event;
import org.wellspring.resource.ManagedResource;
import org.wellspring.resource.ResourceCatalogue;
import org.wellspring.xml.XmlName;
import org.wellspring.xml.XmlOutput;

/** Whether events are what the catalogue declares. */
final class AdmissionCheck {
  private static final int LONGEST_ID = 1_024;

  private final ResourceCatalogue catalogue;

  AdmissionCheck(ResourceCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** Throws {@link RejectedEvent} for the first event that is not acceptable. */
  void check(List<Event> events) {
    for (int i = 0; i < events.size(); i++) {
      check(i, events.get(i));
    }
  }

  private void check(int index, Event event) {
    checkId(index, event.id());
    ManagedResource resource =
        catalogue
            .find(event.source())
            .orElseThrow(() -> new RejectedEvent(index, "source", unknownSource(event)));
    checkClass(index, event, resource);
    event.selectors().asMap().values().forEach(value -> checkCharacters(index, "subject", value));
    try {
      ResourceCatalogue.checkSelectorNames(resource, event.selectors());
    } catch (FaultException unexpected) {
      throw new RejectedEvent(index, "subject", unexpected.reason());
    }
  }

  /** Ids are remembered by the hundred thousand, so their length is bounded. */
  private static void checkId(int index, String id) {
    if (id.isEmpty() || id.length() > LONGEST_ID) {
      throw new RejectedEvent(
          index,
          "id",
          "An event needs an id of 1 to "
              + LONGEST_ID
              + " characters; this has "
              + id.length()
              + ".");
    }
    checkCharacters(index, "id", id);
  }

  /** What every notation of an event must be able to carry. */
  private static void checkCharacters(int index, String field, String value) {
    if (!XmlOutput.legalText(value).equals(value)) {
      throw new RejectedEvent(
          index, field, "The " + field + " holds a control character that XML cannot carry.");
    }
  }

  private String unknownSource(Event event) {
    return "No resource "
        + event.source()
        + " is declared here. Events are taken for: "
        + catalogue.all().stream().map(r -> r.uri().value()).collect(Collectors.joining(", "))
        + ".";
  }

  /** JSON events get their class from their type; XML events bring it with their data. */
  private static void checkClass(int index, Event event, ManagedResource resource) {
    XmlName name = event.body().name();
    if (resource.eventClasses().isEmpty() || resource.eventClasses().contains(name)) {
      return;
    }
    throw new RejectedEvent(
        index,
        event.action().endsWith(name.local()) ? "type" : "data",
        "Resource "
            + resource.uri()
            + " raises no events of class "
            + name
            + "; its configuration lists: "
            + resource.eventClasses().stream()
                .map(XmlName::toString)
                .sorted()
                .collect(Collectors.joining(", "))
            + ".");
  }
}
