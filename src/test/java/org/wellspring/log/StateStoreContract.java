package org.wellspring.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;
import org.wellspring.model.Bytes;

/** What every state store keeps to. */
interface StateStoreContract {
  /** Opens an empty store. */
  StateStore open();

  @Test
  default void aNewStoreHoldsNothing() {
    assertThat(open().load("")).isEmpty();
  }

  @Test
  default void recordsAreFoundByTheBeginningOfTheirKey() {
    StateStore store = open();
    store.put("subscription/2", Bytes.utf8("two")).join();
    store.put("subscription/1", Bytes.utf8("one")).join();
    store.put("subscriptions", Bytes.utf8("another kind")).join();
    store.put("cursor/1", Bytes.utf8("cursor")).join();

    assertThat(store.load("subscription/"))
        .containsExactly(
            entry("subscription/1", Bytes.utf8("one")), entry("subscription/2", Bytes.utf8("two")));
    assertThat(store.load("cursor/")).hasSize(1);
    assertThat(store.load("nothing/")).isEmpty();
  }

  @Test
  default void aRecordIsReplacedByItsKey() {
    StateStore store = open();
    store.put("k", Bytes.utf8("old")).join();
    store.put("k", Bytes.utf8("new")).join();

    assertThat(store.load("k")).containsExactly(entry("k", Bytes.utf8("new")));
  }

  @Test
  default void aRecordThatWasDeletedIsGone() {
    StateStore store = open();
    store.put("k", Bytes.utf8("value")).join();
    store.delete("k").join();
    store.delete("never there").join();

    assertThat(store.load("k")).isEmpty();
  }

  @Test
  default void whatWasLoadedIsASnapshot() {
    StateStore store = open();
    store.put("k", Bytes.utf8("value")).join();
    var loaded = store.load("k");

    store.delete("k").join();

    assertThat(loaded).containsKey("k");
  }

  @Test
  default void valuesAreOctets() {
    StateStore store = open();
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    store.put("ümläut", Bytes.wrap(all)).join();
    store.put("ümläut/empty", Bytes.EMPTY).join();

    assertThat(store.load("üml"))
        .containsExactly(entry("ümläut", Bytes.wrap(all)), entry("ümläut/empty", Bytes.EMPTY));
  }
}
