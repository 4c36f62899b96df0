package io.tocsin.ingest.feed.fetch;

import com.google.common.base.Ticker;
import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import crawlercommons.robots.BaseRobotRules;
import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRules.RobotRulesMode;
import crawlercommons.robots.SimpleRobotRulesParser;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The rules of robots.txt, by host, kept for a day (RFC 9309). */
final class Robots {
  /** What we are called in robots.txt. */
  static final String TOKEN = "tocsin";

  private static final int MOST_HOSTS = 5_000;
  private static final Duration KEPT = Duration.ofHours(24);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
  private static final SimpleRobotRules ALL = new SimpleRobotRules(RobotRulesMode.ALLOW_ALL);

  private final Cache<String, BaseRobotRules> rules;

  Robots(InstantSource clock) {
    rules =
        CacheBuilder.newBuilder()
            .maximumSize(MOST_HOSTS)
            .expireAfterWrite(KEPT)
            .ticker(ticker(clock))
            .build();
  }

  private static Ticker ticker(InstantSource clock) {
    return new Ticker() {
      @Override
      public long read() {
        return TimeUnit.MILLISECONDS.toNanos(clock.millis());
      }
    };
  }

  /** Where the rules for an address stand. */
  static URI file(URI url) {
    return url.resolve("/robots.txt");
  }

  /** The rules for an address, where they are known and not too old. */
  Optional<BaseRobotRules> known(URI url) {
    return Optional.ofNullable(rules.getIfPresent(origin(url)));
  }

  /** Learns the rules of a host that has some. */
  BaseRobotRules learn(URI url, byte[] file, String contentType) {
    SimpleRobotRulesParser parser = new SimpleRobotRulesParser(Long.MAX_VALUE, 0);
    BaseRobotRules read =
        parser.parseContent(file(url).toString(), file, contentType, List.of(TOKEN));
    rules.put(origin(url), read);
    return read;
  }

  /** Learns that a host has no rules. */
  BaseRobotRules learnNone(URI url) {
    rules.put(origin(url), ALL);
    return ALL;
  }

  /** The pause that the rules ask for, ten minutes at most. */
  static Duration pause(BaseRobotRules rules) {
    long millis = rules.getCrawlDelay();
    return millis == BaseRobotRules.UNSET_CRAWL_DELAY
        ? Duration.ZERO
        : Duration.ofMillis(Math.min(Math.max(millis, 0), LONGEST_PAUSE.toMillis()));
  }

  private static String origin(URI url) {
    return (url.getScheme() + "://" + url.getRawAuthority()).toLowerCase(Locale.ROOT);
  }
}
