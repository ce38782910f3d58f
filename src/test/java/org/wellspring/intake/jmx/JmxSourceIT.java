package org.wellspring.intake.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.rmi.server.RMIClientSocketFactory;
import java.rmi.server.RMIServerSocketFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;
import javax.management.ObjectName;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXServiceURL;
import javax.management.remote.rmi.RMIConnectorServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wellspring.intake.DirectLane;
import org.wellspring.intake.KeptEvents;
import org.wellspring.intake.SteppedTime;
import org.wellspring.intake.jmx.AttributeThreshold.Crossing;
import org.wellspring.metrics.Meters;
import org.wellspring.model.Event;
import org.wellspring.model.ResourceUri;
import org.wellspring.resource.jmx.JmxValues;

final class JmxSourceIT {
  private static final ResourceUri JVM = new ResourceUri("http://control.fineartschool.com/jvm");

  private final KeptEvents kept = new KeptEvents();
  private final SteppedTime time = new SteppedTime("2026-03-02T09:00:00Z");
  private final MBeanServer mbeans = MBeanServerFactory.newMBeanServer();
  private Optional<JmxSource> running = Optional.empty();

  /** The attribute that the tests move. */
  public interface TankMBean {
    double getLevel();

    long[] getOther();
  }

  /** An MBean with a level, which can also call out. */
  public static final class Tank extends NotificationBroadcasterSupport implements TankMBean {
    volatile double level;

    @Override
    public double getLevel() {
      return level;
    }

    @Override
    public long[] getOther() {
      return new long[0];
    }

    void callOut(String message, Serializable data) {
      Notification notification = new Notification("tank.call", "tank", 7, 1_000L, message);
      notification.setUserData(data);
      sendNotification(notification);
    }
  }

  @AfterEach
  void stop() {
    running.ifPresent(JmxSource::close);
  }

