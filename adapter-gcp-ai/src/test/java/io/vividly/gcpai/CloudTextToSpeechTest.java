package io.vividly.gcpai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.cloud.texttospeech.v1beta1.SynthesizeSpeechRequest;
import io.vividly.core.model.Narration;
import io.vividly.core.model.Pcm;
import io.vividly.core.model.SpokenWord;
import io.vividly.core.model.Usage;
import io.vividly.core.port.PermanentFailureException;
import io.vividly.core.sound.LoudnessMeter;
import io.vividly.core.sound.Samples;
import io.vividly.testkit.google.TextToSpeechServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CloudTextToSpeechTest {

  private static final int WORD_MILLIS = 250;
  private static final String LONG = "This sentence is spoken again and again. ".repeat(60);

  private final TextToSpeechServer server = TextToSpeechServer.start(CloudTextToSpeechTest::hum);
  private final CloudTextToSpeech speech = CloudTextToSpeech.open(options().build());
  private final Notes notes = new Notes();

  @AfterEach
  void close() {
    speech.close();
    server.close();
  }

  @Test
  void words_are_timed_by_their_marks_over_all_chunks() {
    Narration narration = speech.speak(LONG);

    assertThat(server.requests()).hasSizeGreaterThan(1);
    assertThat(narration.words()).hasSize(60 * 7);
    for (int i = 0; i < narration.words().size(); i++) {
      SpokenWord word = narration.words().get(i);
      assertThat(word.start()).isEqualTo(Duration.ofMillis((long) WORD_MILLIS * i));
      assertThat(word.end()).isEqualTo(Duration.ofMillis(WORD_MILLIS * (i + 1L)));
    }
    assertThat(narration.audio().sampleRate()).isEqualTo(48_000);
    assertThat(narration.audio().duration()).isEqualTo(narration.words().get(419).end());
  }

  @Test
  void chunks_are_joined_without_a_click() {
    Pcm audio = speech.speak(LONG).audio();

    // The hum begins at its peak and ends at its low: joined as it is, it would jump.
    int hum = 0;
    int joint = 0;
    int joints = 0;
    int at = 0;
    for (SynthesizeSpeechRequest request : server.requests()) {
      at += request.getInput().getSsml().split("<mark").length - 1;
      int sample = at * WORD_MILLIS * 48;
      if (sample < audio.samples().length) {
        joints++;
        joint = Math.max(joint, largestStep(audio, sample - 240, sample + 240));
        hum = Math.max(hum, largestStep(audio, sample + 4_800, sample + 9_600));
      }
    }
    assertThat(joints).isPositive();
    assertThat(hum).isPositive();
    assertThat(joint).isLessThanOrEqualTo(2 * hum);
  }

  @Test
  void is_levelled() {
    Pcm audio = speech.speak("This is levelled.").audio();

    assertThat(LoudnessMeter.integrated(Samples.of(audio), audio.sampleRate()))
        .isCloseTo(CloudTextToSpeech.LOUDNESS, within(0.5));
  }

  @Test
  void tells_the_characters_that_are_charged() {
    speech.speak("Tom ran.", notes);

    assertThat(notes.usages)
        .containsExactly(Usage.of("text-to-speech", "en-US-Neural2-F", Usage.Unit.CHARACTERS, 23));
    assertThat(notes.calls)
        .singleElement()
        .satisfies(
            call -> {
              assertThat(call.operation()).isEqualTo("synthesizeSpeech");
              assertThat(call.tries()).isOne();
              assertThat(call.problem()).isNull();
            });
  }

  @Test
  void speaks_with_the_voice_and_at_the_pace_of_its_options() {
    try (CloudTextToSpeech british =
        CloudTextToSpeech.open(options().narrator("en-GB-Neural2-C").speakingRate(0.5).build())) {
      Narration narration = british.speak("Slowly now.");

      assertThat(narration.words().get(1).start()).isEqualTo(Duration.ofMillis(2 * WORD_MILLIS));
      assertThat(server.requests().get(0).getVoice().getName()).isEqualTo("en-GB-Neural2-C");
      assertThat(server.requests().get(0).getVoice().getLanguageCode()).isEqualTo("en-GB");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-US-Chirp3-HD-Kore", "en-US-Studio-O", "en-US-Journey-D", "Kore"})
  void voices_that_tell_no_times_are_refused_before_anything_is_spoken(String voice) {
    assertThatThrownBy(() -> options().narrator(voice).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(voice);
  }

  @Test
  void a_voice_that_does_not_exist_fails_for_good() {
    try (CloudTextToSpeech none =
        CloudTextToSpeech.open(options().narrator("en-US-Neural2-Z").build())) {
      assertThatThrownBy(() -> none.speak("Hello.", notes))
          .isInstanceOf(PermanentFailureException.class)
          .hasMessage(
              "text-to-speech synthesizeSpeech: the request was refused (INVALID_ARGUMENT).");
    }
    assertThat(notes.usages).isEmpty();
  }

  @Test
  void five_hundred_texts_take_no_more_threads_than_a_few() {
    for (int i = 0; i < 20; i++) {
      speech.speak("Warm up.");
    }
    int before = Thread.activeCount();
    for (int i = 0; i < 500; i++) {
      speech.speak("Once more.");
    }
    int after = Thread.activeCount();

    assertThat(server.faults().calls()).isEqualTo(520);
    assertThat(after).isLessThan(before + 20);
  }

  private CloudTextToSpeechOptions.Builder options() {
    return CloudTextToSpeechOptions.builder().endpoint(server.endpoint());
  }

  private static int largestStep(Pcm audio, int from, int to) {
    int step = 0;
    for (int i = Math.max(1, from); i < Math.min(to, audio.samples().length); i++) {
      step = Math.max(step, Math.abs(audio.samples()[i] - audio.samples()[i - 1]));
    }
    return step;
  }

  /** A quarter of a second for each word, at about 200 Hz; begins at its peak, ends at its low. */
  private static Narration hum(String text) {
    List<SpokenWord> words = new ArrayList<>();
    for (String word : text.split("\\s+")) {
      Duration start = Duration.ofMillis((long) WORD_MILLIS * words.size());
      words.add(new SpokenWord(word, start, start.plusMillis(WORD_MILLIS)));
    }
    short[] samples = new short[words.size() * WORD_MILLIS * 48];
    double periods = 50 * words.size() + 0.5;
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) (12_000 * Math.cos(2 * Math.PI * periods * i / samples.length));
    }
    return new Narration(new Pcm(48_000, samples), words);
  }
}
