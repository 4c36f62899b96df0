package io.tocsin.acceptance.security;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.plain.PlainAuthenticateCallback;

/** Runs in the broker: anybody may log in by PLAIN whose password follows from the name. */
public final class PasswordOfName implements AuthenticateCallbackHandler {

  static String of(String user) {
    return "secret-of-" + user;
  }

  @Override
  public void configure(
      Map<String, ?> configs, String mechanism, List<AppConfigurationEntry> entries) {}

  @Override
  public void handle(Callback[] callbacks) {
    String user = "";
    for (Callback callback : callbacks) {
      if (callback instanceof NameCallback name) {
        user = name.getDefaultName();
      } else if (callback instanceof PlainAuthenticateCallback password) {
        password.authenticated(Arrays.equals(of(user).toCharArray(), password.password()));
      }
    }
  }

  @Override
  public void close() {}
}
