package io.vividly.gcpai;

import com.google.genai.types.BlockedReason;
import com.google.genai.types.Candidate;
import com.google.genai.types.Content;
import com.google.genai.types.FinishReason;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.GenerateContentResponsePromptFeedback;
import com.google.genai.types.GenerateContentResponseUsageMetadata;
import com.google.genai.types.Part;
import io.vividly.core.model.Usage;
import io.vividly.core.model.Usage.Unit;
import io.vividly.core.port.ContentBlockedException;
import io.vividly.core.port.PermanentFailureException;
import io.vividly.core.port.StageContext;
import io.vividly.gcpai.FailureJudge.Judgement;
import io.vividly.gcpai.FailureJudge.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A reply as it comes, in one piece or in many; not safe for use by many threads. */
final class GeminiReply {

  static final String PROVIDER = "gemini";

  /** What a student is told, whatever it was. */
  private static final String BLOCKED =
      "I cannot make a video about that. Ask me about something from your lessons.";

  private final String model;
  private final StringBuilder text = new StringBuilder();
  private @Nullable String finish;
  private @Nullable String block;
  private @Nullable GenerateContentResponseUsageMetadata usage;

  GeminiReply(String model) {
    this.model = model;
  }

  /** Adds a piece, and returns its text, which may be empty. */
  String add(GenerateContentResponse response) {
    response.usageMetadata().ifPresent(value -> usage = value);
    response
        .promptFeedback()
        .flatMap(GenerateContentResponsePromptFeedback::blockReason)
        .map(BlockedReason::toString)
        .ifPresent(value -> block = value);
    Optional<Candidate> candidate =
        response.candidates().filter(list -> !list.isEmpty()).map(list -> list.get(0));
    candidate
        .flatMap(Candidate::finishReason)
        .map(FinishReason::toString)
        .ifPresent(value -> finish = value);
    String piece = candidate.flatMap(Candidate::content).map(GeminiReply::textOf).orElse("");
    text.append(piece);
    return piece;
  }

  /** Thoughts are paid for, and no part of the reply. */
  private static String textOf(Content content) {
    StringBuilder text = new StringBuilder();
    for (Part part : content.parts().orElse(List.of())) {
      if (!part.thought().orElse(false)) {
        text.append(part.text().orElse(""));
      }
    }
    return text.toString();
  }

  /** Tells what was used so far, as far as the service said. */
  void account(StageContext context) {
    if (usage == null) {
      return;
    }
    int output = usage.candidatesTokenCount().orElse(0) + usage.thoughtsTokenCount().orElse(0);
    context.used(Usage.of(PROVIDER, model, Unit.INPUT_TOKENS, usage.promptTokenCount().orElse(0)));
    context.used(Usage.of(PROVIDER, model, Unit.OUTPUT_TOKENS, output));
  }

  /**
   * The whole text of a reply that ended well.
   *
   * @throws ContentBlockedException if it was refused for reasons of safety
   * @throws PermanentFailureException if it is longer than it may be
   * @throws JudgedException if it broke off and may be whole the next time
   */
  String text() {
    if (block != null) {
      throw new ContentBlockedException("Gemini blocked the prompt: " + block + ".", BLOCKED);
    }
    String reason = finish == null ? "" : finish.toUpperCase(Locale.ROOT);
    return switch (reason) {
      case "STOP" -> text.toString();
      case "SAFETY", "PROHIBITED_CONTENT", "BLOCKLIST", "SPII" ->
          throw new ContentBlockedException("Gemini stopped its reply: " + reason + ".", BLOCKED);
      case "MAX_TOKENS" ->
          throw new PermanentFailureException(
              "Gemini's reply broke off because it had as many tokens as it may; raise the limit or"
                  + " lower the thinking budget.");
      case "" -> throw unusable("unfinished", "its reply broke off");
      default -> throw unusable(reason, "its reply ended with " + reason);
    };
  }

  private static JudgedException unusable(String problem, String message) {
    return new JudgedException(new Judgement(Verdict.RETRY, null, problem, message), null);
  }
}
