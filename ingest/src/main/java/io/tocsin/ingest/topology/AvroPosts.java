package io.tocsin.ingest.topology;

import io.tocsin.avro.Link;
import io.tocsin.avro.Post;
import io.tocsin.avro.PostStatus;
import io.tocsin.avro.RawPost;
import io.tocsin.avro.RawPostStatus;
import io.tocsin.ingest.core.Claim;
import io.tocsin.ingest.core.CleanPost;
import io.tocsin.ingest.core.PostFlag;
import io.tocsin.ingest.core.Reading;
import io.tocsin.ingest.core.RejectReason;
import io.tocsin.ingest.core.Revision;
import io.tocsin.ingest.core.SourcePost;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Carries posts over the border between Avro and the core. */
final class AvroPosts {
  private AvroPosts() {}

  /** A raw post as the core knows it. */
  static Reading<SourcePost> read(RawPost raw) {
    if (raw.getStatus() == RawPostStatus.UNKNOWN) {
      return Reading.rejected(
          RejectReason.BAD_STATUS, "status: UNKNOWN; expected USABLE, WITHHELD or CANCELED");
    }
    return Claim.of(Claim.valueOf(raw.getStatus().name()), raw.getErase())
        .then(claim -> Reading.accepted(post(raw, claim)));
  }

  private static SourcePost post(RawPost raw, Claim claim) {
    return new SourcePost(
        raw.getSource(),
        raw.getId(),
        raw.getRevision(),
        claim,
        raw.getPublishedAt(),
        raw.getPublishedAtEstimated(),
        raw.getUpdatedAt(),
        raw.getTitle(),
        raw.getBody(),
        raw.getUrl(),
        raw.getLanguage(),
        raw.getAuthor(),
        raw.getCollection(),
        raw.getCollectionAbout(),
        raw.getExtra());
  }

  /** A clean post on its way to the revision stage: revision 0, no hash yet. */
  static Post unnumbered(CleanPost post) {
    return builder(post).setRevision(0).setContentHash("").setFlags(post.flagNames()).build();
  }

  /** An effective revision as it stands on the topic. */
  static Post numbered(Revision revision) {
    return builder(revision.post())
        .setRevision(revision.number())
        .setContentHash(revision.contentHash())
        .setChanged(revision.changed())
        .setFlags(revision.flagNames())
        .build();
  }

  /** The clean post that {@link #unnumbered} was made of. */
  static CleanPost clean(Post post) {
    return new CleanPost(
        post.getSource(),
        post.getId(),
        post.getSourceRevision(),
        post.getStatus() == PostStatus.KILLED,
        post.getSeenAt(),
        post.getPublishedAt(),
        post.getPublishedAtEstimated(),
        post.getUpdatedAt(),
        flags(post.getFlags()),
        post.getTitle(),
        post.getBody(),
        post.getUrl(),
        post.getCanonicalUrl(),
        post.getDeclaredLanguage(),
        post.getAuthor(),
        post.getCollection(),
        post.getCollectionAbout(),
        post.getByline(),
        post.getCaptions(),
        post.getLinks().stream().map(AvroPosts::link).toList(),
        post.getFurniture(),
        post.getExtra());
  }

  private static Post.Builder builder(CleanPost post) {
    return Post.newBuilder()
        .setPostKey(post.postKey())
        .setSource(post.source())
        .setId(post.id())
        .setSourceRevision(post.sourceRevision())
        .setStatus(post.killed() ? PostStatus.KILLED : PostStatus.USABLE)
        .setSeenAt(post.seenAt())
        .setPublishedAt(post.publishedAt())
        .setPublishedAtEstimated(post.publishedAtEstimated())
        .setUpdatedAt(post.updatedAt())
        .setTitle(post.title())
        .setBody(post.body())
        .setUrl(post.url())
        .setCanonicalUrl(post.canonicalUrl())
        .setDeclaredLanguage(post.language())
        .setAuthor(post.author())
        .setCollection(post.collection())
        .setCollectionAbout(post.collectionAbout())
        .setByline(post.byline())
        .setCaptions(post.captions())
        .setLinks(links(post))
        .setFurniture(post.furniture())
        .setExtra(new TreeMap<>(post.extra()));
  }

  private static List<Link> links(CleanPost post) {
    return post.links().stream().map(link -> new Link(link.text(), link.url())).toList();
  }

  private static io.tocsin.ingest.core.clean.Link link(Link link) {
    return new io.tocsin.ingest.core.clean.Link(link.getText(), link.getUrl());
  }

  private static Set<PostFlag> flags(List<String> names) {
    return names.stream().map(PostFlag::valueOf).collect(Collectors.toUnmodifiableSet());
  }
}
