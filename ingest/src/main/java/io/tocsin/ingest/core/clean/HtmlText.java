package io.tocsin.ingest.core.clean;

import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.Elements;
import org.jsoup.select.NodeFilter;
import org.jspecify.annotations.Nullable;

/**
 * The text of an HTML fragment: blocks become paragraphs, line breaks lines. What a browser does
 * not show (scripts, styles) is left out; captions, bylines, navigation and forms are collected
 * apart, as are lists of nothing but links.
 */
final class HtmlText implements NodeFilter {
  private static final Set<String> INVISIBLE =
      Set.of("script", "style", "noscript", "template", "head");
  private static final Set<String> EMBEDDED =
      Set.of("iframe", "object", "embed", "audio", "video", "frameset");
  private static final Set<String> BLOCKS = Set.of("summary", "legend");
  private static final Set<String> FURNITURE = Set.of("button", "form", "nav", "select", "svg");
  private static final Set<String> LINES = Set.of("br", "li", "tr", "dt", "dd", "option");
  private static final Pattern BYLINE_CLASS =
      Pattern.compile("(?i)(?:\\S*[_-])?by-?line(?:[_-]\\S*)?");
  private static final Pattern CAPTION_CLASS =
      Pattern.compile("(?i)(?:image|photo|video|picture|media|wp)[_-](?:caption|credit)(?:-text)?");
  private static final Pattern WEB = Pattern.compile("^(?i)https?://[^\\s/?#]");
  private static final int LONGEST_MARKED = 600;

  private final StringBuilder text;
  private final TakenOut taken = new TakenOut();
  private int preformatted;

  private HtmlText(StringBuilder text) {
    this.text = text;
  }

  /** A text that is no HTML. */
  static HtmlText plain(String text) {
    return new HtmlText(new StringBuilder(text));
  }

  static HtmlText parse(String html, @Nullable String baseUrl) {
    HtmlText reader = new HtmlText(new StringBuilder(html.length()));
    String base = baseUrl == null ? "" : baseUrl;
    Jsoup.parseBodyFragment(html, base).body().filter(reader);
    return reader;
  }

  String text() {
    return text.toString();
  }

  TakenOut taken() {
    return taken;
  }

  @Override
  public FilterResult head(Node node, int depth) {
    if (node instanceof TextNode words) {
      append(words);
      return FilterResult.CONTINUE;
    }
    return node instanceof Element element ? enter(element) : FilterResult.CONTINUE;
  }

  private void append(TextNode words) {
    text.append(preformatted > 0 ? words.getWholeText() : words.getWholeText().replace('\n', ' '));
  }

  private FilterResult enter(Element element) {
    String tag = element.normalName();
    if (INVISIBLE.contains(tag)) {
      return FilterResult.SKIP_ENTIRELY;
    }
    if (EMBEDDED.contains(tag) || takeOut(element, tag)) {
      text.append(isBlock(element) ? "\n\n" : " ");
      return FilterResult.SKIP_ENTIRELY;
    }
    collect(element, tag);
    separate(element, tag);
    return FilterResult.CONTINUE;
  }

  /** Moves an element's words to the field they belong to, if to any but the text. */
  private boolean takeOut(Element element, String tag) {
    if (isLinkList(element, tag)) {
      anchors(element).forEach(this::takeLink);
      return true;
    }
    if (FURNITURE.contains(tag)) {
      taken.furniture(element.text());
    } else if (tag.equals("figcaption") || isMarked(element, CAPTION_CLASS)) {
      taken.caption(element.text());
    } else if (isMarked(element, BYLINE_CLASS)) {
      taken.byline(element.text());
    } else {
      return false;
    }
    anchors(element).forEach(this::noteLink);
    return true;
  }

  private static boolean isMarked(Element element, Pattern names) {
    return element.hasAttr("class")
        && isBlock(element)
        && element.classNames().stream().anyMatch(name -> names.matcher(name).matches())
        && element.text().length() <= LONGEST_MARKED;
  }

  private void collect(Element element, String tag) {
    if (tag.equals("pre")) {
      preformatted++;
    } else if (tag.equals("img")) {
      taken.caption(element.attr("alt"));
    } else if (tag.equals("a")) {
      noteLink(element);
    }
  }

  private void separate(Element element, String tag) {
    if (LINES.contains(tag)) {
      text.append('\n');
    } else if (tag.equals("td") || tag.equals("th")) {
      text.append(' ');
    } else if (isBlock(element)) {
      text.append("\n\n");
    }
  }

  @Override
  public FilterResult tail(@Nullable Node node, int depth) {
    if (node instanceof Element element && isBlock(element)) {
      leave(element.normalName());
    }
    return FilterResult.CONTINUE;
  }

  private void leave(String tag) {
    if (tag.equals("pre")) {
      preformatted--;
    }
    if (!LINES.contains(tag)) {
      text.append("\n\n");
    }
  }

  private static boolean isBlock(Element element) {
    return element.isBlock() || BLOCKS.contains(element.normalName());
  }

  private void noteLink(Element anchor) {
    String url = url(anchor);
    if (!url.isEmpty()) {
      taken.note(anchor.text(), url);
    }
  }

  private void takeLink(Element anchor) {
    taken.link(anchor.text(), url(anchor));
  }

  /** Where an anchor leads, or nothing if not into the web. */
  private static String url(Element anchor) {
    String href = anchor.attr("href").strip();
    boolean relative = !href.startsWith("https://") && !href.startsWith("http://");
    String absolute = relative ? anchor.absUrl("href") : "";
    String url = Whitespace.line(Characters.normalise(absolute.isEmpty() ? href : absolute));
    return WEB.matcher(url).find() ? url.replace(" ", "%20") : "";
  }

  private static Elements anchors(Element element) {
    return element.select("a[href]");
  }

  /** A list of two or more items that hold a link and no other words. */
  private static boolean isLinkList(Element element, String tag) {
    if (!tag.equals("ul") && !tag.equals("ol")) {
      return false;
    }
    Elements items = element.children();
    return items.size() >= 2
        && element.ownText().isBlank()
        && items.stream().allMatch(HtmlText::isOnlyLink);
  }

  private static boolean isOnlyLink(Element item) {
    Elements anchors = anchors(item);
    return anchors.size() == 1 && item.text().strip().equals(anchors.text().strip());
  }
}
