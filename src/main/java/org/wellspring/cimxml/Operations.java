package org.wellspring.cimxml;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.wellspring.cim.CimException;
import org.wellspring.cim.CimStatus;
import org.wellspring.model.Principal;

/** The intrinsic methods by name. DSP0200 §5.3. */
final class Operations {
  private final Map<String, Operation> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  Operations(
      InstanceOperations instances,
      AssociationOperations associations,
      ClassOperations classes,
      PullOperations pulls,
      QueryOperation query) {
    instances.addTo(byName);
    associations.addTo(byName);
    classes.addTo(byName);
    pulls.addTo(byName);
    byName.put("ExecQuery", query);
  }

  CompletableFuture<String> call(OperationCall call, Principal who) {
    Operation operation = byName.get(call.method());
    if (operation == null) {
      throw new CimException(
          CimStatus.NOT_SUPPORTED,
          call.method()
              + " is not served here; served are "
              + String.join(", ", byName.keySet())
              + ".");
    }
    return operation.call(call, who);
  }
}
