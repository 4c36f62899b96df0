package io.tocsin.ingest.feed.core;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.ingest.core.Claim;
import io.tocsin.ingest.core.Limits;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeedParserTest {
  private static final String RSS =
      "<rss version=\"2.0\"><channel><title>c</title><item><guid>1</guid><title>%s</title></item>"
          + "</channel></rss>";

  private static List<FeedItem> file(String name) {
    return FeedFiles.items(FeedFiles.read(FeedFiles.text(name)));
  }

  private static FeedTime at(String time) {
    return new FeedTime(Instant.parse(time), false);
  }

  @ParameterizedTest
  @CsvSource({
    "harbour.rss.xml, RSS",
    "valley.atom.xml, ATOM",
    "orchard.json, JSON_FEED",
    "summit.live-blog.html, LIVE_BLOG",
    "wire.newsml.xml, NEWSML_G2",
    "wire.ninjs.json, NINJS"
  })
  void shouldTellTheFormatByItself(String file, FeedFormat format) {
    byte[] bytes = FeedFiles.bytes(file);
    FeedReading told = FeedParser.parse(FeedFiles.document(bytes, null), null);
    FeedReading given = FeedParser.parse(FeedFiles.document(bytes, null), format);

    assertThat(told).isEqualTo(given);
    assertThat(told)
        .isInstanceOfSatisfying(
            FeedReading.Parsed.class, parsed -> assertThat(parsed.format()).isEqualTo(format));
  }

  @ParameterizedTest
  @CsvSource({
    "orchard.json, NINJS",
    "wire.ninjs.json, JSON_FEED",
    "harbour.rss.xml, NEWSML_G2",
    "wire.newsml.xml, RSS",
    "orchard.json, ATOM",
    "harbour.rss.xml, JSON_FEED",
    "valley.atom.xml, LIVE_BLOG",
    "orchard.json, LIVE_BLOG"
  })
  void shouldRefuseAnotherFormatThanTheList(String file, FeedFormat format) {
    assertThat(FeedParser.parse(FeedFiles.document(FeedFiles.bytes(file), null), format))
        .isInstanceOf(FeedReading.Unreadable.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "   ", "plain words", "<html><p>a page</p></html>", "{}", "42", "{\"a\":"})
  void shouldSayThatItIsNoFeed(String text) {
    assertThat(FeedFiles.read(text)).isInstanceOf(FeedReading.Unreadable.class);
  }

  @Test
  void shouldTakeABoundedNumberOfItemsAndCountTheRest() {
    String items =
        IntStream.range(0, FeedReading.MOST_ITEMS + 7)
            .mapToObj(i -> "<item><guid>" + i + "</guid><title>t</title></item>")
            .collect(Collectors.joining());
    FeedReading reading =
        FeedFiles.read(
            "<rss version=\"2.0\"><channel><title>c</title>" + items + "</channel></rss>");

    assertThat(reading)
        .isInstanceOfSatisfying(
            FeedReading.Parsed.class,
            parsed -> {
              assertThat(parsed.items()).hasSize(FeedReading.MOST_ITEMS);
              assertThat(parsed.items().get(0).id()).isEqualTo("0");
              assertThat(parsed.leftOut()).isEqualTo(7);
            });
  }

  @Nested
  class Rss {
    @Test
    void shouldTakeTheFullTextAndWhatBelongsToIt() {
      FeedItem item = file("harbour.rss.xml").get(0);

      assertThat(item.id()).isEqualTo("gazette-17");
      assertThat(item.link())
          .isEqualTo("https://gazette.example/coast/ferries?utm_source=rss&utm_medium=feed");
      assertThat(item.title()).isEqualTo("Ferries stop as storm nears");
      assertThat(item.body()).startsWith("<p>All ferries").endsWith("at six.</p>");
      assertThat(item.published()).isEqualTo(at("2022-02-11T09:15:00Z"));
      assertThat(item.author()).isEqualTo("Coast desk");
      assertThat(item.language()).isEqualToIgnoringCase("en-GB");
      assertThat(item.collection()).isEqualTo("Harbour Gazette: coast");
      assertThat(item.extra()).containsEntry("categories", "Weather, Ferries");
    }

    @Test
    void shouldLeaveOutWhatIsMissing() {
      FeedItem item = file("harbour.rss.xml").get(1);

      assertThat(item.id()).isNull();
      assertThat(item.link()).isEqualTo("https://gazette.example/coast/lighthouse");
      assertThat(item.title()).isEqualTo("Lighthouse & pier open again");
      assertThat(item.published()).isEqualTo(at("2022-02-11T13:30:00Z"));
    }

    @Test
    void shouldTakeAGuidThatIsAPageForThePage() {
      FeedItem item = file("harbour.rss.xml").get(2);

      assertThat(item.id()).isNull();
      assertThat(item.link()).isEqualTo("https://gazette.example/coast/market");
      assertThat(item.published()).isNull();
    }

    @Test
    void shouldReadRdf() {
      FeedReading reading =
          FeedFiles.read(
              """
              <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
                  xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
                <channel rdf:about="https://gazette.example/"><title>Gazette</title>
                  <link>https://gazette.example/</link></channel>
                <item rdf:about="https://gazette.example/1"><title>One</title>
                  <link>https://gazette.example/1</link><dc:date>2022-02-11</dc:date></item>
              </rdf:RDF>
              """);

      assertThat(FeedFiles.items(reading))
          .singleElement()
          .satisfies(
              item -> {
                assertThat(item.title()).isEqualTo("One");
                assertThat(item.published())
                    .isEqualTo(new FeedTime(Instant.parse("2022-02-11T00:00:00Z"), true));
              });
    }
  }

  @Nested
  class Atom {
    @Test
    void shouldTakeBothTimesAndTheContent() {
      FeedItem item = file("valley.atom.xml").get(0);

      assertThat(item.id()).isEqualTo("tag:talbote.example,2022:4711");
      assertThat(item.published()).isEqualTo(at("2022-02-11T08:00:00Z"));
      assertThat(item.updated()).isEqualTo(at("2022-02-11T11:30:15.250Z"));
      assertThat(item.body()).contains("Die Brücke über den Bach");
      assertThat(item.language()).isEqualTo("de");
      assertThat(item.author()).isEqualTo("Redaktion Tal");
    }
  }

  @Nested
  class JsonFeeds {
    @Test
    void shouldTakeTheItemsOwnBeforeTheFeeds() {
      List<FeedItem> items = file("orchard.json");

      assertThat(items).extracting(FeedItem::id).containsExactly("orchard-9", "10");
      assertThat(items).extracting(FeedItem::author).containsExactly("Orchard desk", "Night desk");
      assertThat(items).extracting(FeedItem::language).containsOnly("en");
      assertThat(items.get(0).updated()).isEqualTo(at("2022-04-03T17:10:00Z"));
      assertThat(items.get(1).body()).isEqualTo("The night was milder than expected.");
    }
  }

  @Nested
  class LiveBlogs {
    @Test
    void shouldMakeEachUpdateAnItem() {
      List<FeedItem> items = file("summit.live-blog.html");

      assertThat(items)
          .extracting(FeedItem::title)
          .containsExactly("Delegates arrive", "Doors open");
      assertThat(items)
          .extracting(FeedItem::id)
          .containsExactly(
              FeedFiles.ADDRESS + "#post-2", FeedFiles.ADDRESS + "@2022-05-05T08:00:00Z");
      assertThat(items.get(0).updated()).isEqualTo(at("2022-05-05T09:20:00Z"));
      assertThat(items).extracting(FeedItem::collection).containsOnly("The river conference");
      assertThat(items.get(0).author()).isEqualTo("Desk");
    }

    @Test
    void shouldTakeWhatTheBlogSaysItIsAbout() {
      assertThat(about("'about': {'@type': 'Event', 'name': 'The floods', 'location': 'Gent'}"))
          .isEqualTo("The floods; Gent");
      assertThat(about("'about': ['Floods', {'name': ' '}, 'Floods', 7], 'contentLocation': null"))
          .isEqualTo("Floods; 7");
      assertThat(
              about(
                  "'contentLocation': {'name': 'Harbour', 'address': {'addressLocality': 'Odesa',"
                      + " 'addressCountry': 'UA'}}, 'spatialCoverage': [{'name': 'Black Sea',"
                      + " 'containedInPlace': {'name': 'Europe'}}]"))
          .isEqualTo("Harbour; Odesa; Ukraine; Black Sea; Europe");
      assertThat(about("'keywords': 'storm'")).isNull();
    }

    @Test
    void shouldBoundWhatTheBlogSaysItIsAbout() {
      String name = "n".repeat(300);
      String many =
          IntStream.range(0, 5_000)
              .mapToObj(i -> "'" + i + name + "'")
              .collect(Collectors.joining(","));
      String deep = "{'name': 'x', 'location': ".repeat(40) + "'y'" + "}".repeat(40);

      assertThat(about("'about': [" + many + "]"))
          .startsWith("0" + name + "; 1" + name)
          .endsWith(name)
          .hasSizeLessThanOrEqualTo(Limits.COLLECTION_ABOUT);
      assertThat(about("'about': '" + "n".repeat(3_000) + "'")).isNull();
      assertThat(about("'about': " + deep)).isEqualTo("x");
    }

    private @Nullable String about(String fields) {
      String page =
          FeedFiles.text("summit.live-blog.html")
              .replace("\"inLanguage\"", fields.replace('\'', '"') + ", \"inLanguage\"");
      List<FeedItem> items = FeedFiles.items(FeedFiles.read(page));
      assertThat(items).hasSize(2);
      assertThat(items.get(1).collectionAbout()).isEqualTo(items.get(0).collectionAbout());
      return items.get(0).collectionAbout();
    }

    @Test
    void shouldKnowAnEditedUpdateWithoutIdAgain() {
      String page = FeedFiles.text("summit.live-blog.html");
      String edited = page.replace("The hall is open.", "The hall is open to all.");

      assertThat(FeedFiles.items(FeedFiles.read(edited)))
          .extracting(FeedItem::id)
          .isEqualTo(file("summit.live-blog.html").stream().map(FeedItem::id).toList());
    }

    @Test
    void shouldReadALongScript() {
      String page =
          FeedFiles.text("summit.live-blog.html")
              .replace("\"@graph\"", " ".repeat(3_000_000) + "\"@graph\"");

      assertThat(FeedFiles.items(FeedFiles.read(page))).hasSize(2);
    }

    @Test
    void shouldPassOverScriptsThatAreBroken() {
      String page =
          FeedFiles.text("summit.live-blog.html")
              .replace("\"itemListElement\": []}", "\"itemListElement\": [");

      assertThat(FeedFiles.items(FeedFiles.read(page))).hasSize(2);
    }
  }

  @Nested
  class News {
    @ParameterizedTest
    @ValueSource(strings = {"wire.newsml.xml", "wire.ninjs.json"})
    void shouldTakeVersionsAndWhatIsTakenBack(String file) {
      List<FeedItem> items = file(file);

      assertThat(items).extracting(FeedItem::revision).containsExactly(3L, 2L, 1L);
      assertThat(items)
          .extracting(FeedItem::claim)
          .containsExactly(Claim.USABLE, Claim.CANCELED, Claim.WITHHELD);
      assertThat(items)
          .extracting(FeedItem::title)
          .containsExactly("Dam gates to be opened", "Bus lines cut", "Spring fair programme");
      FeedItem first = items.get(0);
      assertThat(first.published()).isEqualTo(at("2022-02-11T07:30:00Z"));
      assertThat(first.updated()).isEqualTo(at("2022-02-11T10:00:00Z"));
      assertThat(first.body()).startsWith("<p>The gates of the dam will be opened at noon.</p>");
      assertThat(first.author()).isEqualTo("Wire desk");
      assertThat(first.extra()).containsEntry("categories", "flood").containsEntry("urgency", "4");
    }

    @Test
    void shouldTellAnEmbargo() {
      assertThat(file("wire.newsml.xml").get(2).embargoed()).isEqualTo("2022-02-11T18:00:00Z");
    }

    @Test
    void shouldTakeTheMainBodyOfSeveral() {
      assertThat(file("wire.ninjs.json").get(1).body()).isEqualTo("Two bus lines are cut.");
    }

    @Test
    void shouldReadASingleObject() {
      assertThat(FeedFiles.items(FeedFiles.read("{\"uri\": \"urn:x\", \"headline\": \"One\"}")))
          .extracting(FeedItem::title)
          .containsExactly("One");
    }
  }

  @Nested
  class Encodings {
    @Test
    void shouldFollowTheDeclaration() {
      String text =
          "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + RSS.formatted("Fähre fährt");

      assertThat(title(text.getBytes(ISO_8859_1), "application/xml")).isEqualTo("Fähre fährt");
    }

    @Test
    void shouldFollowTheHeader() {
      byte[] bytes = RSS.formatted("Fähre").getBytes(ISO_8859_1);

      assertThat(title(bytes, "application/xml; charset=ISO-8859-1")).isEqualTo("Fähre");
    }

    @Test
    void shouldFollowTheByteOrderMark() {
      assertThat(title(RSS.formatted("Паром").getBytes(UTF_16), null)).isEqualTo("Паром");
      assertThat(title(("\uFEFF" + RSS.formatted("Паром")).getBytes(UTF_8), null))
          .isEqualTo("Паром");
    }

    @Test
    void shouldKeepTheFeedWhereBytesAreInvalid() {
      byte[] bytes = RSS.formatted("F?hre").getBytes(UTF_8);
      bytes[new String(bytes, UTF_8).indexOf('?')] = (byte) 0xff;

      assertThat(title(bytes, null)).isEqualTo("F\uFFFDhre");
    }

    @Test
    void shouldLeaveOutCharactersThatXmlForbids() {
      assertThat(title(RSS.formatted("Fer\u0000r\u0008y").getBytes(UTF_8), null))
          .isEqualTo("Ferry");
    }

    @Test
    void shouldPassOverAnEncodingThatNobodyKnows() {
      String text = "<?xml version=\"1.0\" encoding=\"x-none\"?>" + RSS.formatted("Fähre");

      assertThat(title(text.getBytes(UTF_8), "text/xml; charset=nonsense")).isEqualTo("Fähre");
    }

    @Test
    void shouldFollowThePagesOwnWord() {
      String page =
          FeedFiles.text("summit.live-blog.html")
              .replace("<meta charset=\"utf-8\">", "<meta charset='iso-8859-1'>")
              .replace("Doors open", "Türen offen");

      assertThat(
              FeedFiles.items(
                  FeedParser.parse(
                      FeedFiles.document(page.getBytes(ISO_8859_1), "text/html"), null)))
          .extracting(FeedItem::title)
          .contains("Türen offen");
    }

    private String title(byte[] bytes, String contentType) {
      return FeedFiles.items(FeedParser.parse(FeedFiles.document(bytes, contentType), null))
          .get(0)
          .title();
    }
  }

  @Nested
  class Attacks {
    @Test
    void shouldRefuseAnEntityBomb() {
      StringBuilder bomb = new StringBuilder("<!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\">");
      for (char c = 'b'; c <= 'k'; c++) {
        bomb.append("<!ENTITY ").append(c).append(" \"");
        bomb.append(("&" + (char) (c - 1) + ";").repeat(10)).append("\">");
      }

      assertThat(FeedFiles.read(bomb + "]>" + RSS.formatted("&k;")))
          .isInstanceOf(FeedReading.Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>",
          "<!DOCTYPE rss SYSTEM \"http://127.0.0.1:1/a.dtd\">",
          "<!DOCTYPE rss [<!ENTITY % x SYSTEM \"http://127.0.0.1:1/a\"> %x;]>"
        })
    void shouldRefuseWhatPointsOutOfTheDocument(String type) {
      assertThat(FeedFiles.read(type + RSS.formatted("&x;")))
          .isInstanceOf(FeedReading.Unreadable.class);
    }

    @Test
    void shouldRefuseDeepNesting() {
      String deep = "<a>".repeat(5_000) + "</a>".repeat(5_000);
      String json = "[".repeat(5_000) + "]".repeat(5_000);

      assertThat(FeedFiles.read(RSS.replace("%s", deep)))
          .isInstanceOf(FeedReading.Unreadable.class);
      assertThat(FeedFiles.read("{\"items\":" + json + "}"))
          .isInstanceOf(FeedReading.Unreadable.class);
    }

    @Test
    void shouldRefuseMoreElementsThanAFeedHas() {
      String few = "<a b='c'/>".repeat(SafeXml.MOST_PARTS / 2 - 10);
      String many = "<a b='c'/>".repeat(SafeXml.MOST_PARTS / 2);

      assertThat(FeedFiles.read(RSS.replace("%s", few))).isInstanceOf(FeedReading.Parsed.class);
      assertThat(FeedFiles.read(RSS.replace("%s", many)))
          .isInstanceOf(FeedReading.Unreadable.class);
    }

    @Test
    void shouldRefuseMoreValuesThanAFeedHas() {
      String many = "0,".repeat(FeedJson.MOST_TOKENS);

      assertThat(FeedFiles.read("{\"items\": [], \"x\": [" + many + "0]}"))
          .isInstanceOf(FeedReading.Unreadable.class);
      assertThat(FeedFiles.read("{\"items\": [], \"x\": [" + many.substring(100) + "0]}"))
          .isInstanceOf(FeedReading.Parsed.class);
    }

    @Test
    void shouldRefuseAFieldTwice() {
      assertThat(
              FeedFiles.read("{\"uri\": \"urn:x\", \"headline\": \"One\", \"headline\": \"Two\"}"))
          .isInstanceOf(FeedReading.Unreadable.class);
    }

    @Test
    void shouldNotRepeatTheDocumentInTheReason() {
      assertThat(FeedFiles.read("<rss><channel>secret words</rss>"))
          .isInstanceOfSatisfying(
              FeedReading.Unreadable.class,
              unreadable ->
                  assertThat(unreadable.reason()).contains("line 1").doesNotContain("secret"));
    }
  }
}
