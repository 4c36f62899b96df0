package io.tocsin.runtime.service;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * Bounds the off-heap memory of all local stores of the process together: one block cache, which
 * also pays for index, filters and write buffers. The first store to open sets the size.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {
  private static final long DEFAULT_BYTES = 128L << 20;
  private static final int WRITE_BUFFERS_SHARE = 2;
  private static final double INDEX_SHARE = 0.1;
  private static final long WRITE_BUFFER_BYTES = 4L << 20;
  private static final int WRITE_BUFFERS = 3;
  private static final long BLOCK_BYTES = 16L << 10;

  private static @Nullable Memory shared;

  /** The memory that all stores share. */
  private record Memory(Cache cache, WriteBufferManager writeBuffers) {}

  @Override
  public void setConfig(String store, Options options, Map<String, Object> settings) {
    Memory memory = memory(settings);
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(memory.cache());
    table.setBlockSize(BLOCK_BYTES);
    table.setCacheIndexAndFilterBlocks(true);
    table.setCacheIndexAndFilterBlocksWithHighPriority(true);
    table.setPinTopLevelIndexAndFilter(true);
    options.setTableFormatConfig(table);
    options.setWriteBufferManager(memory.writeBuffers());
    options.setWriteBufferSize(WRITE_BUFFER_BYTES);
    options.setMaxWriteBufferNumber(WRITE_BUFFERS);
  }

  @Override
  public void close(String store, Options options) {
    // cache and write buffers live as long as the process
  }

  private static synchronized Memory memory(Map<String, Object> settings) {
    if (shared == null) {
      RocksDB.loadLibrary();
      long bytes = bytes(settings.get(StreamsSettings.ROCKSDB_MEMORY));
      Cache cache = new LRUCache(bytes, -1, false, INDEX_SHARE);
      shared = new Memory(cache, new WriteBufferManager(bytes / WRITE_BUFFERS_SHARE, cache));
    }
    return shared;
  }

  private static long bytes(@Nullable Object setting) {
    return setting == null ? DEFAULT_BYTES : Long.parseLong(setting.toString());
  }
}
