package io.tocsin.dashboard.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Under which names a browser may reach the page: addresses of IP, {@code localhost}, and names
 * that are known. A page of strangers whose name is made to point here is none of them.
 */
public final class HostNames {
  private static final Pattern PORT = Pattern.compile(":\\d{0,5}$");
  private static final Pattern ADDRESS =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]");

  private final Set<String> known;

  /** Of names without ports, in any case of letters. */
  public HostNames(Collection<String> known) {
    this.known =
        known.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
  }

  /** The host on which it listens, and others. */
  public static HostNames of(String host, Collection<String> others) {
    Collection<String> names = new ArrayList<>(others);
    names.add(host);
    return new HostNames(names);
  }

  /** Whether a request's {@code Host} is one of them. */
  public boolean accepts(@Nullable String host) {
    if (host == null) {
      return false;
    }
    String name = PORT.matcher(host.toLowerCase(Locale.ROOT)).replaceFirst("");
    return name.equals("localhost") || ADDRESS.matcher(name).matches() || known.contains(name);
  }
}
