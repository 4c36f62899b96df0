package io.tocsin.runtime.config;

import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.source.yaml.YamlConfigSource;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Reads a configuration from its sources. A source that is added later beats the earlier ones, so
 * the order is file, environment, command line. Values may refer to environment variables as {@code
 * ${NAME}} or {@code ${NAME:default}}, and to files as {@code ${file:PATH}}; what stands there is
 * taken as it is.
 */
public final class ConfigReader {
  private static final int FIRST_ORDINAL = 100;
  private static final Pattern ELEMENT_OF_LIST = Pattern.compile(".*\\[\\d+].*");

  private final List<ConfigKey<?>> own;
  private final KnownKeys known;
  private final List<ConfigSource> sources = new ArrayList<>();
  private final List<ConfigProblem> problems = new ArrayList<>();
  private final Literals literals = new Literals();
  private final FileReferences files = new FileReferences(literals, problems);
  private Map<String, String> variables = Map.of();

  public ConfigReader(List<ConfigKey<?>> ownKeys) {
    this.own = List.copyOf(ownKeys);
    this.known = new KnownKeys(ownKeys);
  }

  /** Adds a YAML file, or a properties file if its name ends so. */
  public ConfigReader file(Path file) {
    String origin = "file " + file;
    try {
      values(origin, parse(file.toString(), Files.readString(file)));
    } catch (IOException | UncheckedIOException unreadable) {
      problems.add(
          new ConfigProblem("--config", file.toString(), "expected a readable file", origin));
    } catch (RuntimeException malformed) {
      problems.add(
          new ConfigProblem(
              "--config",
              file.toString(),
              "expected well-formed YAML or properties (" + malformed.getMessage() + ")",
              origin));
    }
    return this;
  }

  /**
   * Adds the variables that begin with {@code TOCSIN_}; all can be referred to. A name that ends in
   * {@code _FILE} names a file that holds the value.
   */
  public ConfigReader environment(Map<String, String> environment) {
    variables = Map.copyOf(environment);
    EnvironmentNames names = new EnvironmentNames(known);
    Map<String, String> values = new TreeMap<>();
    new TreeMap<>(environment)
        .forEach(
            (variable, value) -> {
              if (names.concerns(variable)) {
                addVariable(names, variable, value, values);
              }
            });
    return values("environment", values);
  }

  private void addVariable(
      EnvironmentNames names, String variable, String value, Map<String, String> values) {
    Optional<String> inFile = names.keyOfFile(variable);
    if (inFile.isPresent()) {
      if (values.put(inFile.get(), FileReferences.to(value)) != null) {
        problems.add(
            new ConfigProblem(
                variable, value, "expected either it or the one without _FILE", "environment"));
      }
      return;
    }
    names
        .keyOf(variable)
        .ifPresentOrElse(
            key -> values.put(key, value), () -> problems.add(names.unknown(variable, value)));
  }

  /** Adds values by their full keys. */
  public ConfigReader values(String origin, Map<String, String> values) {
    sources.add(
        new NamedValues(origin, files.read(origin, values), FIRST_ORDINAL + sources.size()));
    return this;
  }

  /**
   * The validated configuration.
   *
   * @throws InvalidConfigException with everything that is wrong in any of the sources
   */
  public ServiceConfig read() {
    SmallRyeConfig config = merged();
    sources.forEach(this::findUnknown);
    Map<String, Settings.Value> values = new TreeMap<>();
    known.declared().forEach(key -> readDeclared(key, config, values));
    sources.stream()
        .flatMap(source -> source.getPropertyNames().stream())
        .filter(known::isPassedOn)
        .filter(name -> !ELEMENT_OF_LIST.matcher(name).matches())
        .distinct()
        .forEach(name -> readText(name, config).ifPresent(value -> values.put(name, value)));
    if (problems.isEmpty()) {
      problems.addAll(new SecurityChecks(values).problems());
    }
    refuse(problems);
    return ServiceConfig.from(new Settings(values));
  }

