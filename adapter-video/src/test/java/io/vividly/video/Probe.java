package io.vividly.video;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.FloatPointer;

/** What a demuxer finds in a file. */
record Probe(List<Track> tracks) {

  /**
   * @param duration in seconds
   */
  record Track(
      int codec,
      int profile,
      int width,
      int height,
      int color,
      double duration,
      List<Sample> samples) {}

  /**
   * @param time in seconds
   * @param duration in seconds
   */
  record Sample(double time, double duration, boolean key, byte[] data) {
    double end() {
      return time + duration;
    }
  }

  static Probe of(byte[] file) {
    List<Track> tracks = new ArrayList<>();
    AVPacket packet = avcodec.av_packet_alloc();
    try (MemoryInput input = new MemoryInput(file)) {
      for (int i = 0; i < input.context().nb_streams(); i++) {
        AVStream stream = input.context().streams(i);
        AVCodecParameters codec = stream.codecpar();
        tracks.add(
            new Track(
                codec.codec_id(),
                codec.profile(),
                codec.width(),
                codec.height(),
                codec.color_space(),
                stream.duration() * seconds(stream),
                new ArrayList<>()));
      }
      while (avformat.av_read_frame(input.context(), packet) >= 0) {
        double unit = seconds(input.context().streams(packet.stream_index()));
        byte[] data = new byte[packet.size()];
        packet.data().get(data);
        boolean key = (packet.flags() & avcodec.AV_PKT_FLAG_KEY) != 0;
        Sample sample = new Sample(packet.pts() * unit, packet.duration() * unit, key, data);
        tracks.get(packet.stream_index()).samples().add(sample);
        avcodec.av_packet_unref(packet);
      }
    } finally {
      avcodec.av_packet_free(packet);
    }
    return new Probe(tracks);
  }

  Track track(int codec) {
    return tracks.stream().filter(track -> track.codec() == codec).findFirst().orElseThrow();
  }

  /** The sound, decoded; one value a sample. */
  static float[] sound(byte[] file) {
    List<float[]> blocks = new ArrayList<>();
    AVPacket packet = avcodec.av_packet_alloc();
    AVFrame frame = avutil.av_frame_alloc();
    AVCodecContext decoder =
        avcodec.avcodec_alloc_context3(avcodec.avcodec_find_decoder(avcodec.AV_CODEC_ID_AAC));
    try (MemoryInput input = new MemoryInput(file)) {
      int track = input.context().nb_streams() == 1 ? 0 : 1;
      avcodec.avcodec_parameters_to_context(decoder, input.context().streams(track).codecpar());
      avcodec.avcodec_open2(decoder, decoder.codec(), (AVDictionary) null);
      while (avformat.av_read_frame(input.context(), packet) >= 0) {
        if (packet.stream_index() == track) {
          avcodec.avcodec_send_packet(decoder, packet);
          while (avcodec.avcodec_receive_frame(decoder, frame) >= 0) {
            float[] block = new float[frame.nb_samples()];
            new FloatPointer(frame.data(0)).get(block);
            blocks.add(block);
          }
        }
        avcodec.av_packet_unref(packet);
      }
    } finally {
      avcodec.avcodec_free_context(decoder);
      avutil.av_frame_free(frame);
      avcodec.av_packet_free(packet);
    }
    float[] all = new float[blocks.stream().mapToInt(block -> block.length).sum()];
    int at = 0;
    for (float[] block : blocks) {
      System.arraycopy(block, 0, all, at, block.length);
      at += block.length;
    }
    return all;
  }

  private static double seconds(AVStream stream) {
    return (double) stream.time_base().num() / stream.time_base().den();
  }
}
