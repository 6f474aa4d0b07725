package io.vividly.gcpai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vividly.core.model.Topic;
import io.vividly.core.model.Understanding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a model made of a question. It chooses among topics and reasons; the words that a student
 * reads are ours, so that no question can put words into our mouth.
 */
final class UnderstandingReply {

  private static final int FEWEST_TO_CHOOSE_FROM = 2;
  private static final int MOST_TO_CHOOSE_FROM = 4;

  private static final String NO_QUESTION =
      "I could not find a question in that. Ask me in a few words.";

  private static final Map<String, String> REASONS =
      Map.of(
          "not_covered", "I do not have a lesson about that yet.",
          "not_a_school_question",
              "I explain things from school. Ask me about something from your lessons.",
          "no_question", NO_QUESTION);

  private final Map<String, Topic> topics;
  private final List<String> findings = new ArrayList<>();

  /**
   * @param topics that there are, by their ids
   */
  UnderstandingReply(Map<String, Topic> topics) {
    this.topics = topics;
  }

  /** What is said to somebody who wrote no words. */
  static Understanding noQuestion() {
    return new Understanding.OutOfScope(NO_QUESTION);
  }

  /** What is wrong with the reply that was read last. */
  List<String> findings() {
    return List.copyOf(findings);
  }

  /** Empty if it breaks the rules; then there are findings. */
  Optional<Understanding> read(String reply) {
    findings.clear();
    Optional<ObjectNode> document = Documents.read(reply);
    if (document.isEmpty()) {
      findings.add("The reply is not one JSON object.");
      return Optional.empty();
    }
    Understanding understanding = read(document.get());
    return findings.isEmpty() ? Optional.of(understanding) : Optional.empty();
  }

  private Understanding read(ObjectNode reply) {
    List<Topic> chosen = topics(reply.path("topic_ids"));
    return switch (reply.path("kind").asText()) {
      case "understood" -> understood(chosen, reply.path("confidence"));
      case "clarification_needed" -> unclear(chosen);
      case "out_of_scope" -> outOfScope(reply.path("reason").asText());
      default -> {
        findings.add("\"kind\" is none of understood, clarification_needed, out_of_scope.");
        yield noQuestion();
      }
    };
  }

  private List<Topic> topics(JsonNode ids) {
    List<Topic> chosen = new ArrayList<>();
    for (JsonNode id : ids) {
      Topic topic = topics.get(id.asText());
      if (topic == null) {
        findings.add("\"topic_ids\" has an id that is not in the list of topics.");
      } else if (!chosen.contains(topic)) {
        chosen.add(topic);
      }
    }
    return chosen;
  }

  private Understanding understood(List<Topic> chosen, JsonNode confidence) {
    if (chosen.size() != 1) {
      findings.add("With \"understood\", \"topic_ids\" must have exactly one id.");
      return noQuestion();
    }
    if (!confidence.isNumber() || confidence.asDouble() < 0 || confidence.asDouble() > 1) {
      findings.add("\"confidence\" must be a number from 0 to 1.");
      return noQuestion();
    }
    return new Understanding.Understood(chosen.get(0), confidence.asDouble());
  }

  private Understanding unclear(List<Topic> chosen) {
    if (chosen.size() < FEWEST_TO_CHOOSE_FROM || chosen.size() > MOST_TO_CHOOSE_FROM) {
      findings.add("With \"clarification_needed\", \"topic_ids\" must have two to four ids.");
      return noQuestion();
    }
    return new Understanding.ClarificationNeeded(
        chosen.stream().map(topic -> "Do you mean " + topic.title() + "?").toList());
  }

  private Understanding outOfScope(String reason) {
    String words = REASONS.get(reason);
    if (words == null) {
      findings.add(
          "With \"out_of_scope\", \"reason\" must be one of not_covered, not_a_school_question,"
              + " no_question.");
      return noQuestion();
    }
    return new Understanding.OutOfScope(words);
  }
}
