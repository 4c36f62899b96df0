package io.tocsin.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tocsin.schemas.AvroSerdes;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AlertsTopologyTest {

  private static final String FILE = "src/test/resources/io/tocsin/alerts/topology.txt";

  /** Changing the topology is a decision: the file is part of the review. */
  @Test
  void shouldBeTheTopologyThatIsCheckedIn() throws IOException {
    Topics topics = Topics.of("news", ClockMode.LIVE, 4, AvroSerdes.inMemory());

    String text =
        new AlertsTopology(
                topics,
                AlertsSettings.DEFAULT,
                new SimpleMeterRegistry(),
                (stretch, to, goOn) -> Long.MIN_VALUE)
            .build()
            .describe()
            .toString();

    assertThat(text.strip())
        .isEqualTo(Files.readString(Path.of(FILE), StandardCharsets.UTF_8).strip());
  }
}
