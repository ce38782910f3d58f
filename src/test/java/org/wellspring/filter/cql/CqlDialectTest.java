package org.wellspring.filter.cql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wellspring.filter.query.Indications.ALERT;
import static org.wellspring.filter.query.Indications.CLASSES;
import static org.wellspring.filter.query.Indications.MODIFICATION;
import static org.wellspring.filter.query.Indications.compile;
import static org.wellspring.filter.query.Indications.passes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wellspring.filter.FilterProblem;
import org.wellspring.filter.Projection;
import org.wellspring.filter.text.TextLimits;
import org.wellspring.testing.Events;
import org.wellspring.xml.XmlElement;

final class CqlDialectTest {
  private final CqlDialect dialect = new CqlDialect(new TextLimits(4096, 20), CLASSES);

  /** The query of the seed, on events that its author meant and on others. */
  @Test
  void alternativesOfALikeAreASet() throws FilterProblem {
    String query =
        "SELECT * FROM CIM_AlertIndication WHERE OwningEntity = 'DMTF' AND MessageID LIKE"
            + " 'SVPC0123|SVPC0124|SVPC0125'";

    assertThat(passes(dialect, query, alert("DMTF", "SVPC0123"))).isTrue();
    assertThat(passes(dialect, query, alert("DMTF", "SVPC0125"))).isTrue();
    assertThat(passes(dialect, query, alert("DMTF", "SVPC0126"))).isFalse();
    assertThat(passes(dialect, query, alert("DMTF", "SVPC0123|SVPC0124|SVPC0125"))).isFalse();
    assertThat(passes(dialect, query, alert("SNIA", "SVPC0124"))).isFalse();
    assertThat(passes(dialect, query, alert("DMTF", "XSVPC0124"))).isFalse();
  }

