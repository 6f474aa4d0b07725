package io.vividly.video;

import org.bytedeco.ffmpeg.avcodec.AVPacket;

/** Takes encoded packets, which are valid during the call only. */
@FunctionalInterface
interface PacketSink {

  void accept(AVPacket packet);
}
