package io.vividly.benchmarks.durability;

import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.GrpcTransportChannel;
import com.google.api.gax.rpc.FixedTransportChannelProvider;
import com.google.api.gax.rpc.TransportChannelProvider;
import com.google.cloud.pubsub.v1.SubscriptionAdminClient;
import com.google.cloud.pubsub.v1.SubscriptionAdminSettings;
import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.cloud.pubsub.v1.TopicAdminSettings;
import com.google.pubsub.v1.PushConfig;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.vividly.api.ApiKey;
import io.vividly.api.ApiOptions;
import io.vividly.api.ApiPorts;
import io.vividly.api.ApiServer;
import io.vividly.api.ApiTokens;
import io.vividly.core.model.RequestId;
import io.vividly.core.pipeline.DeadLetterHandler;
import io.vividly.core.pipeline.OutboxRelay;
import io.vividly.core.pipeline.PipelineAdapters.Inbound;
import io.vividly.core.port.MessagePublisher;
import io.vividly.core.port.RequestDesk;
import io.vividly.core.port.RequestDesk.Submission;
import io.vividly.json.JsonRequestDecoder;
import io.vividly.postgres.PostgresOptions;
import io.vividly.postgres.PostgresStorage;
import io.vividly.pubsub.PubSubOptions;
import io.vividly.pubsub.PubSubPublisher;
import io.vividly.push.HttpPushPublisher;
import io.vividly.testkit.InMemoryMediaStore;
import io.vividly.testkit.pubsub.PubSubServer;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a request takes from the API's 202, as who asked sees it, to the first byte of its push:
 * by the local relay, and by the topic and push subscription of the testkit's Pub/Sub server. What
 * takes the push does nothing. And from the commit of the request to its publishing.
 */
public final class ReachBenchmark {

  private static final int REQUESTS = 1_000;
  private static final int WARM_UP = 500;
  private static final int PARALLEL = 4;
  private static final String TOPIC = "projects/benchmark/topics/requests";
  private static final String SUBSCRIPTION = "projects/benchmark/subscriptions/push";
  private static final Pattern ID = Pattern.compile("\"request_id\"\\s*:\\s*\"([0-9a-f-]{36})\"");
  private static final String QUESTION =
      "{\"student_query\": \"What is a lever?\", \"grade_level\": 7}";

  private final PostgresStorage storage;
  private final Journey.Log journeys = new Journey.Log();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private ReachBenchmark(PostgresStorage storage) {
    this.storage = storage;
  }

  public static void main(String[] args) throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try (DurableServer database = new DurableServer();
        PubSubServer pubSub = PubSubServer.start()) {
      print("%d requests, %d at a time, milliseconds%n", REQUESTS, PARALLEL);
      database.createDatabase("reach");
      try (PostgresStorage storage =
          PostgresStorage.open(
              PostgresOptions.builder(database.url("reach"))
                  .poolSize(DurableServer.CONNECTIONS)
                  .build())) {
        ReachBenchmark benchmark = new ReachBenchmark(storage);
        HttpServer push = benchmark.servePush(threads);
        URI url = URI.create("http://localhost:" + push.getAddress().getPort() + "/push");
        HttpPushPublisher local = new HttpPushPublisher(url, SUBSCRIPTION, Duration.ofSeconds(60));
        benchmark.measure("local relay", local, OutboxRelay.Settings.toEndpoint());
        subscribe(pubSub, url);
        try (PubSubPublisher topic = new PubSubPublisher(options(pubSub))) {
          benchmark.measure("Pub/Sub with push", topic, OutboxRelay.Settings.toTopic());
        }
        push.stop(0);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private void measure(String name, MessagePublisher publisher, OutboxRelay.Settings settings)
      throws Exception {
    ApiKey key = new ApiKey("0123456789abcdef0123456789abcdef");
    String token =
        new ApiTokens(key, Clock.systemUTC())
            .issue("student", ApiTokens.Role.STUDENT, Duration.ofHours(1));
    ApiOptions options = ApiOptions.builder(key).port(0).requestsPerMinute(100_000_000).build();
    ApiPorts ports =
        new ApiPorts(watched(), storage.requestEvents(), new InMemoryMediaStore(), List::of);
    try (ApiServer api = new ApiServer(ports, options);
        OutboxRelay relay = relay(publisher, settings)) {
      api.start();
      relay.start();
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create("http://localhost:" + api.port() + "/api/v1/content/requests"))
              .header("Authorization", "Bearer " + token)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(QUESTION))
              .build();
      ClosedLoop.forEach(WARM_UP, PARALLEL, i -> ask(request));
      long[] reach = new long[REQUESTS];
      long[] publish = new long[REQUESTS];
      ClosedLoop.forEach(
          REQUESTS,
          PARALLEL,
          i -> {
            Asked asked = ask(request);
            // The push may be there before the answer is.
            reach[i] = Math.max(0, asked.journey().since(asked.answeredAt()));
            publish[i] = asked.journey().commitToPublish();
          });
      tell(name + ": 202 to first byte on /push", Figures.of(reach, 1), "");
      tell(name + ": commit to publish", Figures.of(publish, 1), " (goal 100)");
    }
  }

