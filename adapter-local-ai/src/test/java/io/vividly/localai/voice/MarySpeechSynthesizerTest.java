package io.vividly.localai.voice;

import io.vividly.core.port.SpeechSynthesizer;
import io.vividly.testkit.SpeechSynthesizerContract;

class MarySpeechSynthesizerTest extends SpeechSynthesizerContract {

  private static final MarySpeechSynthesizer SYNTHESIZER = new MarySpeechSynthesizer(2);

  @Override
  protected SpeechSynthesizer synthesizer() {
    return SYNTHESIZER;
  }
}
