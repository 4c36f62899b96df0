package io.tocsin.ingest.feed.core;

import io.tocsin.ingest.feed.core.ItemIdentity.Identified;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of a feed: the last {@link #MOST_ITEMS} items by id, with fingerprints of them. It
 * tells what is new, and knows items again that come under new ids. Not safe for several threads.
 */
public final class FeedMemory {
  /** More items are not remembered; those that were seen longest ago are forgotten first. */
  public static final int MOST_ITEMS = 2_000;

  /** So many items under new ids at once make a feed one whose ids are not trusted. */
  static final int FEWEST_RENAMED = 3;

  private final LinkedHashMap<String, Known> known = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<String, String> idsByWords = new HashMap<>();
  private boolean idsTrusted = true;

  /**
   * An item that was sent.
   *
   * @param id under which it was sent
   * @param whole fingerprint of all that was sent of it
   * @param words fingerprint of title, body and page
   * @param published when it claimed to be published, as text; empty where it did not
   */
  public record Known(String id, String whole, String words, String published) {}

  /** How an item stands to what is known. */
  public enum Standing {
    /** Not seen before. */
    NEW,
    /** Seen, and something in it is another. */
    CHANGED,
    /** Seen just so. */
    UNCHANGED,
    /** Seen just so under another id. */
    RENAMED
  }

  /**
   * An item with its id and how it stands to what is known.
   *
   * @param known what to remember once it is sent
   */
  public record Judged(String id, FeedItem item, Standing standing, Known known) {
    /** Whether it must be sent. */
    public boolean isNews() {
      return standing == Standing.NEW || standing == Standing.CHANGED;
    }
  }

  /** Of what was kept of an earlier run. */
  public static FeedMemory of(List<Known> items, boolean idsTrusted) {
    FeedMemory memory = new FeedMemory();
    memory.idsTrusted = idsTrusted;
    items.forEach(memory::remember);
    return memory;
  }

  /** All that is known, in the order in which it would be forgotten. */
  public List<Known> items() {
    return List.copyOf(known.values());
  }

  /** False once the feed was seen to give new ids to old items. */
  public boolean idsTrusted() {
    return idsTrusted;
  }

  /**
   * Judges the items of a poll. Where half of them, and {@value #FEWEST_RENAMED} at least, are
   * known under ids that are gone, the feed's ids are not trusted from here on.
   */
  public List<Judged> judge(List<FeedItem> items) {
    List<Identified> identified = ItemIdentity.of(items, idsTrusted);
    Set<String> ids = identified.stream().map(Identified::id).collect(Collectors.toSet());
    long renamed = identified.stream().filter(one -> formerId(one, ids) != null).count();
    if (renamed >= FEWEST_RENAMED && renamed * 2 >= identified.size()) {
      idsTrusted = false;
    }
    List<Judged> judged = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    identified.forEach(one -> judged.add(judge(one, ids, taken)));
    return judged;
  }

  /** Remembers an item once it is sent, or was met again. */
  public void remember(Known item) {
    Known before = known.put(item.id(), item);
    if (before != null) {
      idsByWords.remove(before.words(), before.id());
    }
    idsByWords.put(item.words(), item.id());
    if (known.size() > MOST_ITEMS) {
      Known oldest = known.values().iterator().next();
      known.remove(oldest.id());
      idsByWords.remove(oldest.words(), oldest.id());
    }
  }

  private Judged judge(Identified one, Set<String> ids, Set<String> taken) {
    Known former = formerId(one, ids);
    if (former != null && taken.add(former.id()) && isSurely(one, former)) {
      return new Judged(former.id(), one.item(), Standing.RENAMED, former);
    }
    Known before = known.get(one.id());
    Standing standing =
        before == null
            ? Standing.NEW
            : before.whole().equals(one.whole()) ? Standing.UNCHANGED : Standing.CHANGED;
    return new Judged(
        one.id(),
        one.item(),
        standing,
        new Known(one.id(), one.whole(), one.words(), published(one)));
  }

  /** What has the same words, under an id that is not in the document any more. */
  private @Nullable Known formerId(Identified one, Set<String> ids) {
    String id = known.containsKey(one.id()) ? null : idsByWords.get(one.words());
    return id == null || ids.contains(id) ? null : known.get(id);
  }

  /** The same words at another time can be a series, such as a forecast, in a feed that is sane. */
  private boolean isSurely(Identified one, Known former) {
    return !idsTrusted || former.published().equals(published(one));
  }

  private static String published(Identified one) {
    FeedTime published = one.item().published();
    return published == null ? "" : published.at().toString();
  }
}
