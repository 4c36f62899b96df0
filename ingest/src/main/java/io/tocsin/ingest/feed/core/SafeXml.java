package io.tocsin.ingest.feed.core;

import com.rometools.rome.io.XmlReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import javax.xml.XMLConstants;
import org.jdom2.Document;
import org.jdom2.JDOMException;
import org.jdom2.input.SAXBuilder;
import org.jdom2.input.sax.XMLReaders;
import org.jspecify.annotations.Nullable;

/**
 * Reads XML from strangers: no document type and so no entities of its own, nothing from outside,
 * bounded depth. Bytes that its encoding does not know become U+FFFD, characters that XML forbids
 * are left out: one bad byte must not silence a feed.
 */
final class SafeXml {
  private static final String LIMITS = "http://www.oracle.com/xml/jaxp/properties/";
  private static final int DEEPEST = 100;
  private static final int MOST_ATTRIBUTES = 200;

  private SafeXml() {}

  /**
   * The document.
   *
   * @throws IOException if it cannot be decoded
   * @throws JDOMException if it is no XML, or has a document type, or is too deep
   */
  static Document parse(FeedDocument document) throws IOException, JDOMException {
    String text = text(document.bytes(), document.contentType());
    return builder().build(new StringReader(text));
  }

  /** The characters of bytes: by their mark, the declared encoding, or UTF-8. */
  static String text(byte[] bytes, @Nullable String contentType) throws IOException {
    StringBuilder text = new StringBuilder(bytes.length);
    try (XmlReader reader =
        new XmlReader(new ByteArrayInputStream(bytes), contentType, true, "UTF-8")) {
      char[] part = new char[8192];
      for (int count = reader.read(part); count >= 0; count = reader.read(part)) {
        append(text, part, count);
      }
    }
    return text.toString();
  }

  private static void append(StringBuilder text, char[] part, int count) {
    for (int i = 0; i < count; i++) {
      char c = part[i];
      boolean control = c < ' ' && c != '\n' && c != '\r' && c != '\t';
      if (!control && c != '\uFFFE' && c != '\uFFFF') {
        text.append(c);
      }
    }
  }

  private static SAXBuilder builder() {
    SAXBuilder builder = new SAXBuilder(XMLReaders.NONVALIDATING);
    builder.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    builder.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    builder.setFeature("http://xml.org/sax/features/external-general-entities", false);
    builder.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
    builder.setProperty(LIMITS + "maxElementDepth", String.valueOf(DEEPEST));
    builder.setProperty(LIMITS + "elementAttributeLimit", String.valueOf(MOST_ATTRIBUTES));
    builder.setExpandEntities(false);
    return builder;
  }
}
