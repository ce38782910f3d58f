package org.wellspring.intake.jmx;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.MBeanServerDelegate;
import javax.management.MBeanServerNotification;
import javax.management.Notification;
import javax.management.NotificationListener;
import javax.management.ObjectName;

/**
 * Listens, over one link, to the MBeans that match the patterns, and to those that come later.
 * Owned by the source's lane; notifications are handed over on the JVM's thread.
 */
final class NotificationTap {
  private final MBeanServerConnection server;
  private final List<ObjectName> patterns;
  private final NotificationListener listener;
  private final NotificationListener registrations;
  private final Set<ObjectName> listening = new HashSet<>();

  /**
   * @param heard given each notification and the MBean it came from; must return at once
   * @param registered given the name of each new MBean; must return at once
   */
  NotificationTap(
      MBeanServerConnection server,
      List<ObjectName> patterns,
      BiConsumer<ObjectName, Notification> heard,
      Consumer<ObjectName> registered) {
    this.server = server;
    this.patterns = patterns;
    this.listener = (notification, handback) -> heard.accept((ObjectName) handback, notification);
    this.registrations =
        (notification, handback) -> {
          if (notification instanceof MBeanServerNotification change
              && change.getType().equals(MBeanServerNotification.REGISTRATION_NOTIFICATION)) {
            registered.accept(change.getMBeanName());
          }
        };
  }

  void open() throws IOException {
    if (patterns.isEmpty()) {
      return;
    }
    try {
      server.addNotificationListener(MBeanServerDelegate.DELEGATE_NAME, registrations, null, null);
    } catch (InstanceNotFoundException e) {
      throw new IOException("no MBean server delegate", e);
    }
    for (ObjectName pattern : patterns) {
      for (ObjectName name : server.queryNames(pattern, null)) {
        listenTo(name);
      }
    }
  }

  /** Listens to one MBean, if it is wanted, sends notifications, and is not listened to yet. */
  void listenTo(ObjectName name) throws IOException {
    boolean wanted = patterns.stream().anyMatch(pattern -> pattern.apply(name));
    try {
      if (wanted
          && server.isInstanceOf(name, "javax.management.NotificationBroadcaster")
          && listening.add(name)) {
        server.addNotificationListener(name, listener, null, name);
      }
    } catch (InstanceNotFoundException e) { // it went as soon as it had come
      listening.remove(name);
    }
  }

  /** An MBean of that name is new: what was listened to under it is gone. */
  void replaced(ObjectName name) throws IOException {
    listening.remove(name);
    listenTo(name);
  }

  void close() {
    listening.forEach(name -> remove(name, listener));
    listening.clear();
    if (!patterns.isEmpty()) {
      remove(MBeanServerDelegate.DELEGATE_NAME, registrations);
    }
  }

  private void remove(ObjectName name, NotificationListener which) {
    try {
      server.removeNotificationListener(name, which);
    } catch (JMException | IOException e) {
      // the MBean or the connection is gone, and the listener with it
    }
  }
}
