package io.tocsin.ingest.feed;

import io.tocsin.ingest.feed.core.FeedMemory;
import io.tocsin.ingest.feed.fetch.Validators;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** A feed while it is polled again and again: where it is, and what was seen of it. */
final class FeedSession {
  private final URI home;
  private final FeedMemory memory;
  private @Nullable URI movedTo;
  private Validators validators;

  private FeedSession(URI home, @Nullable URI movedTo, Validators validators, FeedMemory memory) {
    this.home = home;
    this.movedTo = movedTo;
    this.validators = validators;
    this.memory = memory;
  }

  static FeedSession of(FeedState kept) {
    return new FeedSession(
        URI.create(kept.url()),
        kept.movedTo() == null ? null : URI.create(kept.movedTo()),
        kept.validators(),
        FeedMemory.of(kept.items(), kept.idsTrusted()));
  }

  FeedState state(String url) {
    return new FeedState(
        url,
        movedTo == null ? null : movedTo.toString(),
        validators,
        memory.idsTrusted(),
        memory.items());
  }

  /** Where to ask. */
  URI address() {
    return movedTo == null ? home : movedTo;
  }

  FeedMemory memory() {
    return memory;
  }

  Validators validators() {
    return validators;
  }

  void validators(Validators read) {
    validators = read;
  }

  void moveTo(URI address) {
    movedTo = address;
  }

  void goHome() {
    if (movedTo != null) {
      movedTo = null;
      validators = Validators.NONE;
    }
  }
}
