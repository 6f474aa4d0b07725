package io.vividly.testkit.google;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.GradeLevel;
import io.vividly.core.model.Modality;
import io.vividly.core.model.Passage;
import io.vividly.core.model.PassageId;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.Script;
import io.vividly.core.model.Subject;
import io.vividly.core.model.Topic;
import io.vividly.core.model.Understanding;
import io.vividly.core.port.LanguageUnderstanding;
import io.vividly.core.port.ScriptFormat;
import io.vividly.core.port.ScriptWriter;
import io.vividly.core.port.ScriptWriter.Brief;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A model for a {@link GeminiServer} that gives true answers to what {@code adapter-gcp-ai} asks:
 * it reads the documents of the request as the real model would and leaves the answer to adapters
 * that need no cloud. So a whole answer can be made over the real protocol, and is as good as
 * theirs.
 */
public final class TruthfulModel implements GeminiServer.Model {

  private final LanguageUnderstanding understanding;
  private final ScriptWriter writer;
  private final ScriptFormat format;

  /**
   * @param format as {@code script.json} has it, which is also the form of the replies
   */
  public TruthfulModel(
      LanguageUnderstanding understanding, ScriptWriter writer, ScriptFormat format) {
    this.understanding = understanding;
    this.writer = writer;
    this.format = format;
  }

  @Override
  public String reply(JsonObject request) {
    JsonObject document = document(request);
    return document.has("topics") ? understood(document) : script(document);
  }

  /** What the user sent first: one JSON document. */
  public static JsonObject document(JsonObject request) {
    JsonObject first = request.getAsJsonArray("contents").get(0).getAsJsonObject();
    String text = first.getAsJsonArray("parts").get(0).getAsJsonObject().get("text").getAsString();
    return JsonParser.parseString(text).getAsJsonObject();
  }

  private String understood(JsonObject document) {
    Understanding understood = understanding.understand(request(document));
    JsonObject reply = new JsonObject();
    JsonArray ids = new JsonArray();
    reply.addProperty("confidence", 0.9);
    reply.addProperty("reason", "none");
    if (understood instanceof Understanding.Understood one) {
      reply.addProperty("kind", "understood");
      ids.add(one.topic().id());
    } else if (understood instanceof Understanding.ClarificationNeeded unclear) {
      reply.addProperty("kind", "clarification_needed");
      meant(document, unclear).forEach(ids::add);
    } else {
      reply.addProperty("kind", "out_of_scope");
      reply.addProperty("reason", "not_a_school_question");
    }
    reply.add("topic_ids", ids);
    return reply.toString();
  }

  /** The topics whose titles the clarifying questions name. */
  private static List<String> meant(
      JsonObject document, Understanding.ClarificationNeeded unclear) {
    String questions = String.join(" ", unclear.questions()).toLowerCase(Locale.ROOT);
    List<String> ids = new ArrayList<>();
    for (JsonElement element : document.getAsJsonArray("topics")) {
      JsonObject topic = element.getAsJsonObject();
      if (questions.contains(topic.get("title").getAsString().toLowerCase(Locale.ROOT))) {
        ids.add(topic.get("id").getAsString());
      }
    }
    return ids.subList(0, Math.min(4, ids.size()));
  }

  private String script(JsonObject document) {
    JsonObject topic = document.getAsJsonObject("topic");
    Subject subject = Subject.valueOf(topic.get("subject").getAsString().toUpperCase(Locale.ROOT));
    Topic meant =
        new Topic(topic.get("id").getAsString(), topic.get("title").getAsString(), subject);
    Script script =
        writer.write(new Brief(request(document), meant, passages(document, meant)), scene -> {});
    return reply(script);
  }

  private String reply(Script script) {
    JsonObject written =
        JsonParser.parseString(new String(format.toJson(script), StandardCharsets.UTF_8))
            .getAsJsonObject();
    JsonArray scenes = new JsonArray();
    for (JsonElement element : written.getAsJsonArray("scenes")) {
      JsonObject scene = element.getAsJsonObject();
      scene.remove("number");
      if (!scene.get("part").getAsString().equals("sources")) {
        scenes.add(scene);
      }
    }
    JsonObject reply = new JsonObject();
    reply.add("title", written.get("title"));
    reply.add("scenes", scenes);
    reply.add("checks", written.get("checks"));
    return reply.toString();
  }

  private static ContentRequest request(JsonObject document) {
    RequestId id = RequestId.random();
    return new ContentRequest(
        id,
        id.toString(),
        "student",
        document.get("question").getAsString(),
        new GradeLevel(document.get("grade").getAsInt()),
        text(document, "interest"),
        Set.of(Modality.VIDEO),
        Modality.VIDEO,
        null);
  }

  /** In the order of the document, which is that of their fitness. */
  private static List<Passage> passages(JsonObject document, Topic topic) {
    List<Passage> passages = new ArrayList<>();
    for (JsonElement element : document.getAsJsonArray("passages")) {
      JsonObject passage = element.getAsJsonObject();
      String id = passage.get("id").getAsString();
      passages.add(
          new Passage(
              new PassageId(id),
              id.startsWith(topic.id() + "#") ? topic.id() : "other",
              passage.get("title").getAsString(),
              passage.get("section").getAsString(),
              passage.get("text").getAsString(),
              "source",
              "licence",
              1.0 / (1 + passages.size())));
    }
    return passages;
  }

  private static @Nullable String text(JsonObject document, String field) {
    JsonElement value = document.get(field);
    return value == null || value.isJsonNull() ? null : value.getAsString();
  }
}
