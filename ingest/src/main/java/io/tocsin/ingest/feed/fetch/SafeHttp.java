package io.tocsin.ingest.feed.fetch;

import com.google.common.io.ByteStreams;
import io.tocsin.ingest.feed.core.AddressPolicy;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * One GET of one address, of a server that may mean harm: the addresses of its name are looked at
 * between finding and connecting, no second look-up lies between; body, headers and time are
 * bounded. Follows no redirects and keeps no connection.
 */
final class SafeHttp {
  private static final int LONGEST_LINE = 16 << 10;
  private static final int MOST_HEADERS = 200;
  private static final int PART = 16 << 10;

  private final String agent;
  private final FetchLimits limits;
  private final NameResolver names;
  private final ScheduledExecutorService deadlines;

  SafeHttp(
      String agent, FetchLimits limits, NameResolver names, ScheduledExecutorService deadlines) {
    this.agent = agent;
    this.limits = limits;
    this.names = names;
    this.deadlines = deadlines;
  }

  /**
   * What a server answered.
   *
   * @param headers the last of each name, names in lower case
   */
  record Answer(
      int status,
      Map<String, String> headers,
      @SuppressWarnings("ArrayRecordComponent") byte[] body) {
    Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }
  }

  /** A body is larger than it may be. */
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLargeException(int most) {
      super("more than " + most + " bytes");
    }
  }

  /** A body is encoded in a way that we did not ask for. */
  static final class EncodingException extends IOException {
    private static final long serialVersionUID = 1L;

    EncodingException(String message) {
      super(message);
    }
  }

  /**
   * Gets an address of http or https.
   *
   * @param headers to send beside our own
   * @throws BlockedAddressException if all its addresses are inside
   * @throws TooLargeException if the body, as sent or inflated, is larger than the limit
   * @throws EncodingException if it cannot be inflated
   * @throws InterruptedIOException if it took too long
   * @throws IOException if the connection fails
   */
  Answer get(URI url, Map<String, String> headers, AddressPolicy policy) throws IOException {
    HttpGet request = new HttpGet(url);
    headers.forEach(request::setHeader);
    request.setHeader(HttpHeaders.ACCEPT_ENCODING, "gzip");
    AtomicBoolean late = new AtomicBoolean();
    Future<?> deadline =
        deadlines.schedule(
            () -> {
              late.set(true);
              request.cancel();
            },
            limits.total().toMillis(),
            TimeUnit.MILLISECONDS);
    try (CloseableHttpClient client = client(policy)) {
      return exchange(client, request);
    } catch (IOException failed) {
      if (late.get()) {
        throw tooSlow();
      }
      throw failed;
    } finally {
      deadline.cancel(false);
    }
  }

  private InterruptedIOException tooSlow() {
    return new InterruptedIOException("not done after " + limits.total().toSeconds() + " s");
  }

  private Answer exchange(CloseableHttpClient client, HttpGet request) throws IOException {
    try {
      HttpHost host = HttpHost.create(request.getUri());
      ClassicHttpResponse response = client.executeOpen(host, request, null);
      try {
        return answer(response);
      } finally {
        request.cancel(); // or closing would read the rest of the body
        closeQuietly(response);
      }
    } catch (URISyntaxException malformed) {
      throw new IOException("no request could be made", malformed);
    }
  }

  private static void closeQuietly(ClassicHttpResponse response) {
    try {
      response.close();
    } catch (IOException cancelled) {
      // it was cancelled just before
    }
  }

  private Answer answer(ClassicHttpResponse response) throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (Header header : response.getHeaders()) {
      headers.put(header.getName().toLowerCase(Locale.ROOT), header.getValue());
    }
    HttpEntity entity = response.getEntity();
    boolean wanted = response.getCode() == 200 && entity != null;
    return new Answer(response.getCode(), Map.copyOf(headers), wanted ? body(entity) : new byte[0]);
  }

  private byte[] body(HttpEntity entity) throws IOException {
    if (entity.getContentLength() > limits.bytes()) {
      throw new TooLargeException(limits.bytes());
    }
    try {
      return bounded(inflated(ByteStreams.limit(entity.getContent(), limits.bytes() + 1L), entity));
    } catch (ZipException | EOFException damaged) {
      throw new EncodingException("gzip that is damaged");
    }
  }

  private static InputStream inflated(InputStream sent, HttpEntity entity) throws IOException {
    String encoding = entity.getContentEncoding();
    return switch (encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT)) {
      case "", "identity" -> sent;
      case "gzip", "x-gzip" -> new GZIPInputStream(sent, PART);
      default -> throw new EncodingException("a content encoding other than gzip");
    };
  }

  private byte[] bounded(InputStream stream) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] part = new byte[PART];
    for (int count = stream.read(part); count >= 0; count = stream.read(part)) {
      if (body.size() + count > limits.bytes()) {
        throw new TooLargeException(limits.bytes());
      }
      body.write(part, 0, count);
    }
    return body.toByteArray();
  }

  private CloseableHttpClient client(AddressPolicy policy) {
    return HttpClients.custom()
        .setConnectionManager(connections(policy))
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setResponseTimeout(timeout(limits.silence()))
                .setProtocolUpgradeEnabled(false)
                .build())
        .setConnectionReuseStrategy((request, response, context) -> false)
        .setUserAgent(agent)
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableContentCompression()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableDefaultUserAgent()
        .build();
  }

  private HttpClientConnectionManager connections(AddressPolicy policy) {
    Http1Config bounds =
        Http1Config.custom().setMaxLineLength(LONGEST_LINE).setMaxHeaderCount(MOST_HEADERS).build();
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setDnsResolver(new Pinned(names, policy))
        .setConnectionFactory(
            ManagedHttpClientConnectionFactory.builder().http1Config(bounds).build())
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(timeout(limits.connect()))
                .setSocketTimeout(timeout(limits.silence()))
                .build())
        .build();
  }

  private static Timeout timeout(Duration duration) {
    return Timeout.of(duration);
  }

  /** Gives the client only addresses that may be connected to; it connects to just these. */
  private record Pinned(NameResolver names, AddressPolicy policy) implements DnsResolver {
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      InetAddress[] allowed =
          Arrays.stream(names.resolve(host)).filter(policy::allows).toArray(InetAddress[]::new);
      if (allowed.length == 0) {
        throw new BlockedAddressException(host);
      }
      return allowed;
    }

    @Override
    public @Nullable String resolveCanonicalHostname(String host) {
      return host;
    }
  }
}
