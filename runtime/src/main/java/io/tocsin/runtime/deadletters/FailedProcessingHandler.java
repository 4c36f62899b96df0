package io.tocsin.runtime.deadletters;

import java.util.Map;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Sends records on which our own code fails to the dead letters, and stops the service when that
 * becomes frequent, when the cause is an outage, or when the code had begun to change its state.
 */
public final class FailedProcessingHandler implements ProcessingExceptionHandler {
  private @Nullable ErrorPolicy policy;

  @Override
  public void configure(Map<String, ?> settings) {
    policy = ErrorPolicy.from(settings);
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, @Nullable Record<?, ?> record, Exception exception) {
    ErrorPolicy configured = ErrorPolicy.configured(policy);
    if (Retriable.isOutage(exception)) {
      configured.logStop("a record cannot be processed for now", context, exception);
      return Response.fail();
    }
    if (HalfDoneException.isCauseOf(exception)) {
      configured.logStop("our code failed with its work half done", context, exception);
      return Response.fail();
    }
    if (configured.isTooMuch()) {
      configured.logStop("our code fails too often", context, exception);
      return Response.fail();
    }
    return Response.resume(
        configured.letterOfSource(
            context, new Reason(Reason.FAILED_PROCESSING, Causes.text(exception)), exception));
  }
}
