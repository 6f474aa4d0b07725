package io.vividly.benchmarks.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vividly.benchmarks.chaos.Subscription.Delivered;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

/** SIGKILL at random of the push service as it is, while it makes real videos. */
final class RealVideos implements Scenario {

  private static final int KILLS = 5;
  private static final Duration BETWEEN_KILLS = Duration.ofSeconds(8);
  private static final Duration RESTART = Duration.ofSeconds(180);
  private static final Duration ACK_DEADLINE = Duration.ofMinutes(5);
  private static final Duration TO_THE_ANSWER = Duration.ofMinutes(5);

  private static final List<String> QUESTIONS =
      List.of(
          "Explain Newton's third law",
          "How does photosynthesis work?",
          "What is molarity?",
          "How do I use the quadratic formula?",
          "What is Ohm's law?",
          "Explain mitosis");

  private final Path launcher;

  /**
   * @param launcher the program {@code vividly}
   */
  RealVideos(Path launcher) {
    this.launcher = launcher;
  }

  @Override
  public String name() {
    return "kill at real videos";
  }

  @Override
  public Row run(Ground ground, Scale scale) throws Exception {
    Fleet fleet = new Fleet(() -> WorkerProcess.startService(ground, launcher));
    try (Trial trial = new Trial(ground, name(), fleet, ACK_DEADLINE, 5)) {
      fleet.start(2);
      List<CompletableFuture<Delivered>> videos = QUESTIONS.stream().map(trial::ask).toList();
      for (int kill = 1; kill <= KILLS; kill++) {
        Thread.sleep(ThreadLocalRandom.current().nextLong(2 * BETWEEN_KILLS.toMillis()));
        Patience.await("two instances", RESTART, () -> fleet.there().size() >= 2);
        trial.kill(fleet.there().get(ThreadLocalRandom.current().nextInt(2)));
        fleet.start();
      }
      trial.awaitAnswers(TO_THE_ANSWER);
      for (CompletableFuture<Delivered> video : videos) {
        watch(trial, String.valueOf(video.join().answer()));
      }
      int twice = trial.evidence().checkpointsTwice();
      if (twice > 0) {
        trial.remark(twice + " checkpoints were written twice");
      }
      return trial.conclude(KILLS);
    }
  }

  /** Plays an answer's video from its beginning to its end. */
  private static void watch(Trial trial, String answer) throws IOException {
    JsonNode body = new ObjectMapper().readTree(answer);
    String url = body.path("files").path("video").path("url").asText();
    double promised = body.path("duration_seconds").asDouble();
    double played = Player.play(Path.of(URI.create(url)));
    if (Math.abs(played - promised) > 0.5) {
      trial.remark(
          body.path("title").asText() + " plays " + played + " s instead of " + promised + " s");
    }
  }
}
