package io.vividly.testkit;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Narration;
import io.vividly.core.model.Scene;
import io.vividly.core.model.Script;
import io.vividly.core.model.Understanding;
import io.vividly.core.model.Usage;
import io.vividly.core.model.Usage.Unit;
import io.vividly.core.pipeline.PipelineAdapters.Stages;
import io.vividly.core.port.LanguageUnderstanding;
import io.vividly.core.port.ScriptWriter;
import io.vividly.core.port.SpeechSynthesizer;
import io.vividly.core.port.StageContext;
import java.util.function.Consumer;

/** Stages that tell what they use, before they do their work or fail at it. */
final class PaidStages {

  static final long UNDERSTANDING_TOKENS = 100;
  static final long SCRIPT_TOKENS = 2_000;

  private PaidStages() {}

  static Stages of(Stages free) {
    return new Stages(
        new PaidUnderstanding(free.understanding()),
        free.retriever(),
        new PaidWriter(free.scriptWriter()),
        new PaidVoice(free.synthesizer()),
        free.videoRenderer(),
        free.audioEncoder());
  }

  private static Usage tokens(long count) {
    return Usage.of("gemini", "gemini-2.5-flash", Unit.OUTPUT_TOKENS, count);
  }

  private record PaidUnderstanding(LanguageUnderstanding free) implements LanguageUnderstanding {
    @Override
    public Understanding understand(ContentRequest request) {
      return understand(request, StageContext.none());
    }

    @Override
    public Understanding understand(ContentRequest request, StageContext context) {
      context.used(tokens(UNDERSTANDING_TOKENS));
      return free.understand(request);
    }
  }

  private record PaidWriter(ScriptWriter free) implements ScriptWriter {
    @Override
    public Script write(Brief brief, Consumer<Scene> onScene) {
      return write(brief, onScene, StageContext.none());
    }

    @Override
    public Script write(Brief brief, Consumer<Scene> onScene, StageContext context) {
      context.used(tokens(SCRIPT_TOKENS));
      return free.write(brief, onScene);
    }
  }

  private record PaidVoice(SpeechSynthesizer free) implements SpeechSynthesizer {
    @Override
    public Narration speak(String text) {
      return speak(text, StageContext.none());
    }

    @Override
    public Narration speak(String text, StageContext context) {
      context.used(Usage.of("tts", "en-US-Neural2-F", Unit.CHARACTERS, text.length()));
      return free.speak(text);
    }
  }
}
