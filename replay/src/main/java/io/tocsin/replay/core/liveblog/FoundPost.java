package io.tocsin.replay.core.liveblog;

import java.util.List;

/** A post as it stands on the page; paragraphs and captions in the order of the page. */
record FoundPost(
    String title, List<String> paragraphs, List<String> captions, List<String> bylines) {

  FoundPost {
    paragraphs = List.copyOf(paragraphs);
    captions = List.copyOf(captions);
    bylines = List.copyOf(bylines);
  }
}
