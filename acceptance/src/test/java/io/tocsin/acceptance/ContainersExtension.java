package io.tocsin.acceptance;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the {@link ContainerCluster} that all tests of the JVM share:
 * {@code @Needs(Tool.ENGINE) @ExtendWith(ContainersExtension.class)} and a parameter of that type.
 * Started when the first test asks, removed at the end; what a test has stopped is running again
 * when the next one begins.
 */
public final class ContainersExtension implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(ContainersExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == ContainerCluster.class;
  }

  @Override
  public ContainerCluster resolveParameter(ParameterContext parameter, ExtensionContext context) {
    ContainerCluster cluster =
        context
            .getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
            .getOrComputeIfAbsent(
                ContainerCluster.class, key -> ContainerCluster.start(), ContainerCluster.class);
    cluster.startBroker();
    cluster.startRegistry();
    return cluster;
  }
}
