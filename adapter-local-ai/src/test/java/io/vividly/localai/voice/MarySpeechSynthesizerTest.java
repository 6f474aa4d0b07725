package io.vividly.localai.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.vividly.core.model.Narration;
import io.vividly.core.model.Pcm;
import io.vividly.core.model.SpokenWord;
import io.vividly.core.port.SpeechSynthesizer;
import io.vividly.core.sound.LoudnessMeter;
import io.vividly.core.sound.Samples;
import io.vividly.testkit.SpeechSynthesizerContract;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarySpeechSynthesizerTest extends SpeechSynthesizerContract {

  private static final MarySpeechSynthesizer SYNTHESIZER = new MarySpeechSynthesizer(2);

  private static final String LESSON =
      "When you push on the floor, the floor pushes back on you just as hard. That is Newton's "
          + "third law, and it is the reason a player can jump at all. Suppose the push is five "
          + "hundred newtons. Then the floor gives back five hundred newtons, straight up!";

  private static final Narration SPOKEN_LESSON = SYNTHESIZER.speak(LESSON);

  @AfterAll
  static void close() {
    SYNTHESIZER.close();
  }

  @Override
  protected SpeechSynthesizer synthesizer() {
    return SYNTHESIZER;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        LESSON,
        "Yes.",
        "Why?",
        "Mitosis makes two cells. Meiosis makes four.",
        "F = m a, so a = 20 N / 4 kg = 5 m/s². That is about half of g."
      })
  void isLevelled(String text) {
    Pcm audio = SYNTHESIZER.speak(text).audio();

    assertThat(LoudnessMeter.integrated(Samples.of(audio), audio.sampleRate()))
        .isCloseTo(MarySpeechSynthesizer.LOUDNESS, within(0.5));
  }

  @Test
  void wordsAreLouderThanThePausesBetweenThem() {
    Narration narration = SPOKEN_LESSON;
    List<SpokenWord> words = narration.words();
    for (SpokenWord word : words) {
      assertThat(power(narration.audio(), word.start(), word.end()))
          .as(word.text())
          .isGreaterThan(1e-4);
    }
    int pauses = 0;
    for (int i = 1; i < words.size(); i++) {
      Duration from = words.get(i - 1).end().plusMillis(60);
      Duration to = words.get(i).start().minusMillis(60);
      if (from.compareTo(to) < 0) {
        pauses++;
        assertThat(power(narration.audio(), from, to))
            .as("the pause before %s", words.get(i).text())
            .isLessThan(1e-4);
      }
    }
    assertThat(pauses).isGreaterThanOrEqualTo(3);
  }

  @Test
  void theTimesAddUpToTheSound() {
    Narration narration = SPOKEN_LESSON;
    Duration lastWord = narration.words().get(narration.words().size() - 1).end();

    assertThat(narration.audio().duration().minus(lastWord))
        .isBetween(Duration.ofMillis(380), Duration.ofMillis(460));
  }

  @Test
  void speaksAtThePaceOfATeacher() {
    Narration narration = SPOKEN_LESSON;
    double minutes = narration.audio().duration().toMillis() / 60_000.0;

    assertThat(narration.words().size() / minutes).isBetween(145.0, 175.0);
  }

  @Test
  void sentencesArePausedBetween() {
    List<SpokenWord> words = SYNTHESIZER.speak("This is one. This is two.").words();

    assertThat(words.get(3).start().minus(words.get(2).end()))
        .isBetween(Duration.ofMillis(350), Duration.ofMillis(500));
  }

  @Test
  void joinsSentencesWithoutAClick() {
    Narration narration = SYNTHESIZER.speak("One stops here. Another starts there.");
    short[] samples = narration.audio().samples();
    Duration silence = narration.words().get(2).end();
    int from = sample(narration.audio(), silence.plusMillis(100));
    int to = sample(narration.audio(), narration.words().get(3).start());
    int step = 0;
    for (int i = from + 1; i < to; i++) {
      step = Math.max(step, Math.abs(samples[i] - samples[i - 1]));
    }
    assertThat(step).isLessThan(400);
  }

  @Test
  void theSameTextSoundsTheSameOnEveryThread() throws Exception {
    short[] alone = SPOKEN_LESSON.audio().samples();
    List<Callable<Narration>> tasks = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String other = i % 2 == 0 ? LESSON : "Something else, number " + i + ", in between.";
      tasks.add(() -> SYNTHESIZER.speak(other));
    }
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Narration>> spoken = threads.invokeAll(tasks);
      for (int i = 0; i < spoken.size(); i += 2) {
        assertThat(Arrays.equals(spoken.get(i).get().audio().samples(), alone)).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void leavesTheHostAlone() {
    PrintStream out = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try (MarySpeechSynthesizer another = new MarySpeechSynthesizer(1)) {
      another.load();
    } finally {
      System.setOut(out);
    }

    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(Files.exists(Path.of("log"))).isFalse();
    assertThat(System.getProperty("mary.base")).isNull();
  }

  @Test
  void refusesToSpeakOnceClosed() {
    MarySpeechSynthesizer closed = new MarySpeechSynthesizer(1);
    closed.close();

    assertThatThrownBy(() -> closed.speak("Hello.")).isInstanceOf(IllegalStateException.class);
  }

  private static double power(Pcm audio, Duration from, Duration to) {
    double sum = 0;
    int start = sample(audio, from);
    int end = sample(audio, to);
    for (int i = start; i < end; i++) {
      double value = audio.samples()[i] / 32_768.0;
      sum += value * value;
    }
    return sum / Math.max(1, end - start);
  }

  private static int sample(Pcm audio, Duration time) {
    return (int) (time.toNanos() * audio.sampleRate() / 1_000_000_000L);
  }
}
