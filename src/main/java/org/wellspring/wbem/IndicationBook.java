package org.wellspring.wbem;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wellspring.cim.CimException;
import org.wellspring.cim.CimInstance;
import org.wellspring.cim.CimStatus;
import org.wellspring.cim.InstancePath;
import org.wellspring.lane.Lane;
import org.wellspring.log.StateStore;
import org.wellspring.model.EndReason;
import org.wellspring.model.Principal;
import org.wellspring.model.Subscription;
import org.wellspring.model.SubscriptionId;
import org.wellspring.time.TimeSource;
import org.wellspring.time.Timers;

/**
 * The listener destinations, filters and subscriptions that there are. Every change is recorded
 * before it is answered. What a crash leaves half done is put right at the next start: a
 * subscription of the engine that no instance names is ended, and an enabled instance whose engine
 * is gone gets another one.
 *
 * <p>Changed by one operation at a time, see {@link Turns}; read from any thread, which is why the
 * map is a concurrent one.
 */
final class IndicationBook {
  private static final Logger log = LoggerFactory.getLogger(IndicationBook.class);

  /** What the book works with. */
  record Parts(
      Lane lane,
      StateStore store,
      EntryCodec codec,
      Drafts drafts,
      IndicationEngine engine,
      TimeSource time,
      Timers timers,
      WbemSettings settings) {}

  private final Parts parts;
  private final Turns turns;
  private final Links links;
  private final EndTimes ends;
  private final ConcurrentNavigableMap<String, Entry> entries = new ConcurrentSkipListMap<>();

  IndicationBook(Parts parts) {
    this.parts = parts;
    this.turns = new Turns(parts.lane);
    this.links = new Links(parts.settings, this::find);
    this.ends = new EndTimes(parts.time, parts.timers, this::expire);
  }

  List<Entry> all() {
    return List.copyOf(entries.values());
  }

  Optional<Entry> find(InstancePath path) {
    return Optional.ofNullable(entries.get(path.canonical()));
  }

  /** Brings back what was recorded. Call once, after the subscription service has. */
  CompletableFuture<Void> open() {
    for (CimInstance instance : parts.drafts.statics()) {
      put(
          new Entry(
              parts.drafts.pathOf(instance),
              instance,
              Entry.Origin.STATIC,
              "",
              parts.time.wallClock(),
              List.of()));
    }
    parts.store.load(EntryCodec.KEY_PREFIX).values().forEach(r -> put(parts.codec.decode(r)));
    return turns.must(this::reconcile);
  }

  private CompletableFuture<Void> reconcile() {
    Map<SubscriptionId, IndicationTerms> live = parts.engine.live();
    CompletableFuture<Void> done = CompletableFuture.completedFuture(null);
    for (Entry entry : all()) {
      if (entry.isSubscription() && entry.isEnabled() && !isWorking(entry, live)) {
        done = done.thenCompose(before -> reopen(entry));
      }
    }
    return done.thenCompose(reopened -> closeOrphans(live))
        .thenRun(() -> all().forEach(ends::watch));
  }

  private boolean isWorking(Entry entry, Map<SubscriptionId, IndicationTerms> live) {
    List<IndicationTerms> wanted;
    try {
      wanted = links.terms(entry);
    } catch (CimException dangling) {
      return entry.engines().stream().allMatch(live::containsKey); // its terms have all it needs
    }
    List<IndicationTerms> working = new ArrayList<>();
    entry.engines().stream().filter(live::containsKey).map(live::get).forEach(working::add);
    return working.equals(wanted);
  }

  private CompletableFuture<Void> reopen(Entry entry) {
    log.info("wbem.subscription-reopened path={}", entry.path());
    return enable(entry)
        .exceptionallyCompose(
            failure -> {
              log.warn(
                  "wbem.subscription-disabled path={} why={}", entry.path(), failure.getMessage());
              return keep(entry.with(inState(entry, Keys.DISABLED)).workedBy(List.of()));
            });
  }

