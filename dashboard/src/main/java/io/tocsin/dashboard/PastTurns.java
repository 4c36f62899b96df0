package io.tocsin.dashboard;

import io.javalin.http.Context;
import io.tocsin.runtime.kafka.KafkaTrouble;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.errors.RetriableException;

/** Lets only so many read topics of long ago at once, and tells an outage as such. */
final class PastTurns {
  private static final int AT_ONCE = 4;

  private final Semaphore places = new Semaphore(AT_ONCE);

  /**
   * Reads.
   *
   * @throws ApiProblem if too many do already, or broker or registry do not answer
   */
  <T> T read(Context context, Supplier<T> reading) {
    if (!places.tryAcquire()) {
      context.header("Retry-After", "5");
      throw new ApiProblem(
          ApiProblem.Kind.CROWDED, AT_ONCE + " ask for the history already; ask again later");
    }
    try {
      return reading.get();
    } catch (RetriableException | InvalidOffsetException outage) {
      throw new ApiProblem(
          ApiProblem.Kind.UNAVAILABLE, "the history cannot be read now: " + outage.getMessage());
    } catch (RuntimeException failed) {
      if (KafkaTrouble.isRefusal(failed)) {
        throw new ApiProblem(
            ApiProblem.Kind.UNAVAILABLE, "the history may not be read: " + failed.getMessage());
      }
      throw failed;
    } finally {
      places.release();
    }
  }
}
