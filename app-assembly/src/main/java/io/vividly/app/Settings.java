package io.vividly.app;

import io.vividly.core.model.Environment;
import io.vividly.postgres.PostgresOptions;
import io.vividly.push.PushAuthentication;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the environment variables say. They are read here and nowhere else.
 *
 * @param port of what the process serves, of the push service if that is several; 0 takes a free
 *     one
 * @param databaseUrl null for the embedded database
 * @param databasePoolSize the most connections to the database; null for what the slots need
 * @param home where data is kept that outlives a run
 * @param slots how many requests are worked on at the same time
 * @param sceneThreads how many scenes are made at the same time
 * @param acknowledgeRejected whether a message that is not valid is acknowledged once it is kept
 * @param reuseAnswers whether requests for the same answer share one
 * @param stuckAfter how long nobody has to have worked on a request for its message to be sent
 *     again
 * @param pushAuthentication who may deliver; null lets everybody
 * @param api what concerns the API alone
 * @param pubSub where messages are published and pulled
 * @param ai who understands, writes and speaks, and where media are kept
 * @param observability how the log looks, and who collects traces and metrics
 */
record Settings(
    int port,
    @Nullable String databaseUrl,
    @Nullable Integer databasePoolSize,
    Path home,
    Environment environment,
    int slots,
    int sceneThreads,
    Duration ackDeadline,
    boolean acknowledgeRejected,
    boolean reuseAnswers,
    Duration stuckAfter,
    @Nullable PushAuthentication pushAuthentication,
    ApiSettings api,
    PubSubSettings pubSub,
    AiSettings ai,
    ObservabilitySettings observability) {

  private static final int DEFAULT_PORT = 8080;
  static final int MAX_PORT = 65_535;
  static final int MAX_THREADS = 256;
  static final int DEFAULT_SLOTS = 4;
  private static final int MIN_POOL_SIZE = 2;
  private static final int MAX_POOL_SIZE = 512;
  private static final int MAX_ACK_DEADLINE_SECONDS = 600;
  private static final int DEFAULT_STUCK_AFTER_SECONDS = 1_800;
  private static final int MAX_STUCK_AFTER_SECONDS = 7 * 24 * 3_600;

  /**
   * What the push service needs.
   *
   * @throws SettingsException with every problem that there is
   */
  static Settings from(Map<String, String> variables) {
    return from(variables, Vividly.Role.PUSH);
  }

  /**
   * @param role decides what must be set
   * @throws SettingsException with every problem that there is
   */
  static Settings from(Map<String, String> variables, Vividly.Role role) {
    Reader reader = new Reader(variables);
    Environment environment = reader.environment();
    PubSubSettings pubSub = PubSubSettings.read(reader, role);
    int processors = Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors());
    Settings settings =
        new Settings(
            reader.port("PORT", DEFAULT_PORT),
            reader.databaseUrl(),
            reader.optionalNumber("DATABASE_POOL_SIZE", MIN_POOL_SIZE, MAX_POOL_SIZE),
            reader.home(),
            environment,
            reader.number("PUSH_SLOTS", DEFAULT_SLOTS, 1, MAX_THREADS),
            reader.number("SCENE_THREADS", processors, 1, MAX_THREADS),
            Duration.ofSeconds(
                reader.number(
                    "PUSH_ACK_DEADLINE", MAX_ACK_DEADLINE_SECONDS, 10, MAX_ACK_DEADLINE_SECONDS)),
            reader.flag("PUSH_ACKNOWLEDGE_REJECTED", false),
            reader.flag("REUSE_ANSWERS", true),
            Duration.ofSeconds(
                reader.number(
                    "STUCK_AFTER", DEFAULT_STUCK_AFTER_SECONDS, 60, MAX_STUCK_AFTER_SECONDS)),
            role.takesPushMessages() ? PushCallers.read(reader, environment) : null,
            ApiSettings.from(reader),
            pubSub,
            AiSettings.read(reader, pubSub.projectId()),
            ObservabilitySettings.from(reader, pubSub.projectId()));
    settings.checkApi(reader, role);
    if (environment == Environment.PROD && settings.databaseUrl == null) {
      reader.problems.add(
          "DATABASE_URL is missing. With ENVIRONMENT=prod the embedded database is not used; set it"
              + " to postgresql://user:password@host:5432/database.");
    }
    if (!reader.problems.isEmpty()) {
      throw new SettingsException(reader.problems);
    }
    return settings;
  }

  private void checkApi(Reader reader, Vividly.Role role) {
    boolean hasApi = role == Vividly.Role.API || role == Vividly.Role.ALL;
    if (hasApi && environment != Environment.DEV && reader.text("SECRET_KEY") == null) {
      reader.problem(SecretKeyFile.MISSING);
    }
    if (role == Vividly.Role.ALL && port != 0 && port == api.port()) {
      reader.problem(
          "PORT and API_PORT are both " + port + "; give each service a port of its own.");
    }
  }

  Settings withPort(int newPort) {
    return with(newPort, slots, reuseAnswers, pubSub);
  }

  Settings withoutReuse() {
    return with(port, slots, false, pubSub);
  }

  /** With the slots of a pull worker. */
  Settings forPulling() {
    return with(port, pubSub.slots(), reuseAnswers, pubSub);
  }

  /** Delivers to itself whatever the environment says. */
  Settings withoutTopic() {
    return with(port, slots, reuseAnswers, pubSub.withoutTopic());
  }

  private Settings with(int newPort, int newSlots, boolean reuse, PubSubSettings newPubSub) {
    return new Settings(
        newPort,
        databaseUrl,
        databasePoolSize,
        home,
        environment,
        newSlots,
        sceneThreads,
        ackDeadline,
        acknowledgeRejected,
        reuse,
        stuckAfter,
        pushAuthentication,
        api,
        newPubSub,
        ai,
        observability);
  }

  /** Leaves out the database's URL, which holds a password. */
  @Override
  public String toString() {
    return "Settings[environment=" + environment.wireName() + ", home=" + home + "]";
  }

  /** Reads variables and collects what is wrong with them. */
  static final class Reader {
    private final Map<String, String> variables;
    private final List<String> problems = new ArrayList<>();

    Reader(Map<String, String> variables) {
      this.variables = variables;
    }

    @Nullable String text(String name) {
      String value = variables.get(name);
      return value == null || value.isBlank() ? null : value.strip();
    }

    void problem(String problem) {
      problems.add(problem);
    }

    int port(String name, int otherwise) {
      return number(name, otherwise, 0, MAX_PORT);
    }

    int number(String name, int otherwise, int least, int most) {
      String value = text(name);
      if (value == null) {
        return otherwise;
      }
      try {
        int number = Integer.parseInt(value);
        if (number >= least && number <= most) {
          return number;
        }
      } catch (NumberFormatException e) {
        // Told below, together with numbers out of range.
      }
      problems.add(
          name
              + " must be a whole number from "
              + least
              + " to "
              + most
              + ", not \""
              + value
              + "\".");
      return otherwise;
    }

    /** Null if it is not set. */
    @Nullable Integer optionalNumber(String name, int least, int most) {
      return text(name) == null ? null : number(name, least, least, most);
    }

    /** The text of a variable that must look a certain way. */
    @Nullable String text(String name, Pattern form, String description) {
      String value = text(name);
      if (value != null && !form.matcher(value).matches()) {
        problem(name + " must be " + description + ", not \"" + value + "\".");
      }
      return value;
    }

    boolean flag(String name, boolean otherwise) {
      String value = text(name);
      if (value == null) {
        return otherwise;
      }
      if (!value.equals("true") && !value.equals("false")) {
        problems.add(name + " must be true or false, not \"" + value + "\".");
      }
      return value.equals("true");
    }

    Environment environment() {
      String value = text("ENVIRONMENT");
      if (value == null) {
        return Environment.DEV;
      }
      for (Environment environment : Environment.values()) {
        if (environment.wireName().equals(value.toLowerCase(Locale.ROOT))) {
          return environment;
        }
      }
      String known =
          Arrays.stream(Environment.values())
              .map(Environment::wireName)
              .collect(Collectors.joining(", "));
      problems.add("ENVIRONMENT must be one of " + known + ", not \"" + value + "\".");
      return Environment.DEV;
    }

    /** An address of HTTP; null if it is not set. */
    @Nullable URI uri(String name) {
      String value = text(name);
      if (value == null) {
        return null;
      }
      try {
        URI uri = new URI(value);
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (http && uri.getHost() != null) {
          return uri;
        }
      } catch (URISyntaxException e) {
        // Told below, together with what is a URI but not of this kind.
      }
      problem(name + " must be an http or https address, not \"" + value + "\".");
      return null;
    }

    @Nullable String databaseUrl() {
      String value = text("DATABASE_URL");
      if (value != null) {
        try {
          PostgresOptions.of(value);
        } catch (IllegalArgumentException e) {
          problems.add("DATABASE_URL: " + e.getMessage());
        }
      }
      return value;
    }

    Path home() {
      String value = text("VIVIDLY_HOME");
      try {
        Path home =
            value == null
                ? Path.of(System.getProperty("user.home"), ".vividly")
                : Path.of(value).toAbsolutePath();
        HomeFolder.problem(home).ifPresent(problems::add);
        return home;
      } catch (InvalidPathException e) {
        problems.add("VIVIDLY_HOME is not a path: \"" + value + "\".");
        return Path.of(".");
      }
    }
  }
}
