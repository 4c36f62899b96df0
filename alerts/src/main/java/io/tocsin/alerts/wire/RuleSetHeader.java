package io.tocsin.alerts.wire;

import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Which rule set the mentions before a watermark were made by: a header of the watermark between
 * the stages, so that detection does not take a mention before it knows the rule that made it.
 */
public final class RuleSetHeader {

  static final String NAME = "tocsin.rule-set";

  private RuleSetHeader() {}

  /** Writes the version of the newest set that was matched by. */
  public static void write(long version, Headers headers) {
    headers.add(NAME, ByteBuffer.allocate(Long.BYTES).putLong(version).array());
  }

  /** The version; 0 where none is told. */
  public static long read(Headers headers) {
    Header header = headers.lastHeader(NAME);
    return header == null || header.value() == null || header.value().length != Long.BYTES
        ? 0
        : ByteBuffer.wrap(header.value()).getLong();
  }
}
