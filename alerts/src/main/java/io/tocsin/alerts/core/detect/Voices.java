package io.tocsin.alerts.core.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Mentions in order, and the voices that they are: copies of one story are one voice.
 *
 * <p>Voices are a function of the mentions that are there, in their order: a mention joins the
 * first earlier <em>leader</em> that it is a copy of, or else leads a voice of its own. A voice
 * counts once, at the time of its leader. When a leader grows old and goes, its copies stay as
 * <em>echoes</em>: their story has been counted, so a voice that an echo leads counts no more.
 * Taking a mention back removes it as if it had never come.
 *
 * <p>At most a given number of mentions is remembered. Further ones are compared with the leaders
 * and, when they are copies of none, counted by the minute, without text, source or the chance to
 * be taken back.
 */
final class Voices {

  private static final long MINUTE = 60_000;

  /** As many as five bytes hold. */
  private static final int HASH_BITS = 40;

  /** Of a mention as it is written: whether it is an echo, whether it is a copy. */
  private static final int ECHO = 1;

  private static final int COPY = 2;

  private final int limit;
  private final List<Mention> mentions = new ArrayList<>();
  private final Leaders leaders = new Leaders();
  private final TreeMap<Long, Integer> unremembered = new TreeMap<>();

  Voices(int limit) {
    this.limit = limit;
  }

  /** A mention that is remembered. */
  static final class Mention {
    private final long at;
    private final long post;
    private final String source;
    private final @Nullable StorySignature signature;
    private boolean echo;
    private Mention leader;
    private long place;

    Mention(long at, long post, String source, @Nullable StorySignature signature) {
      this.at = at;
      this.post = post;
      this.source = source;
      this.signature = signature;
      this.leader = this;
    }

    /** When it was made, milliseconds since the epoch. */
    long at() {
      return at;
    }

    /** Hash of its post. */
    long post() {
      return post;
    }

    String source() {
      return source;
    }

    @Nullable StorySignature signature() {
      return signature;
    }

    private boolean isCopyOf(Mention other) {
      return post == other.post
          || (signature != null && other.signature != null && signature.isCopyOf(other.signature));
    }

    private boolean leads() {
      return leader == this;
    }

    private boolean countsAfter(long from) {
      return leader.at > from && !leader.echo;
    }

    private Mention copy() {
      return new Mention(at, post, source, signature);
    }
  }

  /** What a stretch of time holds. */
  record Tally(int voices, int posts, Set<String> sources) {}

