package io.vividly.app.observe;

import io.vividly.core.model.Scene;
import io.vividly.core.model.Script;
import io.vividly.core.model.Usage;
import io.vividly.core.pipeline.PipelineAdapters.Stages;
import io.vividly.core.port.ScriptWriter;
import io.vividly.core.port.StageContext;
import java.time.Duration;
import java.util.function.Consumer;

/** Stages whose script comes from a provider that has to be called twice, and costs something. */
final class ProviderStages {

  private ProviderStages() {}

  static Stages of(Stages stages) {
    return new Stages(
        stages.understanding(),
        stages.retriever(),
        new Writer(stages.scriptWriter()),
        stages.synthesizer(),
        stages.videoRenderer(),
        stages.audioEncoder());
  }

  private record Writer(ScriptWriter writer) implements ScriptWriter {
    @Override
    public Script write(Brief brief, Consumer<Scene> onScene) {
      return write(brief, onScene, StageContext.none());
    }

    @Override
    public Script write(Brief brief, Consumer<Scene> onScene, StageContext context) {
      context.used(Usage.of("gemini", "gemini-2.5-flash", Usage.Unit.OUTPUT_TOKENS, 2_000));
      context.used(Usage.of("gemini", "no-price", Usage.Unit.INPUT_TOKENS, 1));
      context.fellBack("vertex", "gemini", "503");
      context.called(
          new StageContext.ProviderCall(
              "gemini", "generateContent", "gemini-2.5-flash", 2, Duration.ofMillis(5), null));
      return writer.write(brief, onScene);
    }
  }
}
