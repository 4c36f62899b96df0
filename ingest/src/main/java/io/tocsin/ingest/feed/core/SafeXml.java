package io.tocsin.ingest.feed.core;

import java.io.IOException;
import java.io.StringReader;
import javax.xml.XMLConstants;
import org.jdom2.Document;
import org.jdom2.JDOMException;
import org.jdom2.input.SAXBuilder;
import org.jdom2.input.sax.XMLReaders;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.XMLFilterImpl;

/**
 * Reads XML from strangers: no document type and so no entities of its own, nothing from outside,
 * bounded depth and number of parts.
 */
final class SafeXml {
  private static final String LIMITS = "http://www.oracle.com/xml/jaxp/properties/";
  private static final int DEEPEST = 100;
  private static final int MOST_ATTRIBUTES = 200;

  /** Elements and attributes of a document together. */
  static final int MOST_PARTS = 300_000;

  private SafeXml() {}

  /**
   * The document.
   *
   * @throws JDOMException if it is no XML, or has a document type, is too deep or has too many
   *     parts
   */
  static Document parse(String text) throws JDOMException {
    try {
      return builder().build(new StringReader(text));
    } catch (IOException impossible) {
      throw new IllegalStateException("a text in memory can be read", impossible);
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
    builder.setXMLFilter(new Counting());
    return builder;
  }

  /** Ends a document of too many parts, each of which would cost many times its characters. */
  private static final class Counting extends XMLFilterImpl {
    private int parts;

    @Override
    public void startElement(String uri, String local, String name, Attributes attributes)
        throws SAXException {
      parts += 1 + attributes.getLength();
      if (parts > MOST_PARTS) {
        throw new SAXException("more than " + MOST_PARTS + " elements and attributes");
      }
      super.startElement(uri, local, name, attributes);
    }
  }
}
