package org.wellspring.wbem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.wellspring.cim.CimInstance;
import org.wellspring.cim.CimProperty;
import org.wellspring.cim.CimType;
import org.wellspring.cim.CimValue;
import org.wellspring.cim.ClassRepository;
import org.wellspring.cim.InstancePath;
import org.wellspring.filter.cql.CqlDialect;
import org.wellspring.filter.text.TextLimits;
import org.wellspring.log.MemoryStateStore;
import org.wellspring.log.StateStore;
import org.wellspring.model.Bytes;
import org.wellspring.model.Principal;
import org.wellspring.model.SubscriptionId;
import org.wellspring.testing.InlineLane;
import org.wellspring.testing.VirtualTime;

/**
 * A book with an engine that records what it does in the same store, which may die at any write.
 */
final class BookWorld {
  static final Principal ANNA = new Principal("anna", Principal.Role.USER);
  static final Principal BERND = new Principal("bernd", Principal.Role.USER);

  private static final ClassRepository CLASSES = ClassRepository.standard();
  private static final String ENGINE = "subscription/";

  /** Carries out so many writes more, and then none: nobody is told. */
  static final class DyingStore implements StateStore {
    private final MemoryStateStore kept;
    private int left;

    DyingStore(MemoryStateStore kept, int left) {
      this.kept = kept;
      this.left = left;
    }

    @Override
    public CompletableFuture<Void> put(String key, Bytes value) {
      return left-- > 0 ? kept.put(key, value) : new CompletableFuture<>();
    }

    @Override
    public CompletableFuture<Void> delete(String key) {
      return left-- > 0 ? kept.delete(key) : new CompletableFuture<>();
    }

    @Override
    public boolean isDurable() {
      return true;
    }

    @Override
    public Map<String, Bytes> load(String keyPrefix) {
      return kept.load(keyPrefix);
    }
  }

  private static final class FakeEngine implements IndicationEngine {
    private final StateStore store;
    private final Map<SubscriptionId, IndicationTerms> terms = new LinkedHashMap<>();

    FakeEngine(StateStore store, Map<SubscriptionId, IndicationTerms> before) {
      this.store = store;
      before.forEach(
          (id, one) -> {
            if (store.load(ENGINE).containsKey(ENGINE + id.value())) {
              terms.put(id, one);
            }
          });
    }

    @Override
    public CompletableFuture<SubscriptionId> open(Principal who, IndicationTerms wanted) {
      SubscriptionId id = SubscriptionId.of(java.util.UUID.randomUUID());
      terms.put(id, wanted); // found again after a crash only if its record was written
      return store.put(ENGINE + id.value(), Bytes.EMPTY).thenApply(done -> id);
    }

    @Override
    public CompletableFuture<Void> close(SubscriptionId id) {
      return store.delete(ENGINE + id.value()).thenRun(() -> terms.remove(id));
    }

    @Override
    public Map<SubscriptionId, IndicationTerms> live() {
      Map<SubscriptionId, IndicationTerms> live = new LinkedHashMap<>(terms);
      live.keySet().removeIf(id -> !store.load(ENGINE).containsKey(ENGINE + id.value()));
      return live;
    }
  }

  final VirtualTime time = new VirtualTime();
  private final MemoryStateStore kept = new MemoryStateStore();
  private final WbemSettings settings;
  private FakeEngine engine;
  private IndicationBook book;

  BookWorld() {
    this.settings =
        new WbemSettings(
            "interop",
            "here",
            List.of("root/cimv2"),
            "1",
            new WbemSettings.Retry(3, Duration.ofSeconds(30)),
            20,
            List.of(
                new WbemSettings.StaticFilter(
                    "one",
                    "SELECT * FROM CIM_AlertIndication",
                    "DMTF:CQL",
                    List.of(),
                    "",
                    WbemSettings.Individually.YES),
                new WbemSettings.StaticFilter(
                    "two",
                    "SELECT * FROM CIM_InstIndication",
                    "DMTF:CQL",
                    List.of(),
                    "",
                    WbemSettings.Individually.NO)),
            List.of(new WbemSettings.StaticCollection("both", List.of("one", "two"))));
    this.engine = new FakeEngine(kept, Map.of());
    this.book = open(kept);
  }

  private IndicationBook open(StateStore store) {
    IndicationDialect dialect =
        new IndicationDialect(
            List.of(
                new IndicationDialect.Language(
                    List.of("DMTF:CQL"),
                    CqlDialect.URI,
                    new CqlDialect(TextLimits.ofLength(1000), CLASSES))),
            Map.of());
    IndicationBook opened =
        new IndicationBook(
            new IndicationBook.Parts(
                new InlineLane(),
                store,
                new EntryCodec(CLASSES),
                new Drafts(CLASSES, settings, dialect, address -> Optional.empty()),
                engine,
                time,
                time,
                settings));
    opened.open().join();
    return opened;
  }

  /** Starts again; from now on so many writes are carried out, and then the process is dead. */
  void restart(int writes) {
    time.dropTimers();
    Map<SubscriptionId, IndicationTerms> before = engine.terms;
    engine = new FakeEngine(kept, before);
    open(kept); // puts right what a crash has left
    DyingStore dying = new DyingStore(kept, writes);
    engine = new FakeEngine(dying, engine.terms);
    book = open(dying);
  }

  void restart() {
    restart(Integer.MAX_VALUE);
  }

  IndicationBook book() {
    return book;
  }

  /** What the engine works on now. */
  List<IndicationTerms> working() {
    return new ArrayList<>(engine.live().values());
  }

  SubscriptionId engineOf(InstancePath subscription) {
    return book.find(subscription).orElseThrow().engines().get(0);
  }

  static CimInstance destination(String name) {
    return new CimInstance(
        "CIM_ListenerDestinationCIMXML",
        List.of(
            CimProperty.text("Name", name),
            CimProperty.text("Destination", "http://127.0.0.1:5990")));
  }

  static CimInstance filter(String name) {
    return new CimInstance(
        "CIM_IndicationFilter",
        List.of(
            CimProperty.text("Name", name),
            CimProperty.text("Query", "SELECT * FROM CIM_AlertIndication"),
            CimProperty.text("QueryLanguage", "DMTF:CQL")));
  }

  static CimInstance subscription(
      String className, InstancePath filter, InstancePath handler, CimProperty... more) {
    List<CimProperty> properties = new ArrayList<>();
    properties.add(CimProperty.of("Filter", CimType.REFERENCE, CimValue.of(filter)));
    properties.add(CimProperty.of("Handler", CimType.REFERENCE, CimValue.of(handler)));
    properties.addAll(List.of(more));
    return new CimInstance(className, properties);
  }
}
