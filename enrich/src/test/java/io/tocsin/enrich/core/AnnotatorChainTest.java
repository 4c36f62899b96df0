package io.tocsin.enrich.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class AnnotatorChainTest {

  private static final PostText POST = new PostText("title", "body", null);

  private final List<String> told = new ArrayList<>();

  private AnnotatorChain chain(Annotator... annotators) {
    return new AnnotatorChain(
        List.of(annotators),
        (annotator, failure) -> told.add(annotator.name() + ": " + failure.getMessage()));
  }

  private static Annotator annotator(String name, UnaryOperator<Annotations> work) {
    return new Annotator() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Annotations annotate(PostText post, Annotations soFar) {
        return work.apply(soFar);
      }
    };
  }

  private static Annotations fail(Annotations soFar) {
    throw new IllegalStateException("broken");
  }

  @Test
  void shouldHandEachAnnotatorWhatEarlierOnesFound() {
    Annotations found =
        chain(
                annotator("first", soFar -> soFar.withLanguage(new Language("de", 1))),
                annotator("second", soFar -> soFar.withCountries(List.of(soFar.language().tag()))))
            .annotate(POST);

    assertThat(found.countries()).containsExactly("de");
    assertThat(found.failed()).isEmpty();
  }

  @Test
  void shouldNameAnAnnotatorThatFailsAndGoOnWithTheRest() {
    Annotations found =
        chain(
                annotator("first", soFar -> soFar.withLanguage(new Language("de", 1))),
                annotator("second", AnnotatorChainTest::fail),
                annotator("third", soFar -> soFar.withCountries(List.of("FR"))))
            .annotate(POST);

    assertThat(found.language().tag()).isEqualTo("de");
    assertThat(found.countries()).containsExactly("FR");
    assertThat(found.failed()).containsExactly("second");
    assertThat(told).containsExactly("second: broken");
  }

  @Test
  void shouldFindNothingWithoutAnnotators() {
    assertThat(chain().annotate(POST)).isEqualTo(Annotations.NONE);
  }
}
