package org.wellspring.config;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.remote.JMXServiceURL;
import org.wellspring.config.settings.DataSize;
import org.wellspring.config.settings.HostPort;
import org.wellspring.config.settings.SettingsReader;
import org.wellspring.config.settings.Values;
import org.wellspring.model.ResourceUri;
import org.wellspring.model.Secret;

/**
 * Something that raises events by itself: an entry of {@code sources}, its kind by {@code type}.
 */
public sealed interface SourceConfig {
  /** The declared resource whose events these are. */
  ResourceUri resource();

  <R> R accept(Cases<R> cases);

  /** One answer per kind. */
  interface Cases<R> {
    R syslog(Syslog source);

    R jmx(Jmx source);

    R fountains(Fountains source);
  }

  /**
   * Listens for syslog messages; at least one of UDP and TCP.
   *
   * @param maxMessage longer ones are cut, 480 octets to 1 MiB
   */
  record Syslog(
      ResourceUri resource, Optional<HostPort> udp, Optional<HostPort> tcp, DataSize maxMessage)
      implements SourceConfig {
    public static final DataSize DEFAULT_MAX_MESSAGE = DataSize.kib(64);

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.syslog(this);
    }
  }

  /**
   * Watches the MBeans of a JVM; at least one notification or attribute.
   *
   * @param url of the JVM's JMX connector; absent: this JVM
   * @param user for the connector; with {@code password}
   * @param notifications name patterns of the MBeans whose notifications become events
   * @param attributes that are asked for at each poll
   * @param poll 100 ms to 24 h
   */
  record Jmx(
      ResourceUri resource,
      Optional<String> url,
      Optional<String> user,
      Optional<Secret> password,
      List<String> notifications,
      List<Watch> attributes,
      Duration poll)
      implements SourceConfig {
    public static final Duration DEFAULT_POLL = Duration.ofSeconds(10);

    public Jmx {
      notifications = List.copyOf(notifications);
      attributes = List.copyOf(attributes);
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.jmx(this);
    }
  }

  /**
   * An attribute to watch: an entry of {@code attributes}.
   *
   * @param object name pattern of its MBeans
   * @param attribute its name; a member of composite data behind a dot, {@code
   *     HeapMemoryUsage.used}
   * @param above an event is raised when the number reaches this, and again only after it was below
   */
  record Watch(String object, String attribute, double above) {}

  /**
   * The simulator of school fountains.
   *
   * @param schoolStart when pupils begin to drink, in simulated time
   * @param schoolEnd when they have gone home, after {@code schoolStart}
   * @param speed simulated seconds per second, 1 to 86,400
   * @param minRate events per second that there are at least, also at night, 0 to 1,000; 0: the
   *     timetable alone decides
   * @param seed of the random numbers; empty: others at each start
   */
  record Fountains(
      ResourceUri resource,
      LocalTime schoolStart,
      LocalTime schoolEnd,
      int speed,
      int minRate,
      Optional<Long> seed)
      implements SourceConfig {
    /** Those of an entry that only names its resource. */
    public static Fountains defaultsFor(ResourceUri resource) {
      return new Fountains(
          resource, LocalTime.of(8, 0), LocalTime.of(17, 0), 60, 3, Optional.empty());
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.fountains(this);
    }
  }

  /** The kinds, as written in {@code type}. */
  enum Type {
    SYSLOG,
    JMX,
    FOUNTAINS
  }

  /** Empty when the type is missing or wrong. */
  static Optional<SourceConfig> read(SettingsReader in) {
    return in.variant(
        "type",
        Type.class,
        type -> {
          ResourceUri resource = ResourceConfig.readUri(in, "resource");
          return switch (type) {
            case SYSLOG -> readSyslog(in, resource);
            case JMX -> readJmx(in, resource);
            case FOUNTAINS -> readFountains(in, resource);
          };
        });
  }

  private static Syslog readSyslog(SettingsReader in, ResourceUri resource) {
    if (!in.isWritten("udp") && !in.isWritten("tcp")) {
      in.problem("type", "a syslog source needs udp or tcp, as in udp: 127.0.0.1:15514");
    }
    return new Syslog(
        resource,
        in.optional("udp", HostPort.parser()),
        in.optional("tcp", HostPort.parser()),
        in.value(
            "max-message",
            Syslog.DEFAULT_MAX_MESSAGE,
            Values.size(new DataSize(480), DataSize.mib(1))));
  }

  private static Jmx readJmx(SettingsReader in, ResourceUri resource) {
    if (!in.isWritten("notifications") && !in.isWritten("attributes")) {
      in.problem("type", "a jmx source needs notifications or attributes");
    }
    if (in.isWritten("user") != in.isWritten("password")) {
      String alone = in.isWritten("user") ? "user" : "password";
      in.problem(alone, "user and password go together; the other one is not set");
    }
    return new Jmx(
        resource,
        in.optional("url", SourceConfig::jmxUrl),
        in.optional("user", Values.text()),
        in.secret("password"),
        in.list("notifications", List.of(), objectName()),
        in.sections("attributes").stream().map(SourceConfig::readWatch).toList(),
        in.value(
            "poll",
            Jmx.DEFAULT_POLL,
            Values.duration(Duration.ofMillis(100), Duration.ofHours(24))));
  }

  private static Watch readWatch(SettingsReader in) {
    return new Watch(
        in.required("object", "*:*", objectName()),
        in.required("attribute", "unknown", Values.text()),
        in.required("above", 0.0, Values.decimal()));
  }

  private static Fountains readFountains(SettingsReader in, ResourceUri resource) {
    Fountains fallback = Fountains.defaultsFor(resource);
    Fountains read =
        new Fountains(
            resource,
            in.value("school-hours.start", fallback.schoolStart, Values.timeOfDay()),
            in.value("school-hours.end", fallback.schoolEnd, Values.timeOfDay()),
            in.value("speed", fallback.speed, Values.wholeNumber(1, 86_400)),
            in.value("min-rate", fallback.minRate, Values.wholeNumber(0, 1000)),
            in.optional("seed", Values.longNumber(Long.MIN_VALUE, Long.MAX_VALUE)));
    if (!read.schoolStart.isBefore(read.schoolEnd)) {
      in.problem("school-hours", "start must be before end");
    }
    return read;
  }

  private static String jmxUrl(String text) {
    try {
      return new JMXServiceURL(text).toString();
    } catch (java.net.MalformedURLException e) {
      throw new IllegalArgumentException(
          "a JMX service URL is wanted, as in service:jmx:rmi:///jndi/rmi://HOST:PORT/jmxrmi", e);
    }
  }

  private static Function<String, String> objectName() {
    return text -> {
      try {
        return new ObjectName(text).toString();
      } catch (MalformedObjectNameException e) {
        throw new IllegalArgumentException(
            "an MBean name or pattern is wanted, as in java.lang:type=GarbageCollector,*", e);
      }
    };
  }
}
