package io.tocsin.ingest.feed.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import io.tocsin.ingest.core.Limits;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives each item an id that is the same at the next poll: the publisher's own; where it has none,
 * or shares it with another item of the document, its page; where that is missing or shared too, a
 * hash of its words.
 */
final class ItemIdentity {
  private ItemIdentity() {}

  /**
   * An item with who it is.
   *
   * @param id printable, {@link Limits#ID} characters at most
   * @param whole fingerprint of all that is sent of it
   * @param words fingerprint of title, body and page, by which it is known under another id
   */
  record Identified(String id, FeedItem item, String whole, String words) {}

  /**
   * The items with their ids, in their order, each id once: of several versions the newest.
   *
   * @param trusted whether the publisher's own ids may be used
   */
  static List<Identified> of(List<FeedItem> items, boolean trusted) {
    Set<String> sharedIds = shared(items, ItemIdentity::ownId);
    Set<String> sharedPages = shared(items, ItemIdentity::page);
    Map<String, Identified> identified = new LinkedHashMap<>();
    for (FeedItem item : items) {
      String own = trusted ? usable(ownId(item), sharedIds) : null;
      String id = own == null ? usable(page(item), sharedPages) : own;
      put(identified, identified(id == null ? byWords(item) : bounded(id), item));
    }
    return List.copyOf(identified.values());
  }

  private static void put(Map<String, Identified> identified, Identified one) {
    Identified other = identified.get(one.id());
    if (other == null || isNewer(one.item(), other.item())) {
      identified.put(one.id(), one);
    } else if (!areVersions(one.item(), other.item()) && !one.whole().equals(other.whole())) {
      identified.put(byWords(one.item()), identified(byWords(one.item()), one.item()));
    }
  }

  private static boolean isNewer(FeedItem item, FeedItem other) {
    return item.revision() != null
        && other.revision() != null
        && item.revision() > other.revision();
  }

  private static String byWords(FeedItem item) {
    return "words-" + words(item);
  }

  private static Identified identified(String id, FeedItem item) {
    return new Identified(id, item, hash(item.toString()), words(item));
  }

  private static @Nullable String usable(@Nullable String id, Set<String> shared) {
    return id == null || shared.contains(id) ? null : id;
  }

  private interface Name {
    @Nullable String of(FeedItem item);
  }

  /** Names of more than one item: of one without versions, or of the same version. */
  private static Set<String> shared(List<FeedItem> items, Name name) {
    Map<String, FeedItem> first = new LinkedHashMap<>();
    Set<String> shared = new HashSet<>();
    for (FeedItem item : items) {
      String value = name.of(item);
      FeedItem other = value == null ? null : first.putIfAbsent(value, item);
      if (value != null && other != null && !areVersions(item, other) && !item.equals(other)) {
        shared.add(value);
      }
    }
    return shared;
  }

  private static boolean areVersions(FeedItem item, FeedItem other) {
    return item.revision() != null
        && other.revision() != null
        && !item.revision().equals(other.revision());
  }

  private static @Nullable String ownId(FeedItem item) {
    return item.id();
  }

  private static @Nullable String page(FeedItem item) {
    return item.link() == null ? null : Links.canonical(item.link());
  }

  /** As it is where a post may have it, else a hash. */
  private static String bounded(String id) {
    boolean printable = id.codePoints().map(Character::getType).allMatch(ItemIdentity::isPrintable);
    return printable && id.length() <= Limits.ID ? id : "id-" + hash(id);
  }

  private static boolean isPrintable(int type) {
    return type != Character.CONTROL
        && type != Character.FORMAT
        && type != Character.SURROGATE
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR;
  }

  private static String words(FeedItem item) {
    return hash(item.title() + "\u0000" + item.body() + "\u0000" + page(item));
  }

  /** Half of a SHA-256, in hexadecimal. */
  private static String hash(String text) {
    return Hashing.sha256().hashString(text, UTF_8).toString().substring(0, 32);
  }
}
