package io.tocsin.ingest.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.ingest.core.RevisionMemory;
import io.tocsin.runtime.stores.StoreFormat;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of what is remembered of a post: format, flags, revision, source revision, updatedAt,
 * lastSeenAt, two hashes and the headline; some 90 bytes and the headline.
 */
final class MemoryCodec {
  private static final StoreFormat FORMAT =
      new StoreFormat(KeepEffectiveRevisions.REVISION_STORE, 1);
  private static final int KILLED = 1;
  private static final int BACKLOG = 2;
  private static final int HAS_REVISION = 4;
  private static final int HAS_UPDATE = 8;
  private static final int HAS_TEXT = 16;
  private static final int ERASED = 32;
  private static final int HASH_BYTES = 32;
  private static final int FIXED = 2 + Integer.BYTES + 3 * Long.BYTES + 2 * HASH_BYTES;

  private MemoryCodec() {}

  static byte[] write(RevisionMemory memory) {
    byte[] title = memory.title().getBytes(UTF_8);
    boolean hasText = !memory.textHash().isEmpty();
    Long sourceRevision = memory.sourceRevision();
    Instant updatedAt = memory.updatedAt();
    return ByteBuffer.allocate(FIXED + title.length)
        .put(FORMAT.mark())
        .put((byte) flags(memory, hasText))
        .putInt(memory.revision())
        .putLong(sourceRevision == null ? 0 : sourceRevision)
        .putLong(updatedAt == null ? 0 : updatedAt.toEpochMilli())
        .putLong(memory.lastSeenAt().toEpochMilli())
        .put(hash(memory.textHash()))
        .put(hash(memory.bodyHash()))
        .put(title)
        .array();
  }

  private static int flags(RevisionMemory memory, boolean hasText) {
    return (memory.killed() ? KILLED : 0)
        | (memory.erased() ? ERASED : 0)
        | (memory.backlog() ? BACKLOG : 0)
        | (memory.sourceRevision() == null ? 0 : HAS_REVISION)
        | (memory.updatedAt() == null ? 0 : HAS_UPDATE)
        | (hasText ? HAS_TEXT : 0);
  }

  private static byte[] hash(String hex) {
    return hex.isEmpty() ? new byte[HASH_BYTES] : HexFormat.of().parseHex(hex);
  }

  /**
   * The memory as it was written; null for null.
   *
   * @throws io.tocsin.runtime.stores.UnreadableStateException when the bytes are of another format
   */
  static @Nullable RevisionMemory read(byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    FORMAT.of(bytes);
    if (bytes.length < FIXED) {
      throw FORMAT.broken("has a memory of " + bytes.length + " bytes");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
    int flags = in.get();
    int revision = in.getInt();
    long sourceRevision = in.getLong();
    long updatedAt = in.getLong();
    Instant lastSeenAt = Instant.ofEpochMilli(in.getLong());
    String textHash = hex(in, has(flags, HAS_TEXT));
    String bodyHash = hex(in, has(flags, HAS_TEXT));
    return new RevisionMemory(
        revision,
        has(flags, KILLED),
        has(flags, ERASED),
        has(flags, BACKLOG),
        has(flags, HAS_REVISION) ? sourceRevision : null,
        has(flags, HAS_UPDATE) ? Instant.ofEpochMilli(updatedAt) : null,
        lastSeenAt,
        new String(bytes, FIXED, bytes.length - FIXED, UTF_8),
        textHash,
        bodyHash);
  }

  private static boolean has(int flags, int flag) {
    return (flags & flag) != 0;
  }

  private static String hex(ByteBuffer in, boolean present) {
    byte[] hash = new byte[HASH_BYTES];
    in.get(hash);
    return present ? HexFormat.of().formatHex(hash) : "";
  }
}
