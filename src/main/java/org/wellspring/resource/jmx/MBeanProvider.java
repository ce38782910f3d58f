package org.wellspring.resource.jmx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.model.SelectorSet;
import org.wellspring.resource.ResourceProvider;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlOutput;

/**
 * The MBeans of one JVM as instances, selected by {@code ObjectName}:
 *
 * <pre>{@code
 * <jmx:MBean ObjectName="java.lang:type=Memory" ClassName="…">
 *   <jmx:Attribute Name="Verbose" Type="boolean">false</jmx:Attribute>
 *   <jmx:Attribute Name="HeapMemoryUsage" Type="…CompositeData">
 *     <jmx:Field Name="used">1234</jmx:Field> …
 * }</pre>
 *
 * <p>Values are written as {@link JmxValues} says; an attribute that cannot be read has an
 * attribute {@code Error} in place of a value.
 *
 * <p>Put sets those of the given attributes that are writable and differ. Others may be given and
 * are left alone when they cannot be written, since they may have changed by themselves since the
 * client's Get. All values are checked before the first is set; should the MBean refuse one then,
 * those before it remain set. MBeans come and go with the application: Create and Delete are not
 * offered.
 */
public final class MBeanProvider implements ResourceProvider {
  public static final String SELECTOR = "ObjectName";

  private final MBeanServerConnection server;

  public MBeanProvider(MBeanServerConnection server) {
    this.server = server;
  }

  @Override
  public XmlElement get(SelectorSet selectors) {
    return read(select(selectors));
  }

  @Override
  public Optional<XmlElement> put(SelectorSet selectors, XmlElement representation) {
    ObjectName name = select(selectors);
    if (!representation.is(JmxValues.NAMESPACE, "MBean")) {
      throw new FaultException(
          FaultCode.REPRESENTATION_INVALID_NAMESPACE,
          "An MBean is {"
              + JmxValues.NAMESPACE
              + "}MBean, but this is "
              + representation.name()
              + ".");
    }
    checkKey(name, representation);
    MBeanReader reader = new MBeanReader(server, name);
    try {
      new MBeanChange(server, name, reader).apply(representation);
    } catch (InstanceNotFoundException e) {
      throw unknown(name);
    } catch (JMException e) {
      throw unreadable(name, e);
    } catch (IOException e) {
      throw unreachable(e);
    }
    XmlElement now = read(name);
    return now.toString().equals(representation.toString()) ? Optional.empty() : Optional.of(now);
  }

  private static void checkKey(ObjectName name, XmlElement representation) {
    Optional<String> key = representation.attribute(SELECTOR);
    if (key.isPresent() && !key.get().equals(name.getCanonicalName())) {
      throw new FaultException(
          FaultCode.REPRESENTATION_INVALID_VALUES,
          "ObjectName is the key and cannot change: the selectors say "
              + name.getCanonicalName()
              + ", the representation "
              + key.get()
              + ".");
    }
  }

  @Override
  public Instance create(XmlElement representation) {
    throw notOffered("Create");
  }

  @Override
  public void delete(SelectorSet selectors) {
    throw notOffered("Delete");
  }

  @Override
  public List<Instance> enumerate() {
    try {
      Set<String> names = new TreeSet<>();
      server.queryNames(null, null).forEach(name -> names.add(name.getCanonicalName()));
      List<Instance> all = new ArrayList<>();
      for (String name : names) {
        readIfThere(name)
            .ifPresent(mbean -> all.add(new Instance(SelectorSet.of(SELECTOR, name), mbean)));
      }
      return all;
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  /** Empty when the MBean went away meanwhile; one that does not answer says so. */
  private Optional<XmlElement> readIfThere(String name) throws IOException {
    try {
      return Optional.of(new MBeanReader(server, new ObjectName(name)).read());
    } catch (InstanceNotFoundException e) {
      return Optional.empty();
    } catch (JMException e) {
      return Optional.of(
          JmxValues.element("MBean")
              .attribute("ObjectName", XmlOutput.legalText(name))
              .attribute("Error", MBeanReader.reason(e))
              .build());
    }
  }

  private XmlElement read(ObjectName name) {
    try {
      return new MBeanReader(server, name).read();
    } catch (InstanceNotFoundException e) {
      throw unknown(name);
    } catch (JMException e) {
      throw unreadable(name, e);
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  private static ObjectName select(SelectorSet selectors) {
    for (String name : selectors.asMap().keySet()) {
      if (!name.equalsIgnoreCase(SELECTOR) && !name.equalsIgnoreCase("__cimnamespace")) {
        throw new FaultException(
            FaultCode.SELECTORS_UNEXPECTED,
            "MBeans are selected by " + SELECTOR + " alone, not by " + name + ".");
      }
    }
    String value =
        selectors
            .value(SELECTOR)
            .orElseThrow(
                () ->
                    new FaultException(
                        FaultCode.SELECTORS_INSUFFICIENT,
                        "Say which MBean with the selector " + SELECTOR + "."));
    try {
      ObjectName name = new ObjectName(value.strip());
      if (!name.isPattern()) {
        return name;
      }
      throw notOne("a pattern, which names no single MBean");
    } catch (MalformedObjectNameException e) {
      throw notOne("not an object name");
    }
  }

  private static FaultException notOne(String why) {
    return new FaultException(
        FaultCode.SELECTORS_INVALID_VALUE,
        "The value of " + SELECTOR + " is " + why + "; one looks like java.lang:type=Memory.");
  }

  private static FaultException unknown(ObjectName name) {
    return new FaultException(
        FaultCode.RESOURCE_UNKNOWN,
        "There is no MBean " + name.getCanonicalName() + "; Enumerate lists those there are.");
  }

  private static FaultException unreadable(ObjectName name, JMException e) {
    return new FaultException(
        FaultCode.INTERNAL_ERROR,
        "The MBean " + name.getCanonicalName() + " does not answer: " + e.getMessage());
  }

  private static FaultException unreachable(IOException e) {
    return new FaultException(
        FaultCode.ENDPOINT_UNAVAILABLE,
        "The JVM with the MBeans cannot be reached: " + e.getMessage());
  }

  private static FaultException notOffered(String operation) {
    return new FaultException(
        FaultCode.ACTION_NOT_SUPPORTED,
        operation + " is not offered: MBeans come and go with their application.");
  }
}
