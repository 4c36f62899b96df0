package io.tocsin.runtime.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.runtime.config.ServiceConfig;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BootstrapTest {
  private static final byte[] TLS_ALERT = {0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x0A};

  private ServerSocket listener;

  /** What the listener says to whoever has asked something. */
  private interface Reply {
    byte[] to(byte[] request);
  }

  @BeforeEach
  void listen() throws IOException {
    listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    listener.close();
  }

  private void replying(Reply reply) {
    Thread thread =
        new Thread(
            () -> {
              try (Socket socket = listener.accept()) {
                DataInputStream in = new DataInputStream(socket.getInputStream());
                byte[] request = in.readNBytes(in.readInt());
                socket.getOutputStream().write(reply.to(request));
                socket.getOutputStream().flush();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private static byte[] asKafka(byte[] request) {
    int correlation = ByteBuffer.wrap(request).getInt(4);
    return ByteBuffer.allocate(14).putInt(10).putInt(correlation).putShort((short) 0).array();
  }

  private Bootstrap bootstrap(String protocol) {
    ServiceConfig config =
        ServiceConfig.builder()
            .bootstrapServers("127.0.0.1:" + listener.getLocalPort())
            .registryUrl("http://registry:8081")
            .set("tocsin.kafka.security.protocol", protocol)
            .build();
    return new Bootstrap(config);
  }

  @Test
  void shouldLetPlainClientsGoToPlainListeners() {
    replying(BootstrapTest::asKafka);

    assertThat(bootstrap("PLAINTEXT").forbids()).isEmpty();
  }

  /** Such a client would take the alert for a length and reserve 352 MB. */
  @Test
  void shouldKeepPlainClientsFromTlsListeners() {
    replying(request -> TLS_ALERT);

    assertThat(bootstrap("PLAINTEXT").forbids())
        .hasValueSatisfying(
            why ->
                assertThat(why)
                    .contains("speaks TLS")
                    .contains("tocsin.kafka.security.protocol is PLAINTEXT")
                    .contains("SASL_SSL"));
  }

  @Test
  void shouldKeepPlainClientsFromWebServers() {
    replying(request -> "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8));

    assertThat(bootstrap("PLAINTEXT").forbids())
        .hasValueSatisfying(why -> assertThat(why).contains("is no Kafka broker"));
  }

  @Test
  void shouldTellTlsClientsThatNobodySpeaksTls() {
    replying(BootstrapTest::asKafka);

    assertThat(bootstrap("SSL").findings())
        .contains("speaks Kafka without TLS, but tocsin.kafka.security.protocol is SSL")
        .contains("set it to PLAINTEXT");
  }

  @Test
  void shouldNotForbidWhatIsNotThere() throws IOException {
    Bootstrap bootstrap = bootstrap("PLAINTEXT");
    close();

    assertThat(bootstrap.forbids()).isEmpty();
    assertThat(bootstrap.findings()).contains("cannot be reached");
  }

  @Test
  void shouldNotWaitForListenersThatSayNothing() {
    assertThat(ListenerProbe.ask("127.0.0.1", listener.getLocalPort(), Duration.ofMillis(50)))
        .isEqualTo(ListenerProbe.Answer.SILENCE);
  }
}
