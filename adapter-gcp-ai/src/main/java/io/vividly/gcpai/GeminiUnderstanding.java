package io.vividly.gcpai;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Topic;
import io.vividly.core.model.Understanding;
import io.vividly.core.port.ContentBlockedException;
import io.vividly.core.port.Curriculum;
import io.vividly.core.port.LanguageUnderstanding;
import io.vividly.core.port.PermanentFailureException;
import io.vividly.core.port.StageContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Lets Gemini choose among the topics of a curriculum. */
final class GeminiUnderstanding implements LanguageUnderstanding {

  private final GeminiModel model;
  private final List<Curriculum.Entry> entries;
  private final Map<String, Topic> topics;

  GeminiUnderstanding(GeminiModel model, Curriculum curriculum) {
    this.model = model;
    this.entries = curriculum.entries();
    this.topics =
        entries.stream()
            .map(Curriculum.Entry::topic)
            .collect(Collectors.toUnmodifiableMap(Topic::id, Function.identity()));
  }

  @Override
  public Understanding understand(ContentRequest request) {
    return understand(request, StageContext.none());
  }

  @Override
  public Understanding understand(ContentRequest request, StageContext context) {
    if (request.query().codePoints().noneMatch(Character::isLetterOrDigit)) {
      return UnderstandingReply.noQuestion();
    }
    try {
      return ask(new Conversation(Documents.question(entries, request)), context);
    } catch (ContentBlockedException e) {
      return new Understanding.OutOfScope(e.reason());
    }
  }

  private Understanding ask(Conversation conversation, StageContext context) {
    UnderstandingReply reader = new UnderstandingReply(topics);
    String reply = model.ask(context, conversation.contents());
    Optional<Understanding> understood = reader.read(reply);
    if (understood.isEmpty()) {
      conversation.sendBack(reply, reader.findings());
      understood = reader.read(model.ask(context, conversation.contents()));
    }
    return understood.orElseThrow(
        () ->
            new PermanentFailureException(
                "Gemini's reply breaks the rules, and did so again when it was told: "
                    + String.join(" ", reader.findings())));
  }
}
