package io.tocsin.ingest.topology;

import io.tocsin.ingest.core.sources.SourceBook;
import io.tocsin.ingest.core.sources.SourceOutput.Report;
import io.tocsin.ingest.core.sources.SourceRules;
import io.tocsin.runtime.stores.StoreFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** A book of sources that is kept in a store: read as a whole, written as far as it has changed. */
final class WatchedSources {
  private static final StoreFormat FORMAT = new StoreFormat(WatchSources.SOURCE_STORE, 1);

  private final KeyValueStore<String, byte[]> store;
  private final SourceBook book;

  /**
   * Reads it.
   *
   * @param told is given each source as it was told last
   * @throws io.tocsin.runtime.stores.UnreadableStateException when the bytes are of another format
   */
  WatchedSources(KeyValueStore<String, byte[]> store, SourceRules rules, Consumer<Report> told) {
    this.store = store;
    this.book = new SourceBook(rules);
    try (KeyValueIterator<String, byte[]> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<String, byte[]> entry = all.next();
        told.accept(read(entry.key, entry.value));
      }
    }
  }

  private Report read(String source, byte[] bytes) {
    FORMAT.of(bytes);
    try {
      return book.read(
          source, new DataInputStream(new ByteArrayInputStream(bytes, 1, bytes.length - 1)));
    } catch (IOException | IllegalArgumentException e) {
      throw FORMAT.broken("has a source of " + bytes.length + " bytes");
    }
  }

  SourceBook book() {
    return book;
  }

  /** Writes what has changed. */
  void save() {
    for (String source : book.takeChanged()) {
      byte[] bytes = write(source);
      if (bytes.length == 0) {
        store.delete(source);
      } else {
        store.put(source, bytes);
      }
    }
  }

  private byte[] write(String source) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(FORMAT.mark());
    try {
      boolean watched = book.write(source, new DataOutputStream(bytes));
      return watched ? bytes.toByteArray() : new byte[0];
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
