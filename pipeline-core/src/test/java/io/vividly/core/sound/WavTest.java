package io.vividly.core.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vividly.core.model.Pcm;
import io.vividly.core.port.PermanentFailureException;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;

class WavTest {

  private final Pcm sound =
      new Pcm(44_100, new short[] {0, 1, -1, Short.MAX_VALUE, Short.MIN_VALUE});

  @Test
  void can_be_read_by_others() throws Exception {
    try (AudioInputStream read =
        AudioSystem.getAudioInputStream(new ByteArrayInputStream(Wav.encode(sound)))) {
      AudioFormat format = read.getFormat();
      assertThat(format.getSampleRate()).isEqualTo(44_100);
      assertThat(format.getChannels()).isEqualTo(1);
      assertThat(format.getSampleSizeInBits()).isEqualTo(16);
      assertThat(format.isBigEndian()).isFalse();
      assertThat(read.readAllBytes()).containsExactly(0, 0, 1, 0, 0xFF, 0xFF, 0xFF, 0x7F, 0, 0x80);
    }
  }

  @Test
  void comes_back_as_it_went() {
    Pcm read = Wav.decode(Wav.encode(sound));

    assertThat(read.sampleRate()).isEqualTo(44_100);
    assertThat(read.samples()).containsExactly(sound.samples());
  }

  @Test
  void may_have_chunks_of_others_before_its_sound() {
    byte[] wav = Wav.encode(sound);
    byte[] chunk = {'L', 'I', 'S', 'T', 3, 0, 0, 0, 'x', 'y', 'z', 0};
    ByteBuffer longer = ByteBuffer.allocate(wav.length + chunk.length);
    longer.put(wav, 0, 36).put(chunk).put(wav, 36, wav.length - 36);

    assertThat(Wav.decode(longer.array()).samples()).containsExactly(sound.samples());
  }

  @Test
  void is_refused_when_it_has_two_channels() {
    byte[] stereo = Wav.encode(sound);
    stereo[22] = 2;

    assertThatThrownBy(() -> Wav.decode(stereo)).isInstanceOf(PermanentFailureException.class);
  }

  @Test
  void is_refused_when_it_is_cut_or_something_else() {
    byte[] whole = Wav.encode(sound);

    assertThatThrownBy(() -> Wav.decode(Arrays.copyOf(whole, whole.length - 2)))
        .isInstanceOf(PermanentFailureException.class);
    assertThatThrownBy(() -> Wav.decode(new byte[10]))
        .isInstanceOf(PermanentFailureException.class);
    assertThatThrownBy(() -> Wav.decode(new byte[100]))
        .isInstanceOf(PermanentFailureException.class);
  }
}
