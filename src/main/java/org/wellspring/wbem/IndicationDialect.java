package org.wellspring.wbem;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.wellspring.cim.CimException;
import org.wellspring.cim.CimStatus;
import org.wellspring.cim.WsCim;
import org.wellspring.filter.Filter;
import org.wellspring.filter.FilterDialect;
import org.wellspring.filter.FilterProblem;
import org.wellspring.filter.PredicateFilter;
import org.wellspring.filter.predicate.Exists;
import org.wellspring.filter.predicate.Match;
import org.wellspring.filter.predicate.Operand;
import org.wellspring.filter.predicate.Predicate;
import org.wellspring.filter.predicate.TextCase;
import org.wellspring.filter.predicate.ValueTest;
import org.wellspring.model.FilterSpec;
import org.wellspring.model.ResourceUri;
import org.wellspring.wbem.IndicationTerms.IndicationFilter;

/**
 * The filter of a CIM_IndicationFilter: its query, in the language that it names, on events of the
 * namespaces that it names. An event is of the namespace that its selector {@code __cimnamespace}
 * names, else of its resource's; one of neither is taken to be of any.
 */
public final class IndicationDialect implements FilterDialect {
  /** A query language under the names that clients use. */
  public record Language(List<String> names, String dialect, FilterDialect compiler) {
    public Language {
      names = List.copyOf(names);
    }
  }

  private static final Operand NAMESPACE = new Operand.Selector(WsCim.NAMESPACE_SELECTOR);

  private final List<Language> languages;
  private final Map<ResourceUri, String> namespaces;

  /**
   * @param namespaces of the resources that are declared to be of one
   */
  public IndicationDialect(List<Language> languages, Map<ResourceUri, String> namespaces) {
    this.languages = List.copyOf(languages);
    this.namespaces = Map.copyOf(namespaces);
  }

  @Override
  public Set<String> uris() {
    return Set.of(IndicationFilter.DIALECT);
  }

  /** The names of the languages. */
  List<String> languageNames() {
    return languages.stream().flatMap(language -> language.names.stream()).toList();
  }

  private Optional<Language> language(String name) {
    return languages.stream()
        .filter(language -> language.names.stream().anyMatch(name::equalsIgnoreCase))
        .findFirst();
  }

  @Override
  public Filter compile(FilterSpec spec, Map<String, String> fallbackPrefixes)
      throws FilterProblem {
    IndicationFilter wanted = IndicationFilter.of(spec);
    Language language =
        language(wanted.language())
            .orElseThrow(
                () ->
                    new FilterProblem(
                        "the query language "
                            + wanted.language()
                            + " is not known; known are "
                            + String.join(", ", languageNames())));
    Filter query = compile(language, wanted.query());
    if (wanted.namespaces().isEmpty()) {
      return query;
    }
    return new PredicateFilter(
        Predicate.allOf(query.predicate(), from(wanted.namespaces())), query.projection());
  }

  /**
   * Compiles a query in a language by its name, without regard to namespaces.
   *
   * @throws org.wellspring.cim.CimException {@code QUERY_LANGUAGE_NOT_SUPPORTED}
   */
  public Filter compileQuery(String languageName, String query) throws FilterProblem {
    return compile(requireLanguage(languageName), query);
  }

  /** The language of that name, or {@code QUERY_LANGUAGE_NOT_SUPPORTED}. */
  Language requireLanguage(String name) {
    return language(name)
        .orElseThrow(
            () ->
                new CimException(
                    CimStatus.QUERY_LANGUAGE_NOT_SUPPORTED,
                    "QueryLanguage "
                        + name
                        + " is not known; known are "
                        + String.join(", ", languageNames())
                        + "."));
  }

  static Filter compile(Language language, String query) throws FilterProblem {
    return language.compiler.compile(
        new FilterSpec(language.dialect, query, Map.of(), Optional.empty()), Map.of());
  }

  private Predicate from(List<String> wanted) {
    Set<String> folded =
        wanted.stream().map(one -> one.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    Predicate named = Match.of(NAMESPACE, ValueTest.oneOf(folded, TextCase.IGNORED));
    Predicate unnamed = Predicate.not(new Exists(NAMESPACE, Exists.Nulls.COUNTED));
    List<String> elsewhere = new ArrayList<>();
    namespaces.forEach(
        (uri, namespace) -> {
          if (!folded.contains(namespace.toLowerCase(Locale.ROOT))) {
            elsewhere.add(uri.value());
          }
        });
    Predicate ours =
        elsewhere.isEmpty()
            ? Predicate.TRUE
            : Predicate.not(
                Match.of(Operand.RESOURCE, ValueTest.oneOf(Set.copyOf(elsewhere), TextCase.EXACT)));
    return Predicate.anyOf(named, Predicate.allOf(unnamed, ours));
  }
}