  /**
   * The validated values of the own keys alone, for a program that does the work of a service and
   * asks neither broker nor registry: what is missing or wrong of those is passed over, be it a
   * secret that this host does not have.
   *
   * @throws InvalidConfigException with everything else that is wrong in any of the sources
   */
  public Settings readOwn() {
    SmallRyeConfig config = merged();
    sources.forEach(this::findUnknown);
    Map<String, Settings.Value> values = new TreeMap<>();
    own.forEach(key -> readDeclared(key, config, values));
    refuse(
        problems.stream()
            .filter(problem -> ShellKeys.PASSED_ON.stream().noneMatch(problem.key()::startsWith))
            .toList());
    return new Settings(values);
  }

  private static void refuse(List<ConfigProblem> problems) {
    if (!problems.isEmpty()) {
      throw new InvalidConfigException(
          problems.stream().sorted(Comparator.comparing(ConfigProblem::key)).distinct().toList());
    }
  }

  private SmallRyeConfig merged() {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .withSources(new NamedValues("variables", asTheyAre(variables), 0))
        .withSources(sources)
        .build();
  }

  private Map<String, String> asTheyAre(Map<String, String> texts) {
    Map<String, String> hidden = new TreeMap<>();
    texts.forEach((name, text) -> hidden.put(name, literals.hide(text, "${" + name + "}")));
    return hidden;
  }

  private static Map<String, String> parse(String name, String text) throws IOException {
    if (name.endsWith(".properties")) {
      Properties properties = new Properties();
      properties.load(new StringReader(text));
      return properties.stringPropertyNames().stream()
          .collect(Collectors.toMap(key -> key, properties::getProperty));
    }
    // a key with dots comes back as section."key.with.dots"
    return new YamlConfigSource(name, text)
        .getProperties().entrySet().stream()
            .collect(
                Collectors.toMap(
                    entry -> entry.getKey().replace("\"", ""),
                    Map.Entry::getValue,
                    (first, second) -> second));
  }

  private void findUnknown(ConfigSource source) {
    for (String name : source.getPropertyNames()) {
      if (!known.accepts(name) && !ELEMENT_OF_LIST.matcher(name).matches()) {
        String value = literals.shown(Optional.ofNullable(source.getValue(name)).orElse(""));
        problems.add(ConfigProblem.unknown(name, value, known.nearest(name), source.getName()));
      }
    }
  }

  private void readDeclared(
      ConfigKey<?> key, SmallRyeConfig config, Map<String, Settings.Value> values) {
    Optional<Settings.Value> read = readText(key.name(), config);
    if (read.isEmpty()) {
      key.defaultText()
          .ifPresent(
              text ->
                  values.put(key.name(), new Settings.Value(key.name(), text, Settings.DEFAULT)));
      if (key.isRequired() && !hasProblem(key.name())) {
        problems.add(ConfigProblem.missing(key.name(), key.expected()));
      }
      return;
    }
    Settings.Value value = read.get();
    values.put(key.name(), value);
    try {
      key.parse(value.text());
    } catch (IllegalArgumentException wrong) {
      problems.add(ConfigProblem.wrong(key.name(), value.text(), key.expected(), value.origin()));
    }
  }

  private boolean hasProblem(String key) {
    return problems.stream().anyMatch(problem -> problem.key().equals(key));
  }

  private Optional<Settings.Value> readText(String name, SmallRyeConfig config) {
    try {
      ConfigValue value = config.getConfigValue(name);
      if (value.hasProblems()) {
        problems.add(unresolved(name, value.getConfigSourceName()));
        return Optional.empty();
      }
      return Optional.ofNullable(value.getValue())
          .map(literals::fill)
          .map(text -> new Settings.Value(name, text, value.getConfigSourceName()));
    } catch (NoSuchElementException | IllegalArgumentException malformed) {
      problems.add(unresolved(name, ""));
      return Optional.empty();
    }
  }

  private static ConfigProblem unresolved(String name, String origin) {
    return new ConfigProblem(
        name, null, "expected a value in which each ${…} names a variable that is set", origin);
  }
}
