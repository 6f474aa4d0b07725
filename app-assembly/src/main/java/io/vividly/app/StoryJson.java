package io.vividly.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vividly.postgres.RequestStory;
import java.sql.Timestamp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request's story for programs. Times are in UTC, costs in US dollars. */
final class StoryJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private StoryJson() {}

  static String of(RequestStory story) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("request", plain(story.request()));
    document.put("messages", plain(story.messages()));
    document.put("stages", plain(story.stages()));
    document.put("costs", plain(story.costs()));
    document.put("events", plain(story.events()));
    try {
      return MAPPER.writeValueAsString(document) + System.lineSeparator();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("rows hold text, numbers and times", e);
    }
  }

  private static List<Map<String, @Nullable Object>> plain(
      List<Map<String, @Nullable Object>> rows) {
    return rows.stream().map(StoryJson::plain).toList();
  }

  private static Map<String, @Nullable Object> plain(Map<String, @Nullable Object> row) {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    row.forEach(
        (name, value) ->
            plain.put(name, value instanceof Timestamp time ? time.toInstant().toString() : value));
    return plain;
  }
}
