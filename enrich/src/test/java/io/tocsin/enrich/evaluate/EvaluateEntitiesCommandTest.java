package io.tocsin.enrich.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.enrich.core.EntityType;
import io.tocsin.enrich.evaluate.TaggedText.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateEntitiesCommandTest {

  @TempDir private Path directory;

  @Test
  void shouldReadNamesOfSentencesAsSpansOfLines() throws IOException {
    Path file = directory.resolve("two.bio");
    Files.writeString(file, "Mary\tB-PER\nEllis\tI-PER\nleft\tO\n\nParis\tB-LOC\nFair\tB-MISC\n");
    TaggedText joined = TaggedText.joined(BioFile.read(file));
    assertThat(joined.text()).isEqualTo("Mary Ellis left\nParis Fair\n");
    assertThat(joined.names())
        .containsExactly(new Span(0, 10, EntityType.PERSON), new Span(16, 21, EntityType.PLACE));
  }

  @Test
  void shouldCountOnlySameWordsOfSameTypeAsRight() {
    EntityScore score = new EntityScore();
    score.add(
        Set.of(new Span(0, 5, EntityType.PERSON), new Span(9, 14, EntityType.PLACE)),
        Set.of(new Span(0, 5, EntityType.ORGANISATION), new Span(9, 14, EntityType.PLACE)));
    assertThat(score.all()).isEqualTo(new SpanCounts(2, 2, 1));
    assertThat(score.all().f1()).isEqualTo(0.5);
    assertThat(score.counts(EntityType.PERSON).recall()).isZero();
  }
}
