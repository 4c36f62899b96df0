package io.tocsin.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PageFilesTest {
  private static final int LARGEST = 500_000;

  private static String text() {
    Map<String, PageFiles.PageFile> own = PageFiles.all();
    own.keySet().removeAll(PageFiles.libraries().keySet());
    return own.values().stream()
        .map(file -> new String(file.bytes(), UTF_8))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void shouldBeSmall() {
    assertThat(PageFiles.all().values().stream().mapToInt(file -> file.bytes().length).sum())
        .isBetween(1_000, LARGEST);
  }

  @Test
  void shouldMakeNoHtmlOfTextsAndCallNobodyOutside() {
    assertThat(text())
        .doesNotContainPattern("(inner|outer)HTML|insertAdjacentHTML|document\\.write|eval\\(")
        .doesNotContainPattern("\\son[a-z]+=|style=|javascript:");
    assertThat(text().replace("http://www.w3.org/2000/svg", "")).doesNotContain("://");
  }
}
