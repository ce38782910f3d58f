package org.wellspring.cimxml;

import static org.wellspring.cimxml.InstanceOperations.immediate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wellspring.cim.CimClass;
import org.wellspring.cim.CimXmlWriter;
import org.wellspring.cim.ClassRepository;
import org.wellspring.cimxml.ClassXml.Wanted;
import org.wellspring.wbem.ObjectManager;

/** Operations on classes, which are the same in every namespace. DSP0200 §5.3.2.1 and following. */
final class ClassOperations {
  private final ObjectManager manager;
  private final ClassRepository classes;
  private final ClassXml xml;

  ClassOperations(ObjectManager manager, Answers answers) {
    this.manager = manager;
    this.classes = manager.classes();
    this.xml = new ClassXml(classes, answers.xml());
  }

  void addTo(Map<String, Operation> operations) {
    operations.put("GetClass", immediate((call, who) -> get(call)));
    operations.put("EnumerateClasses", immediate((call, who) -> enumerate(call)));
    operations.put("EnumerateClassNames", immediate((call, who) -> enumerateNames(call)));
  }

  private static Wanted wanted(OperationCall call) {
    return new Wanted(
        call.flag("LocalOnly", true),
        call.flag("IncludeQualifiers", true),
        call.flag("IncludeClassOrigin", false),
        call.propertyList());
  }

  private String get(OperationCall call) {
    manager.namespace(call.namespace());
    CimClass found = manager.requireClass(call.requiredClassName("ClassName"));
    return Answers.returned(xml.write(found, wanted(call)));
  }

  private String enumerate(OperationCall call) {
    Wanted wanted = wanted(call);
    return Answers.returned(Answers.each(below(call), one -> xml.write(one, wanted)));
  }

  private String enumerateNames(OperationCall call) {
    return Answers.returned(
        Answers.each(
            below(call), one -> "<CLASSNAME" + CimXmlWriter.attribute("NAME", one.name()) + "/>"));
  }

  private List<CimClass> below(OperationCall call) {
    manager.namespace(call.namespace());
    Optional<String> top = call.className("ClassName");
    top.ifPresent(manager::requireClass);
    List<CimClass> found = new ArrayList<>(classes.below(top));
    if (call.flag("DeepInheritance", false)) {
      for (int i = 0; i < found.size(); i++) { // grows while it is walked through
        found.addAll(classes.below(Optional.of(found.get(i).name())));
      }
    }
    return found;
  }
}
