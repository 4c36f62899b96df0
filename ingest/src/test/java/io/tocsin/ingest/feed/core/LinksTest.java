package io.tocsin.ingest.feed.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinksTest {
  private static final URI PAGE = URI.create("https://gazette.example/coast/rss");

  @ParameterizedTest
  @CsvSource({
    "HTTPS://Gazette.Example:443/a?utm_source=x&id=7&fbclid=q#p2, https://gazette.example/a?id=7#p2",
    "http://gazette.example:80, http://gazette.example/",
    "http://gazette.example:8080/a?, http://gazette.example:8080/a",
    "https://gazette.example/a?b=1&a=2, https://gazette.example/a?b=1&a=2",
    "urn:x:y, urn:x:y",
    "no address, no address"
  })
  void shouldBringAddressesToOneSpelling(String link, String canonical) {
    assertThat(Links.canonical(link)).isEqualTo(canonical);
    assertThat(Links.canonical(canonical)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource({
    "/a, https://gazette.example/a",
    "b c, https://gazette.example/coast/b%20c",
    "//other.example/a, https://other.example/a",
    "#p2, https://gazette.example/coast/rss#p2"
  })
  void shouldMakeLinksAbsolute(String link, String absolute) {
    assertThat(Links.absolute(link, PAGE)).isEqualTo(absolute);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "javascript:alert(1)",
        "file:///etc/hostname",
        "ht!tp://[",
        "mailto:a@b.example"
      })
  void shouldKeepOnlyPagesOfTheWeb(String link) {
    assertThat(Links.absolute(link, PAGE)).isNull();
  }
}
