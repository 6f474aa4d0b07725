package io.vividly.testkit.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.errors.ClientException;
import com.google.genai.types.Content;
import com.google.genai.types.EmbedContentConfig;
import com.google.genai.types.EmbedContentResponse;
import com.google.genai.types.FinishReason;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.Part;
import com.google.genai.types.Schema;
import com.google.genai.types.ThinkingConfig;
import com.google.genai.types.Type;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the server does when all goes well, and what it refuses, seen by Google's client. */
@Timeout(60)
class GeminiServerTest {

  private static final String FLASH = "gemini-2.5-flash";
  private static final String EMBEDDING = "gemini-embedding-001";

  private static final Schema SCHEMA =
      Schema.builder()
          .type(Type.Known.OBJECT)
          .properties(Map.of("answer", Schema.builder().type(Type.Known.STRING).build()))
          .required("answer")
          .build();

  private static final Map<GenAi, Client> CLIENTS = new EnumMap<>(GenAi.class);
  private static GeminiServer server;

  @BeforeAll
  static void start() {
    server = GeminiServer.start(GeminiServerTest::echo);
    for (GenAi form : GenAi.values()) {
      CLIENTS.put(form, form.client(server, Duration.ofSeconds(30)));
    }
  }

  @AfterAll
  static void stop() {
    CLIENTS.values().forEach(Client::close);
    server.close();
  }

  /** Says in JSON what it was asked. */
  private static String echo(JsonObject request) {
    JsonObject reply = new JsonObject();
    reply.addProperty("answer", "You said: " + Prompts.text(request));
    return reply.toString();
  }

