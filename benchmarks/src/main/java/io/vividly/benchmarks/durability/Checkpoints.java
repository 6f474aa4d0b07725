package io.vividly.benchmarks.durability;

import io.vividly.core.model.Answer;
import io.vividly.core.model.Artifact;
import io.vividly.core.model.MediaKey;
import io.vividly.core.model.MediaRef;
import io.vividly.core.model.MediaType;
import io.vividly.core.model.NarratedScene;
import io.vividly.core.model.Passages;
import io.vividly.core.model.Scene;
import io.vividly.core.model.Script;
import io.vividly.core.model.StageOutput;
import io.vividly.core.model.Understanding;
import io.vividly.json.StageOutputCodec;
import io.vividly.testkit.Samples;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is made durable: a script, the narrations of its four scenes, an answer. A script has no
 * fewer scenes, and the answer to a request has no fewer files than an audio answer.
 */
final class Checkpoints {

  static final int PER_DELIVERY = 6;

  static final Understanding UNDERSTANDING = new Understanding.Understood(Samples.topic(), 0.9);
  static final Passages PASSAGES = new Passages(Samples.passages());
  static final Script SCRIPT = script();

  private static final MediaRef FILE = file();

  private Checkpoints() {}

  /** The six checkpoints of a delivery as JSON, for those who do not make them themselves. */
  static List<String> json() {
    List<StageOutput> outputs = new ArrayList<>();
    outputs.add(SCRIPT);
    for (Scene scene : SCRIPT.scenes()) {
      outputs.add(new NarratedScene(FILE, Samples.narration(scene.spokenText()).words()));
    }
    outputs.add(answer());
    StageOutputCodec codec = new StageOutputCodec();
    return outputs.stream().map(codec::encode).toList();
  }

  private static MediaRef file() {
    MediaKey key = MediaKey.of(MediaType.WAV, new byte[0]);
    return new MediaRef(key, MediaType.WAV, URI.create("memory:/" + key), 0);
  }

  private static Answer answer() {
    return new Answer(
        SCRIPT.title(),
        Map.of(
            Artifact.AUDIO, FILE,
            Artifact.CAPTIONS_VTT, FILE,
            Artifact.CAPTIONS_SRT, FILE,
            Artifact.THUMBNAIL, FILE,
            Artifact.TRANSCRIPT, FILE,
            Artifact.SCRIPT, FILE),
        Duration.ofSeconds(60));
  }

  /** The sample's hook and three sections, the takeaways shown with the last of them. */
  private static Script script() {
    Script sample = Samples.script();
    List<Scene> scenes = new ArrayList<>(sample.scenes().subList(0, 3));
    Scene last = sample.scenes().get(3);
    scenes.add(
        new Scene(4, last.part(), last.heading(), last.lines(), sample.scenes().get(4).visual()));
    return new Script(
        sample.topic(), sample.title(), sample.grade(), scenes, sample.checks(), sample.sources());
  }
}
