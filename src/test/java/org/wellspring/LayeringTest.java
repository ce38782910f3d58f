package org.wellspring;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may know whom. */
final class LayeringTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.wellspring");

  /** Packages in their order: each one may see only those before it. */
  private static final List<String> ORDER =
      List.of(
          "xml",
          "model",
          "time",
          "lane",
          "fault",
          "config",
          "metrics",
          "filter",
          "cim",
          "log",
          "resource",
          "subscription",
          "wbem",
          "delivery",
          "security",
          "sink",
          "http",
          "intake",
          "soap",
          "wsman",
          "wsevent",
          "cimxml",
          "console",
          "stream",
          "client",
          "server",
          "bench",
          "cli");

  /** What each package may see of ours. The generated types are {@code wsdl}. */
  private static final Map<String, Set<String>> ALLOWED = allowed();

  private static Map<String, Set<String>> allowed() {
    Map<String, Set<String>> map = new LinkedHashMap<>();
    map.put("xml", Set.of());
    map.put("model", Set.of("xml"));
    map.put("time", Set.of());
    map.put("lane", Set.of());
    map.put("fault", Set.of("xml"));
    map.put("config", Set.of("xml", "model"));
    map.put("metrics", Set.of());
    map.put("filter", Set.of("xml", "model"));
    map.put("cim", Set.of("xml", "model", "filter"));
    map.put("log", Set.of("model", "time"));
    map.put("resource", Set.of("xml", "model", "time", "fault", "filter"));
    map.put(
        "subscription",
        Set.of("xml", "model", "time", "lane", "fault", "metrics", "filter", "log", "resource"));
    map.put(
        "wbem",
        Set.of(
            "xml",
            "model",
            "time",
            "lane",
            "fault",
            "filter",
            "cim",
            "log",
            "resource",
            "subscription"));
    map.put(
        "delivery",
        Set.of("model", "time", "lane", "fault", "metrics", "filter", "log", "subscription"));
    map.put("security", Set.of("model", "config", "subscription", "fault", "time"));
    map.put("sink", Set.of("model", "time", "metrics", "lane", "delivery"));
    map.put("http", Set.of("model", "metrics", "security"));
    map.put(
        "intake",
        Set.of(
            "xml",
            "model",
            "time",
            "lane",
            "fault",
            "config",
            "metrics",
            "log",
            "resource",
            "http"));
    map.put("soap", Set.of("xml", "model", "fault", "metrics", "http", "wsdl"));
    map.put(
        "wsman",
        Set.of(
            "xml",
            "model",
            "time",
            "fault",
            "metrics",
            "filter",
            "log",
            "resource",
            "subscription",
            "delivery",
            "security",
            "http",
            "soap",
            "wsdl"));
    map.put(
        "wsevent",
        Set.of(
            "xml",
            "model",
            "time",
            "fault",
            "metrics",
            "filter",
            "resource",
            "subscription",
            "delivery",
            "soap"));
    map.put(
        "cimxml",
        Set.of(
            "xml",
            "model",
            "time",
            "lane",
            "metrics",
            "filter",
            "cim",
            "subscription",
            "wbem",
            "delivery",
            "http"));
    map.put("console", Set.of("model", "subscription"));
    map.put(
        "stream",
        Set.of(
            "xml",
            "model",
            "time",
            "fault",
            "metrics",
            "filter",
            "log",
            "subscription",
            "delivery",
            "intake",
            "http"));
    map.put(
        "client", Set.of("xml", "model", "cim", "time", "lane", "fault", "config", "soap", "wsdl"));
    map.put("server", Set.copyOf(ORDER.subList(0, ORDER.indexOf("server"))));
    map.put("bench", Set.of("xml", "model", "time", "config", "filter", "server"));
    map.put("cli", Set.copyOf(ORDER.subList(0, ORDER.indexOf("cli"))));
    return map;
  }

  static Stream<String> packages() {
    return ORDER.stream();
  }

  @ParameterizedTest
  @MethodSource("packages")
  void aPackageSeesOnlyWhatItMay(String name) {
    String[] visible =
        Stream.concat(Stream.of(name), allowedFor(name).stream())
            .map(LayeringTest::pattern)
            .toArray(String[]::new);
    ArchRule rule =
        noClasses()
            .that()
            .resideInAPackage(pattern(name))
            .should()
            .dependOnClassesThat(
                resideInAPackage("org.wellspring..").and(not(resideInAnyPackage(visible))))
            .allowEmptyShould(true);

    rule.check(CLASSES);
  }

  private static Set<String> allowedFor(String name) {
    return ALLOWED.getOrDefault(name, Set.of());
  }

  private static String pattern(String name) {
    return "org.wellspring." + name + "..";
  }

  @Test
  void theTableIsInOrderAndComplete() {
    assertThat(ALLOWED.keySet()).containsExactlyElementsOf(ORDER);
    ORDER.forEach(
        name ->
            assertThat(allowedFor(name))
                .as(name)
                .allMatch(
                    seen -> seen.equals("wsdl") || ORDER.indexOf(seen) < ORDER.indexOf(name)));
    assertThat(CLASSES.stream().map(LayeringTest::slice).distinct())
        .as("every package has its row")
        .allMatch(slice -> slice.equals("wsdl") || ORDER.contains(slice));
  }

  private static String slice(JavaClass type) {
    return type.getPackageName().substring("org.wellspring.".length()).split("\\.", 2)[0];
  }

  @Test
  void packagesAreFreeOfCycles() {
    slices().matching("org.wellspring.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void theDomainIsFreeOfFrameworks() {
    noClasses()
        .that()
        .resideInAnyPackage(
            pattern("model"),
            pattern("fault"),
            pattern("filter"),
            pattern("resource"),
            pattern("subscription"),
            pattern("delivery"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.cxf..",
            "jakarta..",
            "javax.xml..",
            "org.w3c.dom..",
            "org.eclipse.jetty..",
            "io.netty..",
            "org.apache.kafka..",
            "io.micrometer..",
            "picocli..")
        .check(CLASSES);
  }

  @Test
  void onlyMetricsKnowsMicrometerAndOnlyXmlTheParser() {
    noClasses()
        .that()
        .resideOutsideOfPackages(pattern("metrics"), pattern("server"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.micrometer..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackage(pattern("xml"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.ctc.wstx..", "org.codehaus.stax2..")
        .check(CLASSES);
  }

  @Test
  void onlyFiltersKnowTheirParsersAndPatterns() {
    noClasses()
        .that()
        .resideOutsideOfPackage(pattern("filter"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.antlr..", "com.google.re2j..", "org.wellspring.filter.*.grammar")
        .check(CLASSES);
  }

  @Test
  void generatedTypesAreKnownToTheSoapSideOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            pattern("wsdl"), pattern("wsman"), pattern("soap"), pattern("client"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(pattern("wsdl"))
        .check(CLASSES);
  }

  @Test
  void onlyTimeReadsTheClock() {
    noClasses()
        .that()
        .resideOutsideOfPackages(pattern("time"), pattern("wsdl"))
        .should()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(Clock.class, "systemDefaultZone")
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .check(CLASSES);
  }

  private static final String[] OWNED = {pattern("subscription"), pattern("delivery")};

  /**
   * State there belongs to a lane. The exceptions, each with its reason written beside it: the
   * engine's map of sessions and the leases of a group, which pulls and shards read, the
   * dispatcher's counters and the cursors, which shards touch, the open taps, and the map of
   * subscriptions, which views read.
   */
  @Test
  void subscriptionAndDeliveryShareNoStateBetweenThreads() {
    noClasses()
        .that()
        .resideInAnyPackage(OWNED)
        .and()
        .doNotHaveFullyQualifiedName("org.wellspring.delivery.DeliveryEngine")
        .and()
        .doNotHaveFullyQualifiedName("org.wellspring.delivery.Dispatcher")
        .and()
        .doNotHaveFullyQualifiedName("org.wellspring.delivery.Cursors")
        .and()
        .doNotHaveFullyQualifiedName("org.wellspring.delivery.Taps")
        .and()
        .doNotHaveFullyQualifiedName("org.wellspring.subscription.SubscriptionState")
        .and()
        .doNotHaveFullyQualifiedName("org.wellspring.subscription.KeptSubscriptions")
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.util\\.concurrent\\.(locks\\..*|atomic\\..*|Concurrent.*|CopyOnWrite.*"
                + "|.*Queue|.*Deque|Semaphore|CountDownLatch|CyclicBarrier)")
        .check(CLASSES);
  }

  @Test
  void subscriptionAndDeliveryHaveNoVolatileField() {
    noFields()
        .that()
        .areDeclaredInClassesThat()
        .resideInAnyPackage(OWNED)
        .should()
        .haveModifier(JavaModifier.VOLATILE)
        .check(CLASSES);
  }

  @Test
  void subscriptionAndDeliverySynchronizeNothing() {
    com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods()
        .that()
        .areDeclaredInClassesThat()
        .resideInAnyPackage(OWNED)
        .should()
        .haveModifier(JavaModifier.SYNCHRONIZED)
        .check(CLASSES);
  }

  /** From wsdl/ and from src/main/antlr4. */
  private static final String[] GENERATED = {pattern("wsdl"), "org.wellspring.filter.*.grammar"};

  @Test
  void noFieldIsStaticAndMutable() {
    noFields()
        .that()
        .areDeclaredInClassesThat(
            resideInAPackage("org.wellspring..").and(not(resideInAnyPackage(GENERATED))))
        .and()
        .areStatic()
        .and()
        .areNotFinal()
        .should()
        .notHaveName("$jacocoData")
        .allowEmptyShould(true)
        .check(CLASSES);
  }
}
