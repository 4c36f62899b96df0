package io.tocsin.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.runtime.config.InvalidConfigException;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.http.Health;
import io.tocsin.runtime.service.ServiceShell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnrichAppTest {

  @TempDir private Path directory;

  private ServiceConfig config(String policy) throws IOException {
    Path file = Files.writeString(directory.resolve("territories.yaml"), policy);
    return ServiceShell.config(EnrichApp.DEFINITION)
        .bootstrapServers("localhost:9092")
        .registryUrl("http://localhost:8081")
        .stateDir(directory)
        .set("tocsin.enrich.territories", file.toString())
        .build();
  }

  @Test
  void shouldSayUnderWhichPolicyItRuns() throws IOException {
    EnrichApp app = new EnrichApp(config("version: desk-7\nterritories: []\n"));

    assertThat(app.health())
        .extracting(Health.Check::detail)
        .anyMatch(detail -> detail.matches("policy desk-7\\+[0-9a-f]{12}"));
  }

  @Test
  void shouldNotStartUnderAPolicyThatIsNone() throws IOException {
    ServiceConfig config = config("version: desk-7\nterritories: [{name: A, country: Narnia}]\n");

    assertThatThrownBy(() -> new EnrichApp(config))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("tocsin.enrich.territories")
        .hasMessageContaining("territories.yaml:2: country: expected two capitals")
        .hasMessageContaining("Narnia");
  }
}