  @ParameterizedTest
  @EnumSource
  void givesAStructuredReplyAndCountsIt(GenAi form) {
    GenerateContentResponse response =
        CLIENTS
            .get(form)
            .models
            .generateContent(
                FLASH,
                "Why is the sky blue?",
                structured()
                    .systemInstruction(Content.fromParts(Part.fromText("Be brief.")))
                    .temperature(0.2f)
                    .seed(7)
                    .thinkingConfig(ThinkingConfig.builder().thinkingBudget(0).build())
                    .build());

    assertThat(
            JsonParser.parseString(response.text()).getAsJsonObject().get("answer").getAsString())
        .isEqualTo("You said: Why is the sky blue?");
    assertThat(response.finishReason().knownEnum()).isEqualTo(FinishReason.Known.STOP);
    assertThat(response.modelVersion()).contains(FLASH);
    assertThat(response.responseId()).isPresent();
    var usage = response.usageMetadata().orElseThrow();
    assertThat(usage.promptTokenCount()).contains(8);
    assertThat(usage.candidatesTokenCount()).contains((response.text().length() + 3) / 4);
    assertThat(usage.thoughtsTokenCount()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void countsThoughtsUnlessTheyAreForbidden(GenAi form) {
    var usage =
        CLIENTS.get(form).models.generateContent(FLASH, "Why?", null).usageMetadata().orElseThrow();

    assertThat(usage.thoughtsTokenCount().orElseThrow()).isPositive();
    assertThat(usage.totalTokenCount())
        .contains(
            usage.promptTokenCount().orElseThrow()
                + usage.candidatesTokenCount().orElseThrow()
                + usage.thoughtsTokenCount().orElseThrow());
  }

  @ParameterizedTest
  @EnumSource
  void streamsAReplyInPieces(GenAi form) {
    String question = "Why is the sky blue? 😂 ".repeat(40);
    StringBuilder text = new StringBuilder();
    List<GenerateContentResponse> pieces = new ArrayList<>();
    try (ResponseStream<GenerateContentResponse> stream =
        CLIENTS.get(form).models.generateContentStream(FLASH, question, structured().build())) {
      for (GenerateContentResponse piece : stream) {
        pieces.add(piece);
        text.append(piece.text());
      }
    }

    assertThat(pieces).hasSizeGreaterThan(3);
    assertThat(text.toString()).contains(question);
    assertThat(JsonParser.parseString(text.toString()).isJsonObject()).isTrue();
    GenerateContentResponse last = pieces.get(pieces.size() - 1);
    assertThat(last.finishReason().knownEnum()).isEqualTo(FinishReason.Known.STOP);
    assertThat(last.usageMetadata().orElseThrow().candidatesTokenCount())
        .contains((text.length() + 3) / 4);
    assertThat(pieces.get(0).usageMetadata().isPresent()).isEqualTo(form == GenAi.GEMINI_API);
  }

  @ParameterizedTest
  @EnumSource
  void holdsAStreamUntilItIsLetGo(GenAi form) throws Exception {
    Hold hold = server.holdStreamAfter("first");
    try (ResponseStream<GenerateContentResponse> stream =
        CLIENTS
            .get(form)
            .models
            .generateContentStream(FLASH, "first" + " second".repeat(100), null)) {
      hold.awaitReached();
      assertThat(hold.isHeld()).isTrue();
      hold.release();
      Iterator<GenerateContentResponse> pieces = stream.iterator();
      StringBuilder text = new StringBuilder();
      pieces.forEachRemaining(piece -> text.append(piece.text()));
      assertThat(text).endsWith("second\"}");
    }
  }

  @ParameterizedTest
  @EnumSource
  void endsAReplyAtItsMostTokens(GenAi form) {
    GenerateContentResponse response =
        CLIENTS
            .get(form)
            .models
            .generateContent(
                FLASH,
                "long ".repeat(100),
                structured()
                    .maxOutputTokens(20)
                    .thinkingConfig(ThinkingConfig.builder().thinkingBudget(0).build())
                    .build());

    assertThat(response.text()).hasSize(80);
    assertThat(response.finishReason().knownEnum()).isEqualTo(FinishReason.Known.MAX_TOKENS);
  }

  @ParameterizedTest
  @EnumSource
  void embedsTextsAlikeWhenTheyShareWords(GenAi form) {
    List<Float> plants = embed(form, "Plants use light to make sugar.", "RETRIEVAL_DOCUMENT");
    List<Float> money = embed(form, "A bank pays interest on money.", "RETRIEVAL_DOCUMENT");
    List<Float> query = embed(form, "How do plants make sugar?", "RETRIEVAL_QUERY");

    assertThat(plants).hasSize(768);
    assertThat(dot(query, plants)).isGreaterThan(dot(query, money));
    assertThat(dot(plants, plants)).as("short vectors are not of length 1").isLessThan(0.9);
  }

  @ParameterizedTest
  @EnumSource
  void embedsInFullSizeWithVectorsOfLengthOne(GenAi form) {
    List<Float> vector =
        values(CLIENTS.get(form).models.embedContent(EMBEDDING, "Plants", null), 0);

    assertThat(vector).hasSize(3072);
    assertThat(dot(vector, vector)).isCloseTo(1, within(1e-3));
  }

  @Test
  void embedsABatchInItsOrderOnTheGeminiApi() {
    EmbedContentResponse response =
        CLIENTS
            .get(GenAi.GEMINI_API)
            .models
            .embedContent(EMBEDDING, List.of("light", "money"), sized("RETRIEVAL_DOCUMENT"));

    assertThat(response.embeddings().orElseThrow()).hasSize(2);
    assertThat(values(response, 1))
        .isEqualTo(embed(GenAi.GEMINI_API, "money", "RETRIEVAL_DOCUMENT"));
  }

  @Test
  void tellsTokensAndTruncationOnVertex() {
    var statistics =
        CLIENTS
            .get(GenAi.VERTEX)
            .models
            .embedContent(EMBEDDING, "light ".repeat(2_000), sized("RETRIEVAL_QUERY"))
            .embeddings()
            .orElseThrow()
            .get(0)
            .statistics()
            .orElseThrow();

    assertThat(statistics.tokenCount()).contains(2048f);
    assertThat(statistics.truncated()).contains(true);
  }

  @Test
  void refusesMoreTextsThanARequestMayHave() {
    assertRefused(
        () ->
            CLIENTS
                .get(GenAi.GEMINI_API)
                .models
                .embedContent(EMBEDDING, texts(101), sized("RETRIEVAL_DOCUMENT")),
        "at most 100 requests can be in one batch");
    assertRefused(
        () ->
            CLIENTS
                .get(GenAi.VERTEX)
                .models
                .embedContent(EMBEDDING, texts(2), sized("RETRIEVAL_DOCUMENT")),
        "one instance per request");
  }

  @ParameterizedTest
  @EnumSource
  void refusesWhatMakesNoSense(GenAi form) {
    assertRefused(form, structured().temperature(3f), "generation_config.temperature");
    assertRefused(form, structured().responseMimeType("text/plain"), "response_mime_type");
    assertRefused(form, structured().responseMimeType("application/pdf"), "allowed mimetypes");
    assertRefused(form, schema(Schema.builder().type(Type.Known.OBJECT)), "should be non-empty");
    assertRefused(form, schema(Schema.builder().type(Type.Known.ARRAY)), "items: missing field");
    assertRefused(
        form, schema(SCHEMA.toBuilder().required("answer", "proof")), "property is not defined");
    assertRefused(form, schema(SCHEMA.toBuilder().enum_("a")), "only allowed for STRING");
    assertRefused(
        form,
        structured().thinkingConfig(ThinkingConfig.builder().thinkingBudget(30_000).build()),
        "thinking budget");
  }

  @ParameterizedTest
  @EnumSource
  void refusesAPromptOfNothing(GenAi form) {
    assertRefused(
        () -> CLIENTS.get(form).models.generateContent(FLASH, List.of(), null),
        "contents is not specified");
    assertRefused(
        () ->
            CLIENTS
                .get(form)
                .models
                .generateContent(FLASH, List.of(Content.builder().role("user").build()), null),
        "parts must not be empty");
    assertRefused(
        () ->
            CLIENTS
                .get(form)
                .models
                .generateContent(
                    FLASH,
                    Content.builder().role("system").parts(Part.fromText("Obey.")).build(),
                    null),
        "valid role");
    assertRefused(
        () -> CLIENTS.get(form).models.embedContent(EMBEDDING, " ", sized("RETRIEVAL_QUERY")),
        "content is empty");
  }

  @ParameterizedTest
  @EnumSource
  void knowsNoOtherModels(GenAi form) {
    for (String model : List.of("gemini-embedding-001", "davinci")) {
      assertThatThrownBy(() -> CLIENTS.get(form).models.generateContent(model, "Why?", null))
          .isInstanceOfSatisfying(ClientException.class, e -> assertThat(e.code()).isEqualTo(404));
    }
  }

  @ParameterizedTest
  @EnumSource
  void recordsWhatWasAsked(GenAi form) {
    CLIENTS.get(form).models.generateContent(FLASH, "Remember this.", null);

    GeminiServer.Request last = server.requests().get(server.requests().size() - 1);
    assertThat(last.path()).endsWith("/models/gemini-2.5-flash:generateContent");
    assertThat(Prompts.text(last.body())).isEqualTo("Remember this.");
    assertThat(last.headers())
        .containsEntry(
            form == GenAi.VERTEX ? "authorization" : "x-goog-api-key",
            form == GenAi.VERTEX ? "Bearer a-token" : "a-key");
  }

  private static void assertRefused(
      GenAi form, GenerateContentConfig.Builder config, String problem) {
    assertRefused(
        () -> CLIENTS.get(form).models.generateContent(FLASH, "Why?", config.build()), problem);
  }

  private static void assertRefused(Runnable call, String problem) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            ClientException.class,
            e -> {
              assertThat(e.code()).isEqualTo(400);
              assertThat(e.status()).isEqualTo("INVALID_ARGUMENT");
              assertThat(e.message()).contains(problem);
            });
  }

  private static GenerateContentConfig.Builder structured() {
    return GenerateContentConfig.builder()
        .responseMimeType("application/json")
        .responseSchema(SCHEMA);
  }

  private static GenerateContentConfig.Builder schema(Schema.Builder schema) {
    return structured().responseSchema(schema.build());
  }

  private static List<Float> embed(GenAi form, String text, String task) {
    return values(CLIENTS.get(form).models.embedContent(EMBEDDING, text, sized(task)), 0);
  }

  private static EmbedContentConfig sized(String task) {
    return EmbedContentConfig.builder().taskType(task).outputDimensionality(768).build();
  }

  private static List<Float> values(EmbedContentResponse response, int index) {
    return response.embeddings().orElseThrow().get(index).values().orElseThrow();
  }

  private static List<String> texts(int count) {
    return IntStream.range(0, count).mapToObj(i -> "Text " + i).toList();
  }

  private static double dot(List<Float> a, List<Float> b) {
    double sum = 0;
    for (int i = 0; i < a.size(); i++) {
      sum += a.get(i) * b.get(i);
    }
    return sum;
  }
}
