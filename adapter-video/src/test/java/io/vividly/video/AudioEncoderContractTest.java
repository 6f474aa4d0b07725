package io.vividly.video;

import io.vividly.core.port.AudioEncoder;
import io.vividly.testkit.AudioEncoderContract;

class AudioEncoderContractTest extends AudioEncoderContract {

  @Override
  protected AudioEncoder encoder() {
    return new M4aAudioEncoder();
  }
}
