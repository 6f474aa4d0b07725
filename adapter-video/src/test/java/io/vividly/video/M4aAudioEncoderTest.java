package io.vividly.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vividly.core.model.Narration;
import io.vividly.core.port.AudioEncoder.EncodedAudio;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bytedeco.ffmpeg.global.avcodec;
import org.junit.jupiter.api.Test;

class M4aAudioEncoderTest {

  private static final List<Narration> NARRATIONS =
      Samples.scenes().subList(0, 2).stream()
          .map(scene -> Samples.narration(scene, 48_000))
          .toList();

  @Test
  void narrationsAreWhereItSays() {
    EncodedAudio audio = new M4aAudioEncoder().encode("Title", NARRATIONS);

    float[] sound = Probe.sound(audio.content());
    for (int n = 0; n < NARRATIONS.size(); n++) {
      short[] voice = NARRATIONS.get(n).audio().samples();
      int start = (int) Math.round(audio.starts().get(n).toNanos() * 48_000 / 1e9);
      double error = 0;
      double power = 0;
      for (int i = 0; i < voice.length; i++) {
        double wanted = voice[i] / 32_768.0;
        error += Math.pow(sound[start + i] - wanted, 2);
        power += wanted * wanted;
      }
      assertThat(error / power).isLessThan(0.001);
    }
    assertThat(sound.length / 48_000.0).isCloseTo(audio.duration().toNanos() / 1e9, within(1e-6));
  }

  @Test
  void theFileIsM4aWithItsIndexInFrontAndTheSameEachTime() {
    byte[] content = new M4aAudioEncoder().encode("Title", NARRATIONS).content();

    String text = new String(content, StandardCharsets.ISO_8859_1);
    assertThat(text.substring(4, 12)).isEqualTo("ftypM4A ");
    assertThat(text.indexOf("moov")).isPositive().isLessThan(text.indexOf("mdat"));
    assertThat(Probe.of(content).tracks())
        .singleElement()
        .extracting(Probe.Track::codec)
        .isEqualTo(avcodec.AV_CODEC_ID_AAC);
    assertThat(new M4aAudioEncoder().encode("Title", NARRATIONS).content()).isEqualTo(content);
  }
}
