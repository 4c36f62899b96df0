package io.tocsin.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PageFilesTest {
  private static final int LARGEST = 500_000;

  private static String text() {
    return PageFiles.own().values().stream()
        .map(file -> new String(file.bytes(), UTF_8))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void shouldBeSmallAsItIsSent() {
    assertThat(PageFiles.all().values().stream().mapToInt(file -> file.zipped().length).sum())
        .isBetween(200_000, LARGEST);
    assertThat(PageFiles.own().values().stream().mapToInt(file -> file.bytes().length).sum())
        .isBetween(10_000, 100_000);
  }

  @Test
  void shouldMakeNoHtmlOfTextsAndCallNobodyOutside() {
    assertThat(text())
        .doesNotContainPattern("(inner|outer)HTML|insertAdjacentHTML|document\\.write|eval\\(")
        .doesNotContainPattern("\\son[a-z]+=|style=|javascript:");
    assertThat(text().replace("http://www.w3.org/2000/svg", "")).doesNotContain("://");
  }

  @Test
  void shouldHaveNumbersForTheCountriesThatAlertsAreAbout() throws IOException {
    JsonNode codes =
        new ObjectMapper().readTree(PageFiles.all().get("/lib/country-codes.json").bytes());
    JsonNode shapes =
        new ObjectMapper().readTree(PageFiles.all().get("/lib/countries.json").bytes());
    List<String> numbers = shapes.at("/objects/countries/geometries").findValuesAsText("id");
    List<String> known = new ArrayList<>();
    codes.forEach(number -> known.add(number.asText()));
    assertThat(codes.get("UA").asText()).isEqualTo("804");
    assertThat(numbers).hasSizeGreaterThan(200);
    assertThat(known).containsAll(numbers);
    List<String> without =
        Arrays.stream(Locale.getISOCountries())
            .filter(code -> codes.has(code) && !numbers.contains(codes.get(code).asText()))
            .toList();
    assertThat(without).hasSizeLessThan(20);
  }
}
