package org.wellspring.intake.jmx;

import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import javax.management.JMException;
import javax.management.JMRuntimeException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.InvalidKeyException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wellspring.xml.XmlElement;

/**
 * Reads attributes and sees which cross their limits. Remembers, per MBean and threshold, that it
 * was crossed, also over a reconnect. Owned by the source's lane.
 */
final class ThresholdPoller {
  private static final Logger log = LoggerFactory.getLogger(ThresholdPoller.class);

  private record Watched(AttributeThreshold threshold, ObjectName mbean) {}

  private final JmxWatch watch;
  private final BiConsumer<ObjectName, XmlElement> crossed;
  private final Set<Watched> fired = new HashSet<>();
  private final Set<Watched> unreadable = new HashSet<>();

  ThresholdPoller(JmxWatch watch, BiConsumer<ObjectName, XmlElement> crossed) {
    this.watch = watch;
    this.crossed = crossed;
  }

  void poll(MBeanServerConnection server) throws IOException {
    Set<Watched> seen = new HashSet<>();
    for (AttributeThreshold threshold : watch.thresholds()) {
      for (ObjectName mbean : server.queryNames(threshold.mbeans(), null)) {
        Watched watched = new Watched(threshold, mbean);
        seen.add(watched);
        Optional<Number> value = read(server, watched);
        if (value.isPresent()) {
          judge(watched, value.get());
        }
      }
    }
    fired.retainAll(seen);
    unreadable.retainAll(seen);
  }

  private void judge(Watched watched, Number value) {
    AttributeThreshold threshold = watched.threshold();
    if (threshold.isRearmedBy(value.doubleValue())) {
      fired.remove(watched);
    } else if (threshold.isCrossedBy(value.doubleValue()) && fired.add(watched)) {
      crossed.accept(watched.mbean(), JmxEvents.threshold(threshold, watched.mbean(), value));
    }
  }

  private Optional<Number> read(MBeanServerConnection server, Watched watched) throws IOException {
    String[] path = watched.threshold().attribute().split("\\.");
    try {
      Object value = server.getAttribute(watched.mbean(), path[0]);
      for (int i = 1; i < path.length; i++) {
        value = value instanceof CompositeData composite ? composite.get(path[i]) : null;
      }
      if (value instanceof Number number) {
        return Optional.of(number);
      }
      report(watched, "not a number");
    } catch (JMException | JMRuntimeException | InvalidKeyException e) {
      report(watched, e.getMessage());
    }
    return Optional.empty();
  }

  /** Once per MBean and threshold. */
  private void report(Watched watched, @Nullable String why) {
    if (unreadable.add(watched)) {
      log.warn(
          "jmx.attribute-unreadable mbean={} attribute={} why={}",
          watched.mbean(),
          watched.threshold().attribute(),
          why);
    }
  }
}
