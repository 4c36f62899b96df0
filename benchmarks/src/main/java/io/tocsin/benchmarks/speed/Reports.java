package io.tocsin.benchmarks.speed;

import io.tocsin.enrich.core.PostText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** English posts and headlines put together from reports of ours; same seed, same posts. */
final class Reports {

  private static final String RESOURCE = "reports.tsv";
  private static final int HEADLINES = 2;

  private final List<String> headlines = new ArrayList<>();
  private final List<String> sentences = new ArrayList<>();
  private final SplittableRandom random;

  Reports(long seed) {
    random = new SplittableRandom(seed);
    try (InputStream file = Reports.class.getResourceAsStream(RESOURCE)) {
      if (file == null) {
        throw new IllegalStateException("resource " + RESOURCE + " is missing");
      }
      new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> Arrays.asList(line.split("\t", -1)))
          .forEach(this::add);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void add(List<String> report) {
    headlines.addAll(report.subList(0, HEADLINES));
    sentences.addAll(report.subList(HEADLINES, report.size()));
  }

  /** Posts without a headline, of sentences of many reports, as a live blog has them. */
  List<PostText> posts(int number, int tokens) {
    List<PostText> posts = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      posts.add(new PostText("", body(tokens), "en"));
    }
    return posts;
  }

  /** Posts that are a headline alone, of some fifteen tokens: headlines with a place or a time. */
  List<PostText> headlines(int number, int tokens) {
    List<PostText> posts = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      StringBuilder title = new StringBuilder(one(headlines));
      while (tokens(title) < tokens) {
        title.append("; ").append(one(headlines));
      }
      posts.add(new PostText(firstTokens(title.toString(), tokens), "", "en"));
    }
    return posts;
  }

  private String body(int tokens) {
    StringBuilder body = new StringBuilder();
    while (tokens(body) < tokens) {
      body.append(body.isEmpty() ? "" : " ").append(one(sentences));
    }
    return firstTokens(body.toString(), tokens);
  }

  private String one(List<String> all) {
    return all.get(random.nextInt(all.size()));
  }

  /** Words and marks, roughly as a tagger parts them. */
  static int tokens(CharSequence text) {
    int tokens = 0;
    for (int i = 0; i < text.length(); i++) {
      tokens += startsToken(text, i) ? 1 : 0;
    }
    return tokens;
  }

  private static String firstTokens(String text, int number) {
    int tokens = 0;
    for (int i = 0; i < text.length(); i++) {
      tokens += startsToken(text, i) ? 1 : 0;
      if (tokens > number) {
        return text.substring(0, i).strip();
      }
    }
    return text;
  }

  private static boolean startsToken(CharSequence text, int index) {
    char at = text.charAt(index);
    if (Character.isLetterOrDigit(at)) {
      return index == 0 || !Character.isLetterOrDigit(text.charAt(index - 1));
    }
    return !Character.isWhitespace(at);
  }
}
