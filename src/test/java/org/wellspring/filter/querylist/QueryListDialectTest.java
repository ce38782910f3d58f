package org.wellspring.filter.querylist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wellspring.filter.Filter;
import org.wellspring.filter.FilterProblem;
import org.wellspring.filter.Verdict;
import org.wellspring.filter.predicate.AccessKey;
import org.wellspring.filter.predicate.Leaf;
import org.wellspring.filter.predicate.Operand;
import org.wellspring.filter.predicate.TextCase;
import org.wellspring.filter.text.TextLimits;
import org.wellspring.model.FilterSpec;
import org.wellspring.testing.Events;
import org.wellspring.xml.XmlElement;

final class QueryListDialectTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  private static final XmlElement LOGON =
      Events.xml(
          """
          <Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event">
            <System>
              <Provider Name="Microsoft-Windows-Security-Auditing" Guid="{54849625}"/>
              <EventID Qualifiers="3">4625</EventID><Version>0</Version><Level>2</Level>
              <Keywords>0x8010000000000000</Keywords>
              <TimeCreated SystemTime="2026-01-01T11:30:00.1234567Z"/>
              <EventRecordID>9007199254740993</EventRecordID>
              <Channel>Security</Channel><Computer>north</Computer>
            </System>
            <EventData>
              <Data Name="User">anna</Data><Data Name="Host">east</Data><Data Name="Port">443</Data>
            </EventData>
          </Event>
          """);

  private final QueryListDialect dialect =
      new QueryListDialect(new TextLimits(4096, 20), 1000, () -> NOW);

  private Filter compile(String queryList) throws FilterProblem {
    XmlElement filter = Events.xml("<f:Filter xmlns:f='urn:f'>" + queryList + "</f:Filter>");
    return dialect.compile(
        new FilterSpec(QueryListDialect.URI, "", Map.of(), Optional.of(filter)), Map.of());
  }

  private Filter select(String expression) throws FilterProblem {
    String text = expression.replace("&", "&amp;").replace("<", "&lt;");
    return compile("<QueryList><Query><Select>" + text + "</Select></Query></QueryList>");
  }

  private boolean passes(String queryList) throws FilterProblem {
    return compile(queryList).test(LOGON) == Verdict.YES;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          *                                                                  ; true
          Event                                                              ; true
          Entry                                                              ; false
          *[System]                                                          ; true
          *[UserData]                                                        ; false
          *[System[(EventID=4624 or EventID=4625) and TimeCreated[timediff(@SystemTime) <= 3600000]]] ; true
          *[System[(EventID=4624 or EventID=4625) and TimeCreated[timediff(@SystemTime) <= 60000]]]   ; false
          *[System[EventID=4624]]                                            ; false
          *[System[EventID=4624 or Level=2]]                                 ; true
          *[System/Level=2]                                                  ; true
          *[System/Level='2']                                                ; true
          *[System/Level='02']                                               ; false
          *[System/Level=02]                                                 ; true
          *[System[Level < 3]]                                               ; true
          *[System[3 > Level]]                                               ; true
          *[System[Level != 2]]                                              ; false
          *[System[Missing != 2]]                                            ; false
          *[System[Level >= 2 and Level <= 3]]                               ; true
          *[System[EventRecordID > 9007199254740992]]                        ; true
          *[System[Computer > 5]]                                            ; false
          *[System[Computer = 5]]                                            ; false
          *[System[Computer != 5]]                                           ; true
          *[System[Provider[@Name='Microsoft-Windows-Security-Auditing']]]   ; true
          *[System[Provider[@Name='other' or @Guid]]]                        ; true
          *[System[Provider/@Name='Microsoft-Windows-Security-Auditing']]    ; true
          *[System/Provider[@*='{54849625}']]                                ; true
          *[System[EventID/@Qualifiers=3]]                                   ; true
          *[System[band(Keywords,4503599627370496)]]                         ; true
          *[System[band(Keywords,0x10000000000000)]]                         ; true
          *[System[band(Keywords,1)]]                                        ; false
          *[System[Band(Level,2)]]                                           ; true
          *[System[Keywords=0x8010000000000000]]                             ; true
          *[System[Keywords='0x8010000000000000']]                           ; true
          *[System[TimeCreated[@SystemTime >= '2026-01-01T11:00:00.000Z']]]  ; true
          *[System[TimeCreated[@SystemTime < '2026-01-01T11:00:00.000Z']]]   ; false
          *[System[TimeCreated[timediff(@SystemTime, '2026-01-01T11:30:01.1234567Z') = 1000]]] ; true
          *[EventData[Data='anna']]                                          ; true
          *[EventData[Data[@Name='User']='anna']]                            ; true
          *[EventData[Data[@Name='Host']='anna']]                            ; false
          *[EventData[Data[@Name='User' and text()='anna']]]                 ; true
          *[EventData/Data[@Name='Port'] > 400]                              ; true
          *[EventData[Data[1]='anna']]                                       ; true
          *[EventData[Data[2]='anna']]                                       ; false
          *[EventData[Data[position()=2]='east']]                            ; true
          *[EventData[Data[position()<3]='east']]                            ; true
          *[EventData/*='east']                                              ; true
          Event/System/Level                                                 ; true
          Event/EventData/Data[@Name='Host']                                 ; true
          Event/System[Level=2]/Provider                                     ; true
          Event/System[Level=3]/Provider                                     ; false
          *[System[Level=2 and (Computer='x' or Computer='north')]]          ; true
          *[(System/Level=2) = (System/Version=0)]                           ; true
          @Name                                                              ; false
          """)
  void anExpressionSelectsTheEventOrNot(String expression, boolean outcome) throws FilterProblem {
    assertThat(select(expression).test(LOGON)).isEqualTo(outcome ? Verdict.YES : Verdict.NO);
  }

  @Test
  void suppressTakesOutOfItsOwnQueryOnly() throws FilterProblem {
    String all = "<Query Id='0'><Select>*</Select><Suppress>*[System[Level=2]]</Suppress></Query>";

    assertThat(passes("<QueryList>" + all + "</QueryList>")).isFalse();
    assertThat(passes("<QueryList>" + all.replace("Level=2", "Level=3") + "</QueryList>")).isTrue();
    assertThat(
            passes(
                "<QueryList>"
                    + all
                    + "<Query Id='1'><Select>*[System]</Select></Query></QueryList>"))
        .isTrue();
  }

  @Test
  void aPathIsTheChannelAndASelectWithoutTakesTheQuerys() throws FilterProblem {
    assertThat(passes("<QueryList><Query><Select Path='Security'>*</Select></Query></QueryList>"))
        .isTrue();
    assertThat(passes("<QueryList><Query><Select Path='security'>*</Select></Query></QueryList>"))
        .isTrue();
    assertThat(passes("<QueryList><Query><Select Path='System'>*</Select></Query></QueryList>"))
        .isFalse();
    assertThat(passes("<QueryList><Query Path='System'><Select>*</Select></Query></QueryList>"))
        .isFalse();
    assertThat(
            passes(
                "<QueryList><Query Path='System'><Select Path='Security'>*</Select></Query></QueryList>"))
        .isTrue();
    assertThat(
            passes(
                "<QueryList><Query Path='Security'><Select>*</Select>"
                    + "<Suppress Path='System'>*</Suppress></Query></QueryList>"))
        .isTrue();
  }

  @Test
  void aQueryListMayStandInANamespaceOrBeText() throws FilterProblem {
    String list =
        "<QueryList xmlns='http://schemas.microsoft.com/win/2004/08/events/eventquery'><Query><Select>*[System[Level=2]]</Select></Query></QueryList>";

    assertThat(passes(list)).isTrue();
    Filter fromText =
        dialect.compile(
            new FilterSpec(QueryListDialect.URI, list, Map.of(), Optional.empty()), Map.of());
    assertThat(fromText.test(LOGON)).isEqualTo(Verdict.YES);
  }

  /** What the index lives on. */
  @Test
  void necessaryConditionsBecomeKeys() throws FilterProblem {
    Operand.Slot id = slot("System", "EventID");
    Operand name = slot("System", "Provider", "Name");

    List<AccessKey> keys =
        ((Leaf) select("Event[System[EventID=4625 and Provider[@Name='x']]]").predicate()).keys();

    assertThat(keys)
        .contains(
            AccessKey.equalTo(Operand.CLASS_NAME, "Event", TextCase.EXACT),
            new AccessKey.OneOf(name, Set.of("x"), TextCase.EXACT),
            new AccessKey.AnyOf(
                List.of(
                    new AccessKey.Range(id, 4625, 4625),
                    new AccessKey.Prefix(id.stripped(), "0x", TextCase.IGNORED))));
  }

  private static Operand.Slot slot(String... names) {
    return Operand.slot(names).exactly(names);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          *[System[EventID=]]        ; Select in Query 1, line 1, column 18: found ']', expected '*', '@', '(', text(), position, band, timediff, a 'text', a number or a name
          *[System                   ; Select in Query 1, line 1, column 9: found the end of the text, expected '/', '[', ']', or, and, '=', '!=', '<', '<=', '>' or '>='
          /Event                     ; Select in Query 1, line 1, column 1: found '/', expected '*', '@', text() or a name
          *[count(System)=1]         ; Select in Query 1, line 1, column 8: found '(', expected '/', '[', ']', or, and, '=', '!=', '<', '<=', '>' or '>='
          *[a:System]                ; Select in Query 1, line 1, column 4: found ':', expected '/', '[', ']', or, and, '=', '!=', '<', '<=', '>' or '>='
          """)
  void whatIsWrongIsSaidWithItsPlace(String expression, String message) {
    assertThatThrownBy(() -> select(expression))
        .isInstanceOf(FilterProblem.class)
        .hasMessage(message);
  }

  @Test
  void whatIsNoQueryListIsRefused() {
    refused("<Query/>", "the filter holds no QueryList element");
    refused("<QueryList/>", "the QueryList holds no Query");
    refused(
        "<QueryList><Select>*</Select></QueryList>", "found Select in QueryList, expected Query");
    refused("<QueryList><Query/></QueryList>", "Query 1 holds no Select");
    refused(
        "<QueryList><Query><Choose>*</Choose></Query></QueryList>",
        "found Choose in Query 1, expected Select or Suppress");
    refused(
        "<QueryList><Query><Select/></Query></QueryList>",
        "Select in Query 1, the filter holds no event query");
    assertThatThrownBy(
            () ->
                dialect.compile(
                    new FilterSpec(QueryListDialect.URI, "*[System]", Map.of(), Optional.empty()),
                    Map.of()))
        .hasMessageStartingWith("the filter is no QueryList: ");
  }

  private void refused(String queryList, String message) {
    assertThatThrownBy(() -> compile(queryList))
        .isInstanceOf(FilterProblem.class)
        .hasMessage(message);
  }

  @Test
  void anEvaluationThatVisitsTooManyNodesBreaksTheFilter() throws FilterProblem {
    XmlElement big = Events.xml("<Event><D>" + "<V>1</V>".repeat(2000) + "</D></Event>");

    assertThat(select("*[D/V!=1]").test(big)).isEqualTo(Verdict.BROKEN);
    assertThat(select("*[D/V=2]").test(big))
        .as("what the index knows is a no")
        .isEqualTo(Verdict.NO);
    assertThat(select("*[D]").test(big)).isEqualTo(Verdict.YES);
  }
}
