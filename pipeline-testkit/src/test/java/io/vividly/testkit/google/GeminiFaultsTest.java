package io.vividly.testkit.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.errors.ApiException;
import com.google.genai.errors.GenAiIOException;
import com.google.genai.types.BlockedReason;
import com.google.genai.types.Content;
import com.google.genai.types.EmbedContentResponse;
import com.google.genai.types.FinishReason;
import com.google.genai.types.GenerateContentResponse;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What Google's client sees of each fault. */
@Timeout(60)
class GeminiFaultsTest {

  private static final String FLASH = "gemini-2.5-flash";
  private static final String SAID =
      "{\"answer\": \"" + "Blue light is scattered most. ".repeat(20) + "\"}";

  private static final Map<GenAi, Client> CLIENTS = new EnumMap<>(GenAi.class);
  private static GeminiServer server;

  @BeforeAll
  static void start() {
    server = GeminiServer.start(request -> SAID);
    for (GenAi form : GenAi.values()) {
      CLIENTS.put(form, form.client(server, Duration.ofSeconds(30)));
    }
  }

  @AfterAll
  static void stop() {
    CLIENTS.values().forEach(Client::close);
    server.close();
  }

  @AfterEach
  void heal() {
    server.faults().heal();
  }

  @ParameterizedTest
  @EnumSource
  void refusesWithAStatus(GenAi form) {
    Map<GeminiFault, Integer> codes =
        Map.of(
            GeminiFault.TOO_MANY_REQUESTS, 429,
            GeminiFault.UNAVAILABLE, 503,
            GeminiFault.INTERNAL, 500,
            GeminiFault.DENIED, 403);
    codes.forEach(
        (fault, code) -> {
          server.faults().strikeAlways(fault);
          for (Runnable call : calls(form)) {
            assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                    ApiException.class, e -> assertThat(e.code()).isEqualTo(code));
          }
        });
  }

  @Test
  void saysWhenToComeBackInThreePlaces() throws Exception {
    server.faults().retryAfter(Duration.ofMillis(6_500));
    server.faults().strikeNext(GeminiFault.TOO_MANY_REQUESTS);

    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create(
                            server.endpoint() + "/v1beta/models/" + FLASH + ":generateContent"))
                    .header("x-goog-api-key", "a-key")
                    .POST(BodyPublishers.ofString("{}"))
                    .build(),
                BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(response.headers().firstValue("retry-after")).contains("7");
    JsonObject error =
        JsonParser.parseString(response.body()).getAsJsonObject().getAsJsonObject("error");
    assertThat(error.get("status").getAsString()).isEqualTo("RESOURCE_EXHAUSTED");
    assertThat(error.get("message").getAsString()).contains("retry in 6.500s");
    JsonObject info = error.getAsJsonArray("details").get(0).getAsJsonObject();
    assertThat(info.get("@type").getAsString()).endsWith("google.rpc.RetryInfo");
    assertThat(info.get("retryDelay").getAsString()).isEqualTo("6.500s");
  }

  @ParameterizedTest
  @EnumSource
  void hangsUntilTheClientGivesUp(GenAi form) throws Exception {
    server.faults().strikeNext(GeminiFault.HANG);
    try (Client impatient = form.client(server, Duration.ofMillis(200))) {
      assertThatThrownBy(() -> impatient.models.generateContent(FLASH, "Why?", null))
          .isInstanceOf(GenAiIOException.class);
    }
    server.faults().awaitHang();
    assertThat(generate(form).text()).isEqualTo(SAID);
  }

  @ParameterizedTest
  @EnumSource
  void breaksAConnectionInTheMiddle(GenAi form) {
    server.faults().strikeAlways(GeminiFault.CUT);

    assertThatThrownBy(() -> generate(form)).isInstanceOf(GenAiIOException.class);
    assertThatThrownBy(() -> embed(form)).isInstanceOf(GenAiIOException.class);
    List<String> pieces = new ArrayList<>();
    assertThatThrownBy(() -> stream(form, pieces)).isInstanceOf(GenAiIOException.class);
    assertThat(pieces).as("what came before the break").isNotEmpty();
    assertThat(SAID).startsWith(String.join("", pieces));
  }

  @ParameterizedTest
  @EnumSource
  void sendsABodyThatIsNoJson(GenAi form) {
    server.faults().strikeAlways(GeminiFault.MALFORMED_BODY);

    for (Runnable call : calls(form)) {
      assertThatThrownBy(call::run).isInstanceOf(GenAiIOException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void sendsAnotherDocument(GenAi form) {
    server.faults().strikeAlways(GeminiFault.WRONG_SCHEMA);

    JsonObject reply = JsonParser.parseString(generate(form).text()).getAsJsonObject();
    assertThat(reply.get("answer").isJsonArray()).isTrue();
    assertThat(embed(form).embeddings()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void endsWithoutAReason(GenAi form) {
    server.faults().strikeAlways(GeminiFault.UNFINISHED);

    assertThat(generate(form).candidates().orElseThrow().get(0).finishReason()).isEmpty();
    GenerateContentResponse last = lastOf(stream(form, new ArrayList<>()));
    assertThat(last.candidates().orElseThrow().get(0).finishReason()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void sendsAReplyThatIsNoJson(GenAi form) {
    server.faults().strikeAlways(GeminiFault.MALFORMED_REPLY);

    GenerateContentResponse response = generate(form);
    assertThat(response.finishReason().knownEnum()).isEqualTo(FinishReason.Known.STOP);
    assertThatThrownBy(() -> JsonParser.parseString(response.text()))
        .isInstanceOf(JsonParseException.class);
  }

  @ParameterizedTest
  @EnumSource
  void blocksAPrompt(GenAi form) {
    server.faults().strikeAlways(GeminiFault.PROMPT_BLOCKED);

    List<GenerateContentResponse> streamed = stream(form, new ArrayList<>());
    for (GenerateContentResponse response : List.of(generate(form), lastOf(streamed))) {
      assertThat(response.candidates()).isEmpty();
      assertThat(response.promptFeedback().orElseThrow().blockReason().orElseThrow().knownEnum())
          .isEqualTo(BlockedReason.Known.SAFETY);
      assertThat(response.usageMetadata().orElseThrow().promptTokenCount()).contains(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void stopsAReplyForReasonsOfSafety(GenAi form) {
    server.faults().strikeAlways(GeminiFault.REPLY_BLOCKED);

    GenerateContentResponse response = generate(form);
    assertThat(response.candidates().orElseThrow().get(0).finishReason().orElseThrow().knownEnum())
        .isEqualTo(FinishReason.Known.SAFETY);
    assertThat(response.candidates().orElseThrow().get(0).content()).isEmpty();
    List<String> pieces = new ArrayList<>();
    GenerateContentResponse last = lastOf(stream(form, pieces));
    assertThat(last.finishReason().knownEnum()).isEqualTo(FinishReason.Known.SAFETY);
    assertThat(pieces).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void breaksOffAtTheMostTokens(GenAi form) {
    server.faults().strikeAlways(GeminiFault.TRUNCATED);

    GenerateContentResponse response = generate(form);
    assertThat(response.finishReason().knownEnum()).isEqualTo(FinishReason.Known.MAX_TOKENS);
    assertThat(SAID).startsWith(response.text()).isNotEqualTo(response.text());
  }

  @ParameterizedTest
  @EnumSource
  void strikesTheCallThatItIsToldTo(GenAi form) {
    server.faults().strikeAt(server.faults().calls() + 2, GeminiFault.UNAVAILABLE);

    assertThat(generate(form).text()).isEqualTo(SAID);
    assertThatThrownBy(() -> generate(form)).isInstanceOf(ApiException.class);
    assertThat(generate(form).text()).isEqualTo(SAID);
  }

  /** A fault that cannot be is told to whoever arranged it. */
  @ParameterizedTest
  @EnumSource
  void strikesEmbeddingsWithTheirOwnFaultsOnly(GenAi form) {
    Arrays.stream(GeminiFault.values())
        .filter(fault -> !fault.concernsEmbeddings())
        .forEach(
            fault -> {
              server.faults().strikeNext(fault);
              assertThatThrownBy(() -> embed(form))
                  .isInstanceOfSatisfying(
                      ApiException.class, e -> assertThat(e.code()).isEqualTo(501));
            });
  }

  @Test
  void tellsThatTheModelOfTheTestFailed() {
    try (GeminiServer mute = GeminiServer.start();
        Client client = GenAi.GEMINI_API.client(mute, Duration.ofSeconds(30))) {
      assertThatThrownBy(() -> client.models.generateContent(FLASH, "Why?", null))
          .isInstanceOfSatisfying(
              ApiException.class,
              e -> {
                assertThat(e.code()).isEqualTo(500);
                assertThat(e.message()).contains("This server was given no model.");
              });
    }
  }

  private static List<Runnable> calls(GenAi form) {
    return List.of(() -> generate(form), () -> stream(form, new ArrayList<>()), () -> embed(form));
  }

  private static GenerateContentResponse generate(GenAi form) {
    return CLIENTS.get(form).models.generateContent(FLASH, "Why?", null);
  }

  private static List<GenerateContentResponse> stream(GenAi form, List<String> texts) {
    List<GenerateContentResponse> pieces = new ArrayList<>();
    try (ResponseStream<GenerateContentResponse> stream =
        CLIENTS.get(form).models.generateContentStream(FLASH, "Why?", null)) {
      for (GenerateContentResponse piece : stream) {
        pieces.add(piece);
        // Not text(): that throws when the reply was stopped.
        piece
            .candidates()
            .flatMap(all -> all.get(0).content())
            .flatMap(Content::parts)
            .ifPresent(parts -> texts.add(parts.get(0).text().orElseThrow()));
      }
    }
    return pieces;
  }

  private static EmbedContentResponse embed(GenAi form) {
    return CLIENTS.get(form).models.embedContent("gemini-embedding-001", "Plants", null);
  }

  private static GenerateContentResponse lastOf(List<GenerateContentResponse> pieces) {
    return pieces.get(pieces.size() - 1);
  }
}
