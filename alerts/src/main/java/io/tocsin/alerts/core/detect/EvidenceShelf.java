package io.tocsin.alerts.core.detect;

import io.tocsin.alerts.core.GeoPoint;
import io.tocsin.alerts.core.Highlight;
import io.tocsin.alerts.core.HitContext;
import io.tocsin.alerts.core.MentionEvent;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The texts of the posts of a key, as far as they are kept: the newest, whereby copies of a story
 * go before the only telling of another.
 */
final class EvidenceShelf {

  static final int MAX_TITLE = 300;
  static final int MAX_EXCERPT = 600;
  static final int MAX_URL = 2_000;
  static final int MAX_HIGHLIGHTS = 20;
  static final int MAX_CONTEXTS = HitContext.values().length;

  private final int limit;
  private final List<Item> items = new ArrayList<>();
  private int copies;

  EvidenceShelf(int limit) {
    this.limit = limit;
  }

  /** A post with the fingerprint of its story, its name for the scope, and where it has that. */
  private static final class Item {

    private final Evidence post;
    private final @Nullable StorySignature signature;
    private final @Nullable String scopeName;
    private final @Nullable GeoPoint scopePoint;
    private boolean copy;

    Item(
        Evidence post,
        @Nullable StorySignature signature,
        @Nullable String scopeName,
        @Nullable GeoPoint scopePoint) {
      this.post = post;
      this.signature = signature;
      this.scopeName = scopeName;
      this.scopePoint = scopePoint;
    }

    Evidence post() {
      return post;
    }

    boolean isLike(Item other) {
      return signature != null && other.signature != null && signature.isCopyOf(other.signature);
    }

    Voices.Mention mention() {
      return new Voices.Mention(
          post.mentionedAt(), Voices.hashOf(post.postKey()), post.source(), signature);
    }
  }

  /** Puts a mention's post on the shelf; another goes when it is full. */
  void add(MentionEvent mention, @Nullable StorySignature signature) {
    int index = items.size();
    while (index > 0 && items.get(index - 1).post().mentionedAt() > mention.mentionedAt()) {
      index--;
    }
    @Nullable String name = mention.scopeName();
    put(index, new Item(evidence(mention), signature, name, mention.scopePoint()));
    if (items.size() > limit) {
      take(leastWorth());
    }
  }

  private void put(int index, Item item) {
    items.add(index, item);
    mark(item, isCopy(index));
    for (int i = index + 1; i < items.size(); i++) {
      mark(items.get(i), items.get(i).copy || items.get(i).isLike(item));
    }
  }

  private void take(int index) {
    Item gone = items.remove(index);
    mark(gone, false);
    for (int i = index; copies > 0 && i < items.size(); i++) {
      if (items.get(i).copy && items.get(i).isLike(gone)) {
        mark(items.get(i), isCopy(i));
      }
    }
  }

  private void mark(Item item, boolean copy) {
    copies += (copy ? 1 : 0) - (item.copy ? 1 : 0);
    item.copy = copy;
  }

  /** Takes a post away. */
  void remove(String postKey, long mentionedAt) {
    for (int i = items.size() - 1; i >= 0; i--) {
      if (isOf(items.get(i).post(), postKey, mentionedAt)) {
        take(i);
      }
    }
  }

  /** Takes all of a post away. */
  void removeAll(String postKey) {
    for (int i = items.size() - 1; i >= 0; i--) {
      if (items.get(i).post().postKey().equals(postKey)) {
        take(i);
      }
    }
  }

  static boolean isOf(Evidence post, String postKey, long mentionedAt) {
    return post.mentionedAt() == mentionedAt && post.postKey().equals(postKey);
  }

  /** Takes away what was mentioned up to and including a time. */
  void dropUpTo(long time) {
    while (!items.isEmpty() && items.get(0).post().mentionedAt() <= time) {
      take(0);
    }
  }

  /** The posts mentioned at or after a time, oldest first, with the numbers of their voices. */
  List<Evidence> since(long time) {
    List<Item> chosen = itemsSince(time).toList();
    List<Integer> numbers = voices(chosen).numbers();
    List<Evidence> numbered = new ArrayList<>();
    for (int i = 0; i < chosen.size(); i++) {
      numbered.add(withVoice(chosen.get(i).post(), numbers.get(i)));
    }
    return numbered;
  }

  /** What the first post mentioned at or after a time calls the scope, if any names it. */
  Optional<String> scopeNameSince(long time) {
    return itemsSince(time).flatMap(item -> Stream.ofNullable(item.scopeName)).findFirst();
  }

  /** Where the scope is by the first post mentioned at or after a time that tells, if any does. */
  Optional<GeoPoint> scopePointSince(long time) {
    return itemsSince(time).flatMap(item -> Stream.ofNullable(item.scopePoint)).findFirst();
  }

  private Stream<Item> itemsSince(long time) {
    return items.stream().filter(item -> item.post().mentionedAt() >= time);
  }

  private Voices voices(List<Item> chosen) {
    Voices voices = new Voices(limit);
    chosen.forEach(item -> voices.add(item.mention()));
    return voices;
  }

