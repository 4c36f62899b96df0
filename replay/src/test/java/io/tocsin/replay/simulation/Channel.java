package io.tocsin.replay.simulation;

import java.util.ArrayList;
import java.util.List;

/** A partition: what was committed to it, in order; readers keep their own place. */
final class Channel {

  private final List<Message> committed = new ArrayList<>();

  void append(Message message) {
    committed.add(message);
  }

  Message get(int offset) {
    return committed.get(offset);
  }

  int end() {
    return committed.size();
  }
}
