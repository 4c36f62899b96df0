package io.tocsin.alerts.core.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alerts.core.match.Place.Text;
import io.tocsin.alerts.core.match.PostRevision.NamedEntity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.TextField;
import org.apache.lucene.monitor.HighlightsMatch;
import org.apache.lucene.monitor.MatchingQueries;
import org.apache.lucene.monitor.Monitor;
import org.apache.lucene.monitor.MonitorQuery;
import org.apache.lucene.search.Query;

/**
 * Ours against Lucene Monitor, over the same queries and posts: the same rules must match, at the
 * same places. Left out, since Lucene documents no law for them: words twice within one phrase with
 * a slop, and which of several overlapping places such a phrase has.
 */
class OracleTest {

  private static final List<String> WORDS =
      List.of(
          "war",
          "wars",
          "troops",
          "troop",
          "border",
          "borders",
          "evacuate",
          "evacuated",
          "evacuation",
          "army's",
          "U.S.",
          "us",
          "US",
          "covid-19",
          "Übung",
          "Uebung",
          "évacuer",
          "l'évacuation",
          "эвакуация",
          "эвакуации",
          "the",
          "no",
          "Kyiv",
          "кордон");

  @Provide
  Arbitrary<String> word() {
    return Arbitraries.of(WORDS);
  }

  private Arbitrary<String> leaf() {
    Arbitrary<String> pair =
        word().list().ofMinSize(2).ofMaxSize(3).uniqueElements().map(w -> String.join(" ", w));
    Arbitrary<String> plainPair =
        Arbitraries.of("war", "troops", "border", "evacuate", "the", "Kyiv")
            .list()
            .ofMinSize(2)
            .ofMaxSize(4)
            .uniqueElements()
            .map(words -> String.join(" ", words));
    return Arbitraries.oneOf(
        word(),
        word().map(word -> "title:" + word),
        word().map(word -> "body:" + word),
        pair.map(words -> "\"" + words + "\""),
        plainPair.flatMap(w -> Arbitraries.integers().between(1, 5).map(n -> "\"" + w + "\"~" + n)),
        pair.map(words -> "=\"" + words + "\""),
        word().map(word -> "=\"" + word + "\""),
        Arbitraries.of("wa*", "tro*", "evac*ed", "bord?r", "ev*", "эвак*", "tag:conf*", "wa?s"),
        Arbitraries.of("troips~1", "boarder~2", "war~1", "evacuatoin~1", "кордн~1"),
        Arbitraries.of(
            "tag:conflict",
            "tag:civil-defence",
            "entity:kyiv",
            "entity:\"geonames:703448\"",
            "entity:\"703448 washington\"",
            "entity:wash*"));
  }

  private Arbitrary<String> group(Arbitrary<String> parts) {
    Arbitrary<List<String>> some = parts.list().ofMinSize(2).ofMaxSize(4);
    return Combinators.combine(some, Arbitraries.of(" AND ", " OR ", " "), parts)
        .as(
            (list, by, excluded) ->
                "(" + String.join(by, list) + (by.isBlank() ? " NOT " + excluded : "") + ")");
  }

  @Provide
  Arbitrary<String> query() {
    Arbitrary<String> groups = group(leaf());
    return Arbitraries.oneOf(leaf(), groups, group(Arbitraries.oneOf(leaf(), groups)));
  }

  @Provide
  Arbitrary<PostRevision> post() {
    Arbitrary<String> text =
        Arbitraries.oneOf(word(), Arbitraries.of(".", ",", "!", "\n\n", "and", "😀", "Border-War"))
            .list()
            .ofMaxSize(40)
            .map(words -> String.join(" ", words));
    Arbitrary<String> language = Arbitraries.of("en", "de", "fr", "es", "ru", "uk", "und", "pt");
    Arbitrary<List<String>> tags =
        Arbitraries.of("conflict", "civil-defence", "Conf").list().ofMaxSize(3);
    Arbitrary<List<NamedEntity>> entities =
        Arbitraries.of(
                new NamedEntity("Kyiv", true, "geonames:703448", new Place(Text.BODY, 0, 4)),
                new NamedEntity("Washington", true, null, new Place(Text.TITLE, 1, 9)))
            .list()
            .ofMaxSize(3);
    return Combinators.combine(language, text, text, tags, entities).as(OracleTest::post);
  }

