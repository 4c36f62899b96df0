package io.tocsin.enrich.core.territory;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Under which country the places of contested territories are counted. Immutable. */
public final class TerritoryPolicy {

  private static final String DEFAULT = "territories.yaml";

  private static final int HASH_DIGITS = 12;

  private final String version;
  private final Map<String, Territory> byName = new HashMap<>();
  private final Map<String, Territory> byArea = new HashMap<>();

  /**
   * A policy.
   *
   * @param version what its authors call it
   * @param territories of which no two share a name or an area
   */
  public TerritoryPolicy(String version, List<Territory> territories) {
    this.version = version;
    for (Territory territory : territories) {
      byName.put(key(territory.name()), territory);
      territory.names().forEach(name -> byName.put(key(name), territory));
      territory.areas().forEach(area -> byArea.put(area, territory));
    }
  }

  /** The policy that comes along. */
  public static TerritoryPolicy standard() {
    return Loaded.STANDARD;
  }

  /**
   * The policy in a file.
   *
   * @throws InvalidPolicyException if it cannot be read, or is no policy, with all its problems
   */
  public static TerritoryPolicy read(Path file) {
    try {
      if (Files.size(file) > PolicyFile.LARGEST) {
        throw new InvalidPolicyException(
            file + ": expected a file of at most " + PolicyFile.LARGEST + " bytes");
      }
      return PolicyFile.read(file.toString(), Files.readAllBytes(file));
    } catch (IOException unreadable) {
      throw new InvalidPolicyException(
          file + ": expected a policy for territories that can be read: " + unreadable);
    }
  }

  /** What its authors call it. */
  public String version() {
    return version;
  }

  /**
   * What tells it from every other policy: its version, a plus sign and the first {@value
   * #HASH_DIGITS} hexadecimal digits of a hash (SHA-256) of what it says, in whatever order.
   */
  public String id() {
    StringBuilder says = new StringBuilder();
    append(says, "name", byName);
    append(says, "area", byArea);
    byte[] hash = sha256(says.toString().getBytes(StandardCharsets.UTF_8));
    return version + "+" + HexFormat.of().formatHex(hash).substring(0, HASH_DIGITS);
  }

  private static void append(StringBuilder says, String kind, Map<String, Territory> territories) {
    new TreeMap<>(territories)
        .forEach(
            (key, territory) ->
                says.append(kind)
                    .append('\t')
                    .append(key)
                    .append('\t')
                    .append(territory.country())
                    .append('\n'));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java has SHA-256", missing);
    }
  }

  /**
   * The country of a place.
   *
   * @param name what the place is called
   * @param region GeoNames code of its region; null if unknown
   * @param country ISO 3166-1 alpha-2 of the country to which others count it; null for none
   * @return ISO 3166-1 alpha-2; null if it is counted under none
   */
  public @Nullable String country(String name, @Nullable String region, @Nullable String country) {
    Territory territory = byName.get(key(name));
    if (territory == null && region != null) {
      territory = byArea.get(region);
    }
    if (territory == null && country != null) {
      territory = byArea.get(country);
    }
    return territory == null ? country : territory.country();
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  static Optional<InputStream> resource() {
    return Optional.ofNullable(TerritoryPolicy.class.getResourceAsStream(DEFAULT));
  }

  private static final class Loaded {

    private static final TerritoryPolicy STANDARD = load();

    private static TerritoryPolicy load() {
      try (InputStream file =
          resource().orElseThrow(() -> new IllegalStateException("no " + DEFAULT))) {
        return PolicyFile.read(DEFAULT, file.readAllBytes());
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }
}
