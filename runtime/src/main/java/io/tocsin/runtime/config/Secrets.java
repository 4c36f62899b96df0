package io.tocsin.runtime.config;

import java.util.regex.Pattern;

/** Hides what must not be read in logs, error messages and the configuration page. */
public final class Secrets {
  /** What stands in the place of a secret. */
  public static final String MASK = "********";

  private static final Pattern SECRET_KEY =
      Pattern.compile(
          "(?i).*(password|passwd|secret|token|jaas|user\\.?info|private|certificate\\.chain).*"
              + "|(.*[._-])?(key|api-?key|credentials)");
  private static final Pattern URL_CREDENTIALS = Pattern.compile("(?<=://)[^/@\\s]+(?=@)");

  private Secrets() {}

  /** Whether the value of the key is a secret as a whole. */
  public static boolean isSecret(String key) {
    return SECRET_KEY.matcher(key).matches();
  }

  /** The value as it may be shown: masked for a secret key, without the credentials of a URL. */
  public static String mask(String key, String value) {
    return isSecret(key) ? MASK : URL_CREDENTIALS.matcher(value).replaceAll(MASK);
  }
}