  private CompletableFuture<Void> closeOrphans(Map<SubscriptionId, IndicationTerms> live) {
    List<SubscriptionId> named = all().stream().flatMap(entry -> entry.engines().stream()).toList();
    List<SubscriptionId> orphans =
        live.keySet().stream().filter(id -> !named.contains(id)).toList();
    return closeAll(orphans);
  }

  /**
   * CreateInstance.
   *
   * @return the name of the new instance
   */
  CompletableFuture<InstancePath> create(Principal who, CimInstance given) {
    CimInstance complete;
    try {
      complete = parts.drafts.complete(given, now());
    } catch (CimException refused) {
      return CompletableFuture.failedFuture(refused);
    }
    return turns.ask(() -> create(who, complete, now()));
  }

  private CompletableFuture<InstancePath> create(Principal who, CimInstance draft, Instant now) {
    boolean subscription = draft.property("Handler").isPresent();
    CimInstance instance = subscription ? links.resolved(draft) : draft;
    InstancePath path = parts.drafts.pathOf(instance);
    if (find(path).isPresent()) {
      throw new CimException(
          CimStatus.ALREADY_EXISTS, "There is an instance " + path + " already.");
    }
    checkRoom();
    Entry entry = new Entry(path, instance, Entry.Origin.DYNAMIC, who.name(), now, List.of());
    CompletableFuture<Void> kept = subscription && entry.isEnabled() ? enable(entry) : keep(entry);
    return kept.thenApply(
        done -> {
          log.info("wbem.instance-created path={} owner={}", path, who.name());
          return path;
        });
  }

  private void checkRoom() {
    long dynamic =
        entries.values().stream().filter(e -> e.origin() == Entry.Origin.DYNAMIC).count();
    if (dynamic >= parts.settings.maxInstances()) {
      throw new CimException(
          CimStatus.SERVER_LIMITS_EXCEEDED,
          "This server keeps "
              + parts.settings.maxInstances()
              + " destinations, filters and subscriptions and takes no more (setting"
              + " wbem.max-instances).");
    }
  }

  /** The engine first: if the record fails, or a crash comes between, it is ended again. */
  private CompletableFuture<Void> enable(Entry entry) {
    Principal owner = new Principal(entry.owner(), Principal.Role.USER);
    List<SubscriptionId> opened = new ArrayList<>();
    CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
    for (IndicationTerms terms : links.terms(entry)) {
      all = all.thenCompose(done -> parts.engine.open(owner, terms)).thenAccept(opened::add);
    }
    return all.thenCompose(done -> keep(entry.workedBy(opened)))
        .exceptionallyCompose(
            failure ->
                closeAll(opened)
                    .handle((closed, again) -> null)
                    .thenCompose(closed -> CompletableFuture.failedFuture(failure)));
  }

  private CompletableFuture<Void> keep(Entry entry) {
    return recorded(() -> parts.store.put(EntryCodec.key(entry.path()), parts.codec.encode(entry)))
        .thenRun(() -> put(entry));
  }

  /** A store that does not take a record is no bug: whoever asked may try again. */
  private static CompletableFuture<Void> recorded(Supplier<CompletableFuture<Void>> write) {
    CompletableFuture<Void> written;
    try {
      written = write.get();
    } catch (RuntimeException failure) {
      written = CompletableFuture.failedFuture(failure);
    }
    return written.exceptionallyCompose(
        failure -> {
          log.warn("wbem.not-recorded cause={}", failure.toString());
          return CompletableFuture.failedFuture(
              new CimException(
                  CimStatus.FAILED,
                  "The server's store does not take records at present; try again."));
        });
  }

  private void put(Entry entry) {
    entries.put(entry.path().canonical(), entry);
    ends.watch(entry);
  }

  /**
   * ModifyInstance.
   *
   * @param change what is to be changed of the instance as it is
   */
  CompletableFuture<Void> modify(Principal who, InstancePath path, BookChange change) {
    return turns.ask(
        () -> {
          Entry entry = requireOwn(who, path, "changed");
          CimInstance changed = change.apply(entry, isReferenced(entry));
          if (changed.equals(entry.instance())) {
            return CompletableFuture.completedFuture(null);
          }
          return apply(entry, entry.with(changed));
        });
  }

