package org.wellspring.cimxml;

import static org.wellspring.cimxml.InstanceOperations.immediate;

import java.util.List;
import java.util.Map;
import org.wellspring.cim.NamedInstance;
import org.wellspring.cimxml.Answers.View;
import org.wellspring.model.Principal;
import org.wellspring.wbem.ObjectManager;
import org.wellspring.wbem.ObjectManager.AssociatorQuery;

/** Operations that follow associations. DSP0200 §5.3.2.14 to §5.3.2.17. */
final class AssociationOperations {
  private final ObjectManager manager;
  private final Answers answers;

  AssociationOperations(ObjectManager manager, Answers answers) {
    this.manager = manager;
    this.answers = answers;
  }

  void addTo(Map<String, Operation> operations) {
    operations.put(
        "ReferenceNames",
        immediate((call, who) -> names(references(manager, call, who, "ObjectName"))));
    operations.put(
        "References",
        immediate((call, who) -> objects(references(manager, call, who, "ObjectName"), call)));
    operations.put(
        "AssociatorNames",
        immediate((call, who) -> names(associators(manager, call, who, "ObjectName"))));
    operations.put(
        "Associators",
        immediate((call, who) -> objects(associators(manager, call, who, "ObjectName"), call)));
  }

  private String names(List<NamedInstance> found) {
    return Answers.returned(Answers.each(found, answers::objectPath));
  }

  private String objects(List<NamedInstance> found, OperationCall call) {
    View view = View.of(call);
    return Answers.returned(Answers.each(found, one -> answers.objectWithPath(one, view)));
  }

  /**
   * @param parameter that names the instance: ObjectName, or InstanceName of the pulled operations
   */
  static List<NamedInstance> references(
      ObjectManager manager, OperationCall call, Principal who, String parameter) {
    return manager.references(
        who,
        call.namespace(),
        call.requiredPath(parameter),
        call.className("ResultClass"),
        call.text("Role"));
  }

  static List<NamedInstance> associators(
      ObjectManager manager, OperationCall call, Principal who, String parameter) {
    return manager.associators(
        who,
        call.namespace(),
        call.requiredPath(parameter),
        new AssociatorQuery(
            call.className("AssocClass"),
            call.className("ResultClass"),
            call.text("Role"),
            call.text("ResultRole")));
  }
}
