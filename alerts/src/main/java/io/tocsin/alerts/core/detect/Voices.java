package io.tocsin.alerts.core.detect;

import static java.util.Objects.requireNonNull;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
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
  private final Map<String, Source> sources = new HashMap<>();

  /** All kinds of all sources, in the order in which they are written. */
  private final List<Kind> kinds = new ArrayList<>();

  private final List<Window> windows = new ArrayList<>();
  private final MinuteCounts unremembered = new MinuteCounts();
  private int changes;

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
    private @Nullable Mention firstFollower;
    private @Nullable Mention nextFollower;
    private @Nullable Mention previousFollower;
    private @Nullable Kind kind;
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

    private boolean leads() {
      return leader == this;
    }

    private boolean countsAfter(long from) {
      return leader.at > from && !leader.echo;
    }

    private Mention copy() {
      return new Mention(at, post, source, signature);
    }

    private void follow(Mention other) {
      leader = other;
      nextFollower = other.firstFollower;
      if (nextFollower != null) {
        nextFollower.previousFollower = this;
      }
      other.firstFollower = this;
    }

    private void unfollow() {
      if (leader == this) {
        return;
      }
      if (previousFollower == null) {
        leader.firstFollower = nextFollower;
      } else {
        previousFollower.nextFollower = nextFollower;
      }
      if (nextFollower != null) {
        nextFollower.previousFollower = previousFollower;
      }
      previousFollower = null;
      nextFollower = null;
    }
  }

  /** Takes mentions one by one. */
  @FunctionalInterface
  interface Each {

    /** Takes who made a mention, and whether it leads its voice. */
    void take(String source, boolean leads);
  }

  /** What a stretch of time holds; to be looked at before anything else is counted. */
  static final class Tally {

    private final int voices;
    private final int posts;
    private final int sourceCount;
    private final Supplier<Set<String>> sources;

    private Tally(int voices, int posts, int sourceCount, Supplier<Set<String>> sources) {
      this.voices = voices;
      this.posts = posts;
      this.sourceCount = sourceCount;
      this.sources = sources;
    }

    int voices() {
      return voices;
    }

    int posts() {
      return posts;
    }

    /** How many sources are behind the voices. */
    int sourceCount() {
      return sourceCount;
    }

    /** Their names. */
    Set<String> sources() {
      return sources.get();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Tally that
          && voices == that.voices
          && posts == that.posts
          && sourceCount == that.sourceCount
          && sources().equals(that.sources());
    }

    @Override
    public int hashCode() {
      return 31 * (31 * voices + posts) + sourceCount;
    }

    @Override
    public String toString() {
      return voices + " voices, " + posts + " posts by " + sources();
    }
  }

  /** Who published some of the mentions. */
  private static final class Source {

    private final String name;
    private final List<Kind> kinds = new ArrayList<>(1);

    /** How many mentions each window counts. */
    private int[] counted = {};

    private Source(String name) {
      this.name = name;
    }

    private int count(int window, int change) {
      if (window >= counted.length) {
        counted = Arrays.copyOf(counted, window + 1);
      }
      counted[window] += change;
      return counted[window];
    }
  }

  /** What mentions have in common and is written once: source, how their fingerprints are made. */
  private static final class Kind {

    static final Comparator<Kind> ORDER =
        Comparator.comparing((Kind kind) -> kind.source.name)
            .thenComparing(kind -> kind.algorithm)
            .thenComparingInt(kind -> kind.signatureBytes);

    private final Source source;
    private final String algorithm;
    private final int signatureBytes;
    private int mentions;
    private int place;

    private Kind(Source source, String algorithm, int signatureBytes) {
      this.source = source;
      this.algorithm = algorithm;
      this.signatureBytes = signatureBytes;
    }

    private boolean is(String otherAlgorithm, int bytes) {
      return signatureBytes == bytes && algorithm.equals(otherAlgorithm);
    }
  }

  /**
   * What is counted of the mentions since a time that only grows, kept up to date: a mention counts
   * while its leader is younger and no echo.
   */
  private static final class Window {

    private final int number;
    private long from;
    private int posts;
    private int sources;
    private int passed;

    private Window(int number, long from) {
      this.number = number;
      this.from = from;
    }

    private void add(Mention mention, Kind kind) {
      if (mention.countsAfter(from)) {
        posts++;
        sources += kind.source.count(number, 1) == 1 ? 1 : 0;
      }
    }

    private void remove(Mention mention, Kind kind) {
      if (mention.countsAfter(from)) {
        posts--;
        sources -= kind.source.count(number, -1) == 0 ? 1 : 0;
      }
    }

    /** Lets the voices up to and including a later time go. */
    private void moveTo(long later, List<Mention> voices) {
      if (later <= from) {
        return;
      }
      int index = firstAfter(voices, from, passed);
      passed = firstAfter(voices, later, index);
      for (; index < passed; index++) {
        Mention leader = voices.get(index);
        remove(leader, requireNonNull(leader.kind));
        for (Mention copy = leader.firstFollower; copy != null; copy = copy.nextFollower) {
          remove(copy, requireNonNull(copy.kind));
        }
      }
      from = later;
    }
  }

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

  /** Moves on whenever a mention comes or goes: in between only time changes what windows hold. */
  int changes() {
    return changes;
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
    if (indexOf(mention.post, mention.at) >= 0) {
      return false;
    }
    changes++;
    if (isFull()) {
      countOnly(mention);
    } else {
      insert(mention);
    }
    return true;
  }

  private void insert(Mention mention) {
    int index = indexAfter(mention.at);
    mention.place = nextPlace();
    mention.kind = kindOf(mention.source, mention.signature);
    mention.kind.mentions++;
    mentions.add(index, mention);
    if (index == mentions.size() - 1) {
      join(mention);
    } else {
      regroup(index, Set.of(mention));
    }
  }

  private Kind kindOf(String name, @Nullable StorySignature signature) {
    return signature == null
        ? kindOf(name, "", 0)
        : kindOf(name, signature.algorithm(), signature.bytes());
  }

  private Kind kindOf(String name, String algorithm, int signatureBytes) {
    Source source = sources.computeIfAbsent(name, Source::new);
    for (Kind kind : source.kinds) {
      if (kind.is(algorithm, signatureBytes)) {
        return kind;
      }
    }
    Kind kind = new Kind(source, algorithm, signatureBytes);
    source.kinds.add(kind);
    kinds.add(-1 - Collections.binarySearch(kinds, kind, Kind.ORDER), kind);
    return kind;
  }

  /** A mention is not there any more; a source that nothing is there of is forgotten. */
  private void leave(Mention mention) {
    Kind kind = requireNonNull(mention.kind);
    kind.mentions--;
    if (kind.mentions == 0) {
      kind.source.kinds.remove(kind);
      kinds.remove(Collections.binarySearch(kinds, kind, Kind.ORDER));
      if (kind.source.kinds.isEmpty()) {
        sources.remove(kind.source.name);
      }
    }
  }

  /** Gives a mention that has no leader one; true when it leads itself. */
  private boolean join(Mention mention) {
    @Nullable Mention leader = leaders.of(mention);
    if (leader == null) {
      mention.leader = mention;
      leaders.insert(mention);
    } else {
      mention.follow(leader);
    }
    count(mention);
    return leader == null;
  }

  private void count(Mention mention) {
    Kind kind = requireNonNull(mention.kind);
    for (int i = 0; i < windows.size(); i++) {
      windows.get(i).add(mention, kind);
    }
  }

  /** Takes a mention from its leader, or from leading, as far as counting goes. */
  private void part(Mention mention) {
    Kind kind = requireNonNull(mention.kind);
    for (int i = 0; i < windows.size(); i++) {
      windows.get(i).remove(mention, kind);
    }
    mention.unfollow();
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
    changes++;
    Mention gone = mentions.remove(index);
    Set<Mention> orphans = release(gone);
    part(gone);
    leave(gone);
    if (gone.leads()) {
      leaders.remove(gone);
      if (!orphans.isEmpty()) {
        regroup(index, orphans);
      }
    }
    return true;
  }

  /** Takes the followers of a leader from it. */
  private Set<Mention> release(Mention leader) {
    if (leader.firstFollower == null) {
      return Set.of();
    }
    Set<Mention> orphans = identitySet();
    for (Mention copy = leader.firstFollower; copy != null; copy = leader.firstFollower) {
      part(copy);
      orphans.add(copy);
    }
    return orphans;
  }

  /**
   * Lets everything up to and including a time go.
   *
   * @return how many voices began in what went
   */
  int dropUpTo(long time) {
    int gone = mentions.isEmpty() || mentions.get(0).at > time ? 0 : indexAfter(time);
    int voices = unremembered.dropUpTo(time);
    changes += gone > 0 || voices > 0 ? 1 : 0;
    if (gone == 0) {
      return voices;
    }
    for (Window window : windows) {
      window.moveTo(time, leaders.voices);
    }
    Set<Mention> orphans = identitySet();
    int leading = 0;
    for (Mention mention : mentions.subList(0, gone)) {
      if (mention.leads()) {
        leading++;
        voices += mention.echo ? 0 : 1;
        orphans.addAll(release(mention));
      }
      orphans.remove(mention);
      leave(mention);
    }
    mentions.subList(0, gone).clear();
    leaders.removeFirst(leading);
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
    return leaders.voicesAfter(from, 0) + unremembered.after(from);
  }

  /** The same for a window, which is quicker when its beginning only grows. */
  int voicesAfter(int window, long from) {
    int near = window < windows.size() ? windows.get(window).passed : 0;
    return leaders.voicesAfter(from, near) + unremembered.after(from);
  }

  /** Hands over the mentions behind the voices that began after a time, in their order. */
  void forEachAfter(long from, Each each) {
    for (int i = indexAfter(from); i < mentions.size(); i++) {
      Mention mention = mentions.get(i);
      if (mention.countsAfter(from)) {
        each.take(mention.source, mention.leads());
      }
    }
  }

  /** Voices that began after a time, with the posts and sources behind them. */
  Tally tallyAfter(long from) {
    int posts = 0;
    Set<String> names = new HashSet<>();
    for (int i = indexAfter(from); i < mentions.size(); i++) {
      Mention mention = mentions.get(i);
      if (mention.countsAfter(from)) {
        posts++;
        names.add(mention.source);
      }
    }
    return new Tally(
        voicesAfter(from), posts + unremembered.after(from), names.size(), () -> names);
  }

  /**
   * The same for a window, kept from one time to the next.
   *
   * @param number of the window, from 0 on
   * @param from a time that only grows
   */
  Tally tallyAfter(int number, long from) {
    while (windows.size() <= number) {
      windows.add(begin(windows.size(), from));
    }
    Window window = windows.get(number);
    if (from < window.from) {
      return tallyAfter(from);
    }
    window.moveTo(from, leaders.voices);
    int unseen = unremembered.after(from);
    int voices = leaders.voicesAfter(from, window.passed) + unseen;
    return new Tally(voices, window.posts + unseen, window.sources, () -> sourcesIn(number));
  }

  private Window begin(int number, long from) {
    Window window = new Window(number, from);
    for (int i = indexAfter(from); i < mentions.size(); i++) {
      window.add(mentions.get(i), requireNonNull(mentions.get(i).kind));
    }
    return window;
  }

  private Set<String> sourcesIn(int window) {
    Set<String> names = new HashSet<>();
    for (Source source : sources.values()) {
      if (source.count(window, 0) > 0) {
        names.add(source.name);
      }
    }
    return names;
  }

  /** The mentions up to and including a time, in order. */
  List<Mention> upTo(long time) {
    return List.copyOf(mentions.subList(0, indexAfter(time)));
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
    IdentityHashMap<Mention, Integer> byLeader = new IdentityHashMap<>();
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
    return Math.min(first, unremembered.firstAfter(from));
  }

  /** Places ascend in the order of the mentions; gaps between them say nothing. */
  private long nextPlace() {
    return mentions.isEmpty() ? 0 : mentions.get(mentions.size() - 1).place + 1;
  }

  private static Set<Mention> identitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  /**
   * Gives the mentions from an index on their leaders, when some of them have none any more or not
   * yet. The others know theirs and need only be compared with leaders that are new, and only with
   * those that come before their own.
   */
  private void regroup(int from, Set<Mention> orphans) {
    renumber();
    Set<Mention> lost = identitySet();
    Leaders risen = new Leaders();
    for (Mention mention : mentions.subList(from, mentions.size())) {
      boolean forsaken = lost.contains(mention.leader);
      if (forsaken || orphans.contains(mention)) {
        if (forsaken) {
          part(mention);
        }
        if (join(mention)) {
          risen.insert(mention);
        }
      } else {
        @Nullable Mention earlier = risen.of(mention);
        if (earlier != null && earlier.place < mention.leader.place) {
          part(mention);
          if (mention.leads()) {
            leaders.remove(mention);
            lost.add(mention);
          }
          mention.follow(earlier);
          count(mention);
        }
      }
    }
  }

  private void renumber() {
    for (int i = 0; i < mentions.size(); i++) {
      mentions.get(i).place = i;
    }
  }

  private void countOnly(Mention mention) {
    mention.place = nextPlace();
    if (leaders.of(mention) == null) {
      unremembered.add(Math.floorDiv(mention.at, MINUTE) * MINUTE, 1);
    }
  }

  /** The index of the first mention after a time. */
  private int indexAfter(long time) {
    int size = mentions.size();
    return size == 0 || mentions.get(size - 1).at <= time ? size : firstAfter(mentions, time, 0);
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
    writeKinds(out);
    renumber();
    Bytes.writeInt(out, mentions.size());
    long before = mentions.isEmpty() ? 0 : mentions.get(0).at;
    out.writeLong(before);
    for (Mention mention : mentions) {
      Bytes.writeLong(out, mention.at - before);
      before = mention.at;
      out.writeByte((int) (mention.post >>> Integer.SIZE));
      out.writeInt((int) mention.post);
      int marks = (mention.echo ? ECHO : 0) | (mention.leads() ? 0 : COPY);
      Bytes.writeInt(out, requireNonNull(mention.kind).place << 2 | marks);
      if (!mention.leads()) {
        Bytes.writeInt(out, (int) (mention.place - mention.leader.place));
      }
      if (mention.signature != null) {
        mention.signature.writeBits(out);
      }
    }
    unremembered.writeTo(out);
  }

  private void writeKinds(DataOutput out) throws IOException {
    Bytes.writeInt(out, kinds.size());
    for (int place = 0; place < kinds.size(); place++) {
      Kind kind = kinds.get(place);
      kind.place = place;
      Bytes.writeText(out, kind.source.name);
      Bytes.writeText(out, kind.algorithm);
      Bytes.writeInt(out, kind.signatureBytes);
    }
  }

  /** Reads what {@link #writeTo} wrote, or what release 0.1.0 did. */
  static Voices readFrom(DataInput in, int limit, int format) throws IOException {
    Voices voices = new Voices(limit);
    if (format == KeyState.FORMAT_1) {
      voices.readFormat1(in);
    } else {
      voices.readMentions(in);
    }
    voices.unremembered.readFrom(in);
    return voices;
  }

  private void readMentions(DataInput in) throws IOException {
    List<Kind> written = new ArrayList<>();
    for (int count = Bytes.readInt(in); count > 0; count--) {
      written.add(kindOf(Bytes.readText(in), Bytes.readText(in), Bytes.readInt(in)));
    }
    int count = Bytes.readInt(in);
    long at = in.readLong();
    for (int i = 0; i < count; i++) {
      at += Bytes.readLong(in);
      read(in, at, written);
    }
  }

  private void read(DataInput in, long at, List<Kind> kinds) throws IOException {
    long post = in.readUnsignedByte() * (1L << Integer.SIZE) + Integer.toUnsignedLong(in.readInt());
    int marked = Bytes.readInt(in);
    Kind kind = kinds.get(marked >>> 2);
    int back = (marked & COPY) == 0 ? 0 : Bytes.readInt(in);
    @Nullable StorySignature signature =
        kind.signatureBytes == 0
            ? null
            : StorySignature.read(in, kind.algorithm, kind.signatureBytes);
    Mention mention = new Mention(at, post, kind.source.name, signature);
    mention.echo = (marked & ECHO) != 0;
    mention.place = nextPlace();
    mention.kind = kind;
    kind.mentions++;
    mentions.add(mention);
    if (back == 0) {
      leaders.insert(mention);
    } else {
      mention.follow(mentions.get(mentions.size() - 1 - back));
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
      mention.kind = kindOf(source, signature);
      mention.kind.mentions++;
      mentions.add(mention);
      join(mention);
    }
  }

  /**
   * The leaders in their order, found by post or by likeness of their stories. Mentions are asked
   * for in the places that they have in the list.
   */
  private static final class Leaders {

    private final List<Mention> all = new ArrayList<>();
    private final List<Mention> voices = new ArrayList<>();
    private final PostCounts posts = new PostCounts();
    private final SignatureRows rows = new SignatureRows();

    List<Mention> all() {
      return all;
    }

    /** The first leader, of those before a mention, that it is a copy of; null for none. */
    @Nullable Mention of(Mention mention) {
      boolean samePost = posts.contains(mention.post);
      if (!samePost && mention.signature == null) {
        return null;
      }
      int end = all.size();
      if (end > 0 && all.get(end - 1).place >= mention.place) {
        end = indexOf(all, mention.place);
      }
      int copied = mention.signature == null ? end : rows.firstCopied(mention.signature, end);
      for (int i = 0; samePost && i < copied; i++) {
        if (all.get(i).post == mention.post) {
          return all.get(i);
        }
      }
      return copied < end ? all.get(copied) : null;
    }

    /** Adds a leader in its place. */
    void insert(Mention mention) {
      int index = indexOf(all, mention.place);
      all.add(index, mention);
      rows.insert(index, mention.signature);
      if (!mention.echo) {
        voices.add(indexOf(voices, mention.place), mention);
      }
      posts.add(mention.post);
    }

    void remove(Mention mention) {
      int index = indexOf(all, mention.place);
      all.remove(index);
      rows.remove(index);
      if (!mention.echo) {
        voices.remove(indexOf(voices, mention.place));
      }
      posts.remove(mention.post);
    }

    void removeFirst(int number) {
      int echoes = 0;
      for (Mention mention : all.subList(0, number)) {
        echoes += mention.echo ? 1 : 0;
        posts.remove(mention.post);
      }
      all.subList(0, number).clear();
      rows.removeFirst(number);
      voices.subList(0, number - echoes).clear();
    }

    int voicesAfter(long from, int near) {
      return voices.size() - firstAfter(voices, from, near);
    }

    /** The index of the first at or behind a place. */
    private static int indexOf(List<Mention> list, long place) {
      int low = 0;
      int high = list.size();
      if (high == 0 || list.get(high - 1).place < place) {
        return high;
      }
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (list.get(middle).place >= place) {
          high = middle;
        } else {
          low = middle + 1;
        }
      }
      return low;
    }
  }

  /**
   * The index of the first of ordered mentions that comes after a time.
   *
   * @param near an index that may be near it; decides nothing
   */
  private static int firstAfter(List<Mention> list, long time, int near) {
    int low = Math.min(near, list.size());
    int high = list.size();
    if (low > 0 && list.get(low - 1).at > time) {
      high = low - 1;
      low = 0;
    } else {
      for (int step = 1; low + step <= high; step *= 2) {
        if (list.get(low + step - 1).at > time) {
          high = low + step - 1;
          break;
        }
        low += step;
      }
    }
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
