package io.vividly.examples.morse;

import io.vividly.core.model.Narration;
import io.vividly.core.model.Pcm;
import io.vividly.core.model.SpokenWord;
import io.vividly.core.port.PermanentFailureException;
import io.vividly.core.port.SpeechSynthesizer;
import io.vividly.core.port.TransientFailureException;
import java.nio.ShortBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Speaks Morse code, forty words a minute. What has no sign in it is not heard. */
final class MorseVoice implements SpeechSynthesizer {

  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final String[] SIGNS =
      (".- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .--"
              + " -..- -.-- --.. ----- .---- ..--- ...-- ....- ..... -.... --... ---.. ----.")
          .split(" ");
  private static final int RATE = 8_000;
  private static final int DOT = RATE * 30 / 1_000;

  /** A tone of -10 dBFS that is on for half the time has about -16 LUFS. */
  private static final double AMPLITUDE = 10_400;

  @Override
  public Narration speak(String text) {
    List<SpokenWord> words = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().split("\\s+")) {
      if (Thread.currentThread().isInterrupted()) {
        throw new TransientFailureException("The voice was interrupted.");
      }
      int start = line.length();
      word.toLowerCase(Locale.ROOT)
          .chars()
          .map(LETTERS::indexOf)
          .filter(i -> i >= 0)
          .forEach(i -> line.append(keyed(SIGNS[i])));
      words.add(new SpokenWord(word, time(start), time(line.length())));
      line.append("    ");
    }
    if (line.indexOf("=") < 0) {
      throw new PermanentFailureException("Nothing in this text can be said in Morse code.");
    }
    return new Narration(new Pcm(RATE, sound(line)), words);
  }

  /** One character for the time of a dot, = where the tone is on. */
  private static String keyed(String sign) {
    return sign.replace(".", "= ").replace("-", "=== ") + "  ";
  }

  private static Duration time(int dots) {
    return Duration.ofMillis(30L * dots);
  }

  private static short[] sound(CharSequence line) {
    ShortBuffer samples = ShortBuffer.allocate(line.length() * DOT);
    while (samples.hasRemaining()) {
      int at = samples.position();
      boolean on = line.charAt(at / DOT) == '=';
      samples.put((short) (on ? AMPLITUDE * Math.sin(2 * Math.PI * 600 * at / RATE) : 0));
    }
    return samples.array();
  }
}
