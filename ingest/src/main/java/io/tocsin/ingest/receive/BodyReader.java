package io.tocsin.ingest.receive;

import io.tocsin.ingest.receive.Budget.Share;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body as a whole, unpacked if it is packed, within a size, a time and the share of memory
 * that its request has; whatever passes one of them ends the reading at once.
 */
final class BodyReader {
  private static final int CHUNK = 16 << 10;
  private static final int PACKING_OVERHEAD = 64 << 10;

  private final long maxBytes;
  private final long timeoutNanos;

  /**
   * @param maxBytes of the body, unpacked
   * @param timeoutNanos for the whole of it
   */
  BodyReader(long maxBytes, long timeoutNanos) {
    this.maxBytes = maxBytes;
    this.timeoutNanos = timeoutNanos;
  }

  /**
   * Reads it.
   *
   * @throws Problem if it is too large, too slow, broken or in an unknown encoding, or if there is
   *     no memory for it now
   */
  byte[] read(HttpServletRequest request, Share share) {
    boolean packed = isPacked(request.getHeader("Content-Encoding"));
    long announced = request.getContentLengthLong();
    if (announced > maxBytes + (packed ? PACKING_OVERHEAD : 0)) {
      throw tooLarge(announced + " bytes are announced");
    }
    try {
      InputStream timely = new Timely(request.getInputStream(), packed);
      return all(packed ? new GZIPInputStream(timely, CHUNK) : timely, share);
    } catch (IOException failed) {
      throw explained(failed, packed);
    }
  }

  private static boolean isPacked(@Nullable String encoding) {
    String name = encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT);
    return switch (name) {
      case "", "identity" -> false;
      case "gzip", "x-gzip" -> true;
      default ->
          throw new Problem(
                  Problem.Kind.UNSUPPORTED,
                  "Content-Encoding: \"" + shown(name) + "\"; expected gzip or none")
              .with("Accept-Encoding", "gzip")
              .closing();
    };
  }

  static String shown(String text) {
    return text.substring(0, Math.min(text.length(), 80)).replace('"', '\'');
  }

  private byte[] all(InputStream in, Share share) throws IOException {
    List<byte[]> chunks = new ArrayList<>();
    int size = 0;
    byte[] chunk = in.readNBytes(CHUNK);
    while (chunk.length > 0) {
      if (size + (long) chunk.length > maxBytes) {
        throw tooLarge("it has more bytes");
      }
      share.take(RequestCost.ofBody(chunk.length));
      chunks.add(chunk);
      size += chunk.length;
      chunk = in.readNBytes(CHUNK);
    }
    return joined(chunks, size);
  }

  private static byte[] joined(List<byte[]> chunks, int size) {
    if (chunks.size() == 1) {
      return chunks.get(0);
    }
    ByteBuffer body = ByteBuffer.allocate(size);
    chunks.forEach(body::put);
    return body.array();
  }

  private Problem tooLarge(String found) {
    return new Problem(
            Problem.Kind.TOO_LARGE,
            "body: %s; expected at most %d, unpacked (tocsin.receive.max-body)"
                .formatted(found, maxBytes))
        .closing();
  }

  private static Problem explained(IOException failed, boolean packed) {
    if (failed.getCause() instanceof TimeoutException) {
      return tooSlow("nothing came for a while (tocsin.receive.idle-timeout)");
    }
    return new Problem(
            Problem.Kind.MALFORMED,
            packed
                ? "body: it cannot be unpacked; expected gzip, whole"
                : "body: it ended before its announced end")
        .closing();
  }

  private static Problem tooSlow(String detail) {
    return new Problem(Problem.Kind.TOO_SLOW, "body: " + detail).closing();
  }

  /** The bytes as they come; looks at clock and size between reads. */
  private final class Timely extends InputStream {
    private final InputStream in;
    private final long limit;
    private final long begin = System.nanoTime();
    private long passed;

    Timely(InputStream in, boolean packed) {
      this.in = in;
      this.limit = maxBytes + (packed ? PACKING_OVERHEAD : 1);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int read = in.read(bytes, from, length);
      passed += Math.max(read, 0);
      if (passed > limit) {
        throw tooLarge("it has more bytes as it is packed");
      }
      if (System.nanoTime() - begin > timeoutNanos) {
        throw tooSlow(
            "it was not there after %d ms (tocsin.receive.read-timeout)"
                .formatted(TimeUnit.NANOSECONDS.toMillis(timeoutNanos)));
      }
      return read;
    }

    @Override
    public int available() throws IOException {
      return in.available();
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
