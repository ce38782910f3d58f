package org.wellspring.client;

import java.util.Optional;
import org.wellspring.model.FilterSpec;
import org.wellspring.xml.XmlElement;

/** Writes {@code wse:Subscribe} as a generation wants it. WS-Eventing 2004/08; DSP0226 §10.2. */
final class SubscribeWriter {
  private final Generation generation;
  private final SubscribeOptions options;

  SubscribeWriter(Generation generation, SubscribeOptions options) {
    this.generation = generation;
    this.options = options;
  }

  /**
   * The body of the request.
   *
   * @throws IllegalArgumentException if the generation has no such mode
   */
  XmlElement write() {
    XmlElement.Builder subscribe = XmlElement.builder(Wire.WSE, "Subscribe", "wse");
    options
        .endTo()
        .ifPresent(sink -> subscribe.add(Envelopes.endpoint(Wire.WSE, "EndTo", "wse", sink)));
    subscribe.add(delivery());
    options.expires().ifPresent(text -> subscribe.child(Wire.WSE, "Expires", "wse", text));
    options.filter().map(this::filter).ifPresent(subscribe::add);
    bookmark().ifPresent(subscribe::add);
    if (options.bookmarks().wish() == BookmarkChoice.Wish.SEND) {
      subscribe.add(management("SendBookmarks").build());
    }
    return subscribe.build();
  }

  private XmlElement delivery() {
    String mode =
        generation
            .modeUri(options.mode())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "generation " + generation + " has no delivery mode " + options.mode()));
    XmlElement.Builder delivery =
        XmlElement.builder(Wire.WSE, "Delivery", "wse").attribute("Mode", mode);
    options
        .notifyTo()
        .ifPresent(sink -> delivery.add(Envelopes.endpoint(Wire.WSE, "NotifyTo", "wse", sink)));
    options.heartbeats().ifPresent(every -> delivery.add(text("Heartbeats", every.toString())));
    addBatchLimits(delivery);
    addEnvelopeLimit(delivery);
    return delivery.build();
  }

  private void addBatchLimits(XmlElement.Builder delivery) {
    BatchLimits batch = options.batch();
    String elements = generation == Generation.OCTOBER_2004 ? "MaxItems" : "MaxElements";
    batch.maxElements().ifPresent(n -> delivery.add(text(elements, Integer.toString(n))));
    batch.maxCharacters().ifPresent(n -> delivery.add(text("MaxCharacters", Long.toString(n))));
    batch.maxTime().ifPresent(limit -> delivery.add(text("MaxTime", limit.toString())));
  }

  private void addEnvelopeLimit(XmlElement.Builder delivery) {
    options
        .maxEnvelope()
        .ifPresent(
            octets -> {
              XmlElement.Builder limit = management("MaxEnvelopeSize").text(Long.toString(octets));
              options.oversize().ifPresent(policy -> limit.attribute("Policy", policy.wireName()));
              delivery.add(limit.build());
            });
  }

  /** October 2004 knows the filter of WS-Eventing only. */
  private XmlElement filter(FilterSpec spec) {
    return generation == Generation.OCTOBER_2004
        ? filter(XmlElement.builder(Wire.WSE, "Filter", "wse"), spec)
        : filter(management("Filter"), spec);
  }

  static XmlElement filter(XmlElement.Builder filter, FilterSpec spec) {
    filter.attribute("Dialect", spec.dialect()).declare(spec.namespaces()).text(spec.text());
    spec.element().ifPresent(given -> filter.addAll(given.children()));
    return filter.build();
  }

  private Optional<XmlElement> bookmark() {
    BookmarkChoice choice = options.bookmarks();
    if (choice.from().isPresent()) {
      return choice.from().map(seen -> management("Bookmark").addAll(seen.children()).build());
    }
    return choice.start() == BookmarkChoice.Start.EARLIEST
        ? Optional.of(text("Bookmark", generation.uri("bookmark/earliest")))
        : Optional.empty();
  }

  private XmlElement text(String local, String value) {
    return management(local).text(value).build();
  }

  private XmlElement.Builder management(String local) {
    return XmlElement.builder(generation.namespace(), local, "wsman");
  }
}
