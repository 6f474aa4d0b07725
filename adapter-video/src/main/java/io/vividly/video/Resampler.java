package io.vividly.video;

import io.vividly.core.model.Pcm;
import java.util.Arrays;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swresample;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.javacpp.ShortPointer;

/** Brings sound to the sample rate of the video. */
final class Resampler {

  private Resampler() {}

  /** The samples at {@link Grid#SAMPLE_RATE}; the array of the sound itself if that is its rate. */
  static short[] samples(Pcm pcm) {
    if (pcm.sampleRate() == Grid.SAMPLE_RATE || pcm.samples().length == 0) {
      return pcm.samples();
    }
    Ffmpeg.load();
    int expected =
        Math.toIntExact(
            Math.round((double) pcm.samples().length * Grid.SAMPLE_RATE / pcm.sampleRate()));
    try (PointerScope scope = new PointerScope()) {
      AVChannelLayout mono = new AVChannelLayout();
      avutil.av_channel_layout_default(mono, 1);
      PointerPointer<SwrContext> slot = new PointerPointer<>(1);
      int format = avutil.AV_SAMPLE_FMT_S16;
      Ffmpeg.check(
          swresample.swr_alloc_set_opts2(
              slot, mono, format, Grid.SAMPLE_RATE, mono, format, pcm.sampleRate(), 0, null),
          "preparing the resampler");
      try {
        SwrContext context = slot.get(SwrContext.class);
        Ffmpeg.check(swresample.swr_init(context), "starting the resampler");
        return convert(context, pcm.samples(), expected);
      } finally {
        swresample.swr_free(slot);
      }
    }
  }

  private static short[] convert(SwrContext context, short[] source, int expected) {
    int room = expected + Grid.SAMPLE_RATE;
    ShortPointer in = new ShortPointer(source);
    ShortPointer out = new ShortPointer(room);
    int done =
        Ffmpeg.check(
            swresample.swr_convert(
                context, new PointerPointer<>(out), room, new PointerPointer<>(in), source.length),
            "resampling");
    done +=
        Ffmpeg.check(
            swresample.swr_convert(
                context,
                new PointerPointer<>(out.getPointer(done)),
                room - done,
                new PointerPointer<>(),
                0),
            "resampling the end");
    short[] result = new short[Math.min(done, expected)];
    out.get(result);
    return Arrays.copyOf(result, expected);
  }
}
