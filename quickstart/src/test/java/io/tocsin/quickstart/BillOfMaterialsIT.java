package io.tocsin.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The bill of materials names every jar that we ship, and each may be shipped. */
class BillOfMaterialsIT {

  private static final Path DIST =
      Path.of(System.getProperty("tocsin.root", ".."), "quickstart", "target", "dist");
  private static List<JsonNode> components = List.of();

  @BeforeAll
  static void read() throws IOException {
    assumeThat(DIST.resolve("bom.json"))
        .as("a build without network (mvn -o) makes no bill of materials")
        .exists();
    JsonNode bom = new ObjectMapper().readTree(DIST.resolve("bom.json").toFile());
    assertThat(bom.path("bomFormat").asText()).isEqualTo("CycloneDX");
    components = bom.path("components").valueStream().toList();
  }

  @Test
  void shouldNameEveryJarThatIsShipped() throws IOException {
    Set<String> shipped;
    try (Stream<Path> jars = Files.list(DIST.resolve("lib"))) {
      shipped = jars.map(jar -> jar.getFileName().toString()).collect(Collectors.toSet());
    }
    Set<String> named =
        components.stream()
            .map(c -> c.path("name").asText() + "-" + c.path("version").asText() + ".jar")
            .collect(Collectors.toCollection(TreeSet::new));

    shipped.removeIf(jar -> jar.startsWith("tocsin-quickstart-"));
    assertThat(named).containsExactlyInAnyOrderElementsOf(shipped);
  }

  @Test
  void shouldShipNothingUnderALicenceThatNobodyAccepted() throws IOException {
    Set<String> accepted = accepted();

    assertThat(components)
        .isNotEmpty()
        .allSatisfy(
            component ->
                assertThat(licences(component))
                    .as(component.path("group").asText() + ":" + component.path("name").asText())
                    .containsAnyElementsOf(accepted));
  }

  /** Its licences, each also in the form that holds for its group alone. */
  private static List<String> licences(JsonNode component) {
    String group = component.path("group").asText();
    return component
        .path("licenses")
        .valueStream()
        .map(
            entry ->
                entry.hasNonNull("expression")
                    ? entry.path("expression").asText()
                    : entry.path("license").path("id").asText(entry.at("/license/name").asText()))
        .flatMap(licence -> Stream.of(licence, group + ":" + licence))
        .toList();
  }

  private static Set<String> accepted() throws IOException {
    try (InputStream in = BillOfMaterialsIT.class.getResourceAsStream("/accepted-licences.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .collect(Collectors.toSet());
    }
  }
}
