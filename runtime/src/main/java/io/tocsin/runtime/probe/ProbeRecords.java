package io.tocsin.runtime.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How records of the end-to-end probe are known. They go the way of all others, which shows that it
 * is open, and they count nowhere: their source is reserved, and their keys begin with it.
 */
public final class ProbeRecords {

  /** The source of them all; nobody else may send under it. */
  public static final String SOURCE = "tocsin-probe";

  private static final byte[] KEY_PREFIX = (SOURCE + ":").getBytes(UTF_8);

  private ProbeRecords() {}

  /** Whether records of that source are the probe's. */
  public static boolean isSource(String source) {
    return source.equals(SOURCE);
  }

  /** Whether a record with this key, in UTF-8, is the probe's. */
  public static boolean isKey(byte @Nullable [] key) {
    return key != null
        && key.length >= KEY_PREFIX.length
        && Arrays.equals(key, 0, KEY_PREFIX.length, KEY_PREFIX, 0, KEY_PREFIX.length);
  }

  /** The key of its record with that id. */
  public static String key(String id) {
    return SOURCE + ":" + id;
  }
}
