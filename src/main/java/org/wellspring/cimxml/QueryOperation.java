package org.wellspring.cimxml;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.wellspring.cim.CimException;
import org.wellspring.cim.CimStatus;
import org.wellspring.cim.CimXmlWriter.ClassOrigin;
import org.wellspring.cim.NamedInstance;
import org.wellspring.cim.WsCimReader;
import org.wellspring.cim.WsCimWriter;
import org.wellspring.cimxml.Answers.View;
import org.wellspring.filter.Filter;
import org.wellspring.filter.FilterProblem;
import org.wellspring.filter.Verdict;
import org.wellspring.model.Principal;
import org.wellspring.wbem.IndicationDialect;
import org.wellspring.wbem.ObjectManager;
import org.wellspring.xml.XmlElement;

/**
 * ExecQuery: a CQL or WQL query over the instances of a namespace, by the same filters that choose
 * indications. DSP0200 §5.3.2.13.
 */
final class QueryOperation implements Operation {
  private final ObjectManager manager;
  private final IndicationDialect dialect;
  private final Answers answers;
  private final WsCimReader reader;

  QueryOperation(ObjectManager manager, IndicationDialect dialect, Answers answers) {
    this.manager = manager;
    this.dialect = dialect;
    this.answers = answers;
    this.reader = new WsCimReader(manager.classes());
  }

  @Override
  public CompletableFuture<String> call(OperationCall call, Principal who) {
    String namespace = manager.namespace(call.namespace());
    Filter filter = compile(required(call, "QueryLanguage"), required(call, "Query"));
    View view = new View(java.util.Optional.empty(), ClassOrigin.LEFT_OUT);
    List<String> found =
        manager.all(who, namespace).stream()
            .flatMap(one -> selected(filter, one).stream())
            .map(one -> answers.objectWithPath(one, view))
            .toList();
    return CompletableFuture.completedFuture(Answers.returned(String.join("", found)));
  }

  private static String required(OperationCall call, String name) {
    return call.text(name)
        .filter(text -> !text.isBlank())
        .orElseThrow(() -> new CimException(CimStatus.INVALID_PARAMETER, name + " must be given."));
  }

  private Filter compile(String language, String query) {
    try {
      return dialect.compileQuery(language, query);
    } catch (FilterProblem problem) {
      throw new CimException(
          CimStatus.INVALID_QUERY, "The Query is not accepted: " + problem.getMessage() + ".");
    }
  }

  private java.util.Optional<NamedInstance> selected(Filter filter, NamedInstance one) {
    XmlElement asXml = WsCimWriter.write(one.instance());
    if (filter.test(asXml) != Verdict.YES) {
      return java.util.Optional.empty();
    }
    return java.util.Optional.of(
        filter
            .projection()
            .map(part -> new NamedInstance(one.path(), reader.read(part.apply(asXml))))
            .orElse(one));
  }
}
