package io.vividly.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is deployed is set as the program understands it. */
class DeploymentTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Pattern IN_TERRAFORM =
      Pattern.compile("(?m)^\\s*(?:name\\s*=\\s*\")?([A-Z][A-Z0-9_]{3,})(?:\"\\s*$|\\s*=)");
  private static final Pattern IN_COMMAND = Pattern.compile("([A-Z][A-Z0-9]*_[A-Z0-9_]+|PORT)=");
  private static final Pattern IN_DOCKERFILE = Pattern.compile("(?:^ENV |\\s)([A-Z][A-Z0-9_]+)=");
  private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `([A-Z][A-Z0-9_]+)` \\|");

  @Test
  void terraformSetsWhatTheProgramReads() throws IOException {
    Set<String> named = new TreeSet<>();
    try (Stream<Path> files = Files.list(ROOT.resolve("deploy/terraform"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".tf")).toList()) {
        named.addAll(all(IN_TERRAFORM, Files.readString(file)));
      }
    }
    assertThat(named).contains("DATABASE_URL", "SECRET_KEY", "PUSH_AUDIENCE", "PUSH_SLOTS");
    assertThat(read()).containsAll(named);
    assertThat(documented()).containsAll(named);
  }

  @Test
  void commandsSetWhatTheProgramReads() throws IOException {
    Set<String> named = new TreeSet<>();
    Matcher commands =
        Pattern.compile("--(?:set-secrets|set-env-vars|update-env-vars)=(\\S+)")
            .matcher(Files.readString(ROOT.resolve("docs/deploy.md")));
    while (commands.find()) {
      named.addAll(all(IN_COMMAND, commands.group(1)));
    }
    assertThat(named).contains("DATABASE_URL", "SECRET_KEY", "PUSH_AUDIENCE");
    assertThat(read()).containsAll(named);
    assertThat(documented()).containsAll(named);
  }

  @Test
  void theImageSetsWhatTheProgramReads() throws IOException {
    String dockerfile = Files.readString(ROOT.resolve("Dockerfile"));
    String image = dockerfile.substring(dockerfile.lastIndexOf("FROM "));
    assertThat(all(IN_DOCKERFILE, image)).isNotEmpty().isSubsetOf(read());
  }

  @ParameterizedTest
  @ValueSource(strings = {"push", "pull", "api", "relay"})
  void whatIsStartedIsARole(String role) throws IOException {
    assertThat(Files.readString(ROOT.resolve("deploy/terraform/run.tf"))).contains("[\"" + role);
    CommandLineRun run = CommandLineRun.of(Map.of(), role, "--help");
    assertThat(run.exitCode()).isZero();
  }

  /** Which variables are asked for when settings are read. */
  private static Set<String> read() {
    Set<String> names = new TreeSet<>();
    Map<String, String> recording =
        new HashMap<>(Map.of("GCP_PROJECT_ID", "project", "PUBSUB_TOPIC", "topic")) {
          @Override
          public @Nullable String get(Object name) {
            names.add((String) name);
            return super.get(name);
          }
        };
    for (Vividly.Role role : Vividly.Role.values()) {
      Settings.from(recording, role);
    }
    return names;
  }

  private static Set<String> documented() throws IOException {
    return all(DOCUMENTED, Files.readString(ROOT.resolve("docs/configuration.md")));
  }

  private static Set<String> all(Pattern pattern, String text) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }
}
