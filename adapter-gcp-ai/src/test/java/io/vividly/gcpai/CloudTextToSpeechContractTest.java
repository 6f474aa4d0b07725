package io.vividly.gcpai;

import io.vividly.core.port.SpeechSynthesizer;
import io.vividly.localai.voice.MarySpeechSynthesizer;
import io.vividly.testkit.SpeechSynthesizerContract;
import io.vividly.testkit.google.TextToSpeechServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;

/** Against a server that speaks with a real voice. */
@Timeout(60)
class CloudTextToSpeechContractTest extends SpeechSynthesizerContract {

  private static final MarySpeechSynthesizer VOICE = new MarySpeechSynthesizer(1);
  private static final TextToSpeechServer SERVER = TextToSpeechServer.start(VOICE);
  private static final CloudTextToSpeech SPEECH =
      CloudTextToSpeech.open(
          CloudTextToSpeechOptions.builder().endpoint(SERVER.endpoint()).build());

  @AfterAll
  static void close() {
    SPEECH.close();
    SERVER.close();
    VOICE.close();
  }

  @Override
  protected SpeechSynthesizer synthesizer() {
    return SPEECH;
  }
}
