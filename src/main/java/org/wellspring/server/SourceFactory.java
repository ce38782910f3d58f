package org.wellspring.server;

import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.MalformedURLException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.remote.JMXServiceURL;
import org.wellspring.config.SourceConfig;
import org.wellspring.config.settings.HostPort;
import org.wellspring.intake.EventPublisher;
import org.wellspring.intake.EventSource;
import org.wellspring.intake.fountain.FountainSimulator;
import org.wellspring.intake.fountain.SimulatorSettings;
import org.wellspring.intake.jmx.AttributeThreshold;
import org.wellspring.intake.jmx.JmxSource;
import org.wellspring.intake.jmx.JmxTarget;
import org.wellspring.intake.jmx.JmxWatch;
import org.wellspring.intake.syslog.SyslogSource;
import org.wellspring.lane.Lane;
import org.wellspring.metrics.Meters;
import org.wellspring.time.SystemTime;

/** Makes the configured event sources. */
final class SourceFactory implements SourceConfig.Cases<EventSource> {
  private final Resources resources;
  private final EventPublisher publisher;
  private final Meters meters;
  private final SystemTime time;
  private final Function<String, Lane> lanes;

  /**
   * @param lanes makes a lane of that name, owned by the server
   */
  SourceFactory(
      Resources resources,
      EventPublisher publisher,
      Meters meters,
      SystemTime time,
      Function<String, Lane> lanes) {
    this.resources = resources;
    this.publisher = publisher;
    this.meters = meters;
    this.time = time;
    this.lanes = lanes;
  }

  @Override
  public EventSource syslog(SourceConfig.Syslog source) {
    return new SyslogSource(
        source.resource(),
        source.udp().map(SourceFactory::address),
        source.tcp().map(SourceFactory::address),
        (int) source.maxMessage().octets(),
        publisher,
        meters,
        time);
  }

  private static InetSocketAddress address(HostPort at) {
    return new InetSocketAddress(at.host(), at.port());
  }

  @Override
  public EventSource jmx(SourceConfig.Jmx source) {
    List<ObjectName> notifications =
        source.notifications().stream().map(SourceFactory::objectName).toList();
    List<AttributeThreshold> thresholds =
        source.attributes().stream().map(SourceFactory::threshold).toList();
    return new JmxSource(
        source.resource(),
        target(source),
        new JmxWatch(notifications, thresholds, source.poll()),
        publisher,
        meters,
        new JmxSource.Clockwork(time, time, lanes.apply("ws-jmx")));
  }

  private static ObjectName objectName(String text) {
    try {
      return new ObjectName(text);
    } catch (MalformedObjectNameException e) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no MBean name or pattern (setting sources[].notifications or attributes): "
              + e.getMessage(),
          e);
    }
  }

  private static AttributeThreshold threshold(SourceConfig.Watch watch) {
    return new AttributeThreshold(
        objectName(watch.object()),
        watch.attribute(),
        AttributeThreshold.Crossing.ABOVE,
        watch.above(),
        watch.above());
  }

  private static JmxTarget target(SourceConfig.Jmx source) {
    if (source.url().isEmpty()) {
      return new JmxTarget.Local(ManagementFactory.getPlatformMBeanServer());
    }
    try {
      Optional<JmxTarget.Login> login =
          source.user().flatMap(user -> source.password().map(p -> new JmxTarget.Login(user, p)));
      return new JmxTarget.Remote(new JMXServiceURL(source.url().get()), login);
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(
          "'"
              + source.url().get()
              + "' is no JMX service URL (setting sources[].url): "
              + e.getMessage(),
          e);
    }
  }

  @Override
  public EventSource fountains(SourceConfig.Fountains source) {
    return new FountainSimulator(
        source.resource(),
        resources
            .fountains(source.resource())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "the fountain simulator needs a resource with provider fountains; "
                            + source.resource()
                            + " has another one (setting resources[].provider)")),
        publisher,
        new FountainSimulator.Clockwork(
            time, time, ZoneId.systemDefault(), lanes.apply("ws-fountains")),
        source.seed().map(SplittableRandom::new).orElseGet(SplittableRandom::new),
        new SimulatorSettings(
            source.speed(), source.minRate(), source.schoolStart(), source.schoolEnd()));
  }
}
