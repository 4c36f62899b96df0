package io.tocsin.runtime.stores;

/**
 * The format of the values of a local store, which is the first byte of each. Releases read the
 * formats of all releases before them and write the newest that they know, so a value changes its
 * format when it is next written.
 *
 * @param store the store's name
 * @param newest the newest format that this release knows, from 1 to 127
 */
public record StoreFormat(String store, int newest) {
  private static final int OLDEST = 1;

  public StoreFormat {
    if (newest < OLDEST || newest > Byte.MAX_VALUE) {
      throw new IllegalArgumentException("a format is from 1 to 127, not " + newest);
    }
  }

  /** The byte with which a value begins that is written now. */
  public byte mark() {
    return (byte) newest;
  }

  /**
   * The format of a value, one of those that this release knows.
   *
   * @throws UnreadableStateException if it is a newer one, or none
   */
  public int of(byte[] value) {
    if (value.length == 0 || value[0] < OLDEST) {
      throw broken("has a value of " + value.length + " bytes that does not begin with a format");
    }
    if (value[0] > newest) {
      throw new UnreadableStateException(
          "%s holds state in format %d, this release knows %s: a newer release has written it. Go back to that release, or make the service forget all that it remembers (tocsin reset)"
              .formatted(store, value[0], known()));
    }
    return value[0];
  }

  /**
   * What to throw when a value cannot be read although its format is known.
   *
   * @param problem completes a sentence that begins with the store's name
   */
  public UnreadableStateException broken(String problem) {
    return new UnreadableStateException(
        "%s %s, which no release writes. Delete the local state (tocsin.state-dir), it is rebuilt from Kafka; if that does not help, make the service forget all that it remembers (tocsin reset)"
            .formatted(store, problem));
  }

  private String known() {
    return newest == OLDEST ? "format 1 only" : "formats 1 to " + newest;
  }
}
