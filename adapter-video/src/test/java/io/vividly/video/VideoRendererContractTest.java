package io.vividly.video;

import io.vividly.core.port.VideoRenderer;
import io.vividly.testkit.VideoRendererContract;

class VideoRendererContractTest extends VideoRendererContract {

  @Override
  protected VideoRenderer renderer() {
    return new Mp4VideoRenderer();
  }
}
