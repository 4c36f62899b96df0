package io.tocsin.runtime.deadletters;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.jspecify.annotations.Nullable;

/** Sends records whose bytes cannot be read to the dead letters; stops at an outage. */
public final class BadBytesHandler implements DeserializationExceptionHandler {
  private @Nullable ErrorPolicy policy;

  @Override
  public void configure(Map<String, ?> settings) {
    policy = ErrorPolicy.from(settings);
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
    ErrorPolicy configured = ErrorPolicy.configured(policy);
    if (Retriable.isOutage(exception)) {
      configured.logStop("a record cannot be read for now", context, exception);
      return Response.fail();
    }
    Reason reason = new Reason(Reason.UNREADABLE_BYTES, Causes.text(exception));
    return Response.resume(
        configured.letter(record.key(), record.value(), context, reason, exception));
  }
}
