package io.tocsin.replay.backtest;

import io.tocsin.alerts.core.GeoPoint;
import io.tocsin.alerts.core.Signature;
import io.tocsin.alerts.core.match.Place;
import io.tocsin.alerts.core.match.PostRevision;
import io.tocsin.alerts.core.match.PostRevision.NamedEntity;
import io.tocsin.enrich.core.Annotations;
import io.tocsin.enrich.core.Annotator;
import io.tocsin.enrich.core.AnnotatorChain;
import io.tocsin.enrich.core.Entity;
import io.tocsin.enrich.core.EntityType;
import io.tocsin.enrich.core.PostText;
import io.tocsin.enrich.core.StandardAnnotators;
import io.tocsin.enrich.core.Tag;
import io.tocsin.enrich.core.TextField;
import io.tocsin.enrich.core.country.CountryAnnotator;
import io.tocsin.enrich.core.entity.EntityAnnotator;
import io.tocsin.enrich.core.tagger.TaggerAnnotator;
import io.tocsin.ingest.core.CleanPost;
import io.tocsin.ingest.core.JsonPosts;
import io.tocsin.ingest.core.PartitionClock.Admission;
import io.tocsin.ingest.core.PostChecks;
import io.tocsin.ingest.core.PostCleaner;
import io.tocsin.ingest.core.RawBytes;
import io.tocsin.ingest.core.Reading;
import io.tocsin.ingest.core.Revision;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What ingest and enrich do to a single post, by their own code and without a topic in between. For
 * any number of threads.
 */
public final class PostStages {

  private final PostCleaner cleaner;
  private final AnnotatorChain annotators;

  /**
   * The stages.
   *
   * @param entities whether people, organisations, places and countries are looked for
   * @param settings of the services
   * @param onFailure told of an annotator that fails; the post goes on without what it would find
   */
  public PostStages(
      boolean entities,
      ServiceSettings settings,
      BiConsumer<Annotator, RuntimeException> onFailure) {
    this.cleaner = new PostCleaner(settings.ingest().timeRules());
    List<Annotator> chosen =
        StandardAnnotators.under(settings.enrich().territories()).stream()
            .filter(annotator -> entities || !isAboutEntities(annotator))
            .toList();
    this.annotators = new AnnotatorChain(chosen, onFailure);
  }

  private static boolean isAboutEntities(Annotator annotator) {
    return annotator instanceof TaggerAnnotator
        || annotator instanceof EntityAnnotator
        || annotator instanceof CountryAnnotator;
  }

  /** Ingest: parse, check, clean; rejected what the pipeline makes a dead letter of. */
  public Reading<CleanPost> read(byte[] json, Admission admission) {
    Instant seenAt = Instant.ofEpochMilli(admission.seenAt());
    return RawBytes.check(json)
        .then(JsonPosts::read)
        .then(PostChecks::check)
        .then(post -> cleaner.clean(post, seenAt, admission.late()));
  }

  /** Enrich, and the form in which alerts reads it. */
  public PostRevision enrich(Revision revision) {
    CleanPost post = revision.post();
    Annotations found = post.killed() ? Annotations.NONE : annotators.annotate(text(post));
    return new PostRevision(
        post.postKey(),
        revision.number(),
        post.seenAt().toEpochMilli(),
        post.source(),
        post.killed(),
        post.erased(),
        revision.backlog(),
        found.language().tag(),
        post.title(),
        post.body(),
        post.url(),
        found.entities().stream().map(PostStages::entity).toList(),
        found.tags().stream().map(Tag::code).toList(),
        found.countries(),
        signature(found.signature()));
  }

  private static PostText text(CleanPost post) {
    return new PostText(
        post.title(), post.body(), post.language(), post.collection(), post.collectionAbout());
  }

  private static NamedEntity entity(Entity entity) {
    Place.Text text = entity.field() == TextField.TITLE ? Place.Text.TITLE : Place.Text.BODY;
    return new NamedEntity(
        entity.text(),
        entity.type() == EntityType.PLACE,
        entity.link(),
        new Place(text, entity.start(), entity.end()),
        point(entity.point()));
  }

  private static @Nullable GeoPoint point(io.tocsin.enrich.core.@Nullable GeoPoint point) {
    return point == null ? null : new GeoPoint(point.latitude(), point.longitude());
  }

  private static @Nullable Signature signature(
      io.tocsin.enrich.core.@Nullable Signature signature) {
    if (signature == null) {
      return null;
    }
    byte[] bits = new byte[signature.bits().remaining()];
    signature.bits().duplicate().get(bits);
    return new Signature(signature.algorithm(), bits, signature.shingles());
  }
}
