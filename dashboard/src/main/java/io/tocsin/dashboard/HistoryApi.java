package io.tocsin.dashboard;

import io.javalin.http.Context;
import io.tocsin.runtime.kafka.KafkaTrouble;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.errors.RetriableException;

/** {@code /api/alerts} with {@code from} or {@code to}: what happened at any time. */
final class HistoryApi {
  private static final int AT_ONCE = 4;

  private final ShownNamespaces namespaces;
  private final AlertHistory history;
  private final Semaphore places = new Semaphore(AT_ONCE);

  HistoryApi(ShownNamespaces namespaces, AlertHistory history) {
    this.namespaces = namespaces;
    this.history = history;
  }

  /**
   * Answers.
   *
   * @throws ApiProblem if a parameter is broken, too many ask, or broker or registry do not answer
   */
  void serve(Context context) {
    HistoryQuery query = HistoryQuery.of(context.queryParamMap());
    String namespace = namespaces.of(query.filter().namespace());
    if (!places.tryAcquire()) {
      context.header("Retry-After", "5");
      throw new ApiProblem(
          ApiProblem.Kind.CROWDED, AT_ONCE + " ask for the history already; ask again later");
    }
    try {
      PastAlerts page = read(query, namespace);
      JsonAnswer.send(
          context, ApiAnswers.past(page, namespaces.live(), namespace, query.evidence()));
    } finally {
      places.release();
    }
  }

  private PastAlerts read(HistoryQuery query, String namespace) {
    try {
      return history.read(query, namespace);
    } catch (RetriableException | InvalidOffsetException outage) {
      throw new ApiProblem(
          ApiProblem.Kind.UNAVAILABLE, "the history cannot be read now: " + outage.getMessage());
    } catch (RuntimeException failed) {
      if (KafkaTrouble.isRefusal(failed)) {
        throw new ApiProblem(
            ApiProblem.Kind.UNAVAILABLE, "the history may not be read: " + failed.getMessage());
      }
      throw failed;
    }
  }
}
