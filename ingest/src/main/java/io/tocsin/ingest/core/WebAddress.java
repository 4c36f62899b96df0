package io.tocsin.ingest.core;

import crawlercommons.filters.basic.BasicURLNormalizer;
import crawlercommons.filters.basic.BasicURLNormalizer.IdnNormalization;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Addresses of the web and the one form by which two of them are known to lead to one page. Where
 * it is not certain that they do, both stay as they are: a host for mobile phones or a path with
 * {@code amp} in it may show something else, only the caches of AMP say whose page they show.
 */
final class WebAddress {
  private static final Pattern WEB = Pattern.compile("(?i)(https?://[^\\s/?#]+)(?:[/?#]\\S*)?");

  private static final Pattern AMP_CACHE =
      Pattern.compile(
          "https://(?:[a-z0-9-]+\\.cdn\\.ampproject\\.org/[cv]|www\\.google\\.[a-z.]{2,6}/amp)/"
              + "(s/)?(?![cv]/|s/)([^/?#]+\\.[^/?#]+.*)");

  /** Parameters that say where a reader came from and never what is read. */
  private static final Set<String> TRACKING =
      Set.of(
          "fbclid",
          "gclid",
          "gclsrc",
          "dclid",
          "gbraid",
          "wbraid",
          "msclkid",
          "yclid",
          "twclid",
          "ttclid",
          "li_fat_id",
          "igshid",
          "igsh",
          "mc_cid",
          "mc_eid",
          "mkt_tok",
          "_ga",
          "_gl",
          "_hsenc",
          "_hsmi",
          "oly_anon_id",
          "oly_enc_id",
          "vero_id",
          "ref_src",
          "ref_url",
          "cmpid",
          "ocid",
          "smid",
          "xtor",
          "ns_mchannel",
          "ns_source",
          "ns_campaign",
          "ns_linkname",
          "ns_fee",
          "at_medium",
          "at_campaign",
          "at_link_id",
          "at_link_type",
          "at_link_origin",
          "at_format",
          "at_ptr_name",
          "at_bbc_team");

  private static final String CAMPAIGN = "utm_";

  private static final BasicURLNormalizer NORMALISER =
      BasicURLNormalizer.newBuilder().idnNormalization(IdnNormalization.PUNYCODE).build();

  private WebAddress() {}

  /** Whether a text is an absolute address of the web, and nothing that a browser would run. */
  static boolean isWeb(String address) {
    return WEB.matcher(address).matches();
  }

  /**
   * The canonical form: host in lower case (international names in ASCII), no default port, no
   * user, no dot segments, no fragment, parameters sorted and those left out that only track; empty
   * for what is no address of the web, or one that gets too long. The form of a canonical form is
   * itself.
   */
  static Optional<String> canonical(String address) {
    if (!isWeb(address)) {
      return Optional.empty();
    }
    return normal(address).flatMap(WebAddress::ofPublisher);
  }

  private static Optional<String> normal(String address) {
    try {
      String form = NORMALISER.filter(withoutTracking(address));
      return Optional.ofNullable(form).filter(isOfSameHost(address)).filter(WebAddress::isStable);
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      // the library's way with some addresses that are none
      return Optional.empty();
    }
  }

  /** The library resolves {@code host/../..evil} to another host. */
  private static Predicate<String> isOfSameHost(String address) {
    Matcher parts = WEB.matcher(address);
    String site = parts.matches() ? NORMALISER.filter(parts.group(1) + "/") : null;
    return form -> site != null && form.startsWith(site);
  }

  private static boolean isStable(String form) {
    return form.length() <= Limits.URL && isWeb(form) && form.equals(NORMALISER.filter(form));
  }

  private static Optional<String> ofPublisher(String address) {
    Matcher cached = AMP_CACHE.matcher(address);
    return cached.matches()
        ? canonical((cached.group(1) == null ? "http://" : "https://") + cached.group(2))
        : Optional.of(address);
  }

  private static String withoutTracking(String address) {
    int fragment = address.indexOf('#');
    String page = fragment < 0 ? address : address.substring(0, fragment);
    int query = page.indexOf('?');
    if (query < 0) {
      return page;
    }
    List<String> parameters = Arrays.asList(page.substring(query + 1).split("&", -1));
    String kept =
        parameters.stream()
            .filter(p -> !p.isEmpty() && !isTracking(p))
            .collect(Collectors.joining("&"));
    return page.substring(0, query) + (kept.isEmpty() ? "" : "?" + kept);
  }

  private static boolean isTracking(String parameter) {
    int end = parameter.indexOf('=');
    String name = (end < 0 ? parameter : parameter.substring(0, end)).toLowerCase(Locale.ROOT);
    return name.startsWith(CAMPAIGN) || TRACKING.contains(name);
  }
}
