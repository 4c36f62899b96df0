package io.tocsin.enrich.core.story;

import io.tocsin.enrich.core.Annotations;
import io.tocsin.enrich.core.Annotator;
import io.tocsin.enrich.core.PostText;
import io.tocsin.enrich.core.Signature;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Gives a post the fingerprint of its story.
 *
 * <p>The headline is left out, for sites put their own above the same wire copy, and so are
 * quotations, for all who report on a statement quote it. Where fewer than {@value
 * #FEWEST_OWN_SHINGLES} shingles are left beside the quotations, they count after all; where the
 * body has fewer than {@value #FEWEST_SHINGLES}, the headline stands in. A post with fewer than
 * {@value #TOO_FEW} in title and body together has no fingerprint.
 */
public final class SignatureAnnotator implements Annotator {

  /** Name of the algorithm; another way to make the bits needs another name. */
  public static final String ALGORITHM = "minhash-4bit-64-w3-v2";

  /** A body with fewer shingles beside its quotations is taken with them. */
  static final int FEWEST_OWN_SHINGLES = 12;

  /** A body with fewer shingles is joined by the headline. */
  static final int FEWEST_SHINGLES = 8;

  /** With fewer in title and body together there is no fingerprint. */
  static final int TOO_FEW = 4;

  @Override
  public String name() {
    return "signature";
  }

  @Override
  public Annotations annotate(PostText post, Annotations soFar) {
    return soFar.withSignature(signatureOf(post));
  }

  private static @Nullable Signature signatureOf(PostText post) {
    long[] shingles = shinglesOf(post);
    return shingles.length < TOO_FEW
        ? null
        : new Signature(ALGORITHM, ByteBuffer.wrap(MinHash.of(shingles)), shingles.length);
  }

  private static long[] shinglesOf(PostText post) {
    if (post.body().isEmpty()) {
      return Shingles.of(post.title());
    }
    long[] own = Shingles.of(Quotations.leftOut(post.body()));
    if (own.length >= FEWEST_OWN_SHINGLES) {
      return own;
    }
    long[] all = Shingles.of(post.body());
    return all.length < FEWEST_SHINGLES ? Shingles.of(post.title() + "\n" + post.body()) : all;
  }
}
