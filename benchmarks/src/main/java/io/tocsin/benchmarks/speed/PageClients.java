package io.tocsin.benchmarks.speed;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Pages as the server sees them: connections that follow the events and, as the page does, ask for
 * sources and dead letters with each sign of life.
 */
final class PageClients implements AutoCloseable {
  private static final List<String> ASKED = List.of("/api/sources", "/api/dead-letters");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI address;
  private final List<Client> clients = new ArrayList<>();
  private final AtomicInteger ready = new AtomicInteger();

  PageClients(URI address) {
    this.address = address;
  }

  /** Lets so many more follow. */
  void open(int count) {
    for (int i = 0; i < count; i++) {
      Client client = new Client();
      clients.add(client);
      HttpRequest request = HttpRequest.newBuilder(address.resolve("/api/events")).build();
      Future<?> unused = http.sendAsync(request, BodyHandlers.fromLineSubscriber(client));
    }
  }

  /** How many are told what happens. */
  int ready() {
    return ready.get();
  }

  /** When which alert had come to each, by {@link Clocks#millis}. */
  Collection<Map<Integer, Double>> seen() {
    return clients.stream().map(client -> client.seen).toList();
  }

  private void ask() {
    for (String path : ASKED) {
      Future<?> unused =
          http.sendAsync(
              HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.discarding());
    }
  }

  /** One of them. */
  private final class Client implements Flow.Subscriber<String> {
    private final Map<Integer, Double> seen = new ConcurrentHashMap<>();
    private boolean alert;

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String line) {
      if (alert && line.startsWith("data: ")) {
        seen.putIfAbsent(PageAlerts.rungIn(line), Clocks.millis());
      } else if (line.equals("event: ready")) {
        ready.incrementAndGet();
      } else if (line.equals("event: health")) {
        ask();
      }
      alert = line.equals("event: alert") || (alert && !line.isEmpty());
    }

    @Override
    public void onError(Throwable ended) {
      ready.decrementAndGet();
    }

    @Override
    public void onComplete() {
      ready.decrementAndGet();
    }
  }

  /** They are let go by the server when it ends. */
  @Override
  public void close() {
    clients.clear();
  }
}
