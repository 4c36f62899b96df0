package io.tocsin.enrich.core.tagger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.enrich.core.Annotations;
import io.tocsin.enrich.core.AnnotatorChain;
import io.tocsin.enrich.core.Entity;
import io.tocsin.enrich.core.Language;
import io.tocsin.enrich.core.PostText;
import io.tocsin.enrich.core.SharedAnnotators;
import io.tocsin.enrich.core.entity.EntityAnnotator;
import io.tocsin.enrich.core.language.LanguageAnnotator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaggerAnnotatorTest {

  private static final PostText POST =
      new PostText("Talks in Moscow", "Aldo Verrini went to Moscow. Verrini said no.", "en");

  private final List<String> failures = new ArrayList<>();

  @Test
  void shouldNameAPersonAgainByTheSurname() {
    assertThat(chain(TaggerAnnotator.withOwnModel()).annotate(POST).entities())
        .extracting(Entity::text)
        .containsExactly("Moscow", "Aldo Verrini", "Moscow", "Verrini");
  }

  @Test
  void shouldLinkWhatTheTaggerFound() {
    assertThat(chain(TaggerAnnotator.withOwnModel()).annotate(POST).entities().get(0).country())
        .isEqualTo("RU");
  }

  @Test
  void shouldLeaveOtherLanguagesToTheDictionaries() {
    Annotations german = Annotations.NONE.withLanguage(new Language("de", 1));
    assertThat(TaggerAnnotator.withOwnModel().annotate(POST, german)).isEqualTo(german);
  }

  @Test
  void shouldSayThatADamagedModelIsMissedAndGoOnWithDictionaries() throws IOException {
    byte[] damaged = model();
    damaged[damaged.length / 2] ^= 1;
    TaggerAnnotator annotator =
        TaggerAnnotator.with(() -> ModelFile.read(new ByteArrayInputStream(damaged)));
    Annotations found = chain(annotator).annotate(POST);
    assertThat(annotator.trouble()).hasValueSatisfying(why -> assertThat(why).contains("checksum"));
    assertThat(found.failed()).containsExactly(TaggerAnnotator.NAME);
    assertThat(failures).containsExactly(TaggerAnnotator.NAME);
    assertThat(found.entities()).extracting(Entity::text).contains("Moscow");
  }

  @Test
  void shouldRefuseAFileThatIsNoModel() {
    TaggerAnnotator annotator =
        TaggerAnnotator.with(() -> ModelFile.read(new ByteArrayInputStream(new byte[100])));
    assertThat(annotator.trouble()).hasValueSatisfying(why -> assertThat(why).contains("expected"));
  }

  private AnnotatorChain chain(TaggerAnnotator tagger) {
    return new AnnotatorChain(
        List.of(new LanguageAnnotator(), tagger, SharedAnnotators.get(EntityAnnotator.class)),
        (annotator, why) -> failures.add(annotator.name()));
  }

  private static byte[] model() throws IOException {
    try (InputStream file = ModelFile.class.getResourceAsStream(ModelFile.RESOURCE)) {
      assertThat(file).isNotNull();
      return file.readAllBytes();
    }
  }
}
