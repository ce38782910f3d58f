package org.wellspring.cimxml;

import static org.wellspring.cimxml.InstanceOperations.immediate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.wellspring.cim.CimException;
import org.wellspring.cim.CimStatus;
import org.wellspring.cim.NamedInstance;
import org.wellspring.cimxml.Answers.View;
import org.wellspring.cimxml.PullContexts.Rest;
import org.wellspring.cimxml.PullContexts.Taken;
import org.wellspring.model.Principal;
import org.wellspring.wbem.ObjectManager;

/** Enumerations in pieces: Open…, Pull…, CloseEnumeration. DSP0200 §5.3.2.24. */
final class PullOperations {
  private static final String INSTANCES = "PullInstancesWithPath";
  private static final String PATHS = "PullInstancePaths";

  private final ObjectManager manager;
  private final Answers answers;
  private final PullContexts contexts;

  PullOperations(ObjectManager manager, Answers answers, PullContexts contexts) {
    this.manager = manager;
    this.answers = answers;
    this.contexts = contexts;
  }

  /** What an Open asks for. */
  private interface Source extends BiFunction<OperationCall, Principal, List<NamedInstance>> {}

  void addTo(Map<String, Operation> operations) {
    Source enumeration =
        (call, who) ->
            manager.enumerate(who, call.namespace(), call.requiredClassName("ClassName"));
    Source references =
        (call, who) -> AssociationOperations.references(manager, call, who, "InstanceName");
    Source associators =
        (call, who) -> AssociationOperations.associators(manager, call, who, "InstanceName");
    operations.put("OpenEnumerateInstances", instances(enumeration));
    operations.put("OpenEnumerateInstancePaths", paths(enumeration));
    operations.put("OpenReferenceInstances", instances(references));
    operations.put("OpenReferenceInstancePaths", paths(references));
    operations.put("OpenAssociatorInstances", instances(associators));
    operations.put("OpenAssociatorInstancePaths", paths(associators));
    operations.put(INSTANCES, immediate((call, who) -> pull(INSTANCES, call, who)));
    operations.put(PATHS, immediate((call, who) -> pull(PATHS, call, who)));
    operations.put("CloseEnumeration", immediate(this::close));
  }

  private Operation instances(Source source) {
    return immediate(
        (call, who) -> {
          View view = View.of(call);
          List<String> items =
              source.apply(call, who).stream()
                  .map(one -> answers.instanceWithPath(one, view))
                  .toList();
          return open(call, new Rest(who.name(), INSTANCES, new ArrayDeque<>(items)));
        });
  }

  private Operation paths(Source source) {
    return immediate(
        (call, who) -> {
          List<String> items =
              source.apply(call, who).stream().map(one -> answers.path(one.path())).toList();
          return open(call, new Rest(who.name(), PATHS, new ArrayDeque<>(items)));
        });
  }

  private String open(OperationCall call, Rest all) {
    checkOptions(call);
    Deque<String> items = all.items();
    Taken first = Taken.of(items, call.number("MaxObjectCount").orElse(0L));
    return answer(
        items.isEmpty() ? first : new Taken(first.items(), Optional.of(contexts.keep(all))));
  }

  private void checkOptions(OperationCall call) {
    if (call.text("FilterQuery").filter(text -> !text.isBlank()).isPresent()
        || call.text("FilterQueryLanguage").filter(text -> !text.isBlank()).isPresent()) {
      throw new CimException(
          CimStatus.FILTERED_ENUMERATION_NOT_SUPPORTED,
          "FilterQuery is not served; use ExecQuery, or filter what is returned.");
    }
    if (call.flag("ContinueOnError", false)) {
      throw new CimException(
          CimStatus.CONTINUATION_ON_ERROR_NOT_SUPPORTED, "ContinueOnError must be FALSE.");
    }
    long most = contexts.idle().toSeconds();
    Optional<Long> timeout = call.number("OperationTimeout");
    if (timeout.filter(seconds -> seconds == 0 || seconds > most).isPresent()) {
      throw new CimException(
          CimStatus.INVALID_OPERATION_TIMEOUT,
          "OperationTimeout is "
              + timeout.get()
              + "; 1 to "
              + most
              + " seconds are granted (setting enumeration.idle-timeout).");
    }
  }

  private String pull(String name, OperationCall call, Principal who) {
    manager.namespace(call.namespace());
    long max =
        call.number("MaxObjectCount")
            .orElseThrow(
                () ->
                    new CimException(CimStatus.INVALID_PARAMETER, "MaxObjectCount must be given."));
    return answer(contexts.take(who.name(), name, context(call), max));
  }

  private String close(OperationCall call, Principal who) {
    contexts.close(who.name(), context(call));
    return "";
  }

  private static String context(OperationCall call) {
    return call.text("EnumerationContext")
        .map(String::strip)
        .orElseThrow(
            () ->
                new CimException(CimStatus.INVALID_PARAMETER, "EnumerationContext must be given."));
  }

  private static String answer(Taken taken) {
    return Answers.returned(String.join("", taken.items()))
        + "<PARAMVALUE NAME=\"EnumerationContext\" PARAMTYPE=\"string\">"
        + "<VALUE>"
        + taken.context().orElse("")
        + "</VALUE></PARAMVALUE>"
        + "<PARAMVALUE NAME=\"EndOfSequence\" PARAMTYPE=\"boolean\"><VALUE>"
        + (taken.context().isEmpty() ? "TRUE" : "FALSE")
        + "</VALUE></PARAMVALUE>";
  }
}
