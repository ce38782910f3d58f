package org.wellspring.filter.query;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wellspring.filter.ClassHierarchy;
import org.wellspring.filter.Filter;
import org.wellspring.filter.FilterDialect;
import org.wellspring.filter.FilterProblem;
import org.wellspring.filter.Verdict;
import org.wellspring.model.FilterSpec;
import org.wellspring.testing.Events;
import org.wellspring.xml.XmlElement;

/** Events and classes for the tests of the query languages. */
public final class Indications {
  public static final ClassHierarchy CLASSES =
      name ->
          switch (name.toLowerCase(java.util.Locale.ROOT)) {
            case "cim_indication" ->
                Set.of(name, "CIM_ProcessIndication", "CIM_AlertIndication", "XYZ_Alert");
            case "cim_processindication" -> Set.of(name, "CIM_AlertIndication", "XYZ_Alert");
            case "cim_alertindication" -> Set.of(name, "XYZ_Alert");
            case "cim_process" -> Set.of(name, "CIM_UnixProcess");
            default -> Set.of(name);
          };

  public static final XmlElement ALERT =
      Events.xml(
          """
          <p:CIM_AlertIndication xmlns:p="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_AlertIndication"
              xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:cim="http://schemas.dmtf.org/wbem/wscim/1/common">
            <p:OwningEntity>DMTF</p:OwningEntity>
            <p:MessageID>SVPC0124</p:MessageID>
            <p:PerceivedSeverity>6</p:PerceivedSeverity>
            <p:Description>It's the fountain, 50% full</p:Description>
            <p:Trending xsi:nil="true"/>
            <p:ProbableCause></p:ProbableCause>
            <p:Suppressed>true</p:Suppressed>
            <p:EventTime>
              <cim:CIM_DateTime>20260101120000.000000+000</cim:CIM_DateTime>
            </p:EventTime>
            <p:RecommendedActions>close</p:RecommendedActions>
            <p:RecommendedActions>call</p:RecommendedActions>
            <p:Levels>1</p:Levels><p:Levels>5</p:Levels><p:Levels>9</p:Levels>
            <p:Big>9007199254740993</p:Big>
          </p:CIM_AlertIndication>
          """);

  public static final XmlElement MODIFICATION =
      Events.xml(
          """
          <p:CIM_InstModification xmlns:p="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_InstModification"
              xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
              xmlns:e="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_UnixProcess">
            <p:SourceInstance xsi:type="e:CIM_UnixProcess_Type">
              <e:Name>fountaind</e:Name><e:State>3</e:State><e:Priority>10</e:Priority>
            </p:SourceInstance>
            <p:PreviousInstance xsi:type="e:CIM_UnixProcess_Type">
              <e:Name>fountaind</e:Name><e:State>2</e:State><e:Priority>9</e:Priority>
            </p:PreviousInstance>
            <p:Other><e:CreationClassName>CIM_Service</e:CreationClassName></p:Other>
            <p:Gone xsi:nil="true"/>
          </p:CIM_InstModification>
          """);

  private Indications() {}

  public static Filter compile(FilterDialect dialect, String text) throws FilterProblem {
    return dialect.compile(
        new FilterSpec(dialect.uris().iterator().next(), text, Map.of(), Optional.empty()),
        Map.of());
  }

  public static boolean passes(FilterDialect dialect, String text, XmlElement event)
      throws FilterProblem {
    return compile(dialect, text).test(event) == Verdict.YES;
  }
}
