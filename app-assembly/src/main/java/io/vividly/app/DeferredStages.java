package io.vividly.app;

import io.vividly.core.caption.Captions;
import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Narration;
import io.vividly.core.model.Passage;
import io.vividly.core.model.Scene;
import io.vividly.core.model.Script;
import io.vividly.core.model.Topic;
import io.vividly.core.model.Understanding;
import io.vividly.core.pipeline.PipelineAdapters.Stages;
import io.vividly.core.port.LanguageUnderstanding;
import io.vividly.core.port.PassageRetriever;
import io.vividly.core.port.ScriptWriter;
import io.vividly.core.port.SpeechSynthesizer;
import io.vividly.core.port.StageContext;
import io.vividly.core.port.VideoRenderer;
import java.util.List;
import java.util.function.Consumer;

/**
 * Stages that are loaded while the program takes messages already: each waits, when it is first
 * used, until they are there.
 */
final class DeferredStages {

  private DeferredStages() {}

  static Stages of(Loading<Stages> stages) {
    return new Stages(
        new Understands(stages),
        new Retrieves(stages),
        new Writes(stages),
        new Speaks(stages),
        new Renders(stages),
        (title, narrations) -> stages.get().audioEncoder().encode(title, narrations));
  }

  private record Understands(Loading<Stages> stages) implements LanguageUnderstanding {
    @Override
    public Understanding understand(ContentRequest request) {
      return stages.get().understanding().understand(request);
    }

    @Override
    public Understanding understand(ContentRequest request, StageContext context) {
      return stages.get().understanding().understand(request, context);
    }
  }

  private record Retrieves(Loading<Stages> stages) implements PassageRetriever {
    @Override
    public List<Passage> retrieve(Topic topic, ContentRequest request, int limit) {
      return stages.get().retriever().retrieve(topic, request, limit);
    }

    @Override
    public List<Passage> retrieve(
        Topic topic, ContentRequest request, int limit, StageContext context) {
      return stages.get().retriever().retrieve(topic, request, limit, context);
    }
  }

  private record Writes(Loading<Stages> stages) implements ScriptWriter {
    @Override
    public Script write(Brief brief, Consumer<Scene> onScene) {
      return stages.get().scriptWriter().write(brief, onScene);
    }

    @Override
    public Script write(Brief brief, Consumer<Scene> onScene, StageContext context) {
      return stages.get().scriptWriter().write(brief, onScene, context);
    }
  }

  private record Speaks(Loading<Stages> stages) implements SpeechSynthesizer {
    @Override
    public Narration speak(String text) {
      return stages.get().synthesizer().speak(text);
    }

    @Override
    public Narration speak(String text, StageContext context) {
      return stages.get().synthesizer().speak(text, context);
    }
  }

  private record Renders(Loading<Stages> stages) implements VideoRenderer {
    @Override
    public Segment render(Look look, Scene scene, Narration narration) {
      return stages.get().videoRenderer().render(look, scene, narration);
    }

    @Override
    public byte[] assemble(Script script, List<Segment> segments, Captions captions) {
      return stages.get().videoRenderer().assemble(script, segments, captions);
    }

    @Override
    public byte[] thumbnail(Script script) {
      return stages.get().videoRenderer().thumbnail(script);
    }
  }
}
