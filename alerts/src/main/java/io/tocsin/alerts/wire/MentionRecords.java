package io.tocsin.alerts.wire;

import io.tocsin.alerts.core.GeoPoint;
import io.tocsin.alerts.core.Highlight;
import io.tocsin.alerts.core.MentionEvent;
import io.tocsin.avro.Mention;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Mentions as Avro and back. */
public final class MentionRecords {

  private MentionRecords() {}

  /** The Avro form. */
  public static Mention avro(MentionEvent mention) {
    @Nullable GeoPoint point = mention.scopePoint();
    return Mention.newBuilder()
        .setRuleId(mention.ruleId())
        .setRuleVersion(mention.ruleVersion())
        .setRuleHash(mention.ruleHash())
        .setScope(mention.scope())
        .setScopeName(mention.scopeName())
        .setScopeLatitude(point == null ? null : point.latitude())
        .setScopeLongitude(point == null ? null : point.longitude())
        .setSign(mention.sign())
        .setTime(Instant.ofEpochMilli(mention.time()))
        .setMentionedAt(Instant.ofEpochMilli(mention.mentionedAt()))
        .setPostKey(mention.postKey())
        .setRevision(mention.revision())
        .setSource(mention.source())
        .setSignature(PostRecords.avro(mention.signature()))
        .setTitle(mention.title())
        .setUrl(mention.url())
        .setExcerpt(mention.excerpt())
        .setHighlights(avro(mention.highlights()))
        .setNegated(mention.negated())
        .setContexts(mention.contexts())
        .setReason(mention.reason())
        .build();
  }

  /** The plain form. */
  public static MentionEvent plain(Mention mention) {
    return new MentionEvent(
        mention.getRuleId(),
        mention.getRuleVersion(),
        mention.getRuleHash(),
        mention.getScope(),
        mention.getScopeName(),
        GeoPoint.of(mention.getScopeLatitude(), mention.getScopeLongitude()),
        mention.getSign(),
        mention.getTime().toEpochMilli(),
        mention.getMentionedAt().toEpochMilli(),
        mention.getPostKey(),
        mention.getRevision(),
        mention.getSource(),
        PostRecords.plain(mention.getSignature()),
        mention.getTitle(),
        mention.getUrl(),
        mention.getExcerpt(),
        mention.getHighlights().stream().map(h -> new Highlight(h.getStart(), h.getEnd())).toList(),
        mention.getNegated(),
        mention.getContexts(),
        mention.getReason());
  }

  static List<io.tocsin.avro.Highlight> avro(List<Highlight> highlights) {
    return highlights.stream().map(h -> new io.tocsin.avro.Highlight(h.start(), h.end())).toList();
  }
}
