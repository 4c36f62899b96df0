package io.tocsin.ingest.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tocsin.ingest.IngestMetrics;
import io.tocsin.ingest.IngestSettings;
import io.tocsin.ingest.core.PostCleaner;
import io.tocsin.runtime.deadletters.DeadLetters;
import io.tocsin.schemas.AvroSerdes;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Topics;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class ReadRawPostsTest {

  /**
   * A task that is revived after a failure is initialised anew, and Kafka Streams keeps what was
   * scheduled before: an old schedule would send watermarks of a clock that has been taken back.
   */
  @Test
  void shouldEndItsSchedulesWhenItIsClosed() {
    MockProcessorContext<byte[], Outgoing> context = new MockProcessorContext<>();
    KeyValueStore<Integer, byte[]> store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(ReadRawPosts.CLOCK_STORE),
                Serdes.Integer(),
                Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    store.init(context.getStateStoreContext(), store);
    Processor<byte[], byte[], byte[], Outgoing> processor = ReadRawPosts.with(tools());

    processor.init(context);
    assertThat(context.scheduledPunctuators()).hasSize(2).noneMatch(CapturedPunctuator::cancelled);
    processor.close();
    assertThat(context.scheduledPunctuators()).allMatch(CapturedPunctuator::cancelled);
    processor.init(context);

    assertThat(context.scheduledPunctuators()).filteredOn(p -> !p.cancelled()).hasSize(2);
  }

  private static ReadRawPosts.Tools tools() {
    Topics topics = Topics.of("news", ClockMode.EVENT, 1, AvroSerdes.inMemory());
    IngestSettings settings = IngestSettings.DEFAULT;
    return new ReadRawPosts.Tools(
        new RawRecords(topics.rawPosts().name(), topics.rawPostSerde().deserializer()),
        new PostCleaner(settings.timeRules()),
        new DeadLetters("ingest", 1_000),
        ReadingProofs.none(),
        new IngestMetrics(new SimpleMeterRegistry()),
        topics.mode(),
        settings.idleMargin(),
        1);
  }
}
