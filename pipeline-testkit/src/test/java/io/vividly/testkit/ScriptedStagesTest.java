package io.vividly.testkit;

import io.vividly.core.port.AudioEncoder;
import io.vividly.core.port.VideoRenderer;
import org.junit.jupiter.api.Nested;

class ScriptedStagesTest {

  private final ScriptedStages stages = new ScriptedStages();

  @Nested
  class As_video_renderer extends VideoRendererContract {
    @Override
    protected VideoRenderer renderer() {
      return stages.stages().videoRenderer();
    }
  }

  @Nested
  class As_audio_encoder extends AudioEncoderContract {
    @Override
    protected AudioEncoder encoder() {
      return stages.stages().audioEncoder();
    }
  }
}
