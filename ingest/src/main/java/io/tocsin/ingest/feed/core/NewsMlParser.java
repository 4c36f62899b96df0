package io.tocsin.ingest.feed.core;

import java.net.URI;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdom2.Element;
import org.jdom2.Namespace;
import org.jdom2.output.Format;
import org.jdom2.output.XMLOutputter;
import org.jspecify.annotations.Nullable;

/**
 * IPTC NewsML-G2: a {@code newsItem}, or those of a {@code newsMessage}. Packages and concepts hold
 * no text and are passed over.
 */
final class NewsMlParser {
  private static final Set<String> ROOTS = Set.of("newsItem", "newsMessage", "packageItem");
  private static final Set<String> BODIES = Set.of("body.content", "body");

  private final URI address;
  private final ZoneId zone;

  NewsMlParser(URI address, ZoneId zone) {
    this.address = address;
    this.zone = zone;
  }

  /** Whether a document begins as one. */
  static boolean isOne(Element root) {
    return ROOTS.contains(root.getName());
  }

  FeedReading parse(Element root) {
    if (!isOne(root)) {
      return new FeedReading.Unreadable("NewsML-G2 was expected, and the root is another");
    }
    return FeedReading.Parsed.of(FeedFormat.NEWSML_G2, items(root).map(this::item).toList());
  }

  private static Stream<Element> items(Element root) {
    return root.getName().equals("newsMessage")
        ? children(root, "itemSet").flatMap(set -> children(set, "newsItem"))
        : Stream.of(root).filter(item -> item.getName().equals("newsItem"));
  }

  private FeedItem item(Element item) {
    Element meta = child(item, "itemMeta");
    Element content = child(item, "contentMeta");
    return new FeedItem.Builder()
        .id(item.getAttributeValue("guid"))
        .link(Links.absolute(link(meta), address))
        .revision(Revisions.number(item.getAttributeValue("version")))
        .claim(Revisions.claim(attribute(meta, "pubStatus", "qcode")))
        .title(Optional.ofNullable(text(content, "headline")).orElseGet(() -> text(meta, "title")))
        .body(body(child(item, "contentSet")))
        .published(published(meta, content))
        .updated(time(meta, "versionCreated"))
        .embargoed(time(meta, "embargoed"))
        .language(language(item, content))
        .author(text(content, "by"))
        .collection(text(content, "slugline"))
        .extra("categories", subjects(content))
        .extra("urgency", text(content, "urgency"))
        .extra("provider", attribute(meta, "provider", "literal"))
        .build();
  }

  private static @Nullable String link(@Nullable Element meta) {
    return meta == null
        ? null
        : children(meta, "link")
            .map(link -> link.getAttributeValue("href"))
            .filter(href -> href != null && !href.isBlank())
            .findFirst()
            .orElse(null);
  }

  private @Nullable FeedTime published(@Nullable Element meta, @Nullable Element content) {
    FeedTime first = time(meta, "firstCreated");
    return first == null ? time(content, "contentCreated") : first;
  }

  private @Nullable FeedTime time(@Nullable Element parent, String name) {
    return FeedTimes.parse(text(parent, name), zone).orElse(null);
  }

  private static @Nullable String language(Element item, @Nullable Element content) {
    String tag = attribute(content, "language", "tag");
    return tag == null ? item.getAttributeValue("lang", Namespace.XML_NAMESPACE) : tag;
  }

  private static String subjects(@Nullable Element content) {
    return content == null
        ? ""
        : children(content, "subject")
            .flatMap(subject -> children(subject, "name"))
            .map(Element::getTextNormalize)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.joining(", "));
  }

  /** The body of the first text: markup as HTML, or plain. */
  private static String body(@Nullable Element contentSet) {
    if (contentSet == null) {
      return "";
    }
    Optional<String> markup =
        children(contentSet, "inlineXML").map(NewsMlParser::markup).findFirst();
    return markup.orElseGet(
        () -> children(contentSet, "inlineData").map(Element::getText).findFirst().orElse(""));
  }

  private static String markup(Element inline) {
    List<Element> bodies = new ArrayList<>();
    inline
        .getDescendants()
        .forEach(
            node -> {
              if (node instanceof Element element && BODIES.contains(element.getName())) {
                bodies.add(element);
              }
            });
    Element body =
        bodies.stream()
            .filter(found -> found.getName().equals("body.content"))
            .findFirst()
            .or(() -> bodies.stream().findFirst())
            .orElse(inline);
    return new XMLOutputter(Format.getRawFormat()).outputElementContentString(plain(body));
  }

  /** Without namespaces, as HTML has none. */
  private static Element plain(Element element) {
    Element copy = element.clone();
    List<Element> all = new ArrayList<>(List.of(copy));
    copy.getDescendants()
        .forEach(
            node -> {
              if (node instanceof Element inner) {
                all.add(inner);
              }
            });
    all.forEach(one -> one.setNamespace(Namespace.NO_NAMESPACE));
    return copy;
  }

  private static Stream<Element> children(Element parent, String name) {
    return parent.getChildren().stream().filter(child -> child.getName().equals(name));
  }

  private static @Nullable Element child(Element parent, String name) {
    return children(parent, name).findFirst().orElse(null);
  }

  private static @Nullable String text(@Nullable Element parent, String name) {
    Element child = parent == null ? null : child(parent, name);
    return child == null ? null : child.getTextNormalize();
  }

  private static @Nullable String attribute(@Nullable Element parent, String name, String key) {
    Element child = parent == null ? null : child(parent, name);
    return child == null ? null : child.getAttributeValue(key);
  }
}
