package io.tocsin.ingest.feed.core;

import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A feed as the list has it.
 *
 * @param name of its own in the list
 * @param source what its posts name as their source; several feeds may share it
 * @param format null for whatever it shows to be
 * @param every from one poll to the next
 * @param language for items that declare none
 * @param collection for items, in the place of the feed's own title
 * @param zone of times that name none
 * @param inside addresses beyond the public internet from which it may be fetched
 * @param robots whether robots.txt is heeded
 */
public record FeedSpec(
    String name,
    String source,
    URI url,
    @Nullable FeedFormat format,
    Duration every,
    @Nullable String language,
    @Nullable String collection,
    ZoneId zone,
    List<AddressRange> inside,
    boolean robots) {

  public FeedSpec {
    inside = List.copyOf(inside);
  }
}
