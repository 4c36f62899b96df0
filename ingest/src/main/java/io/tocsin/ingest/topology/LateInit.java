package io.tocsin.ingest.topology;

import java.util.Objects;
import java.util.function.Function;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Lets a processor be an object that is complete from its constructor on. */
final class LateInit<KI, VI, KO, VO> implements Processor<KI, VI, KO, VO> {
  private final Function<ProcessorContext<KO, VO>, Processor<KI, VI, KO, VO>> construction;
  private @Nullable Processor<KI, VI, KO, VO> processor;

  LateInit(Function<ProcessorContext<KO, VO>, Processor<KI, VI, KO, VO>> construction) {
    this.construction = construction;
  }

  @Override
  public void init(ProcessorContext<KO, VO> context) {
    processor = construction.apply(context);
  }

  @Override
  public void process(Record<KI, VI> record) {
    Objects.requireNonNull(processor, "init comes before process").process(record);
  }

  /**
   * A task that is revived is initialised anew; what the former processor had scheduled must end.
   */
  @Override
  public void close() {
    if (processor != null) {
      processor.close();
      processor = null;
    }
  }
}
