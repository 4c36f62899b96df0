package io.tocsin.ingest.file;

import io.tocsin.ingest.core.Reading;

/**
 * What stands for one post in a file.
 *
 * @param line where it begins, from 1
 * @param text JSON on one line, for those who want to mend it; cut where it is too long
 * @param json the JSON of a raw post, or why none can be made of it
 */
@SuppressWarnings("ArrayRecordComponent") // bytes of a file, never compared
record FileItem(long line, byte[] text, Reading<byte[]> json) {}
