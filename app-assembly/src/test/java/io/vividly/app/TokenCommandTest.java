package io.vividly.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.SignedJWT;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class TokenCommandTest {

  @TempDir Path home;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void a_newcomer_needs_no_key_and_gets_a_token_of_a_key_that_stays() throws Exception {
    SignedJWT first = token("--student", "amelie");
    SignedJWT second = token("--student", "amelie", "--role", "operator", "--hours", "2");

    String key = Files.readString(home.resolve("secret-key")).strip();
    assertThat(first.verify(new MACVerifier(key))).isTrue();
    assertThat(second.verify(new MACVerifier(key))).isTrue();
    assertThat(first.getJWTClaimsSet().getSubject()).isEqualTo("amelie");
    assertThat(first.getJWTClaimsSet().getStringClaim("role")).isEqualTo("student");
    assertThat(second.getJWTClaimsSet().getStringClaim("role")).isEqualTo("operator");
    assertThat(second.getJWTClaimsSet().getExpirationTime().toInstant())
        .isBefore(Instant.now().plus(Duration.ofHours(3)));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void nobody_else_on_the_machine_can_read_the_key() throws Exception {
    token("--student", "amelie");

    Path file = home.resolve("secret-key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(home.toFile().list()).containsExactly("secret-key");
  }

  @Test
  void the_key_of_the_settings_comes_first() throws Exception {
    String key = "a secret that is long enough for anyone";
    assertThat(run(Map.of("SECRET_KEY", key), "token", "--student", "amelie")).isZero();

    assertThat(SignedJWT.parse(printed()).verify(new MACVerifier(key))).isTrue();
    assertThat(home.toFile().list()).isEmpty();
  }

  @Test
  void off_a_laptop_no_key_is_made_up() {
    assertThat(run(Map.of("ENVIRONMENT", "staging"), "token", "--student", "amelie")).isEqualTo(78);

    assertThat(err.toString(StandardCharsets.UTF_8)).contains("SECRET_KEY is missing");
    assertThat(printed()).isEmpty();
  }

  @Test
  void wrong_use_is_told() {
    assertThat(run(Map.of(), "token")).isEqualTo(2);
    assertThat(run(Map.of(), "token", "--student", " ")).isEqualTo(2);
    assertThat(run(Map.of(), "token", "--student", "x", "--hours", "0")).isEqualTo(2);
    assertThat(run(Map.of(), "token", "--student", "x", "--role", "root")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("--student", "--hours");
  }

  private SignedJWT token(String... options) throws ParseException {
    String[] arguments = new String[options.length + 1];
    arguments[0] = "token";
    System.arraycopy(options, 0, arguments, 1, options.length);
    out.reset();
    assertThat(run(Map.of(), arguments)).as(err.toString(StandardCharsets.UTF_8)).isZero();
    return SignedJWT.parse(printed());
  }

  private int run(Map<String, String> more, String... arguments) {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("VIVIDLY_HOME", home.toString());
    Terminal terminal =
        new Terminal(new PrintStream(out, true), new PrintStream(err, true), false, false);
    return Main.execute(new Invocation(terminal, environment), arguments);
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8).strip();
  }
}
