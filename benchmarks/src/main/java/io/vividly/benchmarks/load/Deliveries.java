package io.vividly.benchmarks.load;

import io.vividly.benchmarks.durability.ClosedLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Deliveries sent, and how long each took to be answered. */
record Deliveries(int count, double seconds, double[] millis) {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Each about something else, in the words of a student. */
  private static final List<String> QUESTIONS =
      List.of(
          "Explain Newton's third law",
          "How does photosynthesis work?",
          "What is molarity?",
          "How do I use the quadratic formula?",
          "What is Ohm's law?",
          "Explain mitosis");

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /**
   * Keeps so many deliveries under way, in turn at each instance, until all are answered.
   *
   * @param modality as on the wire
   * @throws IOException if one is not answered with 200
   */
  static Deliveries send(int count, int underWay, List<URI> instances, String modality)
      throws Exception {
    double[] millis = new double[count];
    long start = System.nanoTime();
    ClosedLoop.forEach(
        count,
        underWay,
        i -> {
          long begin = System.nanoTime();
          deliver(instances.get(i % instances.size()), i, modality);
          millis[i] = (System.nanoTime() - begin) / 1e6;
        });
    double seconds = (System.nanoTime() - start) / 1e9;
    Arrays.sort(millis);
    return new Deliveries(count, seconds, millis);
  }

  double perSecond() {
    return count / seconds;
  }

  /**
   * @return the milliseconds in which this share of the deliveries was answered
   */
  double percentile(double share) {
    return millis[(int) Math.ceil(share * millis.length) - 1];
  }

  private static void deliver(URI url, int number, String modality) {
    String body =
        """
        {"request_id": "%s", "student_id": "load", "student_query": "%s", "grade_level": 10,
         "requested_modalities": ["%s"]}"""
            .formatted(UUID.randomUUID(), QUESTIONS.get(number % QUESTIONS.size()), modality);
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = CLIENT.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200 || !answer.body().contains("\"completed\"")) {
        throw new IOException("answered " + answer.statusCode() + ": " + answer.body());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
