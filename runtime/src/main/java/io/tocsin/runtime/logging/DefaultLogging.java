package io.tocsin.runtime.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.util.DefaultJoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.net.URL;
import java.util.Objects;

/**
 * Logs to standard error, one line an event with its key-values, where no {@code logback.xml} and
 * no {@code logback-test.xml} is found. {@code TOCSIN_LOG_LEVEL} sets the level of our own loggers.
 */
public final class DefaultLogging extends ContextAwareBase implements Configurator {

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    DefaultJoranConfigurator files = new DefaultJoranConfigurator(); // logback asks us before it
    files.setContext(context);
    if (files.configure(context) == ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY) {
      return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
    return configureByOurs(context);
  }

  private ExecutionStatus configureByOurs(LoggerContext context) {
    URL settings =
        Objects.requireNonNull(
            DefaultLogging.class.getResource("default.xml"), "default.xml is in our jar");
    JoranConfigurator joran = new JoranConfigurator();
    joran.setContext(context);
    try {
      joran.doConfigure(settings);
      return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    } catch (JoranException malformed) {
      addError("cannot read " + settings, malformed);
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
  }
}
