package io.tocsin.runtime.kafka;

import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;

/** Why two could not agree on a TLS connection, as far as the innermost exception tells. */
public enum TlsTrouble {
  /** Nobody whom we trust has signed its certificate. */
  UNTRUSTED("ssl.truststore.location", "nobody in our trust store has signed its certificate"),
  /** Its certificate has had its time. */
  EXPIRED("", "its certificate has expired or is not valid yet"),
  /** Its certificate is another host's. */
  MISNAMED("", "its certificate is not for the host by which we call it"),
  /** It wants to know who we are. */
  NO_CERTIFICATE(
      "ssl.keystore.location", "it wants a certificate from us and takes none or not ours"),
  /** What is said is not TLS. */
  NOT_TLS("security.protocol", "it does not speak TLS there"),
  /** Another reason. */
  OTHER("ssl.*", "the handshake failed");

  private final String setting;
  private final String text;

  TlsTrouble(String setting, String text) {
    this.setting = setting;
    this.text = text;
  }

  /** From the class and the message of the exception. */
  public static TlsTrouble of(Throwable cause) {
    String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    if (cause instanceof CertificateExpiredException
        || cause instanceof CertificateNotYetValidException
        || message.contains("validity check failed")) {
      return EXPIRED;
    }
    if (message.contains("certification path") || message.contains("path building")) {
      return UNTRUSTED;
    }
    if (message.contains("subject alternative") || message.contains("no name matching")) {
      return MISNAMED;
    }
    boolean alert = message.contains("received fatal alert");
    if (alert && (message.contains("certificate") || message.contains("unknown_ca"))) {
      return NO_CERTIFICATE;
    }
    if (message.contains("plaintext connection")
        || message.contains("unsupported or unrecognized")) {
      return NOT_TLS;
    }
    return OTHER;
  }

  /**
   * The setting that decides it, without prefix.
   *
   * @param address the setting with the other side's address, where the fault is there
   */
  public String setting(String address) {
    return setting.isEmpty() ? address : setting;
  }

  /** What is wrong, of the other side. */
  public String text() {
    return text;
  }
}
