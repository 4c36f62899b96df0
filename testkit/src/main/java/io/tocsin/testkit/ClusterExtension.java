package io.tocsin.testkit;

import io.tocsin.devcluster.DevCluster;
import io.tocsin.devcluster.DevClusterOptions;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link TestCluster}: {@code @ExtendWith(ClusterExtension.class)} and a parameter of
 * that type in a test, {@code @BeforeEach} or {@code @BeforeAll} method.
 *
 * <p>The broker and the registry behind it start when the first test asks and serve all tests of
 * the JVM. Each test has its own namespace; a {@code @BeforeAll} method has one for its class. What
 * a test has stopped is running again when the next one begins.
 */
public final class ClusterExtension implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(ClusterExtension.class);
  private static final AtomicInteger NEXT = new AtomicInteger(1);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TestCluster.class;
  }

  @Override
  public TestCluster resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(context.getUniqueId(), id -> fresh(context), TestCluster.class);
  }

  private static TestCluster fresh(ExtensionContext context) {
    DevCluster shared = shared(context);
    shared.startBroker();
    shared.startRegistry();
    return new TestCluster(shared, "test-" + NEXT.getAndIncrement());
  }

  private static DevCluster shared(ExtensionContext context) {
    Store store = context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE);
    return store.getOrComputeIfAbsent(
        DevCluster.class, key -> DevCluster.start(DevClusterOptions.temporary()), DevCluster.class);
  }
}
