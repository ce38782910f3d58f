package org.wellspring.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wellspring.model.ResourceUri;
import org.wellspring.xml.XmlName;

final class ResourceConfigTest {
  private static final String NAME = "resources[0].name=r";
  private static final String URI = "resources[0].uri=urn:r";

  @Test
  void onlyNameAndUriAreNeeded() {
    assertThat(Given.settings(NAME, URI).resources())
        .containsExactly(
            new ResourceConfig(
                "r",
                new ResourceUri("urn:r"),
                List.of(),
                Map.of(),
                List.of(),
                ResourceConfig.Provider.NONE,
                Optional.empty(),
                List.of(),
                List.of()));
  }

  @Test
  void everyKeyReachesItsComponent() {
    ResourceConfig read =
        Given.settings(
                NAME,
                URI,
                "resources[0].selectors=A, B",
                "resources[0].prefixes.p=urn:p",
                "resources[0].events[0]={urn:n}Jam",
                "resources[0].events[1]=Plain",
                "resources[0].provider=fountains",
                "resources[0].cim-namespace=root/cimv2",
                "resources[0].announces[0]={urn:n}Leak",
                "resources[0].cells=own, pncell_more")
            .resources()
            .get(0);

    assertThat(read)
        .isEqualTo(
            new ResourceConfig(
                "r",
                new ResourceUri("urn:r"),
                List.of("A", "B"),
                Map.of("p", "urn:p"),
                List.of(new XmlName("urn:n", "Jam"), XmlName.local("Plain")),
                ResourceConfig.Provider.FOUNTAINS,
                Optional.of("root/cimv2"),
                List.of(new XmlName("urn:n", "Leak")),
                List.of("own", "pncell_more")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          resources[0].name=a b | 1 to 64 letters
          resources[0].uri=fountains | an absolute URI
          resources[0].uri=http:// | a URI is wanted
          resources[0].selectors=a b | a selector's name
          resources[0].prefixes.p=x | an absolute URI
          resources[0].prefixes.1p=urn:x | a prefix begins
          resources[0].events={urn:x | {NAMESPACE}NAME
          resources[0].provider=snmp | none or fountains or jmx is wanted
          resources[0].cim-namespace=/root | a CIM namespace
          resources[0].cells=a b | 1 to 128 letters
          """)
  void aBadValueIsRefusedWithWhatIsWanted(String assignment, String wanted) {
    String key = assignment.substring(0, assignment.indexOf('='));

    assertThat(Given.problemsOfSettings(NAME, URI, assignment))
        .singleElement()
        .asString()
        .startsWith("--set: " + key + ": ")
        .contains(wanted);
  }

  @Test
  void nameAndUriMustBeThereAndUnique() {
    assertThat(
            Given.problemsOfSettings(
                NAME,
                URI,
                "resources[1].name=r",
                "resources[1].uri=urn:r",
                "resources[2].selectors=A"))
        .containsExactly(
            "--set: resources[1].name: r is the name of an earlier resource too",
            "--set: resources[1].uri: urn:r is declared earlier already",
            "--set: resources[2].name: must be set",
            "--set: resources[2].uri: must be set");
  }
}