  private CompletableFuture<Void> apply(Entry before, Entry after) {
    if (before.isEnabled() == after.isEnabled() || !before.isSubscription()) {
      return keep(after);
    }
    Entry switched = after.with(inState(after, after.isEnabled() ? Keys.ENABLED : Keys.DISABLED));
    return after.isEnabled()
        ? enable(switched)
        : keep(switched.workedBy(List.of())).thenCompose(done -> closeAll(before.engines()));
  }

  private CimInstance inState(Entry entry, long state) {
    return BookChange.inState(entry.instance(), state, now());
  }

  /** DeleteInstance. */
  CompletableFuture<Void> delete(Principal who, InstancePath path) {
    return turns.ask(
        () -> {
          Entry entry = requireOwn(who, path, "deleted");
          if (isReferenced(entry)) {
            throw new CimException(
                CimStatus.FAILED,
                "The instance "
                    + entry.path()
                    + " is referenced by subscriptions; delete those first.");
          }
          return remove(entry);
        });
  }

  /**
   * The record first: if a crash comes between, the engine's subscription is ended at the start.
   */
  private CompletableFuture<Void> remove(Entry entry) {
    return recorded(() -> parts.store.delete(EntryCodec.key(entry.path())))
        .thenCompose(
            done -> {
              entries.remove(entry.path().canonical());
              ends.forget(entry);
              log.info("wbem.instance-deleted path={}", entry.path());
              return closeAll(entry.engines());
            });
  }

  private CompletableFuture<Void> closeAll(List<SubscriptionId> ids) {
    return CompletableFuture.allOf(
        ids.stream().map(parts.engine::close).toArray(CompletableFuture<?>[]::new));
  }

  private Entry requireOwn(Principal who, InstancePath path, String what) {
    Entry entry =
        find(path)
            .orElseThrow(
                () -> new CimException(CimStatus.NOT_FOUND, "There is no instance " + path + "."));
    if (entry.origin() == Entry.Origin.STATIC) {
      throw new CimException(
          CimStatus.ACCESS_DENIED,
          "The instance "
              + path
              + " is declared in the server's configuration and cannot be "
              + what
              + ".");
    }
    if (!who.mayManage(entry.owner())) {
      throw new CimException(
          CimStatus.ACCESS_DENIED, "The instance " + path + " belongs to another user.");
    }
    return entry;
  }

  private boolean isReferenced(Entry entry) {
    String name = entry.path().canonical();
    return entries.values().stream()
        .filter(Entry::isSubscription)
        .anyMatch(one -> refersTo(one, "Filter", name) || refersTo(one, "Handler", name));
  }

  private static boolean refersTo(Entry subscription, String reference, String canonical) {
    return subscription
        .instance()
        .path(reference)
        .filter(path -> path.canonical().equals(canonical))
        .isPresent();
  }

  /** SubscriptionDuration: after it nothing may be sent. */
  private void expire(Entry entry) {
    var unused =
        turns.must(
            () -> {
              Optional<Entry> over = find(entry.path()).filter(ends::isOver);
              return over.isPresent()
                  ? remove(over.get())
                  : CompletableFuture.completedFuture(null);
            });
  }

  /** The engine has ended a subscription, by itself or because we asked. */
  void ended(Subscription subscription, EndReason reason, String text) {
    var unused = turns.must(() -> follow(subscription.id(), reason, text));
  }

  private CompletableFuture<Void> follow(SubscriptionId id, EndReason reason, String text) {
    Optional<Entry> owner = all().stream().filter(one -> one.engines().contains(id)).findFirst();
    if (owner.isEmpty() || reason == EndReason.UNSUBSCRIBED) {
      return CompletableFuture.completedFuture(null);
    }
    Entry entry = owner.get();
    log.warn("wbem.subscription-ended path={} reason={} text={}", entry.path(), reason, text);
    boolean disable = entry.instance().text("OnFatalErrorPolicy").filter("3"::equals).isPresent();
    return reason == EndReason.REFUSED && disable
        ? apply(entry, entry.with(inState(entry, Keys.DISABLED)))
        : remove(entry);
  }

  private Instant now() {
    return parts.time.wallClock();
  }
}
