package io.tocsin.ingest.core.clean;

import java.util.ArrayList;
import java.util.List;

/** Collects what one cleaning step takes out of the texts. */
final class TakenOut {
  private final List<String> bylines = new ArrayList<>();
  private final List<String> captions = new ArrayList<>();
  private final List<Link> links = new ArrayList<>();
  private final List<Link> notedLinks = new ArrayList<>();
  private final List<String> furniture = new ArrayList<>();

  void byline(String words) {
    add(bylines, words);
  }

  void caption(String words) {
    add(captions, words);
  }

  void furniture(String words) {
    add(furniture, words);
  }

  private static void add(List<String> list, String words) {
    String clean = Whitespace.line(Characters.normalise(words));
    if (!clean.isEmpty()) {
      list.add(clean);
    }
  }

  /** A link whose words, or whose address, no longer stand in the text. */
  void link(String words, String url) {
    String clean = Whitespace.line(Characters.normalise(words));
    boolean isShort = url.length() <= Draft.LONGEST_ADDRESS;
    if (!clean.isEmpty() || (isShort && !url.isEmpty())) {
      links.add(new Link(clean, isShort ? url : ""));
    }
  }

  /** An address that stood in the text. */
  void address(String url) {
    if (url.length() <= Draft.LONGEST_ADDRESS) {
      links.add(new Link("", url));
    } else {
      furniture.add(url);
    }
  }

  /** A link whose words stay in the text. */
  void note(String words, String url) {
    notedLinks.add(new Link(Whitespace.line(Characters.normalise(words)), url));
  }

  List<String> bylines() {
    return bylines;
  }

  List<String> captions() {
    return captions;
  }

  List<Link> links() {
    return links;
  }

  List<Link> notedLinks() {
    return notedLinks;
  }

  List<String> furniture() {
    return furniture;
  }
}
