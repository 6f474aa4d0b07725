package io.vividly.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * Starts the push service, delivers real messages to it and ends: a run in which Java sees what it
 * will have to load, for an AOT cache. It asks for text alone: all that is in the cache is loaded
 * at every start, and what speaks and draws can be loaded when it is needed.
 */
@Command(
    name = "rehearse",
    hidden = true,
    description = "Starts the push service, delivers some messages to it, and ends.")
final class RehearseCommand implements Callable<Integer> {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Invocation invocation;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  RehearseCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Settings settings = invocation.settings(Vividly.Role.PUSH).withPort(0).withoutReuse();
    try (Vividly vividly = Vividly.start(settings, Vividly.Role.PUSH, List.of(), this::tell)) {
      URI push = vividly.pushUrl();
      expect(200, get(push.resolve("/health")));
      String question = message("How does photosynthesis work?");
      expect(200, post(push, question));
      // Once more, as Pub/Sub does when an answer was lost on the way.
      expect(200, post(push, question));
      expect(200, post(push, message("Explain Newton's third law")));
      expect(200, post(push, message("order me a pizza")));
      expect(400, post(push, "{}"));
      expect(200, get(push.resolve("/health/ready")));
    }
    tell("All messages were answered as they should be");
    return 0;
  }

  private static String message(String question) throws IOException {
    var request = JSON.createObjectNode();
    request.put("request_id", UUID.randomUUID().toString());
    request.put("student_id", "rehearsal");
    request.put("student_query", question);
    request.put("grade_level", "10");
    request.putArray("requested_modalities").add("text");
    var envelope = JSON.createObjectNode();
    envelope.put("subscription", "projects/local/subscriptions/rehearsal");
    envelope
        .putObject("message")
        .put("messageId", UUID.randomUUID().toString())
        .put("publishTime", "2026-01-01T00:00:00Z")
        .put("data", JSON.writeValueAsBytes(request));
    return JSON.writeValueAsString(envelope);
  }

  private HttpResponse<String> post(URI url, String body) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(url).POST(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> get(URI url) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
  }

  private void expect(int status, HttpResponse<String> answer) throws IOException {
    tell(answer.request().method() + " " + answer.uri().getPath() + " " + answer.statusCode());
    if (answer.statusCode() != status) {
      throw new IOException("Expected " + status + ", got: " + answer.body());
    }
  }

  private void tell(String line) {
    invocation.terminal().out().println(line);
  }
}
