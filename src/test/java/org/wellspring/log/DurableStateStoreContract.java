package org.wellspring.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;
import org.wellspring.model.Bytes;

/** What a store that outlives its process keeps to in addition. */
interface DurableStateStoreContract extends StateStoreContract {
  /** Ends the store last opened as a killed process does, and opens it as a new one would. */
  StateStore crashAndReopen();

  @Test
  default void itSaysThatItIsDurable() {
    assertThat(open().isDurable()).isTrue();
  }

  @Test
  default void whatWasAcknowledgedIsThereAfterACrash() {
    StateStore store = open();
    store.put("a", Bytes.utf8("one")).join();
    store.put("b", Bytes.utf8("two")).join();
    store.put("b", Bytes.utf8("three")).join();
    store.put("c", Bytes.EMPTY).join();
    store.delete("a").join();

    StateStore again = crashAndReopen();

    assertThat(again.load(""))
        .containsExactly(entry("b", Bytes.utf8("three")), entry("c", Bytes.EMPTY));
  }
}
