package io.tocsin.acceptance.security;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority that a test makes for itself, and the stores with what it has signed. */
final class Certificates {
  static final String PASSWORD = "store-secret";

  private static final String SIGNATURE = "SHA256withECDSA";
  private static final Duration VALID = Duration.ofDays(2);
  private static final AtomicLong SERIAL = new AtomicLong(1);

  private final Path directory;
  private final String name;
  private final Instant now;
  private final KeyPair keys;
  private final X509Certificate root;

  private Certificates(Path directory, String name, Instant now) {
    this.directory = directory;
    this.name = name;
    this.now = now;
    this.keys = keyPair();
    this.root =
        signed(keys, "CN=" + name, null, now.minus(VALID), now.plus(VALID), keys.getPrivate());
  }

  static Certificates authority(Path directory, String name, Instant now) {
    return new Certificates(directory, name, now);
  }

  /** A store that trusts what this authority has signed. */
  Path trustStore() {
    return store(name + "-trust", null, root);
  }

  /** The certificate of this authority as clients of other languages take it. */
  Path trustPem() {
    Path path = directory.resolve(name + "-trust.pem");
    try {
      String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(root.getEncoded());
      return Files.writeString(
          path, "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Key and certificate of somebody, valid now. */
  Path keyStore(String who, GeneralName address) {
    return keyStore(who, address, now.minus(VALID), now.plus(VALID));
  }

  /** Key and certificate of somebody, no longer valid. */
  Path expiredKeyStore(String who, GeneralName address) {
    return keyStore(who, address, now.minus(VALID), now.minus(Duration.ofHours(1)));
  }

  static GeneralName loopback() {
    return new GeneralName(GeneralName.iPAddress, "127.0.0.1");
  }

  static GeneralName host(String host) {
    return new GeneralName(GeneralName.dNSName, host);
  }

  private Path keyStore(String who, GeneralName address, Instant from, Instant to) {
    KeyPair own = keyPair();
    X509Certificate certificate =
        signed(own, "CN=" + who, new GeneralNames(address), from, to, keys.getPrivate());
    return store(name + "-" + who, own.getPrivate(), certificate, root);
  }

  private X509Certificate signed(
      KeyPair subject,
      String subjectName,
      GeneralNames addresses,
      Instant from,
      Instant to,
      PrivateKey signer) {
    try {
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              new X500Name("CN=" + name),
              BigInteger.valueOf(SERIAL.getAndIncrement()),
              Date.from(from),
              Date.from(to),
              new X500Name(subjectName),
              subject.getPublic());
      builder.addExtension(
          Extension.basicConstraints, true, new BasicConstraints(addresses == null));
      if (addresses != null) {
        builder.addExtension(Extension.subjectAlternativeName, false, addresses);
      }
      return new JcaX509CertificateConverter()
          .getCertificate(builder.build(new JcaContentSignerBuilder(SIGNATURE).build(signer)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path store(String file, PrivateKey key, Certificate... chain) {
    Path path = directory.resolve(file + ".p12");
    try (OutputStream out = Files.newOutputStream(path)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      if (key == null) {
        store.setCertificateEntry("authority", chain[0]);
      } else {
        store.setKeyEntry("own", key, PASSWORD.toCharArray(), chain);
      }
      store.store(out, PASSWORD.toCharArray());
      return path;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair keyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
