package io.tocsin.acceptance.security;

import io.tocsin.devcluster.ClusterExtras;
import io.tocsin.devcluster.ClusterExtras.Listener;
import io.tocsin.devcluster.DevCluster;
import io.tocsin.devcluster.DevClusterOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A broker that lets nobody do anything without a right, with a listener for each way to log in,
 * and a registry with and without TLS; one for all tests of the JVM. The plain listener is the
 * administrator's.
 */
final class SecuredCluster implements AutoCloseable {
  private static final int SCRAM_ITERATIONS = 4_096;
  private static final int AT_ONCE = 500;
  private static final int PATIENCE_SECONDS = 60;

  /** The ways in. */
  enum Door {
    /** Passwords over TLS: SCRAM-SHA-512 and PLAIN. */
    LOGIN("SASL_SSL"),
    /** Passwords in plain words: PLAIN. */
    PLAINLOGIN("SASL_PLAINTEXT"),
    /** Certificates on both sides. */
    MUTUAL("SSL"),
    /** The broker's certificate has expired. */
    EXPIRED("SSL"),
    /** The broker's certificate is another host's. */
    MISNAMED("SSL");

    private final String protocol;

    Door(String protocol) {
      this.protocol = protocol;
    }
  }

  private final Path directory;
  private final Certificates ours;
  private final Certificates strangers;
  private final int registryTlsPort;
  private final DevCluster cluster;
  private final RegistryGate gate;
  private final RegistryGate expiredGate;
  private final Admin admin;

