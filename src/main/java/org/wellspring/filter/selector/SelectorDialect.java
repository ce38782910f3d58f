package org.wellspring.filter.selector;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.wellspring.filter.Filter;
import org.wellspring.filter.FilterDialect;
import org.wellspring.filter.FilterProblem;
import org.wellspring.filter.predicate.Match;
import org.wellspring.filter.predicate.Operand;
import org.wellspring.filter.predicate.Predicate;
import org.wellspring.filter.predicate.TextCase;
import org.wellspring.filter.predicate.ValueTest;
import org.wellspring.model.FilterSpec;
import org.wellspring.xml.XmlElement;

/**
 * The Selector dialect: the filter holds one SelectorSet; an item passes when every named property
 * has the given value. A property is a child element or an attribute of the root, by local name
 * without case. DSP0226 Annex E.
 */
public final class SelectorDialect implements FilterDialect {
  public static final String URI = "http://schemas.dmtf.org/wbem/wsman/1/wsman/SelectorFilter";

  /** As printed in the documentation of Windows. */
  private static final String MICROSOFT =
      "http://schemas.microsoft.com/wbem/wsman/1/wsman/SelectorFilter";

  @Override
  public Set<String> uris() {
    return Collections.unmodifiableSet(new LinkedHashSet<>(List.of(URI, MICROSOFT)));
  }

  @Override
  public Filter compile(FilterSpec spec, Map<String, String> fallbackPrefixes)
      throws FilterProblem {
    XmlElement set =
        spec.element()
            .flatMap(filter -> filter.elements().filter(this::isSelectorSet).findFirst())
            .orElseThrow(
                () -> new FilterProblem("a Selector filter must hold one wsman:SelectorSet"));
    Map<String, String> wanted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (XmlElement selector : set.elements().toList()) {
      String name =
          selector
              .attribute("Name")
              .orElseThrow(() -> new FilterProblem("a Selector has no Name attribute"));
      if (wanted.put(name, selector.trimmedText()) != null) {
        throw new FilterProblem("the selector " + name + " is there twice");
      }
    }
    if (wanted.isEmpty()) {
      throw new FilterProblem("the SelectorSet holds no Selector");
    }
    List<Predicate> all = new ArrayList<>();
    wanted.forEach(
        (name, value) ->
            all.add(
                Match.of(Operand.slot(name).stripped(), ValueTest.equalTo(value, TextCase.EXACT))));
    return Filter.of(Predicate.allOf(all));
  }

  private boolean isSelectorSet(XmlElement element) {
    return element.name().local().equals("SelectorSet");
  }
}
