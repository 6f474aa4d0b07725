package io.vividly.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_BITEXACT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Encodes sound, one channel, as AAC-LC without the priming packet.
 *
 * <p>An AAC frame is heard as the sum of the second half of the frame before and its own first
 * half, so an encoder puts a priming frame in front. When the first {@link Grid#AAC_FRAME} samples
 * are silent, that frame holds nothing but silence; without it, packet n holds exactly the samples
 * from n * 1024 on, and streams that begin and end in silence can be joined packet by packet.
 */
final class AacEncoder implements AutoCloseable {

  private static final int BIT_RATE = 112_000;

  private final AVCodecContext context;
  private final AVFrame frame;
  private final AVPacket packet;

  AacEncoder() {
    Ffmpeg.load();
    AVCodec codec =
        Ffmpeg.allocated(avcodec.avcodec_find_encoder_by_name("aac"), "the AAC encoder");
    context = Ffmpeg.allocated(avcodec.avcodec_alloc_context3(codec), "the audio encoder");
    frame = Ffmpeg.allocated(avutil.av_frame_alloc(), "a frame of sound");
    packet = Ffmpeg.allocated(avcodec.av_packet_alloc(), "a packet");
    try {
      open(codec);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  AVCodecContext context() {
    return context;
  }

  /**
   * Encodes sound whose first frame is silent.
   *
   * @param samples a whole number of AAC frames at {@link Grid#SAMPLE_RATE}
   * @param sink gets one packet for each frame, with its time in samples
   */
  void encode(short[] samples, PacketSink sink) {
    if (samples.length % Grid.AAC_FRAME != 0) {
      throw new IllegalArgumentException("not a whole number of AAC frames: " + samples.length);
    }
    float[] block = new float[Grid.AAC_FRAME];
    for (int start = 0; start < samples.length; start += Grid.AAC_FRAME) {
      Interruption.check();
      for (int i = 0; i < block.length; i++) {
        block[i] = samples[start + i] / 32_768f;
      }
      Ffmpeg.check(avutil.av_frame_make_writable(frame), "preparing sound");
      new FloatPointer(frame.data(0)).put(block);
      frame.pts(start);
      Ffmpeg.check(avcodec.avcodec_send_frame(context, frame), "encoding sound");
      drain(sink);
    }
    Ffmpeg.check(avcodec.avcodec_send_frame(context, null), "ending the sound");
    drain(sink);
  }

  @Override
  public void close() {
    avcodec.av_packet_free(packet);
    avutil.av_frame_free(frame);
    avcodec.avcodec_free_context(context);
  }

  private void drain(PacketSink sink) {
    while (avcodec.avcodec_receive_packet(context, packet) >= 0) {
      boolean priming = packet.pts() < 0;
      if (!priming) {
        packet.duration(Grid.AAC_FRAME);
        sink.accept(packet);
      }
      avcodec.av_packet_unref(packet);
    }
  }

  private void open(AVCodec codec) {
    context.sample_fmt(avutil.AV_SAMPLE_FMT_FLTP);
    context.sample_rate(Grid.SAMPLE_RATE);
    avutil.av_channel_layout_default(context.ch_layout(), 1);
    context.bit_rate(BIT_RATE);
    context.time_base().num(1).den(Grid.SAMPLE_RATE);
    context.flags(context.flags() | AV_CODEC_FLAG_GLOBAL_HEADER | AV_CODEC_FLAG_BITEXACT);
    Ffmpeg.check(
        avcodec.avcodec_open2(context, codec, (AVDictionary) null), "opening the audio encoder");
    frame.format(avutil.AV_SAMPLE_FMT_FLTP).sample_rate(Grid.SAMPLE_RATE);
    frame.nb_samples(Grid.AAC_FRAME);
    avutil.av_channel_layout_default(frame.ch_layout(), 1);
    Ffmpeg.check(avutil.av_frame_get_buffer(frame, 0), "allocating a frame of sound");
  }
}
