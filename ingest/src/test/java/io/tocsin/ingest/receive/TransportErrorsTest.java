package io.tocsin.ingest.receive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.DefaultHandler;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.junit.jupiter.api.Test;

class TransportErrorsTest {
  @Test
  void shouldBeAProblemOfThePublishedContractWhenTheDoorIsStopped() throws Exception {
    Server server = new Server(0);
    GracefulHandler stopping = new GracefulHandler(new DefaultHandler());
    server.setHandler(stopping);
    server.setErrorHandler(new TransportErrors());
    server.start();
    try {
      stopping.shutdown().join();
      int port = ((NetworkConnector) server.getConnectors()[0]).getLocalPort();
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/posts"))
              .POST(BodyPublishers.ofString("{}"))
              .build();
      HttpResponse<byte[]> response =
          HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
      assertThat(response.statusCode()).isEqualTo(503);
      JsonNode json = new ObjectMapper().readTree(response.body());
      Contract.PUBLISHED.check("POST", "/posts", 503, response.headers(), json);
      assertThat(json.get("type").asText()).isEqualTo("urn:tocsin:problem:unavailable");
      assertThat(json.get("detail").asText()).isEqualTo("the door is about to stop");
    } finally {
      server.stop();
    }
  }
}
