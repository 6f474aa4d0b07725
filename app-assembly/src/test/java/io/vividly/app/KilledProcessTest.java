package io.vividly.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.GradeLevel;
import io.vividly.core.model.Modality;
import io.vividly.core.model.RequestId;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills a push service in the middle of its work and lets another one go on. */
class KilledProcessTest {

  @Test
  @Timeout(300)
  void the_next_process_goes_on_where_the_killed_one_stopped(@TempDir Path home) throws Exception {
    RequestId id = RequestId.random();
    ContentRequest request =
        new ContentRequest(
            id,
            "test-" + id,
            "student",
            "How does photosynthesis work?",
            new GradeLevel(9),
            null,
            Set.of(Modality.VIDEO),
            Modality.VIDEO,
            null);
    try (EmbeddedDatabase database = EmbeddedDatabase.open(home.resolve("postgres"));
        Rows rows = new Rows(database.url())) {
      Map<String, @Nullable String> before;
      try (Service killed = new Service(home, database.url())) {
        CompletableFuture<HttpResponse<String>> unanswered = killed.push().deliverAsync(request);
        killed.awaitLine("rendering of scene 1 done");
        killed.kill();
        assertThat(unanswered).failsWithin(Duration.ofSeconds(30));
        before = rows.completedStages(id);
      }
      assertThat(before).containsKeys("script:0", "narration:1", "rendering:1");
      assertThat(before).doesNotContainKey("publishing:0");
      assertThat(rows.request(id)).containsEntry("status", "generating_video");

      try (Service next = new Service(home, database.url())) {
        HttpResponse<String> answer = next.push().deliver(request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      }
      assertThat(rows.request(id)).containsEntry("status", "completed");
      Map<String, @Nullable String> after = rows.completedStages(id);
      // The same moment of completion: what was done was not done again.
      assertThat(after).containsAllEntriesOf(before).containsKey("publishing:0");
      CommandLineRun status =
          CommandLineRun.of(
              Map.of("DATABASE_URL", database.url(), "VIVIDLY_HOME", home.toString()),
              "status",
              id.toString());
      assertThat(status.out())
          .containsOnlyOnce("Attempt 1 began.")
          .containsOnlyOnce("Attempt 2 began; the lease of the one before ran out.");
    }
  }

  /** A push service in a process of its own. */
  private static final class Service implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;
    private final URI url;

    Service(Path home, String databaseUrl) throws IOException {
      ProcessBuilder builder =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Djava.awt.headless=true",
                  "-Dsun.awt.fontconfig=" + System.getProperty("sun.awt.fontconfig", ""),
                  "-Dvividly.log.level=DEBUG",
                  "-cp",
                  System.getProperty("java.class.path"),
                  "io.vividly.app.Main",
                  "push")
              .redirectErrorStream(true);
      builder.environment().put("VIVIDLY_HOME", home.toString());
      builder.environment().put("DATABASE_URL", databaseUrl);
      builder.environment().put("PORT", "0");
      process = builder.start();
      output = process.inputReader();
      String line = awaitLine("takes push messages at ");
      url = URI.create(line.substring(line.indexOf("http")));
    }

    PushClient push() {
      return new PushClient(url);
    }

    String awaitLine(String part) throws IOException {
      StringBuilder seen = new StringBuilder();
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.contains(part)) {
          return line;
        }
        seen.append(line).append('\n');
      }
      throw new AssertionError("The process ended without saying \"" + part + "\":\n" + seen);
    }

    void kill() {
      process.destroyForcibly();
    }

    @Override
    public void close() throws InterruptedException {
      kill();
      process.waitFor();
    }
  }
}
