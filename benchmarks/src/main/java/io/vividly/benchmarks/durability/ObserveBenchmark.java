package io.vividly.benchmarks.durability;

import com.sun.net.httpserver.HttpServer;
import io.vividly.benchmarks.durability.ObservedService.Watching;
import io.vividly.core.model.Modality;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What it costs to be looked at: the push service with stages that do nothing and a database that
 * keeps what it has committed, observed as in production and not at all. The services are processes
 * of their own on one PostgreSQL server and take turns, in another order each round.
 *
 * <p>Logs are lines of JSON in a pipe, metrics are asked for once in each run, and every trace is
 * kept and sent to a receiver in this process that throws it away.
 *
 * <p>Arguments: the folder with the libraries of the push service, how many rounds, and how many
 * messages in each.
 */
public final class ObserveBenchmark {

  private static final int CONNECTIONS = 16;
  private static final int ROUNDS = 9;
  private static final int MESSAGES = 600;

  /** Messages for each: until then much of the processor time is the compiler's. */
  private static final int WARM_UP = 5_000;

  private final Map<Watching, List<Run>> rounds = new EnumMap<>(Watching.class);
  private final PushMessages pushes = new PushMessages();
  private final HttpClient scraper = HttpClient.newHttpClient();
  private final DurableServer server;
  private final int messages;

  private ObserveBenchmark(DurableServer server, int messages) {
    this.server = server;
    this.messages = messages;
  }

  public static void main(String[] arguments) throws Exception {
    int count = arguments.length > 1 ? Integer.parseInt(arguments[1]) : ROUNDS;
    int messages = arguments.length > 2 ? Integer.parseInt(arguments[2]) : MESSAGES;
    List<ObservedProcess> services = new ArrayList<>();
    AtomicLong spanBytes = new AtomicLong();
    HttpServer collector = collector(spanBytes);
    URI endpoint = URI.create("http://127.0.0.1:" + collector.getAddress().getPort());
    try (DurableServer server = new DurableServer()) {
      for (Watching watching : Watching.values()) {
        String database = watching.name().toLowerCase(Locale.ROOT);
        server.createDatabase(database);
        services.add(
            ObservedProcess.start(
                Path.of(arguments[0]), server.url(database), CONNECTIONS, watching, endpoint));
      }
      ObserveBenchmark benchmark = new ObserveBenchmark(server, messages);
      benchmark.warmUp(services);
      benchmark.run(services, count);
      benchmark.tell();
      int sent = WARM_UP + count * messages;
      print(
          "a message has %d bytes of log and %d bytes of spans%n",
          services.stream().mapToLong(ObservedProcess::loggedBytes).max().orElse(0) / sent,
          spanBytes.get() / sent);
    } finally {
      for (ObservedProcess service : services) {
        service.close();
      }
      collector.stop(0);
    }
  }

  private static HttpServer collector(AtomicLong bytes) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "collector");
              thread.setDaemon(true);
              return thread;
            }));
    server.createContext(
        "/",
        exchange -> {
          bytes.addAndGet(exchange.getRequestBody().readAllBytes().length);
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  /** All at the same time: the more there is to do at once, the sooner it is done. */
  private void warmUp(List<ObservedProcess> services) throws Exception {
    print("warming up with %d messages for each%n", WARM_UP);
    List<List<HttpRequest>> requests =
        services.stream()
            .map(service -> PushMessages.make(service.url(), Modality.TEXT, WARM_UP))
            .toList();
    int all = services.size();
    ClosedLoop.run(
        WARM_UP * all, CONNECTIONS * all, i -> pushes.send(requests.get(i % all).get(i / all)));
  }

  private void run(List<ObservedProcess> services, int count) throws Exception {
    List<ObservedProcess> order = new ArrayList<>(services);
    for (int round = 1; round <= count; round++) {
      for (ObservedProcess service : order) {
        Run run = push(service);
        print(
            "round %d  %-18s %7.0f messages/s  %6.3f ms of processor time a message%n",
            round, name(service.watching()), run.perSecond(), run.millis());
        rounds.computeIfAbsent(service.watching(), key -> new ArrayList<>()).add(run);
      }
      // Each comes first, last and between, and each follows each.
      Collections.rotate(order, 1);
      if (round % order.size() == 0) {
        Collections.reverse(order);
      }
    }
  }

  private Run push(ObservedProcess service) throws Exception {
    List<HttpRequest> requests = PushMessages.make(service.url(), Modality.TEXT, messages);
    server.settle();
    long before = service.processorTime().toNanos();
    Figures figures = ClosedLoop.run(messages, CONNECTIONS, i -> pushes.send(requests.get(i)));
    service.scrape(scraper);
    long took = service.processorTime().toNanos() - before;
    return new Run(figures.deliveries(), took / 1e6 / messages);
  }

  private void tell() {
    print("%nmedians within rounds, %d connections, %d messages a run%n", CONNECTIONS, messages);
    for (Watching watching : rounds.keySet()) {
      if (watching != Watching.NOTHING) {
        print(
            "%-18s throughput %s; processor time a message %s%n",
            name(watching), ratio(watching, Run::perSecond), ratio(watching, Run::millis));
      }
    }
  }

  /** To the unobserved run of the same round: the median, and the middle half. */
  private String ratio(Watching watching, ToDoubleFunction<Run> figure) {
    List<Run> with = rounds.getOrDefault(watching, List.of());
    List<Run> without = rounds.getOrDefault(Watching.NOTHING, List.of());
    double[] ratios =
        IntStream.range(0, with.size())
            .mapToDouble(
                i -> figure.applyAsDouble(with.get(i)) / figure.applyAsDouble(without.get(i)))
            .sorted()
            .toArray();
    return String.format(
        Locale.ROOT,
        "%.3f (%.3f to %.3f, all within %.3f to %.3f)",
        at(ratios, 0.5),
        at(ratios, 0.25),
        at(ratios, 0.75),
        ratios[0],
        ratios[ratios.length - 1]);
  }

  private static double at(double[] sorted, double share) {
    return sorted[(int) Math.round(share * (sorted.length - 1))];
  }

  private static String name(Watching watching) {
    return watching.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format, values);
    System.out.flush();
  }

  /**
   * @param perSecond messages
   * @param millis of processor time of the service for each
   */
  private record Run(double perSecond, double millis) {}
}
