package io.tocsin.enrich.core.tag;

/**
 * What a form of a word says.
 *
 * @param topic index of the topic that it leads to
 * @param family the word of the taxonomy that it belongs to, by number: a family counts once
 * @param points how much it says; {@link TopicScore#ENOUGH} are enough
 */
record TopicWord(int topic, int family, int points) {}
