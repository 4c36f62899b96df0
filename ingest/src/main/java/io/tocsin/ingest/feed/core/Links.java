package io.tocsin.ingest.feed.core;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Addresses of pages: made absolute, and brought to one spelling to be compared. */
final class Links {
  private static final Set<String> TRACKING =
      Set.of("fbclid", "gclid", "dclid", "msclkid", "mc_cid", "mc_eid", "igshid", "ref_src");
  private static final Set<String> SCHEMES = Set.of("http", "https");

  private Links() {}

  /** The address that a link means on a page; null where there is none of http or https. */
  static @Nullable String absolute(@Nullable String link, URI page) {
    if (link == null || link.isBlank()) {
      return null;
    }
    try {
      URI resolved = page.resolve(new URI(link.strip().replace(" ", "%20")));
      return isWeb(resolved) ? resolved.toString() : null;
    } catch (URISyntaxException | IllegalArgumentException malformed) {
      return null;
    }
  }

  /** Whether a text is the whole address of a page. */
  static boolean isAbsolute(@Nullable String text) {
    return text != null && text.strip().matches("(?i)https?://\\S+");
  }

  private static boolean isWeb(URI uri) {
    return uri.getScheme() != null
        && SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT))
        && uri.getRawAuthority() != null;
  }

  /**
   * One spelling of an absolute address: scheme and host in lower case, no default port, no
   * parameters that only count readers. A fragment stays: in a live blog it names the post.
   */
  static String canonical(String link) {
    URI uri;
    try {
      uri = new URI(link);
    } catch (URISyntaxException malformed) {
      return link;
    }
    if (!isWeb(uri) || uri.getHost() == null) {
      return link;
    }
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    int usual = scheme.equals("https") ? 443 : 80;
    String port = uri.getPort() < 0 || uri.getPort() == usual ? "" : ":" + uri.getPort();
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return scheme
        + "://"
        + uri.getHost().toLowerCase(Locale.ROOT)
        + port
        + path
        + after("?", query(uri.getRawQuery()))
        + after("#", uri.getRawFragment());
  }

  private static String after(String mark, @Nullable String part) {
    return part == null || part.isEmpty() ? "" : mark + part;
  }

  private static @Nullable String query(@Nullable String query) {
    return query == null
        ? null
        : Arrays.stream(query.split("&"))
            .filter(parameter -> !counts(parameter.split("=", 2)[0].toLowerCase(Locale.ROOT)))
            .collect(Collectors.joining("&"));
  }

  private static boolean counts(String name) {
    return name.startsWith("utm_") || TRACKING.contains(name);
  }
}
