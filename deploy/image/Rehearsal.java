import io.vividly.json.JsonScriptFormat;
import io.vividly.localai.embedding.BgeEmbedder;
import io.vividly.localai.script.PassageScriptWriter;
import io.vividly.localai.understanding.SemanticUnderstanding;
import io.vividly.lucene.LuceneKnowledgeBase;
import io.vividly.postgres.PostgresOptions;
import io.vividly.postgres.PostgresStorage;
import io.vividly.testkit.google.GeminiServer;
import io.vividly.testkit.google.StorageServer;
import io.vividly.testkit.google.TruthfulModel;
import io.vividly.testkit.pubsub.TokenIssuer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Starts the push service out of an image's folder as it is started in production, delivers messages
 * to it and ends it, so that Java sees what it will have to load: with every provider of Google's,
 * played by the testkit's servers, tokens that are checked, and a database that is there already and
 * asks for a password. It asks for text alone: all that is in an AOT cache is loaded at every start,
 * and what speaks and draws can be loaded when it is needed. Run as a file, with the libraries of the
 * folder and the testkit: {@code java Rehearsal.java FOLDER SCRATCH_FOLDER}.
 */
final class Rehearsal {

  private static final String AUDIENCE = "https://rehearsal.invalid";
  private static final String ACCOUNT = "rehearsal@example.com";
  private static final String BUCKET = "rehearsal";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final TokenIssuer tokens;
  private final URI service;

  private Rehearsal(TokenIssuer tokens, URI service) {
    this.tokens = tokens;
    this.service = service;
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    Path scratch = Path.of(arguments[1]);
    try (EmbeddedPostgres database = EmbeddedPostgres.builder().start();
        BgeEmbedder embedder = new BgeEmbedder();
        LuceneKnowledgeBase knowledge =
            LuceneKnowledgeBase.open(scratch.resolve("knowledge"), embedder);
        GeminiServer gemini =
            GeminiServer.start(
                new TruthfulModel(
                    SemanticUnderstanding.open(
                        embedder, knowledge, scratch.resolve("understanding")),
                    new PassageScriptWriter(embedder),
                    new JsonScriptFormat()));
        StorageServer storage = StorageServer.start();
        TokenIssuer tokens = TokenIssuer.start(InstantSource.system())) {
      storage.createBucket(BUCKET);
      int port = freePort();
      ProcessBuilder start =
          new ProcessBuilder(folder.resolve("bin/vividly").toString(), "push")
              .redirectErrorStream(true)
              .redirectOutput(scratch.resolve("log").toFile());
      start.environment().keySet().removeIf(name -> name.startsWith("PUSH_"));
      start
          .environment()
          .putAll(
              Map.ofEntries(
                  Map.entry("VIVIDLY_JAVA_OPTS", "-XX:AOTCacheOutput=" + folder.resolve("vividly.aot")),
                  Map.entry("VIVIDLY_HOME", scratch.resolve("home").toString()),
                  Map.entry("ENVIRONMENT", "prod"),
                  Map.entry("LOG_FORMAT", "json"),
                  Map.entry("PORT", String.valueOf(port)),
                  Map.entry("DATABASE_URL", prepare(database)),
                  Map.entry("AI_PROVIDER", "gcp"),
                  Map.entry("GCP_PROJECT_ID", "rehearsal"),
                  Map.entry("GCS_GENERATED_CONTENT_BUCKET", BUCKET),
                  Map.entry("GEMINI_ENDPOINT", gemini.endpoint().toString()),
                  Map.entry("GCS_ENDPOINT", storage.endpoint().toString()),
                  // Is not called, for nothing is spoken.
                  Map.entry("TTS_ENDPOINT", "localhost:9"),
                  Map.entry("PUSH_AUDIENCE", AUDIENCE),
                  Map.entry("PUSH_SERVICE_ACCOUNT", ACCOUNT),
                  Map.entry("PUSH_KEYS_URL", tokens.keysUri().toString())));
      Process process = start.start();
      try {
        new Rehearsal(tokens, URI.create("http://localhost:" + port + "/")).deliver(process);
        process.destroy();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
          throw new IOException("The service does not end.");
        }
      } catch (IOException e) {
        Files.copy(scratch.resolve("log"), System.err);
        throw e;
      } finally {
        process.destroyForcibly();
      }
    }
    System.out.println("All messages were answered as they should be");
  }

  private void deliver(Process process) throws IOException, InterruptedException {
    awaitPort(process);
    String question = message("How does photosynthesis work?");
    expect(200, push(question));
    // Once more, as Pub/Sub does when an answer was lost on the way.
    expect(200, push(question));
    expect(200, push(message("Explain Newton's third law")));
    expect(200, push(message("order me a pizza")));
    expect(400, push("{}"));
    expect(200, client.send(get("health"), BodyHandlers.ofString()));
    expect(200, client.send(get("health/ready"), BodyHandlers.ofString()));
  }

  private void awaitPort(Process process) throws IOException, InterruptedException {
    while (process.isAlive()) {
      try {
        client.send(get("health"), BodyHandlers.discarding());
        return;
      } catch (ConnectException e) {
        Thread.sleep(20);
      }
    }
    throw new IOException("The service ended before it listened.");
  }

  private HttpRequest get(String path) {
    return HttpRequest.newBuilder(service.resolve(path)).timeout(PATIENCE).build();
  }

  private HttpResponse<String> push(String body) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(service.resolve("push"))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + tokens.sign(tokens.claims(AUDIENCE, ACCOUNT)))
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static void expect(int status, HttpResponse<String> answer) throws IOException {
    if (answer.statusCode() != status) {
      throw new IOException(
          "Expected %d, got %d: %s".formatted(status, answer.statusCode(), answer.body()));
    }
  }

  /** An envelope as Pub/Sub posts it. */
  private static String message(String question) {
    String request =
        """
        {"request_id": "%s", "student_id": "rehearsal", "student_query": "%s", "grade_level": "10",
         "requested_modalities": ["text"]}\
        """
            .formatted(UUID.randomUUID(), question);
    return """
        {"message": {"messageId": "%s", "publishTime": "2026-01-01T00:00:00Z", "data": "%s",
          "attributes": {"environment": "prod"}},
         "deliveryAttempt": 1, "subscription": "projects/rehearsal/subscriptions/rehearsal"}\
        """
        .formatted(
            UUID.randomUUID(),
            Base64.getEncoder().encodeToString(request.getBytes(StandardCharsets.UTF_8)));
  }

  /** Makes a user who needs a password, as in production, and the tables; returns the URL. */
  private static String prepare(EmbeddedPostgres database) throws Exception {
    try (Connection connection = database.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create role vividly login superuser password 'vividly'");
      Path rules;
      try (ResultSet file = statement.executeQuery("show hba_file")) {
        file.next();
        rules = Path.of(file.getString(1));
      }
      Files.writeString(
          rules, "host all vividly all scram-sha-256\n" + Files.readString(rules));
      statement.execute("select pg_reload_conf()");
    }
    String url = "postgresql://vividly:vividly@localhost:" + database.getPort() + "/postgres";
    PostgresStorage.open(PostgresOptions.of(url)).close();
    return url;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
