package org.wellspring.filter.query;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wellspring.filter.predicate.AccessKey;
import org.wellspring.filter.predicate.EventView;
import org.wellspring.filter.predicate.Leaf;
import org.wellspring.filter.predicate.Operand;
import org.wellspring.filter.predicate.TextCase;
import org.wellspring.filter.predicate.Truth;
import org.wellspring.filter.predicate.Values;
import org.wellspring.xml.XmlElement;

/**
 * An embedded object is of one of some classes. Its class is what {@code xsi:type} says, less the
 * suffix {@code _Type} of WS-CIM (DSP0230); without it, what its property CreationClassName says.
 *
 * @param object where the object is
 * @param classProperty its CreationClassName
 * @param classes folded
 * @param ofNull the answer when there is no object, or its class is not said
 */
record EmbeddedIsA(Operand object, Operand classProperty, Set<String> classes, Truth ofNull)
    implements Leaf {
  private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
  private static final String SUFFIX = "_Type";

  static EmbeddedIsA of(Operand object, List<String> path, Set<String> classes, Truth ofNull) {
    String[] names = new String[path.size() + 1];
    path.toArray(names);
    names[path.size()] = "CreationClassName";
    return new EmbeddedIsA(
        object, Operand.slot(names).stripped(), QueryCompiler.folded(classes), ofNull);
  }

  @Override
  public Truth test(EventView event) {
    Values objects = event.values(object);
    Truth any = Truth.FALSE;
    boolean missing = true;
    for (int i = 0; i < objects.size(); i++) {
      Optional<String> name = objects.isNull(i) ? Optional.empty() : className(objects.element(i));
      if (name.isPresent()) {
        missing = false;
        any = any.or(Truth.of(classes.contains(TextCase.folded(name.get()))));
      }
    }
    return missing ? byProperty(event) : any;
  }

  private static Optional<String> className(Optional<XmlElement> object) {
    return object
        .flatMap(element -> element.attribute(XSI, "type"))
        .map(type -> type.substring(type.indexOf(':') + 1).strip())
        .map(
            type ->
                type.endsWith(SUFFIX) ? type.substring(0, type.length() - SUFFIX.length()) : type);
  }

  private Truth byProperty(EventView event) {
    Values names = event.values(classProperty);
    Truth any = names.isEmpty() ? ofNull : Truth.FALSE;
    for (int i = 0; i < names.size(); i++) {
      any = any.or(names.isNull(i) ? ofNull : Truth.of(classes.contains(names.folded(i))));
    }
    return any;
  }

  @Override
  public List<AccessKey> keys() {
    return List.of(new AccessKey.Present(object));
  }
}
