package io.tocsin.runtime.kafka;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Finds out what a listener speaks, by asking it once in plain words for the versions that it
 * knows. A client that speaks plainly to a TLS listener takes the alert for the length of an answer
 * and reserves a third of a gigabyte; one that speaks TLS to a plain listener tries for ever. So we
 * look before.
 */
public final class ListenerProbe {

  /** What answered. */
  public enum Answer {
    /** A Kafka broker without TLS. */
    KAFKA,
    /** Something that speaks TLS. */
    TLS,
    /** Something else, for instance a web server. */
    FOREIGN,
    /** Something that hung up or said nothing. */
    SILENCE,
    /** Nobody took the connection, or there is no such host. */
    UNREACHABLE
  }

  private static final short API_VERSIONS = 18;
  private static final int CORRELATION = 0x70C51;
  private static final byte[] CLIENT = "tocsin-probe".getBytes(StandardCharsets.UTF_8);
  private static final int TLS_ALERT = 0x15;
  private static final int TLS_HANDSHAKE = 0x16;
  private static final int TLS_MAJOR = 0x03;
  private static final int LONGEST_ANSWER = 1 << 20;

  private ListenerProbe() {}

  /** Asks; takes at most about twice the patience. */
  public static Answer ask(String host, int port, Duration patience) {
    int millis = (int) patience.toMillis();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), millis);
      socket.setSoTimeout(millis);
      return ask(socket);
    } catch (IOException unreachable) {
      return Answer.UNREACHABLE;
    }
  }

  private static Answer ask(Socket socket) {
    try {
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.write(question());
      out.flush();
      return answer(new DataInputStream(socket.getInputStream()));
    } catch (SocketTimeoutException silent) {
      return Answer.SILENCE;
    } catch (IOException hungUp) {
      return Answer.SILENCE;
    }
  }

  /** Length, then the header of a request of version 0; its body is empty. */
  private static byte[] question() {
    int length = 2 + 2 + 4 + 2 + CLIENT.length;
    return ByteBuffer.allocate(4 + length)
        .putInt(length)
        .putShort(API_VERSIONS)
        .putShort((short) 0)
        .putInt(CORRELATION)
        .putShort((short) CLIENT.length)
        .put(CLIENT)
        .array();
  }

  private static Answer answer(DataInputStream in) throws IOException {
    int first = in.readInt();
    int kind = first >>> 24;
    if ((kind == TLS_ALERT || kind == TLS_HANDSHAKE) && (first >> 16 & 0xFF) == TLS_MAJOR) {
      return Answer.TLS;
    }
    boolean plausible = first > 4 && first < LONGEST_ANSWER;
    return plausible && in.readInt() == CORRELATION ? Answer.KAFKA : Answer.FOREIGN;
  }
}
