package io.tocsin.devcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DevClusterOptionsTest {
  @Test
  void shouldChangeOneThingAtATime() {
    DevClusterOptions options =
        DevClusterOptions.keptIn(Path.of("d"))
            .withKafkaPort(1)
            .withControllerPort(2)
            .withRegistryPort(3)
            .withRegistryHome(Path.of("h"))
            .withStartTimeout(Duration.ofSeconds(4));

    assertThat(options)
        .isEqualTo(
            new DevClusterOptions(
                Path.of("d"), 1, 2, 3, Path.of("h"), Duration.ofSeconds(4), ClusterExtras.none()));
  }

  @Test
  void shouldNameTheOptionOfAnImpossiblePort() {
    DevClusterOptions options = DevClusterOptions.temporary();
    assertThatThrownBy(() -> options.withRegistryPort(65_536))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--registry-port must be 0 to 65535, but is 65536");
    assertThatThrownBy(() -> options.withKafkaPort(-1)).hasMessageContaining("--kafka-port");
  }
}
