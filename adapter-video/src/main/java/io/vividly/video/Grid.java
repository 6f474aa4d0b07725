package io.vividly.video;

import java.time.Duration;

/** The time grid that pictures and sound share. */
final class Grid {

  static final int WIDTH = 1920;
  static final int HEIGHT = 1080;
  static final int FRAMES_PER_SECOND = 30;
  static final int SAMPLE_RATE = 48_000;
  static final int SAMPLES_PER_FRAME = SAMPLE_RATE / FRAMES_PER_SECOND;

  /** The samples of an AAC frame. */
  static final int AAC_FRAME = 1_024;

  /**
   * A scene lasts a multiple of this many pictures: 16 pictures are 25 AAC frames exactly, so that
   * the pictures and the sound of a segment end together and segments join without a gap.
   */
  static final int QUANTUM_FRAMES = 16;

  static final int QUANTUM_SAMPLES = QUANTUM_FRAMES * SAMPLES_PER_FRAME;

  /** The longest time between two keyframes, in frames. */
  static final int KEYFRAME_INTERVAL = 2 * FRAMES_PER_SECOND;

  private Grid() {}

  static Duration durationOfFrames(long frames) {
    return Duration.ofNanos(frames * 1_000_000_000L / FRAMES_PER_SECOND);
  }

  static Duration durationOfSamples(long samples) {
    return Duration.ofNanos(samples * 1_000_000_000L / SAMPLE_RATE);
  }

  /** The frame that is shown at a time. */
  static int frameAt(Duration time) {
    return Math.toIntExact(time.toNanos() * FRAMES_PER_SECOND / 1_000_000_000L);
  }
}
