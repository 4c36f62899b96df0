package io.tocsin.deliver;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Leads from an alert elsewhere to the same one on the page, with its posts.
 *
 * @param dashboard where people reach the page
 * @param namespace of the alerts
 */
record AlertLink(URI dashboard, String namespace) {

  /** The address of an alert on the page. */
  String of(String alertId) {
    String base = dashboard.toString();
    return (base.endsWith("/") ? base : base + "/")
        + "#alert="
        + encoded(alertId)
        + "&namespace="
        + encoded(namespace);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
