package io.tocsin.ingest.core.clean;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Entities;
import org.jsoup.parser.Tag;

/**
 * HTML to text, in headline and body. Plain text is left alone: only a known tag, a comment or a
 * known entity makes a text HTML, so {@code if x<y} and {@code AT&T} survive. Feeds escape twice
 * and more, therefore it is repeated; what still looks like markup after four rounds is defused.
 */
final class Markup {
  private static final int ROUNDS = 4;
  private static final int LONGEST_NAME = 12;

  private static final String NAMES =
      "(?:a|abbr|acronym|address|amp-[a-z-]+|article|"
          + "aside|audio|b|big|blockquote|body|br|button|caption|center|cite|code|col|colgroup|"
          + "dd|del|details|dfn|div|dl|dt|em|embed|fieldset|figcaption|figure|font|footer|form|"
          + "frame|frameset|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|kbd|label|legend|"
          + "li|link|main|map|mark|meta|nav|noscript|object|ol|option|p|param|picture|plaintext|"
          + "pre|q|s|samp|script|section|select|small|source|span|strike|strong|style|sub|summary|"
          + "sup|svg|table|tbody|td|template|textarea|tfoot|th|thead|time|title|tr|tt|u|ul|var|"
          + "video|wbr|xmp|applet|area|base|basefont|bdi|bdo|bgsound|blink|canvas|colgroup|data|datalist|"
          + "dialog|dir|hgroup|keygen|marquee|math|menu|menuitem|meter|nobr|noframes|output|progress|"
          + "rp|rt|ruby|search|slot|track)(?=[\\s/>])";

  private static final Pattern TAG =
      Pattern.compile(
          "<(?:!--|!\\[CDATA\\[|!doctype\\b|\\?xml\\b|/?" + NAMES + ")", Pattern.CASE_INSENSITIVE);

  /** A bracket in HTML that begins no tag: of an unknown name, without attribute, not closed. */
  private static final Pattern STRAY =
      Pattern.compile(
          "<(?=[a-z])(?!"
              + NAMES
              + ")(?![a-z][a-z0-9:-]{0,60}(?:\\s+[a-z:-]{1,60}=[^<>]{0,500})?\\s*/?>)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern ENTITY =
      Pattern.compile("&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|([a-zA-Z][a-zA-Z0-9]{1,31}));");

  private static final Pattern ESCAPED_AMPERSAND =
      Pattern.compile("&(?:(?:amp|AMP|#0{0,4}38|#[xX]0{0,4}26);)+(?=#?[a-zA-Z0-9]{1,32};)");

  private static final Pattern SUSPICIOUS = Pattern.compile("[<>&]");

  private Markup() {}

  static Draft toText(Draft draft) {
    Draft current = draft.mapTexts(Characters::normalise);
    for (int round = 0; round < ROUNDS && isMarkup(current); round++) {
      current = parse(current).mapTexts(Characters::normalise);
    }
    return isMarkup(current) ? defuse(current) : current;
  }

  /** Takes from markup what makes it markup. */
  static Draft defuse(Draft draft) {
    return draft.mapTexts(text -> isMarkup(text) ? defused(text) : text);
  }

  private static Draft parse(Draft draft) {
    HtmlText title = read(draft.title(), draft);
    HtmlText body = read(draft.body(), draft);
    return draft.withTexts(title.text(), body.text()).plus(title.taken()).plus(body.taken());
  }

  private static HtmlText read(String text, Draft draft) {
    if (!isMarkup(text)) {
      return HtmlText.plain(text);
    }
    String bare = text.replace("<![CDATA[", "").replace("]]>", "");
    String once = bare.indexOf('&') < 0 ? bare : ESCAPED_AMPERSAND.matcher(bare).replaceAll("&");
    int cut = unfinishedTag(once);
    HtmlText html = HtmlText.parse(withoutStray(once.substring(0, cut)), draft.baseUrl());
    html.taken().furniture(once.substring(Math.min(cut + 1, once.length())));
    return html;
  }

  private static String withoutStray(String html) {
    StringBuilder out = new StringBuilder(html.length());
    Matcher stray = STRAY.matcher(html);
    int from = 0;
    for (int at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at + 1)) {
      if (!beginsKnownTag(html, at) && stray.region(at, html.length()).lookingAt()) {
        out.append(html, from, at).append("&lt;");
        from = at + 1;
      }
    }
    return from == 0 ? html : out.append(html, from, html.length()).toString();
  }

  private static boolean beginsKnownTag(String html, int at) {
    int end = at + 1;
    while (end < html.length() && isOfName(html.charAt(end)) && end - at <= LONGEST_NAME) {
      end++;
    }
    return end < html.length()
        && " \n\t/>".indexOf(html.charAt(end)) >= 0
        && Tag.isKnownTag(html.substring(at + 1, end).toLowerCase(Locale.ROOT));
  }

  private static boolean isOfName(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '1' && c <= '6');
  }

  /** Where a tag begins that the end of the text cuts off; the text's length if none does. */
  private static int unfinishedTag(String text) {
    int close = text.lastIndexOf('>');
    Matcher tag = TAG.matcher(text);
    boolean found = text.indexOf('<', close + 1) >= 0 && tag.find(close + 1);
    return found ? tag.start() : text.length();
  }

  static boolean isMarkup(Draft draft) {
    return isMarkup(draft.title()) || isMarkup(draft.body());
  }

  private static boolean isMarkup(String text) {
    return (text.indexOf('<') >= 0 && hasTag(text)) || (text.indexOf('&') >= 0 && hasEntity(text));
  }

  private static boolean hasTag(String text) {
    Matcher tag = TAG.matcher(text);
    return tag.find() && text.lastIndexOf('>') > tag.start();
  }

  private static boolean hasEntity(String text) {
    Matcher matcher = ENTITY.matcher(text);
    while (matcher.find()) {
      String name = matcher.group(1);
      if (name == null || Entities.isNamedEntity(name)) {
        return true;
      }
    }
    return false;
  }

  private static String defused(String text) {
    return Characters.normalise(SUSPICIOUS.matcher(text).replaceAll(" "));
  }
}
