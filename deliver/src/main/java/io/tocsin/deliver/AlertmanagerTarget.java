package io.tocsin.deliver;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.avro.Alert;
import io.tocsin.deliver.core.Outcome;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Alertmanagers of one cluster: each event at once, and all that is open again and again, for an
 * Alertmanager forgets what it is not told, and one that was away or has begun anew knows nothing.
 * An event is delivered when one of them has it; the others have what is open with the next time.
 */
final class AlertmanagerTarget implements Target {
  private static final int REPEATS_IN_TIMEOUT = 4;
  private static final int BATCH = 100;
  private static final String PATH = "api/v2/alerts";

  private final List<URI> addresses;
  private final Optional<String> bearer;
  private final AlertmanagerJson json;
  private final OpenAlerts open;
  private final HttpSender sender;
  private final ReceiverMetrics metrics;
  private final InstantSource clock;
  private final Duration repeat;
  private final Map<String, Integer> told;
  private Instant due = Instant.MIN;

  AlertmanagerTarget(
      List<URI> urls,
      Optional<String> bearer,
      AlertmanagerJson json,
      OpenAlerts open,
      HttpSender sender,
      ReceiverMetrics metrics,
      InstantSource clock) {
    this.addresses = urls.stream().map(AlertmanagerTarget::address).toList();
    this.bearer = bearer;
    this.json = json;
    this.open = open;
    this.sender = sender;
    this.metrics = metrics;
    this.clock = clock;
    this.repeat = json.resolveTimeout().dividedBy(REPEATS_IN_TIMEOUT);
    this.told = new LastTold();
  }

  /**
   * The sequence of the latest event that was delivered, by alert: an event and the state that
   * belongs to it become visible one after the other, and what has ended must not ring again.
   */
  private static final class LastTold extends LinkedHashMap<String, Integer> {
    private static final long serialVersionUID = 1L;
    private static final int MOST = 10_000;

    LastTold() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
      return size() > MOST;
    }
  }

  private static URI address(URI base) {
    String text = base.toString();
    return URI.create((text.endsWith("/") ? text : text + "/") + PATH);
  }

  @Override
  public Outcome deliver(Happening happening) {
    Alert alert = happening.event().getAlert();
    Outcome outcome = post(List.of(json.of(alert, happening.event().getReason(), clock.instant())));
    if (outcome instanceof Outcome.Delivered) {
      told.put(alert.getAlertId(), alert.getSequence());
    }
    return outcome;
  }

  @Override
  public void keepUp(Predicate<Alert> ours) {
    Instant now = clock.instant();
    if (now.isBefore(due)) {
      return;
    }
    due = now.plus(repeat.dividedBy(REPEATS_IN_TIMEOUT)); // if it does not come to the end
    open.refresh();
    List<ObjectNode> alerts =
        open.all().stream()
            .filter(ours)
            .filter(alert -> alert.getSequence() >= told.getOrDefault(alert.getAlertId(), 0))
            .map(alert -> json.of(alert, "", now))
            .toList();
    metrics.open(alerts.size());
    due = now.plus(repeat);
    for (int from = 0; from < alerts.size(); from += BATCH) {
      List<ObjectNode> batch = alerts.subList(from, Math.min(from + BATCH, alerts.size()));
      Outcome outcome = post(batch);
      if (outcome instanceof Outcome.Delivered) {
        metrics.repeated(batch.size());
      } else if (!(outcome instanceof Outcome.Refused)) {
        return; // what is wrong with the receiver the events tell
      }
    }
  }

  private Outcome post(List<ObjectNode> alerts) {
    ArrayNode body = JsonNodeFactory.instance.arrayNode();
    body.addAll(alerts);
    String text = body.toString();
    return best(sender.send(addresses.stream().map(address -> request(address, text)).toList()));
  }

  private HttpRequest request(URI address, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .header("User-Agent", HttpSender.AGENT)
            .POST(BodyPublishers.ofString(body));
    bearer.ifPresent(token -> request.header("Authorization", "Bearer " + token));
    return request.build();
  }

  /** One that has it will do; else one that may have it later; else none ever will. */
  private static Outcome best(List<Outcome> outcomes) {
    List<Predicate<Outcome>> order =
        List.of(
            Outcome.Delivered.class::isInstance,
            Outcome.Hindered.class::isInstance,
            Outcome.Failed.class::isInstance,
            outcome -> true);
    return order.stream().flatMap(kind -> outcomes.stream().filter(kind)).findFirst().orElseThrow();
  }

  @Override
  public void close() {
    open.close();
  }
}
