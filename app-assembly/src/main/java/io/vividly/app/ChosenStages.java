package io.vividly.app;

import io.vividly.app.AiSettings.Choice;
import io.vividly.app.AiSettings.Provider;
import io.vividly.core.fallback.Fallback;
import io.vividly.core.pipeline.PipelineAdapters.Stages;
import io.vividly.core.port.Embedder;
import io.vividly.core.port.LanguageUnderstanding;
import io.vividly.core.port.ScriptWriter;
import io.vividly.core.port.SpeechSynthesizer;
import io.vividly.gcpai.CloudTextToSpeech;
import io.vividly.gcpai.Gemini;
import io.vividly.gcpai.VertexEmbedder;
import io.vividly.localai.embedding.BgeEmbedder;
import io.vividly.localai.script.PassageScriptWriter;
import io.vividly.localai.understanding.SemanticUnderstanding;
import io.vividly.localai.voice.MarySpeechSynthesizer;
import io.vividly.lucene.LuceneKnowledgeBase;
import io.vividly.video.M4aAudioEncoder;
import io.vividly.video.Mp4VideoRenderer;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The stages, each done by whom the settings choose. What nobody uses is not opened. */
final class ChosenStages {

  private final Settings settings;
  private final AiSettings ai;
  private final Path cache;
  private final Resources resources;
  private @Nullable BgeEmbedder localEmbedder;
  private @Nullable Gemini gemini;

  private ChosenStages(Settings settings, Resources resources) {
    this.settings = settings;
    this.ai = settings.ai();
    this.cache = settings.home().resolve("cache");
    this.resources = resources;
  }

  static Stages open(Settings settings, Resources resources) {
    return new ChosenStages(settings, resources).open();
  }

  private Stages open() {
    LuceneKnowledgeBase knowledge =
        resources.add(LuceneKnowledgeBase.open(cache.resolve("knowledge"), embedder()));
    return new Stages(
        understanding(knowledge),
        knowledge,
        scriptWriter(),
        synthesizer(),
        new Mp4VideoRenderer(),
        new M4aAudioEncoder());
  }

  private LanguageUnderstanding understanding(LuceneKnowledgeBase knowledge) {
    Function<Provider, LanguageUnderstanding> by =
        provider ->
            provider == Provider.GCP
                ? gemini().understanding(knowledge)
                : SemanticUnderstanding.open(
                    localEmbedder(), knowledge, cache.resolve("understanding"));
    Choice choice = ai.understanding();
    LanguageUnderstanding first = by.apply(choice.provider());
    Provider second = choice.fallback();
    return second == null ? first : between(choice, second).of(first, by.apply(second));
  }

  private ScriptWriter scriptWriter() {
    Function<Provider, ScriptWriter> by =
        provider ->
            provider == Provider.GCP
                ? gemini().scriptWriter()
                : new PassageScriptWriter(localEmbedder());
    Choice choice = ai.script();
    ScriptWriter first = by.apply(choice.provider());
    Provider second = choice.fallback();
    return second == null ? first : between(choice, second).of(first, by.apply(second));
  }

  private SpeechSynthesizer synthesizer() {
    Function<Provider, SpeechSynthesizer> by =
        provider ->
            provider == Provider.GCP
                ? resources.add(CloudTextToSpeech.open(GoogleOptions.speech(ai)))
                : resources.add(new MarySpeechSynthesizer(settings.sceneThreads()));
    Choice choice = ai.speech();
    SpeechSynthesizer first = by.apply(choice.provider());
    Provider second = choice.fallback();
    return second == null ? first : between(choice, second).of(first, by.apply(second));
  }

  private Embedder embedder() {
    return ai.embeddings() == Provider.GCP
        ? resources.add(VertexEmbedder.open(GoogleOptions.embeddings(ai)))
        : localEmbedder();
  }

  private static Fallback between(Choice choice, Provider second) {
    return Fallback.between(choice.provider().wireName(), second.wireName());
  }

  private BgeEmbedder localEmbedder() {
    BgeEmbedder embedder = localEmbedder;
    if (embedder == null) {
      embedder = resources.add(new BgeEmbedder());
      localEmbedder = embedder;
    }
    return embedder;
  }

  private Gemini gemini() {
    Gemini opened = gemini;
    if (opened == null) {
      opened = resources.add(Gemini.open(GoogleOptions.gemini(ai)));
      gemini = opened;
    }
    return opened;
  }
}
