package org.wellspring.resource.jmx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.management.Attribute;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.JMRuntimeException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlName;

/** Sets the attributes of one MBean that a client gave, and that differ. */
final class MBeanChange {
  private static final XmlName NIL =
      new XmlName("http://www.w3.org/2001/XMLSchema-instance", "nil");

  private final MBeanServerConnection server;
  private final ObjectName name;
  private final MBeanReader reader;

  MBeanChange(MBeanServerConnection server, ObjectName name, MBeanReader reader) {
    this.server = server;
    this.name = name;
    this.reader = reader;
  }

  void apply(XmlElement representation) throws JMException, IOException {
    Map<String, MBeanAttributeInfo> known = new HashMap<>();
    for (MBeanAttributeInfo info : server.getMBeanInfo(name).getAttributes()) {
      known.put(info.getName(), info);
    }
    Map<String, XmlElement> present = byName(reader.read());
    List<Attribute> changes = new ArrayList<>();
    for (Map.Entry<String, XmlElement> given : byName(representation).entrySet()) {
      MBeanAttributeInfo info = known.get(given.getKey());
      if (info == null) {
        throw invalid(
            "There is no attribute "
                + given.getKey()
                + " to set; there are "
                + known.keySet().stream().sorted().toList()
                + ".");
      }
      Optional<XmlElement> before = Optional.ofNullable(present.get(given.getKey()));
      if (info.isWritable() && before.filter(now -> same(now, given.getValue())).isEmpty()) {
        changes.add(new Attribute(info.getName(), value(info, given.getValue())));
      }
    }
    for (Attribute change : changes) {
      set(change);
    }
  }

  private static Map<String, XmlElement> byName(XmlElement mbean) {
    Map<String, XmlElement> attributes = new HashMap<>();
    mbean
        .elements()
        .forEach(
            child -> {
              if (!child.is(JmxValues.NAMESPACE, "Attribute")) {
                throw invalid("An MBean holds Attribute elements, not " + child.name() + ".");
              }
              String name =
                  child
                      .attribute("Name")
                      .orElseThrow(() -> invalid("An Attribute element needs a Name."));
              if (attributes.put(name, child) != null) {
                throw invalid("The attribute " + name + " is there twice.");
              }
            });
    return attributes;
  }

  /** Compares values, not spelling: prefixes and white space around elements do not count. */
  private static boolean same(XmlElement left, XmlElement right) {
    List<XmlElement> ours = left.elements().toList();
    List<XmlElement> theirs = right.elements().toList();
    if (ours.size() != theirs.size() || isNil(left) != isNil(right)) {
      return false;
    }
    if (ours.isEmpty()) {
      return left.text().equals(right.text());
    }
    for (int i = 0; i < ours.size(); i++) {
      boolean named =
          ours.get(i).name().equals(theirs.get(i).name())
              && ours.get(i).attribute("Name").equals(theirs.get(i).attribute("Name"))
              && ours.get(i).attribute("Key").equals(theirs.get(i).attribute("Key"));
      if (!named || !same(ours.get(i), theirs.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNil(XmlElement element) {
    return element
        .attribute(NIL.namespace(), NIL.local())
        .filter(nil -> nil.equals("true") || nil.equals("1"))
        .isPresent();
  }

  private static Object value(MBeanAttributeInfo info, XmlElement given) {
    boolean simple = given.elements().findAny().isEmpty() && !isNil(given);
    try {
      return Optional.of(given.text())
          .filter(text -> simple)
          .flatMap(text -> AttributeText.read(info.getType(), text))
          .orElseThrow(
              () ->
                  invalid(
                      "The attribute "
                          + info.getName()
                          + " cannot be set here: only simple values can, not "
                          + (isNil(given) ? "nil" : info.getType())
                          + "."));
    } catch (IllegalArgumentException e) {
      throw invalid(
          "The attribute " + info.getName() + " takes values of type " + info.getType() + ".");
    }
  }

  private void set(Attribute change) throws JMException, IOException {
    try {
      server.setAttribute(name, change);
    } catch (InstanceNotFoundException gone) {
      throw gone;
    } catch (JMException | JMRuntimeException e) {
      throw invalid(
          "The MBean refuses that value for " + change.getName() + ": " + MBeanReader.reason(e));
    }
  }

  private static FaultException invalid(String reason) {
    return new FaultException(FaultCode.REPRESENTATION_INVALID_VALUES, reason);
  }
}
