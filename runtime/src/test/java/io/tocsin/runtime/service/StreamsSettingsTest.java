package io.tocsin.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.runtime.config.ServiceConfig;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;

class StreamsSettingsTest {

  /** Overrides two settings. */
  private static final class Overriding implements StreamsApp {
    @Override
    public String name() {
      return "svc";
    }

    @Override
    public Topology topology() {
      return new Topology();
    }

    @Override
    public List<NewTopic> topics() {
      return List.of();
    }

    @Override
    public Map<String, Object> streamsOverrides() {
      return Map.of("commit.interval.ms", 500, "poll.ms", 20);
    }
  }

  private static Properties settings(String... pairs) {
    var builder =
        ServiceConfig.builder().namespace("ns").bootstrapServers("b:1").registryUrl("http://r:1");
    for (int i = 0; i < pairs.length; i += 2) {
      builder.set(pairs[i], pairs[i + 1]);
    }
    return StreamsSettings.of(new Overriding(), builder.build(), Map.of());
  }

  @Test
  void shouldMakeAConfigurationThatKafkaAccepts() {
    StreamsConfig config = new StreamsConfig(settings());

    assertThat(config.getString("application.id")).isEqualTo("ns-svc");
    assertThat(config.getString("processing.guarantee")).isEqualTo("exactly_once_v2");
    assertThat(config.getBoolean("ensure.explicit.internal.resource.naming")).isTrue();
    assertThat(config.getMainConsumerConfigs("g", "c", 0))
        .containsEntry("isolation.level", "read_committed")
        .containsEntry("session.timeout.ms", 10_000)
        .containsEntry("fetch.max.bytes", 8 << 20);
    assertThat(config.getGlobalConsumerConfigs("c"))
        .containsEntry("fetch.max.bytes", 8 << 20)
        .doesNotContainEntry("session.timeout.ms", 10_000);
    assertThat(config.getProducerConfigs("c"))
        .containsEntry("max.request.size", 8 << 20)
        .containsEntry("compression.type", "lz4");
  }

  @Test
  void shouldLetTheConfigurationBeatTheApplicationAndTheApplicationTheShell() {
    Properties settings = settings("tocsin.streams.poll.ms", "30", "tocsin.kafka.client.rack", "a");

    assertThat(settings)
        .containsEntry("commit.interval.ms", 500)
        .containsEntry("poll.ms", "30")
        .containsEntry("client.rack", "a");
  }
}