  private static XmlElement alert(String entity, String id) {
    return Events.xml(
        "<a:CIM_AlertIndication xmlns:a='urn:a'><a:OwningEntity>%s</a:OwningEntity><a:MessageID>%s</a:MessageID></a:CIM_AlertIndication>"
            .formatted(entity, id));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          # texts: case counts, and a backslash escapes an apostrophe
          OwningEntity = 'DMTF'                                ; true
          'DMTF' = OwningEntity                                ; true
          OwningEntity = 'dmtf'                                ; false
          owningentity = 'DMTF'                                ; true
          OwningEntity <> 'SNIA'                               ; true
          OwningEntity <> 'DMTF'                               ; false
          OwningEntity < 'E'                                   ; true
          OwningEntity >= 'DMTF'                               ; true
          'E' > OwningEntity                                   ; true
          Description LIKE 'It\\'s.*'                          ; true
          Description = 'It\\'s the fountain, 50% full'        ; true
          EventTime = '20260101120000.000000+000'              ; true
          # numbers
          PerceivedSeverity = 6                                ; true
          PerceivedSeverity = 6.0                              ; true
          PerceivedSeverity = 0x6                              ; true
          PerceivedSeverity = 110b                             ; true
          PerceivedSeverity > 5                                ; true
          PerceivedSeverity > -5                               ; true
          PerceivedSeverity > 1e1                              ; false
          5 < PerceivedSeverity                                ; true
          PerceivedSeverity <> 6                               ; false
          Big > 9007199254740992                               ; true
          Big = 9007199254740992                               ; false
          # truth values
          Suppressed = TRUE                                    ; true
          Suppressed                                           ; true
          NOT Suppressed                                       ; false
          Suppressed <> TRUE                                   ; false
          Suppressed = FALSE                                   ; false
          # precedence
          Suppressed OR Suppressed AND OwningEntity = 'x'      ; true
          (Suppressed OR Suppressed) AND OwningEntity = 'x'    ; false
          NOT OwningEntity = 'x' AND Suppressed                ; true
          (((PerceivedSeverity))) = ((6))                      ; true
          # NULL: comparing with it is unknown, whichever way it is turned
          Trending IS NULL                                     ; true
          Nothing IS NULL                                      ; true
          ProbableCause IS NULL                                ; false
          OwningEntity IS NOT NULL                             ; true
          Trending IS NOT NULL                                 ; false
          Nothing = 'x'                                        ; false
          Nothing <> 'x'                                       ; false
          NOT Nothing = 'x'                                    ; false
          NOT NOT Nothing = 'x'                                ; false
          NOT Trending LIKE '.*'                               ; false
          Trending NOT LIKE '.*'                               ; false
          Nothing = 'x' OR Suppressed                          ; true
          NOT (Nothing = 'x' AND Suppressed)                   ; false
          NOT (Nothing = 'x' AND OwningEntity = 'x')           ; true
          # types that do not fit are as NULL
          OwningEntity > 5                                     ; false
          NOT OwningEntity > 5                                 ; false
          OwningEntity <> 5                                    ; false
          OwningEntity = TRUE                                  ; false
          OwningEntity <> TRUE                                 ; false
          PerceivedSeverity = '6'                              ; true
          # lists
          RecommendedActions = 'call'                          ; true
          RecommendedActions[*] = 'call'                       ; true
          RecommendedActions[1] = 'call'                       ; true
          RecommendedActions[0] = 'call'                       ; false
          RecommendedActions[2] = 'call'                       ; false
          RecommendedActions[2] IS NULL                        ; true
          RecommendedActions[1] IS NULL                        ; false
          RecommendedActions[0] LIKE 'cl.*'                    ; true
          RecommendedActions <> 'call'                         ; false
          RecommendedActions <> 'x'                            ; true
          ANY RecommendedActions[*] = 'call'                   ; true
          ANY RecommendedActions[*] <> 'call'                  ; true
          EVERY RecommendedActions[*] = 'call'                 ; false
          EVERY RecommendedActions LIKE 'c.*'                  ; true
          EVERY RecommendedActions <> 'x'                      ; true
          EVERY RecommendedActions <> 'call'                   ; false
          EVERY Levels > 0                                     ; true
          EVERY Levels > 1                                     ; false
          ANY Levels > 8                                       ; true
          EVERY Nothing = 'x'                                  ; false
          NOT EVERY Nothing = 'x'                              ; false
          # classes
          CIM_AlertIndication.OwningEntity = 'DMTF'            ; true
          CIM_AlertIndication ISA CIM_Indication               ; true
          CIM_AlertIndication ISA CIM_InstIndication           ; false
          CIM_AlertIndication::OwningEntity = 'DMTF'           ; true
          CIM_InstIndication::OwningEntity = 'DMTF'            ; false
          NOT CIM_InstIndication::OwningEntity = 'SNIA'        ; false
          """)
  void aConditionOnAnAlertAnswers(String condition, boolean outcome) throws FilterProblem {
    String query = "SELECT * FROM CIM_AlertIndication WHERE " + condition;

    assertThat(passes(dialect, query, ALERT)).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          SourceInstance ISA CIM_Process                                        ; true
          sourceinstance isa cim_unixprocess                                    ; true
          SourceInstance ISA CIM_Service                                        ; false
          NOT SourceInstance ISA CIM_Service                                    ; true
          Other ISA CIM_Service                                                 ; true
          Gone ISA CIM_Process                                                  ; false
          NOT Gone ISA CIM_Process                                              ; false
          SourceInstance.State = 3                                              ; true
          i.SourceInstance.State = 3                                            ; true
          SourceInstance.State <> PreviousInstance.State                        ; true
          SourceInstance.Name <> PreviousInstance.Name                          ; false
          SourceInstance.Name = PreviousInstance.Name                           ; true
          SourceInstance.Priority > PreviousInstance.Priority                   ; true
          SourceInstance.Priority < PreviousInstance.Nothing                    ; false
          SourceInstance.CIM_Process::State <> PreviousInstance.CIM_Process::State ; true
          SourceInstance.CIM_Service::State <> PreviousInstance.CIM_Process::State ; false
          SourceInstance.CIM_Service::State = 3                                 ; false
          NOT SourceInstance.CIM_Service::State = 4                             ; false
          NOT SourceInstance.CIM_Process::State = 4                             ; true
          SourceInstance.State IS NULL                                          ; false
          SourceInstance.Nothing IS NULL                                        ; true
          """)
  void embeddedObjectsAreSeenInto(String condition, boolean outcome) throws FilterProblem {
    String query = "SELECT * FROM CIM_InstModification AS i WHERE " + condition;

    assertThat(passes(dialect, query, MODIFICATION)).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({
    "CIM_AlertIndication, true",
    "cim_alertindication, true",
    "CIM_ProcessIndication, true",
    "CIM_Indication, true",
    "XYZ_Alert, false",
    "CIM_InstModification, false"
  })
  void fromTakesAClassAndThoseBelowIt(String fromClass, boolean outcome) throws FilterProblem {
    assertThat(passes(dialect, "select * from " + fromClass, ALERT)).isEqualTo(outcome);
  }

  @Test
  void aSelectListLeavesTheOtherPropertiesOut() throws FilterProblem {
    Projection projection =
        compile(
                dialect,
                "SELECT messageid, CIM_AlertIndication.Levels, Nothing FROM CIM_AlertIndication")
            .projection()
            .orElseThrow();

    assertThat(projection.apply(ALERT).toString())
        .isEqualTo(
            "<p:CIM_AlertIndication"
                + " xmlns:p=\"http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_AlertIndication\">"
                + "<p:MessageID>SVPC0124</p:MessageID>"
                + "<p:Levels>1</p:Levels><p:Levels>5</p:Levels><p:Levels>9</p:Levels>"
                + "</p:CIM_AlertIndication>");
  }

  @Test
  void aSelectListReachesIntoEmbeddedObjects() throws FilterProblem {
    Projection projection =
        compile(
                dialect,
                "SELECT SourceInstance.Name, PreviousInstance.*, PreviousInstance.Name FROM"
                    + " CIM_InstModification")
            .projection()
            .orElseThrow();

    XmlElement part = projection.apply(MODIFICATION);
    assertThat(part.elements().map(e -> e.name().local()))
        .containsExactly("SourceInstance", "PreviousInstance");
    assertThat(part.elements().toList().get(0).toString())
        .as("the object's class stays said")
        .contains("CIM_UnixProcess_Type", "<e:Name>fountaind</e:Name>")
        .doesNotContain("State");
    assertThat(part.elements().toList().get(1).toString()).contains("State", "Priority");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          SELECT * FROM CIM_AlertIndication
          SELECT CIM_AlertIndication.* FROM CIM_AlertIndication
          SELECT a.*, MessageID FROM CIM_AlertIndication a
          SELECT MessageID, * FROM CIM_AlertIndication AS a
          """)
  void aStarDeliversTheEventAsItIs(String query) throws FilterProblem {
    assertThat(compile(dialect, query).projection()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          SELECT FROM x                        ; line 1, column 8: found 'FROM', expected '*' or a name
          SELECT * FROM                        ; line 1, column 14: found the end of the text, expected a name
          SELECT * WHERE a = 1                 ; line 1, column 10: found 'WHERE', expected ',' or FROM
          SELECT * FROM x WHERE a = "b"        ; line 1, column 27: found '"', expected '(', '+', '-', TRUE, FALSE, a 'text', a number or a name
          SELECT * FROM x WHERE a == 1         ; line 1, column 26: found '=', expected '(', '+', '-', TRUE, FALSE, a 'text', a number or a name
          SELECT * FROM x WHERE a = 1 b        ; line 1, column 29: found 'b', expected AND, OR or the end of the text
          SELECT * FROM x WHERE a LIKE 1       ; line 1, column 30: found '1', expected a 'text'
          SELECT * FROM x WHERE a LIKE 'b(c'   ; line 1, column 30: 'b(c': at character 2 of the pattern: this ( is not closed
          SELECT * FROM x WHERE 1 = 2          ; line 1, column 23: neither 1 nor 2 is a property
          SELECT * FROM x WHERE 1              ; line 1, column 23: found 1 alone, expected a comparison or a property that is TRUE or FALSE
          SELECT * FROM x WHERE 'a' LIKE 'b'   ; line 1, column 23: found 'a', expected a property
          SELECT * FROM x WHERE a > TRUE       ; line 1, column 27: TRUE and FALSE are compared by = and <> only
          SELECT * FROM x WHERE (a = 1) = 2    ; line 1, column 23: found a condition, expected a value to compare
          SELECT * FROM x WHERE a AND NOT x    ; line 1, column 33: found the event itself, expected one of its properties
          SELECT * FROM x WHERE x = 2          ; line 1, column 23: found the event itself, expected one of its properties
          SELECT * FROM x WHERE a[1].b = 2     ; line 1, column 23: an index is possible at the last name of a chain only
          SELECT * FROM x WHERE ANY a[1] = 2   ; line 1, column 27: ANY and EVERY look at a whole list, not at one value
          SELECT * FROM x WHERE EVERY a = b    ; line 1, column 23: ANY and EVERY compare a list with a constant only
          SELECT * FROM x WHERE a = 1e1234     ; line 1, column 27: found 1e1234, expected an exponent of three digits at most
          SELECT * FROM x WHERE a[99999999999] = 2 ; line 1, column 25: found 99999999999, expected an index up to 2147483647
          SELECT a[1] FROM x                   ; line 1, column 8: one value of a list cannot be selected
          SELECT * FROM x WHERE UpperCase(a) = 'B' ; line 1, column 32: found '(', expected '.', '=', '<>', '<', '<=', '>', '>=', '[', AND, OR, NOT, IS, LIKE, ISA or the end of the text
          """)
  void whatIsWrongIsSaidWithItsPlace(String query, String message) {
    assertThatThrownBy(() -> compile(dialect, query))
        .isInstanceOf(FilterProblem.class)
        .hasMessage(message);
  }

  @Test
  void depthAndLengthAreLimited() {
    String deep = "SELECT * FROM x WHERE " + "(".repeat(21) + "a = 1" + ")".repeat(21);
    assertThatThrownBy(() -> compile(dialect, deep))
        .hasMessage("line 1, column 43: the CQL query is nested too deeply; 20 levels are allowed");
    assertThatThrownBy(() -> compile(dialect, "SELECT * FROM x" + " ".repeat(4096) + "WHERE a = 1"))
        .hasMessageContaining("4096 are allowed (setting subscription.max-filter-length)");
    assertThatThrownBy(() -> compile(dialect, "")).hasMessage("the filter holds no CQL query");
  }

  @Test
  void theLanguageIsKnownByItsNamesToo() {
    assertThat(dialect.uris())
        .containsExactly("http://schemas.dmtf.org/wbem/cql/1/dsp0202.pdf", "DMTF:CQL", "CIM:CQL");
  }
}
