package org.wellspring.filter.wql;

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
import org.wellspring.filter.text.TextLimits;
import org.wellspring.testing.Events;
import org.wellspring.xml.XmlElement;

final class WqlDialectTest {
  private final WqlDialect dialect = new WqlDialect(new TextLimits(4096, 20), CLASSES);

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          # texts: case does not count, either quotation mark
          OwningEntity = "DMTF"                                ; true
          OwningEntity = 'dmtf'                                ; true
          "dmtf" = owningEntity                                ; true
          OwningEntity <> "dmtf"                               ; false
          OwningEntity != "snia"                               ; true
          OwningEntity < "e"                                   ; true
          OwningEntity > "DMTE"                                ; true
          Description LIKE "%FOUNTAIN%"                        ; true
          Description LIKE "It's%"                             ; true
          Description LIKE 'It\\'s%'                           ; true
          Description LIKE "%50[%] full"                       ; true
          Description LIKE "fountain"                          ; false
          NOT Description LIKE "fountain"                      ; true
          Description NOT LIKE "%fountain%"                    ; false
          MessageID LIKE "SVPC012[3-5]"                        ; true
          MessageID LIKE "SVPC012_"                            ; true
          MessageID LIKE "SVPC012[^3-5]"                       ; false
          # numbers
          PerceivedSeverity >= 4                               ; true
          PerceivedSeverity = 6                                ; true
          PerceivedSeverity = 0x6                              ; true
          PerceivedSeverity > 6.5                              ; false
          PerceivedSeverity <> 6                               ; false
          PerceivedSeverity LIKE "6"                           ; true
          # truth values
          Suppressed = TRUE                                    ; true
          Suppressed != TRUE                                   ; false
          Suppressed IS TRUE                                   ; true
          Suppressed IS NOT TRUE                               ; false
          Suppressed IS FALSE                                  ; false
          # precedence
          Suppressed = TRUE OR Suppressed = TRUE AND OwningEntity = "x"   ; true
          (Suppressed = TRUE OR Suppressed = TRUE) AND OwningEntity = "x" ; false
          # NULL compares false with everything
          Trending IS NULL                                     ; true
          Nothing IS NULL                                      ; true
          ProbableCause IS NULL                                ; false
          OwningEntity IS NOT NULL                             ; true
          Nothing = "x"                                        ; false
          Nothing <> "x"                                       ; false
          Trending <> 5                                        ; false
          Nothing > 5                                          ; false
          Nothing LIKE "%"                                     ; false
          NOT Nothing = "x"                                    ; true
          NOT Nothing <> "x"                                   ; true
          NOT Trending LIKE "%"                                ; true
          # so do types that do not fit
          OwningEntity > 5                                     ; false
          OwningEntity <> 5                                    ; false
          NOT OwningEntity > 5                                 ; true
          OwningEntity = TRUE                                  ; false
          OwningEntity <> TRUE                                 ; false
          # lists
          RecommendedActions = "call"                          ; true
          RecommendedActions <> "call"                         ; false
          RecommendedActions <> "x"                            ; true
          RecommendedActions LIKE "cl%"                        ; true
          Levels > 8                                           ; true
          # classes
          __CLASS = "cim_alertindication"                      ; true
          __CLASS <> "CIM_AlertIndication"                     ; false
          __THIS ISA "CIM_Indication"                          ; true
          CIM_AlertIndication ISA CIM_InstIndication           ; false
          CIM_AlertIndication.OwningEntity = "DMTF"            ; true
          """)
  void aConditionOnAnAlertAnswers(String condition, boolean outcome) throws FilterProblem {
    String query = "SELECT * FROM CIM_AlertIndication WHERE " + condition;

    assertThat(passes(dialect, query, ALERT)).isEqualTo(outcome);
  }

  private static final XmlElement WMI_EVENT =
      Events.xml(
          """
          <p:__InstanceCreationEvent xmlns:p="http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/x"
              xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
            <p:TargetInstance xsi:type="p:CIM_UnixProcess_Type">
              <p:Name>Notepad.exe</p:Name><p:Path>C:\\Windows\\notepad.exe</p:Path>
            </p:TargetInstance>
          </p:__InstanceCreationEvent>
          """);

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          TargetInstance ISA "CIM_Process"                                      ; true
          TargetInstance ISA 'CIM_Service'                                      ; false
          TargetInstance ISA CIM_Process AND TargetInstance.Name = "notepad.exe"; true
          PreviousInstance ISA "CIM_Process"                                    ; false
          NOT PreviousInstance ISA "CIM_Process"                                ; true
          TargetInstance.Path = "C:\\\\Windows\\\\notepad.exe"                  ; true
          TargetInstance.Path LIKE "C:\\Windows\\%"                             ; true
          """)
  void eventQueriesSeeTheTargetInstance(String condition, boolean outcome) throws FilterProblem {
    String query = "SELECT * FROM __InstanceCreationEvent WITHIN 10 WHERE " + condition;

    assertThat(passes(dialect, query, WMI_EVENT)).isEqualTo(outcome);
  }

  @Test
  void propertiesAreComparedWithEachOther() throws FilterProblem {
    String query =
        "SELECT * FROM CIM_InstModification WHERE SourceInstance.State %s PreviousInstance.State";

    assertThat(passes(dialect, query.formatted("<>"), MODIFICATION)).isTrue();
    assertThat(passes(dialect, query.formatted("="), MODIFICATION)).isFalse();
    assertThat(passes(dialect, query.formatted(">"), MODIFICATION)).isTrue();
  }

  @Test
  void aSelectListLeavesTheOtherPropertiesOut() throws FilterProblem {
    XmlElement part =
        compile(dialect, "select MESSAGEID, Description from CIM_Indication")
            .projection()
            .orElseThrow()
            .apply(ALERT);

    assertThat(part.elements().map(e -> e.name().local()))
        .containsExactly("MessageID", "Description");
    assertThat(compile(dialect, "select * from CIM_Indication").projection()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          SELECT * FROM x WHERE a              ; line 1, column 24: found the end of the text, expected '=', '!=', '<>', '<', '<=', '>', '>=', '.', NOT, IS, LIKE or ISA
          SELECT * FROM x WITHIN WHERE a = 1   ; line 1, column 24: found 'WHERE', expected '+', '-' or a number
          SELECT *, a FROM x                   ; line 1, column 9: found ',', expected FROM
          SELECT * FROM x GROUP WITHIN 5       ; line 1, column 17: found 'GROUP', expected WITHIN, WHERE or the end of the text
          SELECT * FROM x WHERE a = 'b         ; line 1, column 27: found a text that is not closed: ''b', expected '+', '-', TRUE, FALSE, a "text", a number or a name
          SELECT * FROM x WHERE a LIKE 'b[c'   ; line 1, column 30: 'b[c': at character 2 of the pattern: this [ is not closed
          SELECT * FROM x WHERE 1 = 'b'        ; line 1, column 23: neither 1 nor 'b' is a property
          SELECT * FROM x WHERE 1 LIKE 'b'     ; line 1, column 23: found 1, expected a property
          SELECT * FROM x WHERE a < TRUE       ; line 1, column 27: TRUE and FALSE are compared by =, != and <> only
          SELECT * FROM x WHERE x = 1          ; line 1, column 23: found the event itself, expected one of its properties
          """)
  void whatIsWrongIsSaidWithItsPlace(String query, String message) {
    assertThatThrownBy(() -> compile(dialect, query))
        .isInstanceOf(FilterProblem.class)
        .hasMessage(message);
  }
}
