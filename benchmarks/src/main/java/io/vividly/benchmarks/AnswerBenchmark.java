package io.vividly.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * Prints how long the push service takes from a delivery to its finished video, and how much memory
 * it takes at most. The service is a process of its own, started by the launcher with a database
 * and caches of its own, as an operator would.
 *
 * <p>Argument: the launcher.
 */
public final class AnswerBenchmark {

  /** A video of this length is to be finished in {@link #LIMIT} seconds. */
  private static final double NOMINAL = 90;

  private static final double LIMIT = 20;
  private static final double MEMORY_LIMIT_MIB = 1536;

  private static final List<String> QUESTIONS =
      List.of(
          "Explain Newton's third law",
          "How does photosynthesis work?",
          "What is molarity?",
          "How do I use the quadratic formula?",
          "What is Ohm's law?",
          "Explain mitosis");

  private static final ObjectMapper JSON = new ObjectMapper();

  private AnswerBenchmark() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Path home = Files.createTempDirectory("vividly-benchmark");
    ProcessBuilder builder = new ProcessBuilder(args[0], "push").redirectErrorStream(true);
    builder.environment().put("VIVIDLY_HOME", home.toString());
    builder.environment().put("PORT", "0");
    builder.environment().remove("DATABASE_URL");
    long start = System.nanoTime();
    Process service = builder.start();
    try (BufferedReader output = service.inputReader()) {
      URI url = awaitUrl(output);
      print("%d processors; service ready after %.1f s%n", processors(), secondsSince(start));
      print("%-38s %8s %8s %10s %12s%n", "question", "video", "took", "video/s", "for 90 s");
      for (int i = 0; i < QUESTIONS.size(); i++) {
        answer(url, QUESTIONS.get(i), i == 0);
      }
      printMemory(service.pid());
    } finally {
      service.destroy();
      service.waitFor();
    }
  }

  private static URI awaitUrl(BufferedReader output) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.contains("takes push messages at ")) {
        return URI.create(line.substring(line.indexOf("http")));
      }
    }
    throw new IOException("the push service ended before it took messages");
  }

  private static void answer(URI url, String question, boolean cold)
      throws IOException, InterruptedException {
    String body =
        JSON.writeValueAsString(
            JSON.createObjectNode()
                .put("request_id", UUID.randomUUID().toString())
                .put("student_id", "benchmark")
                .put("student_query", question)
                .put("grade_level", 10));
    HttpRequest request = HttpRequest.newBuilder(url).POST(BodyPublishers.ofString(body)).build();
    long start = System.nanoTime();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    double took = secondsSince(start);
    JsonNode answer = JSON.readTree(response.body());
    if (response.statusCode() != 200 || !answer.path("status").asText().equals("completed")) {
      throw new IOException("no answer to \"" + question + "\": " + response.body());
    }
    double video = answer.path("duration_seconds").asDouble();
    double nominal = took * NOMINAL / video;
    print(
        "%-38s %6.1f s %6.1f s %10.1f %6.1f s %s%n",
        question,
        video,
        took,
        video / took,
        nominal,
        cold ? "(cold)" : String.format(Locale.ROOT, "%.2f of the limit", nominal / LIMIT));
  }

  private static void printMemory(long pid) throws IOException {
    Path status = Path.of("/proc", String.valueOf(pid), "status");
    if (!Files.exists(status)) {
      print("peak memory: not known on this system%n");
      return;
    }
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmHWM:")) {
        double peak = Integer.parseInt(line.replaceAll("\\D", "")) / 1024.0;
        print("peak memory %.0f MiB, %.2f of the limit%n", peak, peak / MEMORY_LIMIT_MIB);
      }
    }
  }

  private static int processors() {
    return Runtime.getRuntime().availableProcessors();
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format, values);
  }
}
