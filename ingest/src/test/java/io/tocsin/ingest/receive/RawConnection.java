package io.tocsin.ingest.receive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A client that sends whatever bytes it wants to. */
final class RawConnection implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;

  private final Socket socket;
  private final InputStream in;

  RawConnection(URI address) throws IOException {
    socket = new Socket(address.getHost(), address.getPort());
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** The beginning of a POST of JSON, with these header lines too. */
  RawConnection post(String... headers) throws IOException {
    List<String> lines = new ArrayList<>(List.of("POST /posts HTTP/1.1", "Host: localhost"));
    lines.add("Content-Type: application/json");
    lines.addAll(Arrays.asList(headers));
    return send(String.join("\r\n", lines) + "\r\n\r\n");
  }

  RawConnection send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
    return this;
  }

  /** Sends one byte more, unless an answer is there. */
  boolean isAnsweredInsteadOf(int next) {
    try {
      if (in.available() > 0) {
        return true;
      }
      socket.getOutputStream().write(next);
      return false;
    } catch (IOException reset) {
      return true;
    }
  }

  /** Ends the sending and keeps the reading. */
  RawConnection end() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** Status, headers by lower-case name, and body of an answer. */
  record Answer(int status, Map<String, List<String>> headers, String body) {
    JsonNode json() throws IOException {
      return new ObjectMapper().readTree(body);
    }

    HttpHeaders httpHeaders() {
      return HttpHeaders.of(headers, (name, value) -> true);
    }
  }

  Answer answer() throws IOException {
    int status = Integer.parseInt(line().split(" ", -1)[1]);
    Map<String, List<String>> headers = new HashMap<>();
    String line = line();
    while (!line.isEmpty()) {
      String[] parts = line.split(": ?", 2);
      headers.put(parts[0].toLowerCase(Locale.ROOT), List.of(parts[1]));
      line = line();
    }
    if (headers.containsKey("transfer-encoding")) {
      throw new IllegalStateException("chunked answers are not read here");
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", List.of("0")).get(0));
    return new Answer(status, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
  }

  /** Whether the other side has closed. */
  boolean isClosed() throws IOException {
    return in.read() < 0;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    int next = in.read();
    while (next != '\n') {
      if (next < 0) {
        throw new IOException("closed after \"" + line + "\"");
      }
      line.append((char) next);
      next = in.read();
    }
    return line.toString().strip();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
