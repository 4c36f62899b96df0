package io.tocsin.ingest.core.clean;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.Elements;
import org.jsoup.select.NodeFilter;
import org.jspecify.annotations.Nullable;

/**
 * The text of an HTML fragment: blocks become paragraphs, line breaks lines; scripts, styles and
 * forms are left out; captions and links are collected, lists of nothing but links leave the text.
 */
final class HtmlText implements NodeFilter {
  private static final Set<String> LEFT_OUT =
      Set.of(
          "script",
          "style",
          "noscript",
          "template",
          "iframe",
          "svg",
          "object",
          "embed",
          "head",
          "button",
          "form",
          "nav",
          "select",
          "audio",
          "video",
          "map",
          "frameset");
  private static final Set<String> LINES = Set.of("br", "li", "tr", "dt", "dd", "option");

  private final StringBuilder text;
  private final List<String> captions = new ArrayList<>();
  private final List<Link> links = new ArrayList<>();
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

  List<String> captions() {
    return captions;
  }

  List<Link> links() {
    return links;
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
    if (LEFT_OUT.contains(tag)) {
      separate(element, tag);
      return FilterResult.SKIP_ENTIRELY;
    }
    if (tag.equals("figcaption")) {
      addCaption(element.text());
    }
    if (tag.equals("figcaption") || isLinkList(element)) {
      collectLinks(element);
      text.append("\n\n");
      return FilterResult.SKIP_ENTIRELY;
    }
    collect(element, tag);
    separate(element, tag);
    return FilterResult.CONTINUE;
  }

  private void collect(Element element, String tag) {
    if (tag.equals("pre")) {
      preformatted++;
    } else if (tag.equals("img")) {
      addCaption(element.attr("alt"));
    } else if (tag.equals("a")) {
      addLink(element);
    }
  }

  private void separate(Element element, String tag) {
    if (LINES.contains(tag)) {
      text.append('\n');
    } else if (tag.equals("td") || tag.equals("th")) {
      text.append(' ');
    } else if (element.isBlock()) {
      text.append("\n\n");
    }
  }

  @Override
  public FilterResult tail(@Nullable Node node, int depth) {
    if (node instanceof Element element && element.isBlock()) {
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

  private void addCaption(String caption) {
    String clean = Whitespace.line(Characters.normalise(caption));
    if (!clean.isEmpty()) {
      captions.add(clean);
    }
  }

  private void addLink(Element anchor) {
    String url =
        anchor.absUrl("href").isEmpty() ? anchor.attr("href").strip() : anchor.absUrl("href");
    if (url.startsWith("http://") || url.startsWith("https://")) {
      links.add(new Link(Whitespace.line(Characters.normalise(anchor.text())), url));
    }
  }

  private void collectLinks(Element element) {
    element.select("a[href]").forEach(this::addLink);
  }

  /** A list of two or more items that hold a link and no other words. */
  private static boolean isLinkList(Element element) {
    if (!element.normalName().equals("ul") && !element.normalName().equals("ol")) {
      return false;
    }
    Elements items = element.children();
    return items.size() >= 2 && items.stream().allMatch(HtmlText::isOnlyLink);
  }

  private static boolean isOnlyLink(Element item) {
    Element anchor = item.selectFirst("a[href]");
    return anchor != null && item.text().strip().equals(anchor.text().strip());
  }
}
