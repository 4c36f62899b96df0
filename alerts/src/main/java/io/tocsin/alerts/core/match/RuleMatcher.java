package io.tocsin.alerts.core.match;

import static java.util.Objects.requireNonNull;

import io.tocsin.alerts.core.HitContext;
import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.Rule.Policy;
import io.tocsin.alerts.core.match.Place.Text;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Runs all rules over a post. Not thread-safe: one for each stream thread, all of them over the
 * same {@link CompiledRules}.
 */
public final class RuleMatcher {

  private final CompiledRules compiled;
  private final List<Hit> watching;
  private final Map<String, LanguageMatcher> byLanguage = new HashMap<>();

  /** Of rules whose queries were checked; disabled rules match nothing. */
  public RuleMatcher(List<Rule> rules) {
    this(CompiledRules.of(rules));
  }

  /** Of compiled rules, which others may use at the same time. */
  public RuleMatcher(CompiledRules compiled) {
    this.compiled = compiled;
    this.watching = compiled.watching().stream().map(RuleMatcher::watching).toList();
  }

  /** The rules that match, by rule id; then those that watch, which all posts match. */
  public List<Hit> match(PostRevision post) {
    List<Hit> hits = new ArrayList<>();
    ReadPost read = new ReadPost(post);
    match(post, (rule, places) -> hits.add(hit(rule, read, places)));
    hits.addAll(watching);
    return hits;
  }

  /** The rules that match, by rule id, and where; what the sentences there say is not looked at. */
  public void match(PostRevision post, BiConsumer<Rule, List<Place>> found) {
    LanguageMatcher matcher =
        byLanguage.computeIfAbsent(
            TextAnalyzers.languageOf(post.language()),
            language -> new LanguageMatcher(language, compiled.in(language)));
    matcher.match(post, (index, places) -> found.accept(compiled.rules().get(index), places));
  }

  /** What the sentence around a place of a post makes of it. */
  public static Set<HitContext> contexts(PostRevision post, Place place) {
    return new ReadPost(post).contexts(place);
  }

  /** What is shown of it depends on the scope: {@link MentionTracker} looks for it. */
  private static Hit watching(Rule rule) {
    return new Hit(rule, Policy.COUNT, Set.of(), List.of(), new Excerpt("", List.of()));
  }

  private static Hit hit(Rule rule, ReadPost read, List<Place> places) {
    if (places.isEmpty()) {
      return new Hit(rule, Policy.COUNT, Set.of(), places, read.beginning());
    }
    Place shown = places.get(0);
    Policy most = null;
    for (Place place : places) {
      Policy policy = rule.policy(read.contexts(place));
      boolean more = most == null || policy.compareTo(most) > 0;
      if (more || (policy == most && isBetter(place, shown))) {
        most = policy;
        shown = place;
      }
    }
    return new Hit(
        rule, requireNonNull(most), read.contexts(shown), places, read.excerpt(shown, places));
  }

  /**
   * The title stands beside the excerpt wherever it is shown, so a place in the body is preferred.
   */
  private static boolean isBetter(Place place, Place shown) {
    return place.text() == Text.BODY && shown.text() == Text.TITLE;
  }

  /** A post with what is known of its sentences. */
  private static final class ReadPost {

    private final PostRevision post;
    private final Map<Text, Contexts> texts = new EnumMap<>(Text.class);
    private final Map<Place, Set<HitContext>> contexts = new HashMap<>();

    ReadPost(PostRevision post) {
      this.post = post;
    }

    Set<HitContext> contexts(Place place) {
      return contexts.computeIfAbsent(place, p -> of(p.text()).of(p.start(), p.end()));
    }

    private Contexts of(Text text) {
      return texts.computeIfAbsent(text, t -> new Contexts(post.language(), textOf(t)));
    }

    Excerpt excerpt(Place shown, List<Place> places) {
      List<Place> inSameText = places.stream().filter(p -> p.text() == shown.text()).toList();
      return Excerpt.around(
          textOf(shown.text()),
          of(shown.text()).sentence(shown.start()),
          shown.start(),
          shown.end(),
          inSameText);
    }

    Excerpt beginning() {
      return Excerpt.around(post.body().isEmpty() ? post.title() : post.body(), 0, 0, List.of());
    }

    private String textOf(Text text) {
      return text == Text.TITLE ? post.title() : post.body();
    }
  }
}