  /** The oldest copy of an earlier post, or else the oldest post. */
  private int leastWorth() {
    for (int i = 1; copies > 0 && i < items.size(); i++) {
      if (items.get(i).copy) {
        return i;
      }
    }
    return 0;
  }

  private boolean isCopy(int index) {
    for (int i = 0; i < index; i++) {
      if (items.get(index).isLike(items.get(i))) {
        return true;
      }
    }
    return false;
  }

  private static Evidence evidence(MentionEvent mention) {
    String excerpt = cut(mention.excerpt(), MAX_EXCERPT);
    String url = mention.url();
    return new Evidence(
        mention.postKey(),
        mention.revision(),
        mention.source(),
        mention.mentionedAt(),
        cut(mention.title(), MAX_TITLE),
        url == null || url.length() > MAX_URL ? null : url,
        excerpt,
        highlights(mention.highlights(), excerpt.length()),
        mention.contexts().stream().limit(MAX_CONTEXTS).toList(),
        0);
  }

  private static List<Highlight> highlights(List<Highlight> all, int length) {
    boolean fit = all.size() <= MAX_HIGHLIGHTS;
    for (int i = 0; fit && i < all.size(); i++) {
      fit = all.get(i).end() <= length;
    }
    return fit
        ? all
        : all.stream()
            .filter(highlight -> highlight.end() <= length)
            .limit(MAX_HIGHLIGHTS)
            .toList();
  }

  private static Evidence withVoice(Evidence item, int voice) {
    return new Evidence(
        item.postKey(),
        item.revision(),
        item.source(),
        item.mentionedAt(),
        item.title(),
        item.url(),
        item.excerpt(),
        item.highlights(),
        item.contexts(),
        voice);
  }

  private static String cut(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
    return text.substring(0, end);
  }

  void writeTo(DataOutput out) throws IOException {
    write(out, items.stream().map(Item::post).toList());
    for (Item item : items) {
      StorySignature.write(out, item.signature);
      Bytes.writeOptionalText(out, item.scopeName);
      Bytes.writeOptionalPoint(out, item.scopePoint);
    }
  }

  void readFrom(DataInput in, int format) throws IOException {
    for (Evidence post : read(in, format)) {
      @Nullable StorySignature signature = StorySignature.read(in, format);
      @Nullable String name = readScopeName(in, format);
      put(items.size(), new Item(post, signature, name, readScopePoint(in, format)));
    }
  }

  /** Older formats have none. */
  static @Nullable String readScopeName(DataInput in, int format) throws IOException {
    return format < KeyState.FORMAT_WITH_NAMES ? null : Bytes.readOptionalText(in);
  }

  /** Older formats have none. */
  static @Nullable GeoPoint readScopePoint(DataInput in, int format) throws IOException {
    return format < KeyState.FORMAT_WITH_POINTS ? null : Bytes.readOptionalPoint(in);
  }

  static void write(DataOutput out, List<Evidence> items) throws IOException {
    Bytes.writeInt(out, items.size());
    for (Evidence item : items) {
      Bytes.writeText(out, item.postKey());
      Bytes.writeInt(out, item.revision());
      Bytes.writeText(out, item.source());
      out.writeLong(item.mentionedAt());
      Bytes.writeText(out, item.title());
      Bytes.writeOptionalText(out, item.url());
      Bytes.writeText(out, item.excerpt());
      Bytes.writeInt(out, item.highlights().size());
      for (Highlight highlight : item.highlights()) {
        Bytes.writeInt(out, highlight.start());
        Bytes.writeInt(out, highlight.end());
      }
      Bytes.writeInt(out, item.contexts().size());
      for (String context : item.contexts()) {
        Bytes.writeText(out, context);
      }
      Bytes.writeInt(out, item.voice());
    }
  }

  static List<Evidence> read(DataInput in, int format) throws IOException {
    List<Evidence> items = new ArrayList<>();
    for (int count = Bytes.readInt(in); count > 0; count--) {
      items.add(readOne(in, format));
    }
    return items;
  }

  private static Evidence readOne(DataInput in, int format) throws IOException {
    String postKey = Bytes.readText(in);
    int revision = Bytes.readInt(in);
    String source = Bytes.readText(in);
    long mentionedAt = in.readLong();
    String title = Bytes.readText(in);
    @Nullable String url = Bytes.readOptionalText(in);
    String excerpt = Bytes.readText(in);
    List<Highlight> highlights = new ArrayList<>();
    for (int count = Bytes.readInt(in); count > 0; count--) {
      highlights.add(new Highlight(Bytes.readInt(in), Bytes.readInt(in)));
    }
    List<String> contexts = new ArrayList<>();
    for (int count = contextCount(in, format); count > 0; count--) {
      contexts.add(Bytes.readText(in));
    }
    int voice = Bytes.readInt(in);
    return new Evidence(
        postKey, revision, source, mentionedAt, title, url, excerpt, highlights, contexts, voice);
  }

  private static int contextCount(DataInput in, int format) throws IOException {
    return format < KeyState.FORMAT_WITH_CONTEXTS ? 0 : Bytes.readInt(in);
  }
}
