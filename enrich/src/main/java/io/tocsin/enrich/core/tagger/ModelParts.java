package io.tocsin.enrich.core.tagger;

/**
 * What a model file is written from.
 *
 * @param paths of the clusters ({@link WordClusters#parse})
 * @param words hashes of words, ascending, each once
 * @param clusters the index of each word's path
 * @param weights as {@link TaggerModel} has them
 * @param transitions as {@link TaggerModel} has them
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier between the trainer and the file
public record ModelParts(
    int[] paths, int[] words, short[] clusters, byte[] weights, int[] transitions) {}
