package io.tocsin.benchmarks.scorecard;

import io.tocsin.benchmarks.watch.Contender;
import io.tocsin.benchmarks.watch.Ring;
import io.tocsin.benchmarks.watch.Watch;
import java.util.ArrayList;
import java.util.List;

/** Contenders of which one knows beforehand what they do. */
final class Contenders {

  static final Contender NEVER = new Contender("never", () -> new Simple(false));
  static final Contender ALWAYS = new Contender("always", () -> new Simple(true));

  private Contenders() {}

  /** Rings at each mention, or at none. */
  private static final class Simple implements Watch {
    private final boolean always;
    private final List<Ring> rings = new ArrayList<>();

    Simple(boolean always) {
      this.always = always;
    }

    @Override
    public void mention(long at, int source) {
      if (always) {
        rings.add(new Ring(at, Ring.Kind.OPENED));
      }
    }

    @Override
    public void passTo(long time) {}

    @Override
    public List<Ring> rings() {
      return rings;
    }

    @Override
    public boolean isOpen() {
      return false;
    }

    @Override
    public Watch fork() {
      return new Simple(always);
    }
  }
}
