package io.tocsin.ingest.core.clean;

/**
 * A hyperlink that cleaning took out of a text.
 *
 * @param text the words that carried it, may be empty
 * @param url where it leads; empty where the text does not say ("Read the full story here.")
 */
public record Link(String text, String url) {}
