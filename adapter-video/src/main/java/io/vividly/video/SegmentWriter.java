package io.vividly.video;

import io.vividly.core.port.VideoRenderer.Segment;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.javacpp.PointerScope;

/** Encodes a slide and its sound as a segment. */
final class SegmentWriter {

  private final Slide slide;
  private final Cues cues;
  private final short[] sound;

  /**
   * @param sound as long as the slide, at {@link Grid#SAMPLE_RATE}
   */
  SegmentWriter(Slide slide, Cues cues, short[] sound) {
    this.slide = slide;
    this.cues = cues;
    this.sound = sound;
  }

  Segment write(String title) {
    Ffmpeg.load();
    try (PointerScope scope = new PointerScope();
        H264Encoder video = new H264Encoder();
        AacEncoder audio = new AacEncoder();
        Mp4Writer file = new Mp4Writer("mp4", title)) {
      int pictures = file.addTrack(video.context());
      int voice = file.addTrack(audio.context());
      file.begin();
      try (PacketQueue packets = new PacketQueue()) {
        audio.encode(sound, packets::add);
        encode(
            video,
            packet -> {
              packets.writeUntil(packet.pts() * Grid.SAMPLES_PER_FRAME, voice, file, audio);
              file.write(pictures, packet, video.context().time_base());
            });
        packets.writeUntil(Long.MAX_VALUE, voice, file, audio);
      }
      return new Segment(
          file.finish(),
          Grid.durationOfFrames(slide.frames()),
          Grid.durationOfSamples(cues.narrationStart()));
    }
  }

  /** A picture is encoded once it is known until when it is shown. */
  private void encode(H264Encoder video, PacketSink sink) {
    SlidePainter painter = new SlidePainter(slide);
    YuvPicture yuv = new YuvPicture();
    int pending = -1;
    int keyframe = -Grid.KEYFRAME_INTERVAL;
    for (int frame = 0; frame < slide.frames(); frame++) {
      List<Rectangle> changed = painter.paint(frame);
      boolean key = frame - keyframe >= Grid.KEYFRAME_INTERVAL;
      if (changed.isEmpty() && !key) {
        continue;
      }
      Interruption.check();
      if (pending >= 0) {
        video.encode(pending, frame - pending, pending == keyframe, sink);
      }
      AVFrame target = video.writableFrame();
      changed.forEach(part -> yuv.convert(painter.pixels(), part, target));
      keyframe = key ? frame : keyframe;
      pending = frame;
    }
    video.encode(pending, slide.frames() - pending, pending == keyframe, sink);
    video.finish(sink);
  }

  /** The packets of the sound, which is encoded first, until their pictures are. */
  private static final class PacketQueue implements AutoCloseable {
    private final List<AVPacket> packets = new ArrayList<>();
    private int next;

    void add(AVPacket packet) {
      packets.add(Ffmpeg.allocated(avcodec.av_packet_clone(packet), "a packet"));
    }

    void writeUntil(long samples, int track, Mp4Writer file, AacEncoder encoder) {
      while (next < packets.size() && packets.get(next).pts() < samples) {
        file.write(track, packets.get(next), encoder.context().time_base());
        next++;
      }
    }

    @Override
    public void close() {
      packets.forEach(avcodec::av_packet_free);
    }
  }
}
