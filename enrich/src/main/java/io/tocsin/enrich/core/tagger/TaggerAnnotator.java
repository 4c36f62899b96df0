package io.tocsin.enrich.core.tagger;

import io.tocsin.enrich.core.Annotations;
import io.tocsin.enrich.core.Annotator;
import io.tocsin.enrich.core.Entity;
import io.tocsin.enrich.core.PostText;
import io.tocsin.enrich.core.TextField;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds names in English posts by the learned model, without knowing whom or what they mean. May be
 * shared: each thread has a tagger of its own, and all have one model.
 *
 * <p>Where the model is missing or damaged each post fails with that as the reason, so that posts
 * say that they lack something; nothing else depends on the model.
 */
public final class TaggerAnnotator implements Annotator {

  /** Its name among the annotators that failed. */
  public static final String NAME = "tagger";

  /** As many names as are taken from one text. */
  static final int MOST = 500;

  private final @Nullable ThreadLocal<Tagger> taggers;
  private final @Nullable IOException trouble;

  private TaggerAnnotator(@Nullable TaggerModel model, @Nullable IOException trouble) {
    this.taggers = model == null ? null : ThreadLocal.withInitial(() -> new Tagger(model));
    this.trouble = trouble;
  }

  /** With the model that comes along. */
  public static TaggerAnnotator withOwnModel() {
    return with(ModelFile::readResource);
  }

  /** With the model from a source. */
  public static TaggerAnnotator with(ModelSource source) {
    try {
      return new TaggerAnnotator(source.read(), null);
    } catch (IOException failure) {
      return new TaggerAnnotator(null, failure);
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  /** Why there is no model; nothing if there is one. */
  public Optional<String> trouble() {
    return Optional.ofNullable(trouble).map(IOException::getMessage);
  }

  /** True if names in the post were looked for by a tagger. */
  public static boolean hasRead(Annotations soFar) {
    return reads(soFar) && !soFar.failed().contains(NAME);
  }

  @Override
  public Annotations annotate(PostText post, Annotations soFar) {
    if (taggers == null) {
      throw new IllegalStateException("no model", trouble);
    }
    if (!reads(soFar)) {
      return soFar;
    }
    Tagger tagger = taggers.get();
    List<Entity> entities = new ArrayList<>();
    for (TextField field : TextField.values()) {
      String text = post.text(field);
      tagger.tag(text, MOST).forEach(name -> entities.add(entity(name, field, text)));
    }
    return soFar.withEntities(entities);
  }

  private static boolean reads(Annotations soFar) {
    return soFar.language().primary().equals("en");
  }

  private static Entity entity(TaggedName name, TextField field, String text) {
    return new Entity(
        text.substring(name.start(), name.end()),
        name.type(),
        field,
        name.start(),
        name.end(),
        null,
        null,
        name.confidence());
  }

  /** Where a model comes from. */
  @FunctionalInterface
  public interface ModelSource {

    /**
     * Reads it.
     *
     * @throws IOException if it is missing or damaged
     */
    TaggerModel read() throws IOException;
  }
}
