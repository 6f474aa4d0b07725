package io.vividly.json;

import io.vividly.core.model.Answer;
import io.vividly.core.model.Artifact;
import io.vividly.core.model.CheckQuestion;
import io.vividly.core.model.GradeLevel;
import io.vividly.core.model.Line;
import io.vividly.core.model.MediaKey;
import io.vividly.core.model.MediaRef;
import io.vividly.core.model.MediaType;
import io.vividly.core.model.NarratedScene;
import io.vividly.core.model.Passage;
import io.vividly.core.model.PassageId;
import io.vividly.core.model.Passages;
import io.vividly.core.model.RenderedScene;
import io.vividly.core.model.Scene;
import io.vividly.core.model.Script;
import io.vividly.core.model.SpokenWord;
import io.vividly.core.model.StageOutput;
import io.vividly.core.model.Subject;
import io.vividly.core.model.Topic;
import io.vividly.core.model.Understanding;
import io.vividly.core.model.Visual;
import io.vividly.core.model.Visual.Cued;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Outputs of every stage with contents that vary with a seed. */
final class Samples {

  private static final List<String> TEXTS =
      List.of(
          "plain words",
          "F = m \\cdot a",
          "a \"quoted\" word",
          "two\nlines\tand a tab",
          "💡 and 👩‍🔬",
          "למה السماء",
          "</script> & 'ends'",
          "\u2028 separators \u2029",
          "\\u0041 is not an A");

  private final Random random;

  Samples(long seed) {
    random = new Random(seed);
  }

  List<StageOutput> one() {
    return List.of(
        new Understanding.Understood(topic(), random.nextDouble()),
        new Understanding.ClarificationNeeded(List.of(text(), text())),
        new Understanding.OutOfScope(text()),
        passages(),
        script(),
        narrated(),
        new RenderedScene(media(MediaType.MP4), duration(), duration()),
        answer());
  }

  Script script() {
    List<Visual> visuals =
        List.of(
            new Visual.TitleCard("Physics", text(), cued()),
            new Visual.KeyIdea(text(), cued()),
            new Visual.Steps(text(), List.of(cued(), cued())),
            new Visual.Formula(text(), text(), 2, List.of(new Visual.Symbol("F", text(), 3))),
            new Visual.Formula(text(), text(), 0, List.of()),
            new Visual.WorkedExample(
                text(),
                cued(),
                List.of(new Visual.Working(text(), true, 1), new Visual.Working(text(), false, 2))),
            new Visual.Misconception(cued(), cued()),
            new Visual.Takeaways(List.of(cued(), cued(), cued())),
            new Visual.Sources(List.of(text())));
    PassageId passage = new PassageId("topic#definition");
    List<Scene> scenes = new ArrayList<>();
    for (int i = 0; i < visuals.size(); i++) {
      Scene.Part part =
          i == 0
              ? Scene.Part.HOOK
              : i == 7 ? Scene.Part.TAKEAWAYS : i == 8 ? Scene.Part.SOURCES : Scene.Part.SECTION;
      List<Line> lines = List.of(new Line(text(), List.of(passage)), new Line(text(), List.of()));
      scenes.add(new Scene(i + 1, part, "Heading " + i % 4, lines, visuals.get(i)));
    }
    return new Script(
        topic(),
        text(),
        new GradeLevel(1 + random.nextInt(12)),
        scenes,
        List.of(new CheckQuestion(text(), text())),
        List.of(new io.vividly.core.model.Citation(passage, text(), text(), text(), text())));
  }

  private Passages passages() {
    return new Passages(
        IntStream.range(0, random.nextInt(4))
            .mapToObj(
                i ->
                    new Passage(
                        new PassageId("p#" + i),
                        "p",
                        text(),
                        text(),
                        text(),
                        text(),
                        text(),
                        random.nextGaussian()))
            .toList());
  }

  private NarratedScene narrated() {
    Duration start = duration();
    return new NarratedScene(
        media(MediaType.WAV), List.of(new SpokenWord(text(), start, start.plus(duration()))));
  }

  private Answer answer() {
    Map<Artifact, MediaRef> files = new EnumMap<>(Artifact.class);
    files.put(Artifact.TRANSCRIPT, media(MediaType.MARKDOWN));
    if (random.nextBoolean()) {
      files.put(Artifact.VIDEO, media(MediaType.MP4));
      files.put(Artifact.CAPTIONS_VTT, media(MediaType.VTT));
    }
    return new Answer(text(), files, random.nextBoolean() ? duration() : Duration.ZERO);
  }

  private MediaRef media(MediaType type) {
    byte[] content = new byte[8];
    random.nextBytes(content);
    MediaKey key = MediaKey.of(type, content);
    return new MediaRef(key, type, URI.create("file:///m/" + key), random.nextInt(1 << 30) * 9L);
  }

  private Topic topic() {
    Subject[] subjects = Subject.values();
    return new Topic("t-" + random.nextInt(), text(), subjects[random.nextInt(subjects.length)]);
  }

  private Cued cued() {
    return new Cued(text(), random.nextInt(5));
  }

  private Duration duration() {
    return Duration.ofNanos(random.nextLong(0, 600_000_000_000L));
  }

  private String text() {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }
}
