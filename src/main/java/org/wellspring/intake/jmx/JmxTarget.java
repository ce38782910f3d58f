package org.wellspring.intake.jmx;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.management.MBeanServer;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnectionNotification;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.wellspring.model.Secret;

/** The JVM whose MBeans are watched. */
public interface JmxTarget {
  /** A way to the MBeans, until closed or lost. */
  interface Link {
    MBeanServerConnection server();

    /** Ends it; a failure to say goodbye is no failure. */
    void close();
  }

  /**
   * Opens a way to the MBeans; may take as long as the network does.
   *
   * @param lost called at most once, from any thread, when the way is gone; not after {@code close}
   *     by intent
   */
  Link connect(Runnable lost) throws IOException;

  /** For the log. */
  String describe();

  static JmxTarget thisJvm() {
    return new Local(ManagementFactory.getPlatformMBeanServer());
  }

  /** An MBean server within this JVM. */
  record Local(MBeanServer mbeans) implements JmxTarget {
    @Override
    public Link connect(Runnable lost) {
      return new Link() {
        @Override
        public MBeanServerConnection server() {
          return mbeans;
        }

        @Override
        public void close() {
          // nothing was opened
        }
      };
    }

    @Override
    public String describe() {
      return "this JVM";
    }
  }

  /** Name and password for a JMX agent that asks. */
  record Login(String user, Secret password) {}

  /**
   * Another JVM, by the JMX service URL of its agent: {@code
   * service:jmx:rmi:///jndi/rmi://host:port/jmxrmi}. Only RMI registries are asked; a URL into any
   * other directory is refused.
   */
  record Remote(JMXServiceURL url, Optional<Login> login) implements JmxTarget {
    public Remote {
      String path = url.getURLPath();
      boolean rmi =
          url.getProtocol().equals("rmi")
              && (path.startsWith("/jndi/rmi://") || path.startsWith("/stub/"));
      if (!rmi) {
        throw new IllegalArgumentException(
            "a JMX service URL must look like service:jmx:rmi:///jndi/rmi://host:port/jmxrmi, not "
                + url);
      }
    }

    @SuppressWarnings("BanJNDI") // the URL is the operator's, and checked above
    @Override
    public Link connect(Runnable lost) throws IOException {
      Map<String, Object> environment = new HashMap<>();
      login.ifPresent(
          as ->
              environment.put(
                  JMXConnector.CREDENTIALS, new String[] {as.user(), as.password().value()}));
      JMXConnector connector = JMXConnectorFactory.connect(url, environment);
      connector.addConnectionNotificationListener(
          (notification, handback) -> {
            String type = notification.getType();
            if (type.equals(JMXConnectionNotification.FAILED)
                || type.equals(JMXConnectionNotification.CLOSED)) {
              lost.run();
            }
          },
          null,
          null);
      return new RemoteLink(connector, connector.getMBeanServerConnection());
    }

    @Override
    public String describe() {
      return url.toString();
    }
  }

  /** An open connector. */
  record RemoteLink(JMXConnector connector, MBeanServerConnection server) implements Link {
    @Override
    public void close() {
      try {
        connector.close();
      } catch (IOException e) {
        // it is gone, which is what was wanted
      }
    }
  }
}
