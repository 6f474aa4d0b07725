package io.vividly.app;

import io.vividly.api.ApiTokens;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes a token for the API. */
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    description = "Prints a token with which a student, or an operator, can use the API.")
final class TokenCommand implements Callable<Integer> {

  private static final int MAX_HOURS = 366 * 24;

  private final Invocation invocation;

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Spec
  private CommandSpec spec;

  @Option(
      names = "--student",
      required = true,
      paramLabel = "ID",
      description = "Whose token it is: the student's id, or the operator's.")
  private String subject = "";

  @Option(
      names = "--role",
      defaultValue = "STUDENT",
      description = "student, who sees only the own requests, or operator; student if not said.")
  private ApiTokens.Role role = ApiTokens.Role.STUDENT;

  @Option(
      names = "--hours",
      defaultValue = "24",
      description = "How long it is valid; ${DEFAULT-VALUE}.")
  private int hours;

  TokenCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException {
    if (hours < 1 || hours > MAX_HOURS) {
      throw new ParameterException(
          spec.commandLine(), "--hours must be from 1 to " + MAX_HOURS + ".");
    }
    ApiTokens tokens =
        new ApiTokens(SecretKeyFile.key(invocation.settings(Vividly.Role.API)), Clock.systemUTC());
    invocation.terminal().out().println(issue(tokens));
    return 0;
  }

  private String issue(ApiTokens tokens) {
    try {
      return tokens.issue(subject, role, Duration.ofHours(hours));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--student: " + e.getMessage() + ".");
    }
  }
}
