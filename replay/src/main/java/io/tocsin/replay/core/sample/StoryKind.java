package io.tocsin.replay.core.sample;

import java.time.LocalDate;
import java.util.List;

/**
 * A kind of story: what can stand in its headline and in its text.
 *
 * @param name its name
 * @param weight how often it comes up, relative to the others
 * @param from the first day on which it comes up
 * @param titles headlines with {@code {slots}}
 * @param sentences sentences with {@code {slots}}
 */
record StoryKind(
    String name, int weight, LocalDate from, List<String> titles, List<String> sentences) {

  StoryKind {
    titles = List.copyOf(titles);
    sentences = List.copyOf(sentences);
  }
}
