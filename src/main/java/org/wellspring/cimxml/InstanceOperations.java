package org.wellspring.cimxml;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.wellspring.cim.CimException;
import org.wellspring.cim.CimInstance;
import org.wellspring.cim.CimStatus;
import org.wellspring.cim.CimXmlReader;
import org.wellspring.cim.NamedInstance;
import org.wellspring.cimxml.Answers.View;
import org.wellspring.model.Principal;
import org.wellspring.wbem.ObjectManager;
import org.wellspring.xml.XmlElement;

/** Operations on instances. DSP0200 §5.3.2. */
final class InstanceOperations {
  private final ObjectManager manager;
  private final Answers answers;

  InstanceOperations(ObjectManager manager, Answers answers) {
    this.manager = manager;
    this.answers = answers;
  }

  void addTo(Map<String, Operation> operations) {
    operations.put("EnumerateInstances", immediate(this::enumerate));
    operations.put("EnumerateInstanceNames", immediate(this::enumerateNames));
    operations.put("GetInstance", immediate(this::get));
    operations.put("CreateInstance", this::create);
    operations.put("ModifyInstance", this::modify);
    operations.put("DeleteInstance", this::delete);
  }

  static Operation immediate(Operation.Immediate operation) {
    return operation.asOperation();
  }

  /** Subclasses' instances with all their properties, unless DeepInheritance is FALSE. */
  private String enumerate(OperationCall call, Principal who) {
    String className = call.requiredClassName("ClassName");
    View view = View.of(call);
    boolean deep = call.flag("DeepInheritance", true);
    return Answers.returned(
        Answers.each(
            manager.enumerate(who, call.namespace(), className),
            one -> answers.namedInstance(deep ? one : asOf(className, one), view)));
  }

  private NamedInstance asOf(String className, NamedInstance one) {
    return new NamedInstance(
        one.path(),
        one.instance()
            .keeping(
                property -> manager.classes().property(className, property.name()).isPresent()));
  }

  private String enumerateNames(OperationCall call, Principal who) {
    return Answers.returned(
        Answers.each(
            manager.enumerate(who, call.namespace(), call.requiredClassName("ClassName")),
            answers::name));
  }

  private String get(OperationCall call, Principal who) {
    NamedInstance found = manager.get(who, call.namespace(), call.requiredPath("InstanceName"));
    return Answers.returned(answers.instance(found, View.of(call)));
  }

  private CompletableFuture<String> create(OperationCall call, Principal who) {
    return manager
        .create(who, call.namespace(), call.requiredInstance("NewInstance"))
        .thenApply(path -> Answers.returned(answers.xml().instanceName(path)));
  }

  private CompletableFuture<String> modify(OperationCall call, Principal who) {
    XmlElement modified = call.required("ModifiedInstance", "VALUE.NAMEDINSTANCE");
    XmlElement name =
        modified.child("", "INSTANCENAME").orElseThrow(() -> incomplete("INSTANCENAME"));
    CimInstance instance =
        CimXmlReader.instance(
            modified.child("", "INSTANCE").orElseThrow(() -> incomplete("INSTANCE")));
    return manager
        .modify(who, call.namespace(), CimXmlReader.path(name), instance, call.propertyList())
        .thenApply(done -> "");
  }

  private static CimException incomplete(String element) {
    return new CimException(
        CimStatus.INVALID_PARAMETER, "ModifiedInstance has no " + element + ".");
  }

  private CompletableFuture<String> delete(OperationCall call, Principal who) {
    return manager
        .delete(who, call.namespace(), call.requiredPath("InstanceName"))
        .thenApply(done -> "");
  }
}