  private OutboxRelay relay(MessagePublisher publisher, OutboxRelay.Settings settings) {
    Clock clock = Clock.systemUTC();
    return new OutboxRelay(
        storage.outbox(),
        entry -> {
          journeys.of(entry.requestId()).publishing();
          publisher.publish(entry);
        },
        new DeadLetterHandler(
            new Inbound(new JsonRequestDecoder(), storage.rejectedMessages()),
            storage.requestStore(),
            "benchmark",
            event -> {},
            clock),
        settings,
        event -> {},
        clock);
  }

  /** The desk, with a note of when a submission is committed. */
  private RequestDesk watched() {
    RequestDesk desk = storage.requestDesk();
    return (RequestDesk)
        Proxy.newProxyInstance(
            RequestDesk.class.getClassLoader(),
            new Class<?>[] {RequestDesk.class},
            (proxy, method, arguments) -> {
              try {
                Object result = method.invoke(desk, arguments);
                if (result instanceof Submission.Accepted accepted) {
                  journeys.of(accepted.request().id()).committed();
                }
                return result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private Asked ask(HttpRequest request) {
    try {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      long answeredAt = System.nanoTime();
      if (response.statusCode() != 202) {
        throw new IllegalStateException("answered " + response.statusCode());
      }
      String path = response.headers().firstValue("Location").orElseThrow();
      Journey journey = journeys.of(RequestId.parse(path.substring(path.lastIndexOf('/') + 1)));
      journey.awaitPush();
      return new Asked(journey, answeredAt);
    } catch (IOException e) {
      throw new IllegalStateException("not answered", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private HttpServer servePush(ExecutorService threads) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/push", this::take);
    server.start();
    return server;
  }

  private void take(HttpExchange exchange) throws IOException {
    long arrived = System.nanoTime();
    try (exchange) {
      String envelope =
          new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Matcher id = ID.matcher(envelope);
      if (id.find()) {
        journeys.of(RequestId.parse(id.group(1))).pushed(arrived);
      }
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private static PubSubOptions options(PubSubServer server) {
    return PubSubOptions.builder("benchmark")
        .topic("requests")
        .emulatorHost(server.endpoint())
        .build();
  }

  private static void subscribe(PubSubServer server, URI url) throws IOException {
    ManagedChannel channel =
        ManagedChannelBuilder.forTarget(server.endpoint()).usePlaintext().build();
    TransportChannelProvider channels =
        FixedTransportChannelProvider.create(GrpcTransportChannel.create(channel));
    try (TopicAdminClient topics =
            TopicAdminClient.create(
                TopicAdminSettings.newBuilder()
                    .setTransportChannelProvider(channels)
                    .setCredentialsProvider(NoCredentialsProvider.create())
                    .build());
        SubscriptionAdminClient subscriptions =
            SubscriptionAdminClient.create(
                SubscriptionAdminSettings.newBuilder()
                    .setTransportChannelProvider(channels)
                    .setCredentialsProvider(NoCredentialsProvider.create())
                    .build())) {
      topics.createTopic(TOPIC);
      PushConfig push = PushConfig.newBuilder().setPushEndpoint(url.toString()).build();
      subscriptions.createSubscription(SUBSCRIPTION, TOPIC, push, 60);
    } finally {
      channel.shutdownNow();
    }
  }

  private static void tell(String what, Figures figures, String goal) {
    print("%-46s p50 %6.1f  p99 %6.1f%s%n", what, figures.p50(), figures.p99(), goal);
  }

  private static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format, values);
  }

  private record Asked(Journey journey, long answeredAt) {}
}
