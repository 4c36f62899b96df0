package io.tocsin.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.testkit.TestCluster;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A client of the events, which remembers what has come. */
final class EventFollower implements AutoCloseable {
  /** One of them; without an id it does not count as seen. */
  record Sent(String type, String id, String data) {}

  private final Stream<String> lines;
  private final List<Sent> sent = new CopyOnWriteArrayList<>();

  /**
   * Connects.
   *
   * @param lastEventId empty for none
   */
  EventFollower(URI address, String query, String lastEventId) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.resolve("/api/events" + query))
            .header("Accept", "text/event-stream");
    if (!lastEventId.isEmpty()) {
      request.header("Last-Event-ID", lastEventId);
    }
    try {
      HttpResponse<Stream<String>> response =
          HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofLines());
      if (response.statusCode() != 200) {
        throw new AssertionError("" + response.statusCode());
      }
      lines = response.body();
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
    Thread thread = new Thread(this::read, "event-follower");
    thread.setDaemon(true);
    thread.start();
  }

  private void read() {
    List<String> message = new ArrayList<>();
    try {
      for (Iterator<String> each = lines.iterator(); each.hasNext(); ) {
        String line = each.next();
        if (!line.isEmpty()) {
          message.add(line);
          continue;
        }
        sent.add(new Sent(part(message, "event"), part(message, "id"), part(message, "data")));
        message.clear();
      }
    } catch (RuntimeException ended) {
      message.clear();
    }
  }

  private static String part(List<String> message, String name) {
    return message.stream()
        .filter(line -> line.startsWith(name + ": "))
        .map(line -> line.substring(name.length() + 2))
        .findFirst()
        .orElse("");
  }

  /** Waits until that many of a type have come. */
  List<Sent> await(String type, int count) {
    return Awaitility.await()
        .atMost(TestCluster.PATIENCE)
        .until(
            () -> sent.stream().filter(each -> each.type().equals(type)).toList(),
            all -> all.size() >= count);
  }

  /** The alerts' ids with the numbers of the events, in their order. */
  List<String> alerts(int count) {
    return await("alert", count).stream().map(EventFollower::name).toList();
  }

  static String name(Sent sent) {
    JsonNode event = Contract.PUBLISHED.checkEvent(sent.data()).get("event");
    return event.get("eventId").asText();
  }

  @Override
  public void close() {
    lines.close();
  }
}
