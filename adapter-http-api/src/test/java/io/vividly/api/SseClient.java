package io.vividly.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Somebody who follows a request. */
final class SseClient implements AutoCloseable {

  private static final JsonMapper MAPPER = new JsonMapper();

  private final BufferedReader in;

  private SseClient(InputStream in) {
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  static SseClient open(ApiTester api, ApiTester.Call call, String path) throws Exception {
    HttpResponse<InputStream> response =
        api.client().send(call.request(path).build(), BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/event-stream");
    return new SseClient(response.body());
  }

  /** What came. */
  record Event(String id, String name, String data) {
    JsonNode json() {
      try {
        return MAPPER.readTree(data);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The next event, past comments; fails at the end. */
  Event next() throws IOException {
    Event event = nextOrNull();
    assertThat(event).as("an event before the end").isNotNull();
    return event;
  }

  List<Event> rest() throws IOException {
    List<Event> all = new ArrayList<>();
    for (Event event = nextOrNull(); event != null; event = nextOrNull()) {
      all.add(event);
    }
    return all;
  }

  boolean isAtEnd() throws IOException {
    return nextOrNull() == null;
  }

  String nextComment() throws IOException {
    String line = in.readLine();
    while (!line.startsWith(":")) {
      line = in.readLine();
    }
    return line;
  }

  private Event nextOrNull() throws IOException {
    String id = "";
    String name = "";
    String data = "";
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.isEmpty() && !name.isEmpty()) {
        return new Event(id, name, data);
      } else if (line.startsWith("id: ")) {
        id = line.substring(4);
      } else if (line.startsWith("event: ")) {
        name = line.substring(7);
      } else if (line.startsWith("data: ")) {
        data = line.substring(6);
      }
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
