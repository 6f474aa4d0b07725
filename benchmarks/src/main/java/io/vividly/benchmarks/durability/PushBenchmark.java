package io.vividly.benchmarks.durability;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Modality;
import io.vividly.json.JsonRequestEncoder;
import io.vividly.testkit.Samples;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Messages pushed over 16 connections, to stages that do nothing and a database that keeps what it
 * has committed; beside a service in Python that makes five plain status updates for each. Both use
 * one PostgreSQL server, in turns, round by round.
 *
 * <p>A text answer has four stages, a video answer four and two for each of its scenes; each has
 * its checkpoint. The service of Vividly runs in the process that also pushes; the peer's are its
 * own.
 */
public final class PushBenchmark {

  private static final int CONNECTIONS = 16;
  private static final int MESSAGES = 1_000;
  private static final int ROUNDS = 3;
  private static final String PYTHON = "FastAPI, five updates";
  private static final String TEXT = "Vividly, text answers";
  private static final String VIDEO = "Vividly, video answers";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Map<String, List<Figures>> rounds = new LinkedHashMap<>();

  private final int messages;

  private PushBenchmark(int messages) {
    this.messages = messages;
  }

  /**
   * @param args the folder of the peer, how many rounds, and how many messages in each
   */
  public static void main(String[] args) throws Exception {
    int count = args.length > 1 ? Integer.parseInt(args[1]) : ROUNDS;
    try (DurableServer server = new DurableServer()) {
      server.createDatabase("vividly");
      server.createDatabase("python");
      PushBenchmark benchmark =
          new PushBenchmark(args.length > 2 ? Integer.parseInt(args[2]) : MESSAGES);
      try (PushService service = new PushService(server.url("vividly"), CONNECTIONS)) {
        if (PythonPeer.isPossible()) {
          String url = server.url("python").replace("postgresql:", "postgresql+psycopg2:");
          try (PythonPeer peer = PythonPeer.start(Path.of(args[0]), url)) {
            benchmark.run(server, count, service.url(), peer.url());
          }
        } else {
          benchmark.run(server, count, service.url(), null);
          print(
              "%n*** THE PEER WAS NOT RUN: it needs the Debian packages%n*** %s%n",
              PythonPeer.PACKAGES);
        }
      }
      benchmark.tell();
    }
  }

  private void run(DurableServer server, int count, URI vividly, @Nullable URI python)
      throws Exception {
    for (int round = 0; round <= count; round++) {
      // The first one is to warm up.
      if (python != null) {
        note(round, PYTHON, push(server, python, Modality.TEXT));
      }
      note(round, TEXT, push(server, vividly, Modality.TEXT));
      note(round, VIDEO, push(server, vividly, Modality.VIDEO));
    }
  }

  private void note(int round, String name, Figures figures) {
    print(
        "%-8s %-24s %7.0f messages/s  p50 %6.1f ms  p99 %6.1f ms%n",
        round == 0 ? "warm-up" : "round " + round,
        name,
        figures.deliveries(),
        figures.p50(),
        figures.p99());
    if (round > 0) {
      rounds.computeIfAbsent(name, key -> new ArrayList<>()).add(figures);
    }
  }

  private Figures push(DurableServer server, URI url, Modality modality) throws Exception {
    List<HttpRequest> requests =
        Stream.generate(() -> post(url, Samples.request(modality))).limit(messages).toList();
    server.settle();
    return ClosedLoop.run(messages, CONNECTIONS, i -> send(requests.get(i)));
  }

  private static HttpRequest post(URI url, ContentRequest request) {
    String data = Base64.getEncoder().encodeToString(new JsonRequestEncoder().encode(request));
    String envelope =
        """
        {"message": {"data": "%s", "messageId": "%s", "publishTime": "2026-01-01T00:00:00Z"},
         "subscription": "projects/benchmark/subscriptions/benchmark"}
        """
            .formatted(data, request.id());
    return HttpRequest.newBuilder(url)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(envelope))
        .build();
  }

  private void send(HttpRequest request) {
    try {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException("answered " + response.statusCode());
      }
    } catch (IOException e) {
      throw new IllegalStateException("not answered", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private void tell() {
    print("%nmedians of the rounds, %d connections%n", CONNECTIONS);
    rounds.forEach(
        (name, figures) -> {
          Figures median = Figures.median(figures);
          print(
              "%-24s %7.0f messages/s  p50 %6.1f ms  p99 %6.1f ms%n",
              name, median.deliveries(), median.p50(), median.p99());
        });
    List<Figures> peer = rounds.get(PYTHON);
    if (peer != null) {
      for (String name : List.of(TEXT, VIDEO)) {
        print(
            "%s: %.2f times as many as the peer (goal 5), p99 %.2f of its (goal 1)%n",
            name,
            Figures.medianRatio(rounds.getOrDefault(name, List.of()), peer),
            Figures.median(rounds.getOrDefault(name, List.of())).p99()
                / Figures.median(peer).p99());
      }
    }
  }

  private static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format, values);
  }
}
