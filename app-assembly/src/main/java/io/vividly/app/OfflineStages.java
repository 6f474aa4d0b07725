package io.vividly.app;

import io.vividly.core.pipeline.PipelineAdapters.Stages;
import io.vividly.localai.embedding.BgeEmbedder;
import io.vividly.localai.script.PassageScriptWriter;
import io.vividly.localai.understanding.SemanticUnderstanding;
import io.vividly.localai.voice.MarySpeechSynthesizer;
import io.vividly.lucene.LuceneKnowledgeBase;
import io.vividly.video.M4aAudioEncoder;
import io.vividly.video.Mp4VideoRenderer;
import java.nio.file.Path;

/** The stages that need no cloud. */
final class OfflineStages {

  private OfflineStages() {}

  static Stages open(Settings settings, Resources resources) {
    Path cache = settings.home().resolve("cache");
    BgeEmbedder embedder = resources.add(new BgeEmbedder());
    LuceneKnowledgeBase knowledge =
        resources.add(LuceneKnowledgeBase.open(cache.resolve("knowledge"), embedder));
    MarySpeechSynthesizer voice = resources.add(new MarySpeechSynthesizer(settings.sceneThreads()));
    return new Stages(
        SemanticUnderstanding.open(embedder, knowledge, cache.resolve("understanding")),
        knowledge,
        new PassageScriptWriter(embedder),
        voice,
        new Mp4VideoRenderer(),
        new M4aAudioEncoder());
  }
}