  private SecuredCluster() {
    try {
      directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "secured-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ours = Certificates.authority(directory, "ours", Instant.now());
    strangers = Certificates.authority(directory, "strangers", Instant.now());
    registryTlsPort = freePort();
    cluster = DevCluster.start(DevClusterOptions.temporary().withExtras(extras()));
    gate = new RegistryGate(cluster.registryUrl(), ours.keyStore("gate", Certificates.loopback()));
    expiredGate =
        new RegistryGate(
            cluster.registryUrl(), ours.expiredKeyStore("gate-expired", Certificates.loopback()));
    admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()));
  }

  /** Gives tests the cluster. */
  static final class Extension implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == SecuredCluster.class;
    }

    @Override
    public SecuredCluster resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getStore(StoreScope.LAUNCHER_SESSION, Namespace.create(SecuredCluster.class))
          .getOrComputeIfAbsent(
              SecuredCluster.class, key -> new SecuredCluster(), SecuredCluster.class);
    }
  }

  private ClusterExtras extras() {
    return new ClusterExtras(
        List.of(
            new Listener(Door.LOGIN.name(), Door.LOGIN.protocol, loginSettings()),
            new Listener(Door.PLAINLOGIN.name(), Door.PLAINLOGIN.protocol, plainSettings("PLAIN")),
            new Listener(Door.MUTUAL.name(), Door.MUTUAL.protocol, mutualSettings()),
            new Listener(
                Door.EXPIRED.name(),
                Door.EXPIRED.protocol,
                tls(ours.expiredKeyStore("broker-expired", Certificates.loopback()))),
            new Listener(
                Door.MISNAMED.name(),
                Door.MISNAMED.protocol,
                tls(ours.keyStore("broker-elsewhere", Certificates.host("elsewhere.example"))))),
        Map.of(
            "authorizer.class.name", StandardAuthorizer.class.getName(),
            "super.users", "User:ANONYMOUS",
            "allow.everyone.if.no.acl.found", "false"),
        Map.of(
            "QUARKUS_HTTP_SSL_PORT",
            String.valueOf(registryTlsPort),
            "QUARKUS_HTTP_SSL_CERTIFICATE_KEY_STORE_FILE",
            ours.keyStore("registry", Certificates.loopback()).toString(),
            "QUARKUS_HTTP_SSL_CERTIFICATE_KEY_STORE_PASSWORD",
            Certificates.PASSWORD,
            "QUARKUS_HTTP_INSECURE_REQUESTS",
            "enabled"));
  }

  private Map<String, String> loginSettings() {
    Map<String, String> settings =
        new HashMap<>(tls(ours.keyStore("broker", Certificates.loopback())));
    settings.putAll(plainSettings("PLAIN,SCRAM-SHA-512"));
    settings.put(
        "scram-sha-512.sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required;");
    return settings;
  }

  private static Map<String, String> plainSettings(String mechanisms) {
    return Map.of(
        "sasl.enabled.mechanisms",
        mechanisms,
        "plain.sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required;",
        "plain.sasl.server.callback.handler.class",
        PasswordOfName.class.getName());
  }

  private Map<String, String> mutualSettings() {
    Map<String, String> settings =
        new HashMap<>(tls(ours.keyStore("broker-mutual", Certificates.loopback())));
    settings.put("ssl.client.auth", "required");
    settings.put("ssl.truststore.location", ours.trustStore().toString());
    settings.put("ssl.truststore.password", Certificates.PASSWORD);
    settings.put("ssl.truststore.type", "PKCS12");
    settings.put("ssl.principal.mapping.rules", "RULE:^CN=([^,]+).*$/$1/");
    return settings;
  }

  private static Map<String, String> tls(Path keyStore) {
    return Map.of(
        "ssl.keystore.location",
        keyStore.toString(),
        "ssl.keystore.password",
        Certificates.PASSWORD,
        "ssl.key.password",
        Certificates.PASSWORD,
        "ssl.keystore.type",
        "PKCS12");
  }

  /** The authority that the brokers' certificates are of. */
  Certificates ours() {
    return ours;
  }

  /** One whom nobody trusts. */
  Certificates strangers() {
    return strangers;
  }

  /** Where the administrator's listener is. */
  String plain() {
    return cluster.bootstrapServers();
  }

  String at(Door door) {
    return cluster.bootstrapServers(door.name());
  }

  /** The registry without anything in front. */
  String registry() {
    return cluster.registryUrl();
  }

  /** The registry itself over TLS. */
  String registryOverTls() {
    return cluster
        .registryUrl()
        .replaceFirst("http://127.0.0.1:\\d+", "https://127.0.0.1:" + registryTlsPort);
  }

  RegistryGate gate() {
    return gate;
  }

  /** The same with a certificate that has had its time. */
  RegistryGate expiredGate() {
    return expiredGate;
  }

  Admin admin() {
    return admin;
  }

  Path stateDir(String name) {
    return directory.resolve("state").resolve(name);
  }

  Path directory() {
    return directory;
  }

  /** Settings of one who trusts our authority. */
  Map<String, String> trusting() {
    return Map.of(
        "tocsin.kafka.ssl.truststore.location",
        ours.trustStore().toString(),
        "tocsin.kafka.ssl.truststore.password",
        Certificates.PASSWORD,
        "tocsin.kafka.ssl.truststore.type",
        "PKCS12");
  }

  /** Settings of a login by name over TLS. */
  Map<String, String> login(String mechanism, String user, String password) {
    Map<String, String> settings = new TreeMap<>(trusting());
    settings.put("tocsin.kafka.bootstrap.servers", at(Door.LOGIN));
    settings.put("tocsin.kafka.security.protocol", "SASL_SSL");
    settings.put("tocsin.kafka.sasl.mechanism", mechanism);
    settings.put("tocsin.kafka.sasl.jaas.config", jaas(mechanism, user, password));
    return settings;
  }

  /** Settings of a login by name without TLS. */
  Map<String, String> plainLogin(String user) {
    return Map.of(
        "tocsin.kafka.bootstrap.servers",
        at(Door.PLAINLOGIN),
        "tocsin.kafka.security.protocol",
        "SASL_PLAINTEXT",
        "tocsin.kafka.sasl.mechanism",
        "PLAIN",
        "tocsin.kafka.sasl.jaas.config",
        jaas("PLAIN", user, PasswordOfName.of(user)));
  }

  /** Settings of a login by certificate. */
  Map<String, String> certificate(Path keyStore) {
    Map<String, String> settings = new TreeMap<>(trusting());
    settings.put("tocsin.kafka.bootstrap.servers", at(Door.MUTUAL));
    settings.put("tocsin.kafka.security.protocol", "SSL");
    settings.put("tocsin.kafka.ssl.keystore.location", keyStore.toString());
    settings.put("tocsin.kafka.ssl.keystore.password", Certificates.PASSWORD);
    settings.put("tocsin.kafka.ssl.keystore.type", "PKCS12");
    return settings;
  }

  /** Settings of one who comes through the gate of the registry. */
  Map<String, String> throughTheGate() {
    Map<String, String> settings = new TreeMap<>(trustingTheRegistry());
    settings.put("tocsin.registry.url", gate.url());
    settings.put(
        "tocsin.registry.basic.auth.user.info", RegistryGate.USER + ":" + RegistryGate.PASSWORD);
    return settings;
  }

  Map<String, String> trustingTheRegistry() {
    return Map.of(
        "tocsin.registry.ssl.truststore.location",
        ours.trustStore().toString(),
        "tocsin.registry.ssl.truststore.password",
        Certificates.PASSWORD,
        "tocsin.registry.ssl.truststore.type",
        "PKCS12");
  }

  static String jaas(String mechanism, String user, String password) {
    String module = mechanism.equals("PLAIN") ? "plain.Plain" : "scram.Scram";
    return "org.apache.kafka.common.security.%sLoginModule required username=\"%s\" password=\"%s\";"
        .formatted(module, user, password);
  }

  /** The settings as Kafka's own clients take them. */
  static Map<String, Object> client(Map<String, String> settings) {
    String prefix = "tocsin.kafka.";
    return settings.entrySet().stream()
        .filter(setting -> setting.getKey().startsWith(prefix))
        .collect(
            Collectors.toMap(
                setting -> setting.getKey().substring(prefix.length()), Map.Entry::getValue));
  }

  /** Lets a user log in by SCRAM-SHA-512. */
  void scramUser(String user, String password) {
    UserScramCredentialAlteration credential =
        new UserScramCredentialUpsertion(
            user,
            new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, SCRAM_ITERATIONS),
            password);
    get(admin.alterUserScramCredentials(List.of(credential)).all());
  }

  void allow(Collection<AclBinding> bindings) {
    get(admin.createAcls(bindings).all());
    awaitRights(held -> held.containsAll(bindings));
  }

  void forbid(AclBinding binding) {
    get(
        admin
            .deleteAcls(
                List.of(
                    new AclBindingFilter(binding.pattern().toFilter(), binding.entry().toFilter())))
            .all());
    awaitRights(held -> !held.contains(binding));
  }

  /** The broker hears of a change a moment after the controller. */
  private void awaitRights(Predicate<Set<AclBinding>> condition) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(PATIENCE_SECONDS))
        .until(
            () ->
                condition.test(Set.copyOf(get(admin.describeAcls(AclBindingFilter.ANY).values()))));
  }

  /** So many at once that the controller takes them: it writes at most 10,000 records in one go. */
  void create(Collection<NewTopic> topics) {
    List<NewTopic> all = List.copyOf(topics);
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      get(admin.createTopics(all.subList(from, Math.min(from + AT_ONCE, all.size()))).all());
    }
  }

  static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    gate.close();
    expiredGate.close();
    admin.close();
    cluster.close();
  }
}
