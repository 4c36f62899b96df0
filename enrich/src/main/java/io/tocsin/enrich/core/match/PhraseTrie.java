package io.tocsin.enrich.core.match;

import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;

/**
 * A prefix tree over phrases in arrays: the children of a node lie side by side, by character.
 *
 * <p>Since a phrase can begin at word borders only, walking it from there reads fewer characters
 * than an Aho-Corasick automaton, and it is built in a fraction of the time.
 */
final class PhraseTrie<V> {

  /** What {@link #child} says where there is none. */
  static final int NONE = -1;

  /** The node of the empty phrase. */
  static final int ROOT = 0;

  private static final int ASCII = 128;

  private final List<V> values;
  private char[] labels = new char[1 << 12];
  private int[] firstChild = new int[1 << 12];
  private int[] value = new int[1 << 12];
  private int nodes;
  private final int[] rootChild = new int[Character.MAX_VALUE + 1];

  /** Children by their character where both it and the one before, a phrase's first, are ASCII. */
  private final int[] secondChild;

  private final int secondNodes;

  /** A tree of these phrases. */
  PhraseTrie(SortedMap<String, V> phrases) {
    values = List.copyOf(phrases.values());
    build(List.copyOf(phrases.keySet()));
    Arrays.fill(rootChild, NONE);
    for (int node = firstChild[ROOT]; node < firstChild[ROOT + 1]; node++) {
      rootChild[labels[node]] = node;
    }
    secondNodes = asciiChildren(ROOT) + 1;
    secondChild = new int[secondNodes * ASCII];
    Arrays.fill(secondChild, NONE);
    for (int node = 1; node < secondNodes; node++) {
      int end = firstChild[node] + asciiChildren(node);
      for (int child = firstChild[node]; child < end; child++) {
        secondChild[node * ASCII + labels[child]] = child;
      }
    }
  }

  /** Children stand in the order of their characters, so these are the first ones. */
  private int asciiChildren(int node) {
    int children = 0;
    while (firstChild[node] + children < firstChild[node + 1]
        && labels[firstChild[node] + children] < ASCII) {
      children++;
    }
    return children;
  }

  /** The node behind a character, or {@link #NONE}. */
  int child(int node, char character) {
    if (node == ROOT) {
      return rootChild[character];
    }
    if (node < secondNodes && character < ASCII) {
      return secondChild[node * ASCII + character];
    }
    int low = firstChild[node];
    int left = firstChild[node + 1] - low;
    if (left == 0) {
      return NONE;
    }
    while (left > 1) {
      int half = left >>> 1;
      low = labels[low + half] <= character ? low + half : low;
      left -= half;
    }
    return labels[low] == character ? low : NONE;
  }

  /** True if a phrase ends at this node. */
  boolean hasValue(int node) {
    return value[node] != NONE;
  }

  /** What the phrase that ends at this node stands for. */
  V value(int node) {
    return values.get(value[node]);
  }

  /** Level by level; each node is the range of sorted phrases that begin alike. */
  private void build(List<String> phrases) {
    int[] from = new int[1 << 12];
    int[] to = new int[1 << 12];
    int[] depth = new int[1 << 12];
    add('\0');
    to[ROOT] = phrases.size();
    for (int node = 0; node < nodes; node++) {
      firstChild[node] = nodes;
      int at = from[node];
      value[node] = NONE;
      if (at < to[node] && phrases.get(at).length() == depth[node]) {
        value[node] = at++;
      }
      while (at < to[node]) {
        int start = at;
        char label = phrases.get(start).charAt(depth[node]);
        while (at < to[node] && phrases.get(at).charAt(depth[node]) == label) {
          at++;
        }
        add(label);
        from = put(from, nodes - 1, start);
        to = put(to, nodes - 1, at);
        depth = put(depth, nodes - 1, depth[node] + 1);
      }
    }
    firstChild = put(firstChild, nodes, nodes);
    labels = Arrays.copyOf(labels, nodes);
    firstChild = Arrays.copyOf(firstChild, nodes + 1);
    value = Arrays.copyOf(value, nodes);
  }

  private void add(char label) {
    if (nodes == labels.length) {
      labels = Arrays.copyOf(labels, 2 * nodes);
    }
    labels[nodes] = label;
    firstChild = put(firstChild, nodes, 0);
    value = put(value, nodes, NONE);
    nodes++;
  }

  private static int[] put(int[] array, int index, int entry) {
    int[] big = index < array.length ? array : Arrays.copyOf(array, 2 * array.length);
    big[index] = entry;
    return big;
  }
}