  private static PostRevision post(
      String language, String title, String body, List<String> tags, List<NamedEntity> entities) {
    return new PostRevision(
        "p", 1, 1, "s", false, false, language, title, body, null, entities, tags, List.of(), null);
  }

  @Property(tries = 300)
  void shouldFindWhatLuceneMonitorFinds(
      @ForAll("queries") @Size(min = 1, max = 30) List<String> queries,
      @ForAll("posts") @Size(max = 5) List<PostRevision> posts,
      @ForAll boolean expanded)
      throws IOException {
    for (PostRevision post : posts) {
      List<Query> compiled = compile(queries, post.language(), expanded);
      assertThat(ours(compiled, post, queries))
          .as("%s over %s", queries, post)
          .isEqualTo(monitors(compiled, post, queries));
    }
  }

  @Provide
  Arbitrary<List<String>> queries() {
    return query().list();
  }

  @Provide
  Arbitrary<List<PostRevision>> posts() {
    return post().list();
  }

  private static List<Query> compile(List<String> queries, String language, boolean expanded) {
    QueryCompiler compiler = QueryCompiler.forLanguage(language);
    List<Query> compiled = new ArrayList<>();
    for (String query : queries) {
      try {
        compiled.add(expanded ? compiler.compileExpanded(query) : compiler.compile(query));
      } catch (QuerySyntaxException e) {
        throw new AssertionError("The generator made a bad query: " + query, e);
      }
    }
    return compiled;
  }

  private static Map<Integer, Set<Place>> ours(
      List<Query> compiled, PostRevision post, List<String> queries) {
    Map<Integer, Set<Place>> found = new TreeMap<>();
    String language = TextAnalyzers.languageOf(post.language());
    new LanguageMatcher(language, CompiledQueries.of(compiled))
        .match(post, (i, places) -> found.put(i, compared(queries.get(i), places)));
    return found;
  }

  /** Of a query with a nearness, whether it matches; else where in title and body. */
  private static Set<Place> compared(String query, List<Place> places) {
    boolean skipped = query.contains("\"~") || query.contains("entity:");
    return new TreeSet<>(skipped ? List.of() : places);
  }

  private static Map<Integer, Set<Place>> monitors(
      List<Query> compiled, PostRevision post, List<String> queries) throws IOException {
    Map<Integer, Set<Place>> found = new TreeMap<>();
    try (Analyzer texts = TextAnalyzers.forTexts(TextAnalyzers.languageOf(post.language()));
        Monitor monitor = new Monitor(texts)) {
      for (int i = 0; i < compiled.size(); i++) {
        monitor.register(new MonitorQuery(String.valueOf(i), compiled.get(i)));
      }
      MatchingQueries<HighlightsMatch> matches =
          monitor.match(document(post), HighlightsMatch.MATCHER);
      for (HighlightsMatch match : matches.getMatches()) {
        int query = Integer.parseInt(match.getQueryId());
        found.put(query, compared(queries.get(query), places(match)));
      }
    }
    return found;
  }

  private static List<Place> places(HighlightsMatch match) {
    List<Place> places = new ArrayList<>();
    for (String field : match.getFields()) {
      Text text = field.startsWith(Fields.TITLE) ? Text.TITLE : Text.BODY;
      if (!field.equals(Fields.TAG)) {
        match.getHits(field).forEach(h -> places.add(new Place(text, h.startOffset, h.endOffset)));
      }
    }
    return places;
  }

  private static Document document(PostRevision post) {
    Document document = new Document();
    for (String suffix : List.of("", "=")) {
      document.add(new TextField(Fields.TITLE + suffix, post.title(), Store.NO));
      document.add(new TextField(Fields.BODY + suffix, post.body(), Store.NO));
    }
    for (NamedEntity entity : post.entities()) {
      String link = entity.link() == null ? "" : "\n" + entity.link();
      document.add(new TextField(Fields.ENTITY, entity.text() + link, Store.NO));
    }
    post.tags().forEach(tag -> document.add(new TextField(Fields.TAG, tag, Store.NO)));
    return document;
  }
}
