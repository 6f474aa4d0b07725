package io.vividly.benchmarks.chaos;

import io.vividly.benchmarks.chaos.Point.Moment;
import io.vividly.core.caption.Captions;
import io.vividly.core.model.Line;
import io.vividly.core.model.Narration;
import io.vividly.core.model.Pcm;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.Scene;
import io.vividly.core.model.Script;
import io.vividly.core.model.SpokenWord;
import io.vividly.core.model.Stage;
import io.vividly.core.model.StageKey;
import io.vividly.core.model.Understanding;
import io.vividly.core.pipeline.PipelineAdapters.Stages;
import io.vividly.core.port.TransientFailureException;
import io.vividly.core.port.VideoRenderer;
import io.vividly.testkit.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Stages whose effects are rows of the ledger. An effect takes as long as its request says: most of
 * the time before the row is there, when an interrupt ends it, the rest after it, when none does.
 */
final class LedgerStages implements VideoRenderer {

  private static final Duration WORD = Duration.ofMillis(10);
  private static final int SAMPLE_RATE = 8_000;

  private static final Duration LONGEST_EARLY_NARRATION = Duration.ofSeconds(60);

  private final Map<RequestId, Duration> work = new ConcurrentHashMap<>();
  private final Map<RequestId, CountDownLatch> spokenEarly = new ConcurrentHashMap<>();
  private final Gate gate;
  private final WorkerLedger ledger;

  LedgerStages(Gate gate, WorkerLedger ledger) {
    this.gate = gate;
    this.ledger = ledger;
  }

  /** Says how long each effect of a request takes; to be said before the first of them. */
  void expect(RequestId id, Duration effectTakes) {
    work.put(id, effectTakes);
  }

  Stages stages() {
    return new Stages(
        request -> {
          effect(request.id(), StageKey.of(Stage.UNDERSTANDING));
          return new Understanding.Understood(Samples.topic(), 1);
        },
        (topic, request, limit) -> {
          effect(request.id(), StageKey.of(Stage.RETRIEVAL));
          return Samples.passages();
        },
        (brief, onScene) -> {
          effect(brief.request().id(), StageKey.of(Stage.SCRIPT));
          Script script = scriptOf(brief.request().id());
          handOnEarly(brief.request().id(), script, onScene);
          return script;
        },
        this::speak,
        this,
        (title, narrations) -> {
          throw new IllegalStateException("nobody asked for sound alone");
        });
  }

  /** Ends with the effect of the early narration, so that a fault after that finds it there. */
  private void handOnEarly(RequestId id, Script script, Consumer<Scene> onScene) {
    CountDownLatch spoken = new CountDownLatch(1);
    spokenEarly.put(id, spoken);
    script.scenes().stream().filter(scene -> Point.isSpokenEarly(scene.number())).forEach(onScene);
    try {
      if (!spoken.await(LONGEST_EARLY_NARRATION.toSeconds(), TimeUnit.SECONDS)) {
        throw new TransientFailureException("The early narration did not come about.");
      }
    } catch (InterruptedException e) {
      // Nothing is spoken for work that is to stop; what is written may be stored all the same.
      Thread.currentThread().interrupt();
    } finally {
      spokenEarly.remove(id);
    }
  }

  private Narration speak(String text) {
    String[] idAndScene = text.split(" ", 2)[0].split("/");
    effect(
        RequestId.parse(idAndScene[0]),
        new StageKey(Stage.NARRATION, Integer.parseInt(idAndScene[1])));
    return narrationOf(text);
  }

  @Override
  public Segment render(Look look, Scene scene, Narration narration) {
    effect(RequestId.parse(look.title()), new StageKey(Stage.RENDERING, scene.number()));
    return new Segment(
        bytes("[" + scene.spokenText() + "]"), narration.audio().duration(), Duration.ZERO);
  }

  @Override
  public byte[] assemble(Script script, List<Segment> segments, Captions captions) {
    effect(RequestId.parse(script.title()), StageKey.of(Stage.PUBLISHING));
    StringBuilder video = new StringBuilder();
    segments.forEach(
        segment -> video.append(new String(segment.content(), StandardCharsets.UTF_8)));
    return bytes(video.toString());
  }

  @Override
  public byte[] thumbnail(Script script) {
    return bytes("picture of " + script.title());
  }

  private void effect(RequestId id, StageKey key) {
    long millis = work.getOrDefault(id, Duration.ZERO).toMillis();
    gate.pass(id, Moment.BEFORE_EFFECT, key);
    try {
      Thread.sleep(millis * 4 / 5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransientFailureException("The effect was interrupted.", e);
    }
    ledger.effect(id, key);
    CountDownLatch early = spokenEarly.get(id);
    if (early != null) {
      early.countDown();
    }
    sleepThroughInterrupts(millis / 5);
    gate.pass(id, Moment.AFTER_EFFECT, key);
  }

  private static void sleepThroughInterrupts(long millis) {
    long end = System.nanoTime() + millis * 1_000_000;
    boolean interrupted = false;
    for (long left = millis; left > 0; left = (end - System.nanoTime()) / 1_000_000) {
      try {
        Thread.sleep(left);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The sample script, in which every scene tells which request it belongs to. */
  private static Script scriptOf(RequestId id) {
    Script sample = Samples.script();
    List<Scene> scenes = new ArrayList<>();
    for (Scene scene : sample.scenes()) {
      List<Line> lines = new ArrayList<>(scene.lines());
      Line first = lines.get(0);
      lines.set(0, new Line(id + "/" + scene.number() + " " + first.text(), first.restsOn()));
      scenes.add(new Scene(scene.number(), scene.part(), scene.heading(), lines, scene.visual()));
    }
    return new Script(
        sample.topic(), id.toString(), sample.grade(), scenes, sample.checks(), sample.sources());
  }

  /** A silence, so short that little has to be stored. */
  private static Narration narrationOf(String text) {
    List<SpokenWord> words = new ArrayList<>();
    for (String word : text.split(" ")) {
      Duration start = WORD.multipliedBy(words.size());
      words.add(new SpokenWord(word, start, start.plus(WORD)));
    }
    int samples = (int) (words.size() * WORD.toMillis() * SAMPLE_RATE / 1_000);
    return new Narration(new Pcm(SAMPLE_RATE, new short[samples]), words);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