  private static ObjectName name(String text) {
    try {
      return new ObjectName(text);
    } catch (JMException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private JmxSource start(JmxTarget target, JmxWatch watch) {
    JmxSource source =
        new JmxSource(
            JVM,
            target,
            watch,
            kept,
            new Meters(),
            new JmxSource.Clockwork(time, time, new DirectLane()));
    running = Optional.of(source);
    source.start();
    return source;
  }

  private static JmxWatch notifications(String pattern) {
    return new JmxWatch(List.of(name(pattern)), List.of(), Duration.ofSeconds(1));
  }

  private static JmxWatch threshold(AttributeThreshold threshold) {
    return new JmxWatch(List.of(), List.of(threshold), Duration.ofSeconds(1));
  }

  private Tank tank(String id) throws JMException {
    Tank tank = new Tank();
    mbeans.registerMBean(tank, name("school:type=Tank,id=" + id));
    return tank;
  }

  private static String child(Event event, String name) {
    return event.body().childText(JmxValues.NAMESPACE, name).orElse("(none)");
  }

  @Test
  void aGarbageCollectionOfThisJvmIsAnEvent() {
    start(JmxTarget.thisJvm(), notifications("java.lang:type=GarbageCollector,*"));
    System.gc();

    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> kept.events().stream().anyMatch(e -> child(e, "cause").equals("System.gc()")));
    Event event =
        kept.events().stream()
            .filter(e -> child(e, "cause").equals("System.gc()"))
            .findFirst()
            .orElseThrow();
    assertThat(event.source()).isEqualTo(JVM);
    assertThat(event.action()).isEqualTo("http://control.fineartschool.com/jvm/GarbageCollection");
    assertThat(event.body().is("urn:wellspring:jmx", "GarbageCollection")).isTrue();
    assertThat(event.body().elements().map(e -> e.name().local()))
        .containsExactly(
            "collector", "action", "cause", "durationMillis", "beforeOctets", "afterOctets");
    assertThat(Long.parseLong(child(event, "afterOctets"))).isPositive();
    assertThat(event.selectors().value("ObjectName").orElseThrow())
        .startsWith("java.lang:name=")
        .contains("type=GarbageCollector");
    assertThat(event.time()).as("the JVM's own time").isAfter(Instant.EPOCH);
  }

  @Test
  void otherNotificationsKeepTheirParts() throws JMException {
    Tank tank = tank("1");
    start(new JmxTarget.Local(mbeans), notifications("school:*"));
    tank.callOut("low", new int[] {1, 2});

    Event event = kept.events().get(0);
    assertThat(event.action()).isEqualTo(JVM + "/Notification");
    assertThat(event.time()).isEqualTo(Instant.ofEpochMilli(1_000));
    assertThat(child(event, "type")).isEqualTo("tank.call");
    assertThat(child(event, "source")).isEqualTo("school:id=1,type=Tank");
    assertThat(child(event, "sequence")).isEqualTo("7");
    assertThat(child(event, "message")).isEqualTo("low");
    assertThat(child(event, "userData")).isEqualTo("12");
  }

  @Test
  void mbeansThatComeLaterAreHeardAndAfterCloseNone() throws JMException {
    JmxSource source = start(new JmxTarget.Local(mbeans), notifications("school:*"));
    Tank tank = tank("2");
    tank.callOut("hello", 1);
    assertThat(kept.count()).isEqualTo(1);
    mbeans.unregisterMBean(name("school:type=Tank,id=2"));
    Tank another = tank("2");
    another.callOut("again", 1);
    assertThat(kept.count()).isEqualTo(2);

    source.close();
    another.callOut("anybody?", 1);
    tank("3").callOut("nobody", 1);
    assertThat(kept.count()).isEqualTo(2);
    assertThat(time.armed()).isZero();
  }

  @Test
  void aMemoryThresholdOfThePlatformHasAFormOfItsOwn() throws JMException {
    java.lang.management.MemoryUsage usage = new java.lang.management.MemoryUsage(0, 5, 6, 7);
    Notification notification =
        new Notification(
            java.lang.management.MemoryNotificationInfo.MEMORY_THRESHOLD_EXCEEDED, "x", 1);
    notification.setUserData(sun(new java.lang.management.MemoryNotificationInfo("Old", usage, 2)));

    org.wellspring.xml.XmlElement body = JmxEvents.of(notification, name("java.lang:type=Memory"));

    assertThat(body.is("urn:wellspring:jmx", "MemoryThreshold")).isTrue();
    assertThat(body.elements().map(e -> e.name().local() + "=" + e.text()))
        .containsExactly(
            "pool=Old",
            "threshold=usage",
            "count=2",
            "usedOctets=5",
            "committedOctets=6",
            "maxOctets=7");
    notification.setUserData("not what its type says");
    assertThat(JmxEvents.of(notification, name("java.lang:type=Memory")).name().local())
        .isEqualTo("Notification");
  }

  /** As the platform writes it. */
  private static javax.management.openmbean.CompositeData sun(
      java.lang.management.MemoryNotificationInfo info) throws JMException {
    javax.management.openmbean.SimpleType<Long> number = javax.management.openmbean.SimpleType.LONG;
    String[] parts = {"init", "used", "committed", "max"};
    javax.management.openmbean.CompositeType usageType =
        new javax.management.openmbean.CompositeType(
            "u",
            "u",
            parts,
            parts,
            new javax.management.openmbean.OpenType<?>[] {number, number, number, number});
    String[] names = {"poolName", "usage", "count"};
    return new javax.management.openmbean.CompositeDataSupport(
        new javax.management.openmbean.CompositeType(
            "i",
            "i",
            names,
            names,
            new javax.management.openmbean.OpenType<?>[] {
              javax.management.openmbean.SimpleType.STRING, usageType, number
            }),
        names,
        new Object[] {
          info.getPoolName(),
          new javax.management.openmbean.CompositeDataSupport(
              usageType,
              parts,
              new Object[] {
                info.getUsage().getInit(),
                info.getUsage().getUsed(),
                info.getUsage().getCommitted(),
                info.getUsage().getMax()
              }),
          info.getCount()
        });
  }

  @Test
  void aCrossedThresholdIsOneEventUntilTheValueHasComeBack() throws JMException {
    Tank tank = tank("1");
    tank.level = 50;
    start(
        new JmxTarget.Local(mbeans),
        threshold(
            new AttributeThreshold(name("school:type=Tank,*"), "Level", Crossing.ABOVE, 90, 70)));
    double[] levels = {89.9, 90, 95, 80, 91, 70, 90.5, 0};
    int[] eventsSoFar = {0, 1, 1, 1, 1, 1, 2, 2};
    for (int i = 0; i < levels.length; i++) {
      tank.level = levels[i];
      time.advance(Duration.ofSeconds(1));
      assertThat(kept.count()).as("at level %s", levels[i]).isEqualTo(eventsSoFar[i]);
    }

    Event event = kept.events().get(1);
    assertThat(event.action()).isEqualTo(JVM + "/AttributeThreshold");
    assertThat(event.time()).isEqualTo(Instant.parse("2026-03-02T09:00:07Z"));
    assertThat(event.body().elements().map(e -> e.name().local() + "=" + e.text()))
        .containsExactly(
            "source=school:id=1,type=Tank",
            "attribute=Level",
            "value=90.5",
            "crossing=above",
            "limit=90",
            "rearm=70");
  }

  @Test
  void partsOfCompositeAttributesCanBeWatchedAndBadPathsDisturbNobody() throws JMException {
    Tank tank = tank("1");
    tank.level = 1;
    start(
        new JmxTarget.Local(ManagementFactory.getPlatformMBeanServer()),
        threshold(
            new AttributeThreshold(
                name("java.lang:type=Memory"), "HeapMemoryUsage.used", Crossing.ABOVE, 1, 0)));
    assertThat(kept.count()).isEqualTo(1);
    running.orElseThrow().close();

    start(
        new JmxTarget.Local(mbeans),
        new JmxWatch(
            List.of(),
            List.of(
                new AttributeThreshold(name("school:*"), "Other", Crossing.BELOW, 5, 6),
                new AttributeThreshold(name("school:*"), "Level.of", Crossing.BELOW, 5, 6),
                new AttributeThreshold(name("school:*"), "Missing", Crossing.BELOW, 5, 6),
                new AttributeThreshold(name("school:*"), "Level", Crossing.BELOW, 5, 6)),
            Duration.ofSeconds(1)));
    assertThat(kept.count()).isEqualTo(2);
    assertThat(child(kept.events().get(1), "crossing")).isEqualTo("below");
  }

  @Test
  void anotherJvmIsReconnectedWithBackOff() throws IOException, JMException {
    Tank tank = tank("1");
    JMXConnectorServer agent = agent();
    int[] attempts = {0};
    JMXServiceURL[] latest = {agent.getAddress()};
    JmxTarget target = new Redirected(() -> attempts[0]++, () -> latest[0]);
    start(target, notifications("school:*"));
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              tank.callOut("over the network", 1);
              return kept.count() > 0;
            });
    assertThat(child(kept.events().get(0), "message")).isEqualTo("over the network");

