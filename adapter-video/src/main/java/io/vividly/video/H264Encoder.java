package io.vividly.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_BITEXACT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_I;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_NONE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;

import java.util.ArrayDeque;
import java.util.Deque;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * Encodes pictures with x264.
 *
 * <p>No B-frames and no look-ahead: packets come out in the order of the pictures, each with its
 * own time, and an encoder needs some 40 MB only. One thread each: scenes are what runs in
 * parallel, and the number of threads would change the bytes.
 */
final class H264Encoder implements AutoCloseable {

  private final AVCodecContext context;
  private final AVFrame frame;
  private final AVPacket packet;

  /** Of the pictures that were sent and have not come out; x264 holds one back to see its end. */
  private final Deque<Integer> durations = new ArrayDeque<>();

  H264Encoder() {
    Ffmpeg.load();
    AVCodec codec =
        Ffmpeg.allocated(avcodec.avcodec_find_encoder_by_name("libx264"), "the x264 encoder");
    context = Ffmpeg.allocated(avcodec.avcodec_alloc_context3(codec), "the video encoder");
    frame = Ffmpeg.allocated(avutil.av_frame_alloc(), "a picture");
    packet = Ffmpeg.allocated(avcodec.av_packet_alloc(), "a packet");
    try {
      open(codec);
      frame.format(AV_PIX_FMT_YUV420P).width(Grid.WIDTH).height(Grid.HEIGHT);
      Ffmpeg.check(avutil.av_frame_get_buffer(frame, 0), "allocating a picture");
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  AVCodecContext context() {
    return context;
  }

  /** The picture that is encoded next; ready to be written to. */
  AVFrame writableFrame() {
    Ffmpeg.check(avutil.av_frame_make_writable(frame), "preparing a picture");
    return frame;
  }

  /**
   * Encodes the picture as it is now.
   *
   * @param time in frames
   * @param duration in frames, until the next picture
   */
  void encode(long time, int duration, boolean keyframe, PacketSink sink) {
    frame.pts(time).duration(duration);
    frame.pict_type(keyframe ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE);
    Ffmpeg.check(avcodec.avcodec_send_frame(context, frame), "encoding a picture");
    durations.add(duration);
    drain(sink);
  }

  /** Encodes what is still held back; no picture may follow. */
  void finish(PacketSink sink) {
    Ffmpeg.check(avcodec.avcodec_send_frame(context, null), "ending the pictures");
    drain(sink);
  }

  private void drain(PacketSink sink) {
    while (avcodec.avcodec_receive_packet(context, packet) >= 0) {
      packet.duration(durations.remove());
      sink.accept(packet);
      avcodec.av_packet_unref(packet);
    }
  }

  @Override
  public void close() {
    avcodec.av_packet_free(packet);
    avutil.av_frame_free(frame);
    avcodec.avcodec_free_context(context);
  }

  private void open(AVCodec codec) {
    context.width(Grid.WIDTH).height(Grid.HEIGHT).pix_fmt(AV_PIX_FMT_YUV420P);
    context.time_base().num(1).den(Grid.FRAMES_PER_SECOND);
    context.framerate().num(Grid.FRAMES_PER_SECOND).den(1);
    context.color_primaries(avutil.AVCOL_PRI_BT709);
    context.color_trc(avutil.AVCOL_TRC_BT709);
    context.colorspace(avutil.AVCOL_SPC_BT709);
    context.color_range(avutil.AVCOL_RANGE_MPEG);
    context.chroma_sample_location(avutil.AVCHROMA_LOC_CENTER);
    context.gop_size(10 * Grid.KEYFRAME_INTERVAL);
    context.max_b_frames(0);
    context.thread_count(1);
    context.flags(context.flags() | AV_CODEC_FLAG_GLOBAL_HEADER | AV_CODEC_FLAG_BITEXACT);
    AVDictionary options = new AVDictionary(null);
    try {
      avutil.av_dict_set(options, "preset", "superfast", 0);
      avutil.av_dict_set(options, "profile", "high", 0);
      avutil.av_dict_set(options, "crf", "18", 0);
      avutil.av_dict_set(options, "forced-idr", "1", 0);
      // Dark, flat pictures: adaptive quantisation that favours dark areas keeps them clean.
      avutil.av_dict_set(
          options,
          "x264-params",
          "threads=1:rc-lookahead=0:sync-lookahead=0:mbtree=0:bframes=0:scenecut=0"
              + ":aq-mode=3:aq-strength=1.0:level=4.0",
          0);
      Ffmpeg.check(avcodec.avcodec_open2(context, codec, options), "opening the video encoder");
    } finally {
      avutil.av_dict_free(options);
    }
  }
}
