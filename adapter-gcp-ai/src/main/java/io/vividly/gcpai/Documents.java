package io.vividly.gcpai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Passage;
import io.vividly.core.port.Curriculum;
import io.vividly.core.port.ScriptWriter.Brief;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The JSON documents that go to a model and come back. A student's words are the value of one
 * string in them; JSON's escapes are the fence around it.
 */
final class Documents {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Documents() {}

  /** The topics come first, because they are the same for everybody and the service caches them. */
  static String question(List<Curriculum.Entry> entries, ContentRequest request) {
    ObjectNode document = MAPPER.createObjectNode();
    ArrayNode topics = document.putArray("topics");
    for (Curriculum.Entry entry : entries) {
      ObjectNode topic = topics.addObject();
      topic.put("id", entry.topic().id());
      topic.put("title", entry.topic().title());
      topic.put("summary", entry.summary());
      entry.keywords().forEach(topic.putArray("keywords")::add);
    }
    document.put("grade", request.grade().value());
    document.put("question", request.query());
    return write(document);
  }

  static String brief(Brief brief) {
    ObjectNode document = MAPPER.createObjectNode();
    ObjectNode topic = document.putObject("topic");
    topic.put("id", brief.topic().id());
    topic.put("title", brief.topic().title());
    topic.put("subject", brief.topic().subject().name().toLowerCase(Locale.ROOT));
    ArrayNode passages = document.putArray("passages");
    for (Passage passage : brief.passages()) {
      ObjectNode node = passages.addObject();
      node.put("id", passage.id().value());
      node.put("title", passage.title());
      node.put("section", passage.section());
      node.put("text", passage.text());
    }
    document.put("kicker", brief.kicker());
    document.put("grade", brief.request().grade().value());
    document.put("interest", brief.request().interest());
    document.put("question", brief.request().query());
    return write(document);
  }

  static String problems(List<String> findings) {
    ObjectNode document = MAPPER.createObjectNode();
    findings.forEach(document.putArray("problems_of_your_reply")::add);
    return write(document);
  }

  /** Empty if that is not a JSON object. */
  static Optional<ObjectNode> read(String text) {
    try {
      JsonNode node = MAPPER.readTree(text);
      return node instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static String write(ObjectNode document) {
    try {
      return MAPPER.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values can always be written", e);
    }
  }
}
