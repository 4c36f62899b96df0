package io.tocsin.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryTlsTest {
  private static final String PASSWORD = "changeit";
  private static final Instant NOW = Instant.parse("2022-02-11T18:00:00Z");

  @TempDir private Path directory;
  private HttpsServer registry;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    registry = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    registry.setHttpsConfigurator(new HttpsConfigurator(ownCertificate()));
    registry.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write(new byte[] {'[', ']'});
          exchange.close();
        });
    registry.start();
  }

  @AfterEach
  void stop() {
    registry.stop(0);
  }

  /** A certificate that nobody else has signed, made by the platform's own tool. */
  private SSLContext ownCertificate() throws IOException, InterruptedException {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "RSA",
                "-alias",
                "registry",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store())
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    return RegistryTls.context(
            Map.of(
                "ssl.keystore.location",
                store(),
                "ssl.keystore.password",
                PASSWORD,
                "ssl.keystore.type",
                "PKCS12"))
        .orElseThrow();
  }

  private String store() {
    return directory.resolve("registry.p12").toString();
  }

  private Health.Check check(Map<String, String> settings) {
    URI url = URI.create("https://127.0.0.1:" + registry.getAddress().getPort());
    return new RegistryProbe(url, settings, Duration.ZERO, () -> NOW).check();
  }

  @Test
  void shouldTrustTheStoreOfTheRegistrysClient() {
    assertThat(
            check(
                Map.of(
                    "schema.registry.ssl.truststore.location",
                    store(),
                    "schema.registry.ssl.truststore.password",
                    PASSWORD,
                    "schema.registry.ssl.truststore.type",
                    "PKCS12")))
        .isEqualTo(new Health.Check("registry", true, "answered 200"));
  }

  @Test
  void shouldNotTrustACertificateThatNobodySigned() {
    assertThat(check(Map.of()).healthy()).isFalse();
    assertThat(check(Map.of()).detail()).contains("tocsin.registry.ssl.truststore.location");
  }
}
