package io.vividly.video;

import io.vividly.core.caption.Captions;
import io.vividly.core.port.PermanentFailureException;
import io.vividly.core.port.VideoRenderer.Segment;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;

/** Copies the packets of segments, one after another, into one file, and adds subtitles. */
final class Assembler {

  private static final int VIDEO = 0;
  private static final int AUDIO = 1;

  private Assembler() {}

  static byte[] assemble(String title, List<Segment> segments, Captions captions) {
    Ffmpeg.load();
    Duration total = segments.stream().map(Segment::duration).reduce(Duration.ZERO, Duration::plus);
    try (PointerScope scope = new PointerScope();
        Mp4Writer file = new Mp4Writer("mp4", title)) {
      try (MemoryInput first = new MemoryInput(segments.get(0).content())) {
        for (int track = VIDEO; track <= AUDIO; track++) {
          AVFormatContext input = first.context();
          file.addTrack(input.streams(track).codecpar(), input.streams(track).time_base());
        }
      }
      Subtitles subtitles = new Subtitles(file, SubtitleTrack.samples(captions, total).iterator());
      file.begin();
      Duration offset = Duration.ZERO;
      for (Segment segment : segments) {
        Interruption.check();
        Duration end = offset.plus(segment.duration());
        subtitles.writeUntil(end);
        copy(segment, offset, file);
        offset = end;
      }
      return file.finish();
    }
  }

  private static void copy(Segment segment, Duration offset, Mp4Writer file) {
    AVPacket packet = Ffmpeg.allocated(avcodec.av_packet_alloc(), "a packet");
    try (MemoryInput input = new MemoryInput(segment.content())) {
      if (input.context().nb_streams() != 2) {
        throw new PermanentFailureException("not a segment of this renderer");
      }
      while (true) {
        int code = avformat.av_read_frame(input.context(), packet);
        if (code == avutil.AVERROR_EOF()) {
          return;
        }
        Ffmpeg.check(code, "reading a segment");
        AVRational timeBase = input.context().streams(packet.stream_index()).time_base();
        long shift = Math.round(offset.toNanos() / 1e9 * timeBase.den() / timeBase.num());
        packet.pts(packet.pts() + shift).dts(packet.dts() + shift);
        file.write(packet.stream_index(), packet, timeBase);
        avcodec.av_packet_unref(packet);
      }
    } finally {
      avcodec.av_packet_free(packet);
    }
  }

  /** Writes the subtitles of a segment together with its packets. */
  private static final class Subtitles {
    private final Mp4Writer file;
    private final Iterator<SubtitleTrack.Sample> samples;
    private final AVRational milliseconds = new AVRational().num(1).den(1_000);
    private final int track;
    private long written;

    Subtitles(Mp4Writer file, Iterator<SubtitleTrack.Sample> samples) {
      this.file = file;
      this.samples = samples;
      this.track = addTrack(file);
    }

    private int addTrack(Mp4Writer file) {
      AVCodecParameters parameters =
          Ffmpeg.allocated(avcodec.avcodec_parameters_alloc(), "a subtitle track");
      try {
        parameters.codec_type(avutil.AVMEDIA_TYPE_SUBTITLE);
        parameters.codec_id(avcodec.AV_CODEC_ID_MOV_TEXT);
        byte[] description = SubtitleTrack.description();
        Pointer extra =
            avutil.av_mallocz(description.length + avcodec.AV_INPUT_BUFFER_PADDING_SIZE);
        BytePointer extradata = new BytePointer(extra);
        extradata.put(description);
        parameters.extradata(extradata).extradata_size(description.length);
        return file.addTrack(parameters, milliseconds);
      } finally {
        avcodec.avcodec_parameters_free(parameters);
      }
    }

    void writeUntil(Duration end) {
      while (written < end.toMillis() && samples.hasNext()) {
        SubtitleTrack.Sample sample = samples.next();
        AVPacket packet = Ffmpeg.allocated(avcodec.av_packet_alloc(), "a packet");
        try {
          Ffmpeg.check(
              avcodec.av_new_packet(packet, sample.data().length), "allocating a subtitle");
          packet.data().put(sample.data());
          packet.pts(sample.start()).dts(sample.start()).duration(sample.duration());
          packet.flags(avcodec.AV_PKT_FLAG_KEY);
          file.write(track, packet, milliseconds);
        } finally {
          avcodec.av_packet_free(packet);
        }
        written = sample.start() + sample.duration();
      }
    }
  }
}
