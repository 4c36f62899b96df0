package io.tocsin.enrich.core.tag;

/**
 * A word of the taxonomy.
 *
 * @param code the topic that it leads to
 * @param strong true if it is enough alone
 */
record TopicWord(String code, boolean strong) {}
