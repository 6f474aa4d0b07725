package io.vividly.benchmarks;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.GradeLevel;
import io.vividly.core.model.Modality;
import io.vividly.core.model.Narration;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.Scene;
import io.vividly.core.model.Script;
import io.vividly.core.pipeline.ContentPipeline;
import io.vividly.core.pipeline.Disposition;
import io.vividly.core.pipeline.PipelineAdapters;
import io.vividly.core.pipeline.PipelineAdapters.Stages;
import io.vividly.core.pipeline.PipelineAdapters.Storage;
import io.vividly.core.pipeline.PipelineSettings;
import io.vividly.core.port.ScriptWriter;
import io.vividly.core.port.SpeechSynthesizer;
import io.vividly.json.JsonScriptFormat;
import io.vividly.localai.embedding.BgeEmbedder;
import io.vividly.localai.script.PassageScriptWriter;
import io.vividly.localai.understanding.SemanticUnderstanding;
import io.vividly.localai.voice.MarySpeechSynthesizer;
import io.vividly.lucene.LuceneKnowledgeBase;
import io.vividly.testkit.InMemoryMediaStore;
import io.vividly.testkit.InMemoryRequestStore;
import io.vividly.video.M4aAudioEncoder;
import io.vividly.video.Mp4VideoRenderer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * Prints how long it takes until the first scene of an answer has been spoken, and until the whole
 * answer in sound is there, with a writer that hands on scenes as it writes them and with one that
 * hands over all at the end. The two take turns and write the same script at the pace of a model.
 */
public final class StreamBenchmark {

  /** Of a fast hosted model; four characters count as a token. */
  private static final int TOKENS_PER_SECOND = 200;

  private static final int CHARACTERS_PER_TOKEN = 4;

  /** JSON, ids and slides are written besides what is spoken. */
  private static final double WRITTEN_PER_SPOKEN = 3;

  private static final int ROUNDS = 5;

  private final Stages offline;

  private StreamBenchmark(Stages offline) {
    this.offline = offline;
  }

  public static void main(String[] arguments) throws Exception {
    Path cache = Files.createTempDirectory("vividly-stream");
    try (BgeEmbedder embedder = new BgeEmbedder();
        LuceneKnowledgeBase knowledge =
            LuceneKnowledgeBase.open(cache.resolve("knowledge"), embedder);
        MarySpeechSynthesizer voice = new MarySpeechSynthesizer(2)) {
      new StreamBenchmark(
              new Stages(
                  SemanticUnderstanding.open(embedder, knowledge, cache.resolve("understanding")),
                  knowledge,
                  new PassageScriptWriter(embedder),
                  voice,
                  new Mp4VideoRenderer(),
                  new M4aAudioEncoder()))
          .run();
    }
  }

  private void run() {
    answer(true);
    List<Times> streamed = new ArrayList<>();
    List<Times> whole = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      streamed.add(answer(true));
      whole.add(answer(false));
    }
    print("handed on as they are written", streamed);
    print("handed over at the end", whole);
    System.out.printf(
        "first scene: %.2f of the time, answer: %.2f of the time (median of %d rounds)%n",
        median(streamed, Times::firstScene) / median(whole, Times::firstScene),
        median(streamed, Times::answer) / median(whole, Times::answer),
        ROUNDS);
  }

  private Times answer(boolean streaming) {
    long start = System.nanoTime();
    AtomicLong firstScene = new AtomicLong();
    SpeechSynthesizer voice =
        text -> {
          Narration narration = offline.synthesizer().speak(text);
          firstScene.compareAndSet(0, System.nanoTime());
          return narration;
        };
    Stages stages =
        new Stages(
            offline.understanding(),
            offline.retriever(),
            new Paced(offline.scriptWriter(), streaming),
            voice,
            offline.videoRenderer(),
            offline.audioEncoder());
    Storage storage =
        new Storage(
            new InMemoryRequestStore(Clock.systemUTC()),
            new InMemoryMediaStore(),
            new JsonScriptFormat());
    try (ContentPipeline pipeline =
        new ContentPipeline(
            new PipelineAdapters(stages, storage),
            PipelineSettings.builder("benchmark").build(),
            event -> {},
            Clock.systemUTC())) {
      Disposition disposition =
          pipeline.answer(request(), Instant.now().plus(Duration.ofMinutes(5)));
      if (!(disposition instanceof Disposition.Acknowledge)) {
        throw new IllegalStateException("there is no answer: " + disposition);
      }
    }
    return new Times(firstScene.get() - start, System.nanoTime() - start);
  }

  private static ContentRequest request() {
    RequestId id = RequestId.random();
    return new ContentRequest(
        id,
        id.toString(),
        "student",
        "Explain Newton's third law",
        new GradeLevel(10),
        "basketball",
        Set.of(Modality.AUDIO),
        Modality.AUDIO,
        null);
  }

  private static void print(String name, List<Times> times) {
    System.out.printf(
        "scenes %-30s first scene %6.2f s, answer %6.2f s%n",
        name, median(times, Times::firstScene) / 1e9, median(times, Times::answer) / 1e9);
  }

  private static double median(List<Times> times, ToDoubleFunction<Times> which) {
    List<Double> sorted = new ArrayList<>();
    times.forEach(each -> sorted.add(which.applyAsDouble(each)));
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }

  /** In nanoseconds from the request on. */
  private record Times(double firstScene, double answer) {}

  /** Writes what another one wrote, at a model's pace. */
  private record Paced(ScriptWriter writer, boolean streaming) implements ScriptWriter {

    @Override
    public Script write(Brief brief, Consumer<Scene> onScene) {
      Script script = writer.write(brief, scene -> {});
      for (Scene scene : script.scenes()) {
        pause(scene);
        if (streaming) {
          onScene.accept(scene);
        }
      }
      return script;
    }

    private static void pause(Scene scene) {
      double tokens = scene.spokenText().length() * WRITTEN_PER_SPOKEN / CHARACTERS_PER_TOKEN;
      try {
        Thread.sleep((long) (1_000 * tokens / TOKENS_PER_SECOND));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
  }
}
