package org.wellspring.resource.jmx;

import java.io.IOException;
import java.rmi.UnmarshalException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.JMRuntimeException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlOutput;

/** Reads one MBean; the form is shown at {@link MBeanProvider}. */
final class MBeanReader {
  private final MBeanServerConnection server;
  private final ObjectName name;

  MBeanReader(MBeanServerConnection server, ObjectName name) {
    this.server = server;
    this.name = name;
  }

  XmlElement read() throws JMException, IOException {
    MBeanInfo info = server.getMBeanInfo(name);
    Map<String, @Nullable Object> values = readable(info);
    XmlElement.Builder mbean =
        JmxValues.element("MBean")
            .attribute("ObjectName", XmlOutput.legalText(name.getCanonicalName()))
            .attribute("ClassName", info.getClassName());
    for (MBeanAttributeInfo attribute : info.getAttributes()) {
      if (attribute.isReadable()) {
        mbean.add(attribute(attribute, values));
      }
    }
    return mbean.build();
  }

  /** In one call; attributes that cannot be read are left out by the server. */
  private Map<String, @Nullable Object> readable(MBeanInfo info) throws JMException, IOException {
    List<String> names = new ArrayList<>();
    for (MBeanAttributeInfo attribute : info.getAttributes()) {
      if (attribute.isReadable()) {
        names.add(attribute.getName());
      }
    }
    Map<String, @Nullable Object> values = new HashMap<>();
    try {
      for (Attribute read : server.getAttributes(name, names.toArray(String[]::new)).asList()) {
        values.put(read.getName(), read.getValue());
      }
    } catch (UnmarshalException e) { // of a class that only the other JVM has: the rest, one by one
      values.clear();
    }
    return values;
  }

  private XmlElement attribute(MBeanAttributeInfo info, Map<String, @Nullable Object> values)
      throws JMException, IOException {
    XmlElement.Builder element =
        JmxValues.element("Attribute")
            .attribute("Name", XmlOutput.legalText(info.getName()))
            .attribute("Type", XmlOutput.legalText(String.valueOf(info.getType())));
    if (values.containsKey(info.getName())) {
      return JmxValues.write(element, values.get(info.getName())).build();
    }
    try {
      return JmxValues.write(element, server.getAttribute(name, info.getName())).build();
    } catch (javax.management.InstanceNotFoundException gone) {
      throw gone;
    } catch (JMException | JMRuntimeException | UnmarshalException e) {
      return element.attribute("Error", reason(e)).build();
    }
  }

  /** The innermost message: what is around it is JMX's own wrapping. */
  static String reason(Throwable failure) {
    Throwable innermost = failure;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    String message = innermost.getMessage();
    return message == null ? "cannot be read" : XmlOutput.legalText(message);
  }
}
