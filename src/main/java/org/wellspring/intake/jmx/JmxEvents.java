package org.wellspring.intake.jmx;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GcInfo;
import java.lang.management.MemoryNotificationInfo;
import java.lang.management.MemoryUsage;
import java.util.Map;
import java.util.Optional;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.wellspring.resource.jmx.JmxValues;
import org.wellspring.xml.XmlElement;

/** Bodies of JMX events, in the namespace {@code urn:wellspring:jmx}. Sizes are octets. */
final class JmxEvents {
  private JmxEvents() {}

  /**
   * {@code GarbageCollection} and {@code MemoryThreshold} for those of the platform; {@code
   * Notification} for any other.
   */
  static XmlElement of(Notification notification, ObjectName source) {
    if (notification.getUserData() instanceof CompositeData data) {
      Optional<XmlElement> known = ofPlatform(notification.getType(), data);
      if (known.isPresent()) {
        return known.get();
      }
    }
    return generic(notification, source);
  }

  private static Optional<XmlElement> ofPlatform(String type, CompositeData data) {
    try {
      return switch (type) {
        case GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION ->
            Optional.of(garbageCollection(GarbageCollectionNotificationInfo.from(data)));
        case MemoryNotificationInfo.MEMORY_THRESHOLD_EXCEEDED ->
            Optional.of(memoryThreshold("usage", MemoryNotificationInfo.from(data)));
        case MemoryNotificationInfo.MEMORY_COLLECTION_THRESHOLD_EXCEEDED ->
            Optional.of(memoryThreshold("collectionUsage", MemoryNotificationInfo.from(data)));
        default -> Optional.empty();
      };
    } catch (IllegalArgumentException notWhatItsTypeSays) { // another make of JVM: shown as it is
      return Optional.empty();
    }
  }

  private static XmlElement garbageCollection(GarbageCollectionNotificationInfo info) {
    GcInfo gc = info.getGcInfo();
    return JmxValues.element("GarbageCollection")
        .add(JmxValues.leaf("collector", info.getGcName()))
        .add(JmxValues.leaf("action", info.getGcAction()))
        .add(JmxValues.leaf("cause", info.getGcCause()))
        .add(number("durationMillis", gc.getDuration()))
        .add(number("beforeOctets", used(gc.getMemoryUsageBeforeGc())))
        .add(number("afterOctets", used(gc.getMemoryUsageAfterGc())))
        .build();
  }

  private static long used(Map<String, MemoryUsage> pools) {
    return pools.values().stream().mapToLong(MemoryUsage::getUsed).sum();
  }

  private static XmlElement memoryThreshold(String threshold, MemoryNotificationInfo info) {
    MemoryUsage usage = info.getUsage();
    return JmxValues.element("MemoryThreshold")
        .add(JmxValues.leaf("pool", info.getPoolName()))
        .add(JmxValues.leaf("threshold", threshold))
        .add(number("count", info.getCount()))
        .add(number("usedOctets", usage.getUsed()))
        .add(number("committedOctets", usage.getCommitted()))
        .add(number("maxOctets", usage.getMax()))
        .build();
  }

  private static XmlElement generic(Notification notification, ObjectName source) {
    XmlElement.Builder body =
        JmxValues.element("Notification")
            .add(JmxValues.leaf("type", String.valueOf(notification.getType())))
            .add(JmxValues.leaf("source", source.getCanonicalName()))
            .add(number("sequence", notification.getSequenceNumber()));
    Optional.ofNullable(notification.getMessage())
        .ifPresent(message -> body.add(JmxValues.leaf("message", message)));
    Optional.ofNullable(notification.getUserData())
        .ifPresent(data -> body.add(JmxValues.write(JmxValues.element("userData"), data).build()));
    return body.build();
  }

  static XmlElement threshold(AttributeThreshold threshold, ObjectName mbean, Number value) {
    return JmxValues.element("AttributeThreshold")
        .add(JmxValues.leaf("source", mbean.getCanonicalName()))
        .add(JmxValues.leaf("attribute", threshold.attribute()))
        .add(JmxValues.leaf("value", value.toString()))
        .add(
            JmxValues.leaf(
                "crossing", threshold.crossing().name().toLowerCase(java.util.Locale.ROOT)))
        .add(JmxValues.leaf("limit", plain(threshold.limit())))
        .add(JmxValues.leaf("rearm", plain(threshold.rearm())))
        .build();
  }

  private static String plain(double value) {
    return new java.math.BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }

  private static XmlElement number(String name, long value) {
    return JmxValues.leaf(name, Long.toString(value));
  }
}
