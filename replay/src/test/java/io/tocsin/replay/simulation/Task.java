package io.tocsin.replay.simulation;

import io.tocsin.replay.simulation.Message.Control;
import io.tocsin.replay.simulation.Message.Data;
import io.tocsin.runtime.time.Watermark;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One partition of one stage, exactly once: what it sends becomes visible at a commit, together
 * with its state and its place in its inputs; a crash takes it back to the last commit.
 */
abstract class Task {

  private final List<Channel> inputs;
  private final List<Sent> uncommitted = new ArrayList<>();
  private int[] places;
  private int[] committedPlaces;

  Task(List<Channel> inputs) {
    this.inputs = inputs;
    this.places = new int[inputs.size()];
    this.committedPlaces = new int[inputs.size()];
  }

  private record Sent(Channel to, Message message) {}

  abstract void onData(Object value);

  abstract void onWatermark(Watermark watermark);

  /** Takes note of its state, to come back to it. */
  abstract void saveState();

  /** Comes back to the state of the last commit, as a new process would. */
  abstract void restoreState();

  final boolean hasInput() {
    for (int input = 0; input < places.length; input++) {
      if (places[input] < inputs.get(input).end()) {
        return true;
      }
    }
    return false;
  }

  /** Whether a commit would change anything. */
  boolean isDirty() {
    return !uncommitted.isEmpty() || !Arrays.equals(places, committedPlaces);
  }

  /** Takes one message of one input, if that has any. */
  void step(int input) {
    if (places[input] >= inputs.get(input).end()) {
      return;
    }
    Message message = inputs.get(input).get(places[input]++);
    if (message instanceof Data data) {
      onData(data.value());
    } else if (message instanceof Control control) {
      onWatermark(control.watermark());
    }
  }

  final int inputs() {
    return inputs.size();
  }

  final void send(Channel to, Message message) {
    uncommitted.add(new Sent(to, message));
  }

  final void commit() {
    uncommitted.forEach(sent -> sent.to().append(sent.message()));
    uncommitted.clear();
    committedPlaces = places.clone();
    saveState();
  }

  final void crash() {
    uncommitted.clear();
    places = committedPlaces.clone();
    restoreState();
  }
}
