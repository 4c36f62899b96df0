package io.tocsin.runtime.deadletters;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.jspecify.annotations.Nullable;

/**
 * Sends the beginning of records that are too large for their topic, and records that cannot be
 * serialised, to the dead letters; everything else stops the service. What the broker itself
 * refused cannot become a dead letter: its transaction can only be aborted.
 */
public final class FailedProductionHandler implements ProductionExceptionHandler {
  private @Nullable ErrorPolicy policy;

  @Override
  public void configure(Map<String, ?> settings) {
    policy = ErrorPolicy.from(settings);
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception exception) {
    ErrorPolicy configured = ErrorPolicy.configured(policy);
    if (exception instanceof TooLargeForTopicException && !configured.isOwnTopic(record.topic())) {
      Reason reason =
          new Reason(
              Reason.TOO_LARGE_TO_SEND, "topic " + record.topic() + ": " + Causes.text(exception));
      return Response.resume(
          configured.letter(record.key(), record.value(), context, reason, exception));
    }
    configured.logStop("a record cannot be sent to " + record.topic(), context, exception);
    return Response.fail();
  }

  @Override
  @SuppressWarnings("rawtypes") // as the interface has it
  public Response handleSerializationError(
      ErrorHandlerContext context,
      ProducerRecord record,
      Exception exception,
      SerializationExceptionOrigin origin) {
    ErrorPolicy configured = ErrorPolicy.configured(policy);
    if (Retriable.isOutage(exception) || configured.isTooMuch()) {
      configured.logStop(
          "a record for " + record.topic() + " cannot be written", context, exception);
      return Response.fail();
    }
    Reason reason =
        new Reason(
            Reason.FAILED_SERIALIZATION, "topic " + record.topic() + ": " + Causes.text(exception));
    return Response.resume(configured.letterOfSource(context, reason, exception));
  }
}
