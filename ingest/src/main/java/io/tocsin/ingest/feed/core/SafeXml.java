package io.tocsin.ingest.feed.core;

import java.io.IOException;
import java.io.StringReader;
import javax.xml.XMLConstants;
import org.jdom2.Document;
import org.jdom2.JDOMException;
import org.jdom2.input.SAXBuilder;
import org.jdom2.input.sax.XMLReaders;

/**
 * Reads XML from strangers: no document type and so no entities of its own, nothing from outside,
 * bounded depth.
 */
final class SafeXml {
  private static final String LIMITS = "http://www.oracle.com/xml/jaxp/properties/";
  private static final int DEEPEST = 100;
  private static final int MOST_ATTRIBUTES = 200;

  private SafeXml() {}

  /**
   * The document.
   *
   * @throws JDOMException if it is no XML, or has a document type, or is too deep
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
    return builder;
  }
}