  /**
   * A hash of {@link #HASH_BITS} bits of a post key: FNV-1a over its code units, mixed (as
   * MurmurHash3 ends). Among 10,000 posts of a key any two are taken for one with probability
   * 0.00005.
   */
  static long hashOf(String postKey) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < postKey.length(); i++) {
      hash = (hash ^ postKey.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return shortened(hash ^ (hash >>> 33));
  }

  private static long shortened(long hash) {
    return hash >>> (Long.SIZE - HASH_BITS);
  }

  boolean isEmpty() {
    return mentions.isEmpty() && unremembered.isEmpty();
  }

  /** Number of mentions that are remembered. */
  int size() {
    return mentions.size();
  }

  /**
   * Adds a mention in its order.
   *
   * @return false when it was there already
   */
  boolean add(Mention mention) {
    int index = indexAfter(mention.at);
    if (indexOf(mention.post, mention.at) >= 0) {
      return false;
    }
    if (isFull()) {
      countOnly(mention);
    } else {
      mention.place = nextPlace();
      mentions.add(index, mention);
      if (index == mentions.size() - 1) {
        leaders.join(mention);
      } else {
        regroup(index, Set.of(mention));
      }
    }
    return true;
  }

  /** Adds copies of mentions of another such list. */
  void addAll(Collection<Mention> others) {
    others.forEach(other -> add(other.copy()));
  }

  /**
   * Takes a mention back.
   *
   * @return whether it was there
   */
  boolean remove(long post, long at) {
    int index = indexOf(post, at);
    if (index < 0) {
      return false;
    }
    Mention gone = mentions.remove(index);
    if (gone.leads()) {
      leaders.remove(gone);
      Set<Mention> orphans = followers(Set.of(gone), index);
      if (!orphans.isEmpty()) {
        regroup(index, orphans);
      }
    }
    return true;
  }

  /**
   * Lets everything up to and including a time go.
   *
   * @return how many voices began in what went
   */
  int dropUpTo(long time) {
    int gone = indexAfter(time);
    int voices = dropUnremembered(time);
    if (gone == 0) {
      return voices;
    }
    Set<Mention> old = identitySet();
    for (Mention mention : mentions.subList(0, gone)) {
      if (mention.leads()) {
        voices += mention.echo ? 0 : 1;
        old.add(mention);
      }
    }
    mentions.subList(0, gone).clear();
    leaders.removeFirst(old.size());
    Set<Mention> orphans = followers(old, 0);
    orphans.forEach(orphan -> orphan.echo = true);
    if (!orphans.isEmpty()) {
      regroup(0, orphans);
    }
    return voices;
  }

  /** Whether no further mention can be remembered. */
  boolean isFull() {
    return mentions.size() >= limit;
  }

  /** How many voices began after a time. */
  int voicesAfter(long from) {
    return leaders.voicesAfter(from) + unrememberedAfter(from);
  }

  /** Voices that began after a time, with the posts and sources behind them. */
  Tally tallyAfter(long from) {
    int posts = 0;
    Set<String> sources = new HashSet<>();
    for (int i = indexAfter(from); i < mentions.size(); i++) {
      Mention mention = mentions.get(i);
      if (mention.countsAfter(from)) {
        posts++;
        sources.add(mention.source);
      }
    }
    return new Tally(voicesAfter(from), posts + unrememberedAfter(from), sources);
  }

  /**
   * How many sources are behind the voices that began in a stretch of time.
   *
   * @param from its beginning, which it excludes
   * @param to its end, which it includes
   */
  int sourcesBetween(long from, long to) {
    Set<String> sources = new HashSet<>();
    for (int i = indexAfter(from); i < mentions.size() && mentions.get(i).at <= to; i++) {
      if (mentions.get(i).countsAfter(from)) {
        sources.add(mentions.get(i).source);
      }
    }
    return sources.size();
  }

  /** The mentions behind the voices that began after a time, in order. */
  List<Mention> countedAfter(long from) {
    List<Mention> counted = new ArrayList<>();
    for (int i = indexAfter(from); i < mentions.size(); i++) {
      if (mentions.get(i).countsAfter(from)) {
        counted.add(mentions.get(i));
      }
    }
    return counted;
  }

  /** Whether a mention is there and its voice counts. */
  boolean counts(long post, long at) {
    int index = indexOf(post, at);
    return index >= 0 && mentions.get(index).countsAfter(Long.MIN_VALUE);
  }

  /** Whether a mention is there and is a copy of an earlier one. */
  boolean isCopy(long post, long at) {
    int index = indexOf(post, at);
    return index >= 0 && !mentions.get(index).leads();
  }

  /** The numbers of the voices of all mentions, in order: 0 for the first leader. */
  List<Integer> numbers() {
    Map<Mention, Integer> byLeader = new HashMap<>();
    leaders.all().forEach(leader -> byLeader.put(leader, byLeader.size()));
    List<Integer> numbers = new ArrayList<>();
    for (Mention mention : mentions) {
      numbers.add(byLeader.getOrDefault(mention.leader, 0));
    }
    return numbers;
  }

  /**
   * When the next mention leaves a window.
   *
   * @param from the beginning of the window, which it excludes
   * @return the time of the first mention after it; {@link Long#MAX_VALUE} for none
   */
  long firstAfter(long from) {
    int index = indexAfter(from);
    long first = index < mentions.size() ? mentions.get(index).at : Long.MAX_VALUE;
    Long minute = unremembered.higherKey(from);
    return minute == null ? first : Math.min(first, minute);
  }

  /** Places ascend in the order of the mentions; gaps between them say nothing. */
  private long nextPlace() {
    return mentions.isEmpty() ? 0 : mentions.get(mentions.size() - 1).place + 1;
  }

  private static Set<Mention> identitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  /** The mentions from an index on that follow one of some leaders, which are gone. */
  private Set<Mention> followers(Set<Mention> gone, int from) {
    Set<Mention> followers = identitySet();
    for (Mention mention : mentions.subList(from, mentions.size())) {
      if (!mention.leads() && gone.contains(mention.leader)) {
        followers.add(mention);
      }
    }
    return followers;
  }

  /**
   * Gives the mentions from an index on their leaders, when some of them have none any more or not
   * yet. The others know theirs and need only be compared with leaders that are new, and only with
   * those that come before their own.
   */
  private void regroup(int from, Set<Mention> orphans) {
    for (int i = 0; i < mentions.size(); i++) {
      mentions.get(i).place = i;
    }
    Set<Mention> seeking = identitySet();
    seeking.addAll(orphans);
    Set<Mention> lost = identitySet();
    Leaders risen = new Leaders();
    for (Mention mention : mentions.subList(from, mentions.size())) {
      if (seeking.contains(mention) || lost.contains(mention.leader)) {
        if (leaders.join(mention)) {
          risen.append(mention);
        }
      } else {
        @Nullable Mention earlier = risen.of(mention);
        if (earlier != null && earlier.place < mention.leader.place) {
          if (mention.leads()) {
            leaders.remove(mention);
            lost.add(mention);
          }
          mention.leader = earlier;
        }
      }
    }
  }

  private void countOnly(Mention mention) {
    mention.place = nextPlace();
    if (leaders.of(mention) != null) {
      return;
    }
    unremembered.merge(Math.floorDiv(mention.at, MINUTE) * MINUTE, 1, Integer::sum);
  }

  private int unrememberedAfter(long from) {
    if (unremembered.isEmpty()) {
      return 0;
    }
    return unremembered.tailMap(from, false).values().stream().mapToInt(Integer::intValue).sum();
  }

  private int dropUnremembered(long time) {
    if (unremembered.isEmpty()) {
      return 0;
    }
    Map<Long, Integer> old = unremembered.headMap(time, true);
    int voices = old.values().stream().mapToInt(Integer::intValue).sum();
    old.clear();
    return voices;
  }

  /** The index of the first mention after a time. */
  private int indexAfter(long time) {
    return firstAfter(mentions, time);
  }

  private int indexOf(long post, long at) {
    for (int i = indexAfter(at) - 1; i >= 0 && mentions.get(i).at == at; i--) {
      if (mentions.get(i).post == post) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Writes the mentions, at most 32 bytes each beside the names of the sources: the time since the
   * one before, the hash of the post, the kind and two marks, how far back the leader is if it is
   * another, the fingerprint.
   */
  void writeTo(DataOutput out) throws IOException {
    Map<Kind, Integer> kinds = writeKinds(out);
    Bytes.writeInt(out, mentions.size());
    Map<Mention, Integer> indexes = new HashMap<>();
    long before = mentions.isEmpty() ? 0 : mentions.get(0).at;
    out.writeLong(before);
    for (Mention mention : mentions) {
      int index = indexes.size();
      indexes.put(mention, index);
      Bytes.writeLong(out, mention.at - before);
      before = mention.at;
      out.writeByte((int) (mention.post >>> Integer.SIZE));
      out.writeInt((int) mention.post);
      int marks = (mention.echo ? ECHO : 0) | (mention.leads() ? 0 : COPY);
      Bytes.writeInt(out, kinds.getOrDefault(Kind.of(mention), 0) << 2 | marks);
      if (!mention.leads()) {
        Bytes.writeInt(out, index - indexes.getOrDefault(mention.leader, index));
      }
      if (mention.signature != null) {
        mention.signature.writeBits(out);
      }
    }
    Bytes.writeInt(out, unremembered.size());
    for (Map.Entry<Long, Integer> minute : unremembered.entrySet()) {
      out.writeLong(minute.getKey());
      Bytes.writeInt(out, minute.getValue());
    }
  }

  /** What mentions have in common and is written once: source, how their fingerprints are made. */
  private record Kind(String source, String algorithm, int signatureBytes) {

    static final Comparator<Kind> ORDER =
        Comparator.comparing(Kind::source)
            .thenComparing(Kind::algorithm)
            .thenComparingInt(Kind::signatureBytes);

    static Kind of(Mention mention) {
      StorySignature signature = mention.signature;
      return signature == null
          ? new Kind(mention.source, "", 0)
          : new Kind(mention.source, signature.algorithm(), signature.bytes());
    }
  }

  private Map<Kind, Integer> writeKinds(DataOutput out) throws IOException {
    TreeMap<Kind, Integer> kinds = new TreeMap<>(Kind.ORDER);
    mentions.forEach(mention -> kinds.put(Kind.of(mention), 0));
    Bytes.writeInt(out, kinds.size());
    int place = 0;
    for (Map.Entry<Kind, Integer> kind : kinds.entrySet()) {
      kind.setValue(place);
      place++;
      Bytes.writeText(out, kind.getKey().source());
      Bytes.writeText(out, kind.getKey().algorithm());
      Bytes.writeInt(out, kind.getKey().signatureBytes());
    }
    return kinds;
  }

  /** Reads what {@link #writeTo} wrote, or what release 0.1.0 did. */
  static Voices readFrom(DataInput in, int limit, int format) throws IOException {
    Voices voices = new Voices(limit);
    if (format == KeyState.FORMAT_1) {
      voices.readFormat1(in);
    } else {
      voices.readMentions(in);
    }
    for (int count = Bytes.readInt(in); count > 0; count--) {
      voices.unremembered.put(in.readLong(), Bytes.readInt(in));
    }
    return voices;
  }

  private void readMentions(DataInput in) throws IOException {
    List<Kind> kinds = new ArrayList<>();
    for (int count = Bytes.readInt(in); count > 0; count--) {
      kinds.add(new Kind(Bytes.readText(in), Bytes.readText(in), Bytes.readInt(in)));
    }
    int count = Bytes.readInt(in);
    long at = in.readLong();
    for (int i = 0; i < count; i++) {
      at += Bytes.readLong(in);
      read(in, at, kinds);
    }
  }

  private void read(DataInput in, long at, List<Kind> kinds) throws IOException {
    long post = in.readUnsignedByte() * (1L << Integer.SIZE) + Integer.toUnsignedLong(in.readInt());
    int marked = Bytes.readInt(in);
    Kind kind = kinds.get(marked >>> 2);
    int back = (marked & COPY) == 0 ? 0 : Bytes.readInt(in);
    int length = kind.signatureBytes();
    @Nullable StorySignature signature =
        length == 0 ? null : StorySignature.read(in, kind.algorithm(), length);
    Mention mention = new Mention(at, post, kind.source(), signature);
    mention.echo = (marked & ECHO) != 0;
    mention.place = nextPlace();
    mentions.add(mention);
    mention.leader = mentions.get(mentions.size() - 1 - back);
    if (mention.leads()) {
      leaders.append(mention);
    }
  }

  /** Format 1 had longer hashes and fingerprints; who leads is found again by the shorter ones. */
  private void readFormat1(DataInput in) throws IOException {
    List<String> names = new ArrayList<>();
    for (int count = Bytes.readInt(in); count > 0; count--) {
      names.add(Bytes.readText(in));
    }
    for (int count = Bytes.readInt(in); count > 0; count--) {
      long at = in.readLong();
      long post = shortened(in.readLong());
      String source = names.get(Bytes.readInt(in));
      Bytes.readInt(in);
      boolean echo = in.readBoolean();
      int length = StorySignature.readLength(in, KeyState.FORMAT_1);
      @Nullable StorySignature signature =
          length == 0 ? null : StorySignature.read(in, names.get(Bytes.readInt(in)), length);
      Mention mention = new Mention(at, post, source, signature);
      mention.echo = echo;
      mention.place = nextPlace();
      mentions.add(mention);
      leaders.join(mention);
    }
  }

  /**
   * The leaders in their order, found by post or by likeness of their stories. Mentions are asked
   * for in the places that they have in the list.
   */
  private static final class Leaders {

    private final List<Mention> all = new ArrayList<>();
    private final List<Mention> voices = new ArrayList<>();
    private final Map<Long, Integer> posts = new HashMap<>();
    private int signed;

    List<Mention> all() {
      return all;
    }

    /** The first leader, of those before a mention, that it is a copy of; null for none. */
    @Nullable Mention of(Mention mention) {
      boolean samePost = posts.containsKey(mention.post);
      if (!samePost && (signed == 0 || mention.signature == null)) {
        return null;
      }
      for (Mention leader : all) {
        if (leader.place >= mention.place) {
          return null;
        }
        if (mention.isCopyOf(leader)) {
          return leader;
        }
      }
      return null;
    }

    /** Gives a mention its leader; true when it leads itself. */
    boolean join(Mention mention) {
      @Nullable Mention leader = of(mention);
      mention.leader = leader == null ? mention : leader;
      if (leader == null) {
        insert(all, mention);
        if (!mention.echo) {
          insert(voices, mention);
        }
        count(mention, 1);
      }
      return leader == null;
    }

    /** Adds a leader behind all others. */
    void append(Mention mention) {
      all.add(mention);
      if (!mention.echo) {
        voices.add(mention);
      }
      count(mention, 1);
    }

    void remove(Mention mention) {
      all.remove(indexIn(all, mention));
      if (!mention.echo) {
        voices.remove(indexIn(voices, mention));
      }
      count(mention, -1);
    }

    void removeFirst(int number) {
      int echoes = 0;
      for (Mention mention : all.subList(0, number)) {
        echoes += mention.echo ? 1 : 0;
        count(mention, -1);
      }
      all.subList(0, number).clear();
      voices.subList(0, number - echoes).clear();
    }

    int voicesAfter(long from) {
      return voices.size() - firstAfter(voices, from);
    }

    private void count(Mention mention, int change) {
      signed += mention.signature == null ? 0 : change;
      posts.merge(mention.post, change, (old, more) -> old + more == 0 ? null : old + more);
    }

    private static void insert(List<Mention> list, Mention mention) {
      int index = list.size();
      while (index > 0 && list.get(index - 1).place > mention.place) {
        index--;
      }
      list.add(index, mention);
    }

    private static int indexIn(List<Mention> list, Mention mention) {
      int index = firstAfter(list, mention.at - 1);
      while (list.get(index) != mention) {
        index++;
      }
      return index;
    }
  }

  /** The index of the first of ordered mentions that comes after a time. */
  private static int firstAfter(List<Mention> list, long time) {
    int low = 0;
    int high = list.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (list.get(middle).at > time) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