    agent.stop();
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> time.armed() == 1);
    assertThat(attempts[0]).isEqualTo(1);
    time.advance(Duration.ofSeconds(1));
    assertThat(attempts[0]).isEqualTo(2);
    time.advance(Duration.ofMillis(1_900));
    assertThat(attempts[0]).as("two seconds to the third attempt").isEqualTo(2);

    JMXConnectorServer successor = agent();
    latest[0] = successor.getAddress();
    time.advance(Duration.ofMillis(100));
    assertThat(attempts[0]).isEqualTo(3);
    int before = kept.count();
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              tank.callOut("back", 1);
              return kept.count() > before;
            });
    running.orElseThrow().close();
    successor.stop();
  }

  @Test
  void urlsIntoOtherDirectoriesAreRefused() throws IOException {
    JMXServiceURL ldap = new JMXServiceURL("service:jmx:rmi:///jndi/ldap://127.0.0.1:1/x");

    assertThatThrownBy(() -> new JmxTarget.Remote(ldap, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("service:jmx:rmi:///jndi/rmi://");
  }

  @Test
  void aRearmingValueOnTheBadSideIsRefused() {
    assertThatThrownBy(() -> new AttributeThreshold(name("a:*"), "x", Crossing.ABOVE, 90, 91))
        .hasMessageContaining("re-arming");
  }

  /** An agent that can be started anew elsewhere, and that counts who asks. */
  private record Redirected(Runnable asked, Supplier<JMXServiceURL> where) implements JmxTarget {
    @Override
    public Link connect(Runnable lost) throws IOException {
      asked.run();
      return new JmxTarget.Remote(where.get(), Optional.empty()).connect(lost);
    }

    @Override
    public String describe() {
      return "the agent";
    }
  }

  private JMXConnectorServer agent() throws IOException {
    Loopback sockets = new Loopback();
    JMXConnectorServer agent =
        JMXConnectorServerFactory.newJMXConnectorServer(
            new JMXServiceURL("rmi", "127.0.0.1", 0),
            Map.of(
                RMIConnectorServer.RMI_SERVER_SOCKET_FACTORY_ATTRIBUTE, sockets,
                RMIConnectorServer.RMI_CLIENT_SOCKET_FACTORY_ATTRIBUTE, sockets),
            mbeans);
    agent.start();
    return agent;
  }

  /** Keeps RMI on the loopback address, whatever it believes this host to be called. */
  private static final class Loopback
      implements RMIServerSocketFactory, RMIClientSocketFactory, Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
      return new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Loopback;
    }

    @Override
    public int hashCode() {
      return 1;
    }
  }
}
