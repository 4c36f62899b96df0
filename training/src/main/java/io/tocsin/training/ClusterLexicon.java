package io.tocsin.training;

import io.tocsin.enrich.core.tagger.Hashes;
import io.tocsin.enrich.core.tagger.WordClusters;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.tukaani.xz.XZInputStream;

/**
 * The Brown clusters that come with nlp4j-english (Apache-2.0): 594,000 words in lower case, each
 * with beginnings of its path, of which the longest is the path.
 *
 * @param paths of the clusters, in the order of their bits
 * @param words hashes of the words, ascending, each once
 * @param clusters the index of each word's path
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier between its source and the model's file
record ClusterLexicon(int[] paths, int[] words, short[] clusters) {

  private static final String RESOURCE =
      "/edu/emory/mathcs/nlp/lexica/en-brown-clusters-simplified-lowercase.xz";
  private static final String EXPECTED = "java.util.*;java.lang.*;!*";

  /** Reads them from the class path. */
  static ClusterLexicon read() throws IOException {
    try (InputStream packed = ClusterLexicon.class.getResourceAsStream(RESOURCE)) {
      if (packed == null) {
        throw new IOException("nlp4j-english is not on the class path: no " + RESOURCE);
      }
      return of(longestPaths(packed));
    }
  }

  WordClusters toClusters() {
    return new WordClusters(words, clusters, paths);
  }

  private static Map<String, String> longestPaths(InputStream packed) throws IOException {
    try (ObjectInputStream objects =
        new ObjectInputStream(new BufferedInputStream(new XZInputStream(packed), 1 << 16))) {
      objects.setObjectInputFilter(ObjectInputFilter.Config.createFilter(EXPECTED));
      Map<String, String> longest = new TreeMap<>();
      ((Map<?, ?>) objects.readObject())
          .forEach((word, paths) -> longest.put((String) word, longest((Set<?>) paths)));
      return longest;
    } catch (ClassNotFoundException impossible) {
      throw new IOException(impossible);
    }
  }

  private static String longest(Set<?> paths) {
    return paths.stream()
        .map(String.class::cast)
        .max(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
        .orElseThrow();
  }

  /** Of two words with one hash the first in the order of the alphabet stays. */
  private static ClusterLexicon of(Map<String, String> pathOfWord) {
    List<String> paths = new ArrayList<>(pathOfWord.values().stream().distinct().sorted().toList());
    Map<String, Short> index = new TreeMap<>();
    paths.forEach(path -> index.put(path, (short) index.size()));
    Map<Integer, Short> clusterOfHash = new TreeMap<>();
    pathOfWord.forEach(
        (word, path) -> clusterOfHash.putIfAbsent(Hashes.ofWord(word), index.get(path)));
    int[] words = clusterOfHash.keySet().stream().mapToInt(Integer::intValue).toArray();
    short[] clusters = new short[words.length];
    int at = 0;
    for (short cluster : clusterOfHash.values()) {
      clusters[at++] = cluster;
    }
    return new ClusterLexicon(
        paths.stream().mapToInt(WordClusters::parse).toArray(), words, clusters);
  }
}
