package io.tocsin.ingest.feed.core;

import com.rometools.rome.feed.synd.SyndCategory;
import com.rometools.rome.feed.synd.SyndContent;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedInput;
import java.net.URI;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdom2.Document;
import org.jdom2.Element;
import org.jdom2.Namespace;
import org.jspecify.annotations.Nullable;

/**
 * RSS and Atom by the library Rome; times by {@link FeedTimes}, which knows more forms. Where an
 * item has no page, Rome takes its guid for one, and the other way round.
 */
final class SyndicationParser {
  private static final Set<String> IDS = Set.of("guid", "id");
  private static final Set<String> PUBLISHED = Set.of("pubdate", "published", "issued", "date");
  private static final Set<String> UPDATED = Set.of("updated", "modified");

  private final URI address;
  private final ZoneId zone;

  SyndicationParser(URI address, ZoneId zone) {
    this.address = address;
    this.zone = zone;
  }

  FeedReading parse(Document document) {
    SyndFeed feed;
    try {
      feed = new SyndFeedInput(false, Locale.ROOT).build(document);
    } catch (FeedException | IllegalArgumentException unknown) {
      return new FeedReading.Unreadable("RSS or Atom was expected, and it is neither");
    }
    Element root = document.getRootElement();
    FeedFormat format = root.getName().equalsIgnoreCase("feed") ? FeedFormat.ATOM : FeedFormat.RSS;
    return FeedReading.Parsed.of(format, items(feed, elements(root), language(feed, root)));
  }

  private List<FeedItem> items(SyndFeed feed, List<Element> elements, @Nullable String language) {
    List<SyndEntry> entries = feed.getEntries();
    boolean paired = entries.size() == elements.size();
    List<FeedItem> items = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      Element element = paired ? elements.get(i) : null;
      items.add(
          times(item(entries.get(i), element), entries.get(i), element)
              .language(language)
              .collection(feed.getTitle())
              .build());
    }
    return items;
  }

  private FeedItem.Builder times(
      FeedItem.Builder item, SyndEntry entry, @Nullable Element element) {
    return element == null
        ? item.published(time(entry.getPublishedDate())).updated(time(entry.getUpdatedDate()))
        : item.published(time(element, PUBLISHED).orElse(null))
            .updated(time(element, UPDATED).orElse(null));
  }

  private FeedItem.Builder item(SyndEntry entry, @Nullable Element element) {
    boolean saysId = element == null || has(element, IDS);
    boolean saysPage = element == null || has(element, Set.of("link"));
    String id = saysId ? entry.getUri() : null;
    String page = saysPage || Links.isAbsolute(entry.getLink()) ? entry.getLink() : null;
    String link = Links.absolute(page, address);
    return new FeedItem.Builder()
        .id(id != null && id.strip().equals(link) ? null : id)
        .link(link)
        .title(entry.getTitle())
        .body(body(entry))
        .author(entry.getAuthor())
        .extra("categories", categories(entry))
        .extra("comments", entry.getComments());
  }

  /** The full text where there is one, else the teaser. */
  private static @Nullable String body(SyndEntry entry) {
    Optional<String> content =
        entry.getContents().stream()
            .map(SyndContent::getValue)
            .filter(text -> text != null && !text.isBlank())
            .findFirst();
    SyndContent description = entry.getDescription();
    return content.orElseGet(() -> description == null ? null : description.getValue());
  }

  private static String categories(SyndEntry entry) {
    return entry.getCategories().stream()
        .map(SyndCategory::getName)
        .filter(name -> name != null && !name.isBlank())
        .collect(Collectors.joining(", "));
  }

  private static @Nullable String language(SyndFeed feed, Element root) {
    String declared = feed.getLanguage();
    return declared == null || declared.isBlank()
        ? root.getAttributeValue("lang", Namespace.XML_NAMESPACE)
        : declared;
  }

  private static List<Element> elements(Element root) {
    Element channel = root.getChildren().stream().filter(named("channel")).findFirst().orElse(null);
    Stream<Element> inChannel = channel == null ? Stream.of() : channel.getChildren().stream();
    return Stream.concat(root.getChildren().stream(), inChannel)
        .filter(named("item").or(named("entry")))
        .toList();
  }

  private static Predicate<Element> named(String name) {
    return element -> element.getName().equalsIgnoreCase(name);
  }

  private static boolean has(Element item, Set<String> names) {
    return item.getChildren().stream()
        .anyMatch(child -> names.contains(child.getName().toLowerCase(Locale.ROOT)));
  }

  private Optional<FeedTime> time(Element item, Set<String> names) {
    return item.getChildren().stream()
        .filter(child -> names.contains(child.getName().toLowerCase(Locale.ROOT)))
        .flatMap(child -> FeedTimes.parse(child.getText(), zone).stream())
        .findFirst();
  }

  private static @Nullable FeedTime time(@Nullable Date date) {
    return date == null ? null : new FeedTime(date.toInstant(), false);
  }
}
