package io.vividly.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.vividly.core.model.Narration;
import io.vividly.core.model.Pcm;
import io.vividly.core.model.Scene;
import io.vividly.core.port.TransientFailureException;
import io.vividly.core.port.VideoRenderer.Segment;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Mp4VideoRendererTest {

  private static final double FRAME = 1.0 / 30;

  private static final Mp4VideoRenderer RENDERER = new Mp4VideoRenderer();
  private static final List<Scene> SCENES = Samples.scenes().subList(1, 4);

  private static List<Segment> segments = List.of();
  private static byte[] file = {};

  @BeforeAll
  static void render() {
    segments = SCENES.stream().map(Mp4VideoRendererTest::render).toList();
    file = RENDERER.assemble(Samples.script(), segments, Samples.captions());
  }

  @Test
  void aSegmentAndTheFileAreHighDefinitionH264AndAac() {
    for (byte[] content : List.of(segments.get(0).content(), file)) {
      Probe probe = Probe.of(content);
      Probe.Track video = probe.track(avcodec.AV_CODEC_ID_H264);
      assertThat(video.width()).isEqualTo(1920);
      assertThat(video.height()).isEqualTo(1080);
      assertThat(video.profile()).isEqualTo(100);
      assertThat(video.color()).isEqualTo(avutil.AVCOL_SPC_BT709);
      assertThat(probe.track(avcodec.AV_CODEC_ID_AAC).profile()).isEqualTo(1);
    }
  }

  @Test
  void theIndexIsInFront() {
    for (byte[] content : List.of(segments.get(0).content(), file)) {
      String text = new String(content, StandardCharsets.ISO_8859_1);
      assertThat(text.indexOf("moov")).isPositive().isLessThan(text.indexOf("mdat"));
    }
  }

  @Test
  void picturesAreOnTheGridOnlyWhereTheyDifferWithAKeyframeEveryTwoSeconds() {
    Probe.Track video = Probe.of(file).track(avcodec.AV_CODEC_ID_H264);

    double last = -1;
    double lastKey = 0;
    for (Probe.Sample sample : video.samples()) {
      assertThat(sample.time()).isGreaterThan(last);
      assertThat(sample.time() / FRAME).isCloseTo(Math.rint(sample.time() / FRAME), within(1e-6));
      if (sample.key()) {
        assertThat(sample.time() - lastKey).isLessThanOrEqualTo(2 + 1e-9);
        lastKey = sample.time();
      }
      last = sample.time();
    }
    assertThat(video.duration() - lastKey).isLessThanOrEqualTo(2 + 1e-9);
    assertThat(video.samples().size()).isLessThan((int) (video.duration() * 30 / 2));
  }

  @Test
  void tracksAreAsLongAsTheSegmentsWithoutAGapOrAnOverlap() {
    double total = segments.stream().mapToDouble(s -> seconds(s.duration())).sum();
    Probe probe = Probe.of(file);
    for (Probe.Track track : probe.tracks()) {
      assertThat(track.duration()).isCloseTo(total, within(0.002));
      for (int i = 1; i < track.samples().size(); i++) {
        assertThat(track.samples().get(i).time())
            .isCloseTo(track.samples().get(i - 1).end(), within(1e-6));
      }
    }
  }

  @Test
  void aSegmentHoldsItsNarrationWithALittleTimeBeforeAndAfter() {
    for (int i = 0; i < SCENES.size(); i++) {
      Segment segment = segments.get(i);
      Duration narration = Samples.narration(SCENES.get(i), 48_000).audio().duration();
      Duration tail = segment.duration().minus(segment.narrationStart()).minus(narration);
      assertThat(segment.narrationStart())
          .isBetween(Duration.ofMillis(200), Duration.ofMillis(420));
      assertThat(tail).isBetween(Duration.ofMillis(200), Duration.ofMillis(570));
    }
  }

  @Test
  void soundIsWhereItShouldBeAcrossSegments() {
    float[] sound = Probe.sound(file);
    double[] expected = new double[sound.length];
    int at = 0;
    for (int i = 0; i < SCENES.size(); i++) {
      short[] voice = Samples.narration(SCENES.get(i), 48_000).audio().samples();
      int start = at + (int) Math.round(seconds(segments.get(i).narrationStart()) * 48_000);
      for (int s = 0; s < voice.length; s++) {
        expected[start + s] = voice[s] / 32_768.0;
      }
      at += (int) Math.round(seconds(segments.get(i).duration()) * 48_000);
    }
    assertThat(sound).hasSize(at);
    double error = 0;
    double power = 0;
    for (int i = 0; i < at; i++) {
      error += Math.pow(sound[i] - expected[i], 2);
      power += expected[i] * expected[i];
    }
    // A shift of one sample alone would leave a hundredth of the power of such tones.
    assertThat(error / power).isLessThan(0.001);
  }

  @Test
  void joinsAreSilent() {
    float[] sound = Probe.sound(file);
    int join = (int) Math.round(seconds(segments.get(0).duration()) * 48_000);
    for (int i = join - 4_800; i < join + 4_800; i++) {
      assertThat(Math.abs(sound[i])).isLessThan(0.001f);
    }
  }

  @Test
  void captionsAreASubtitleTrack() {
    Probe.Track subtitles = Probe.of(file).track(avcodec.AV_CODEC_ID_MOV_TEXT);

    List<Probe.Sample> texts =
        subtitles.samples().stream().filter(sample -> sample.data().length > 2).toList();
    assertThat(texts)
        .extracting(s -> new String(s.data(), 2, s.data().length - 2, StandardCharsets.UTF_8))
        .containsExactly("Spoken first", "Spoken second,\non two lines → ²");
    assertThat(texts).extracting(Probe.Sample::time).containsExactly(0.4, 3.0);
    assertThat(texts.get(0).end()).isCloseTo(2.4, within(1e-6));
  }

  @Test
  void theSameInputGivesTheSameBytesAlsoInParallel() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(3);
    try {
      List<Future<Segment>> again = new ArrayList<>();
      for (Scene scene : SCENES) {
        again.add(pool.submit(() -> render(scene)));
      }
      List<Segment> parallel = new ArrayList<>();
      for (Future<Segment> segment : again) {
        parallel.add(segment.get());
      }
      for (int i = 0; i < SCENES.size(); i++) {
        assertThat(parallel.get(i).content()).isEqualTo(segments.get(i).content());
      }
      assertThat(RENDERER.assemble(Samples.script(), parallel, Samples.captions())).isEqualTo(file);
    } finally {
      pool.shutdown();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {16_000, 44_100})
  void soundOfAnotherRateIsResampled(int rate) {
    Scene scene = SCENES.get(0);
    Narration narration = Samples.narration(scene, rate);

    short[] resampled = Resampler.samples(narration.audio());

    short[] wanted = Samples.narration(scene, 48_000).audio().samples();
    assertThat(resampled).hasSameSizeAs(wanted);
    double error = 0;
    double power = 0;
    for (int i = 0; i < wanted.length; i++) {
      error += Math.pow(wanted[i] - resampled[i], 2);
      power += Math.pow(wanted[i], 2);
    }
    assertThat(error / power).isLessThan(0.01);
  }

  @Test
  void anInterruptEndsTheWork() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> render(SCENES.get(0))).isInstanceOf(TransientFailureException.class);
      assertThatThrownBy(() -> RENDERER.assemble(Samples.script(), segments, Samples.captions()))
          .isInstanceOf(TransientFailureException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void anInterruptEndsEncodingThatHasBegun() throws Exception {
    Scene scene = Samples.scene(1, Scene.Part.SECTION, "Long", Samples.steps(), 40);
    Narration narration = Samples.narration(scene, 48_000);
    AtomicReference<Throwable> end = new AtomicReference<>();
    AtomicBoolean stillInterrupted = new AtomicBoolean();
    // Encoding may be over before the interrupt comes; then it is tried again.
    for (int tries = 0; end.get() == null && tries < 20; tries++) {
      Thread worker =
          new Thread(
              () -> {
                try {
                  RENDERER.render(Samples.LOOK, scene, narration);
                } catch (TransientFailureException e) {
                  end.set(e);
                  stillInterrupted.set(Thread.currentThread().isInterrupted());
                }
              });
      worker.start();
      while (worker.isAlive() && !isEncoding(worker)) {
        Thread.onSpinWait();
      }
      worker.interrupt();
      worker.join();
    }

    assertThat(end.get()).isInstanceOf(TransientFailureException.class);
    assertThat(stillInterrupted).isTrue();
  }

  @Test
  void memoryOutsideTheHeapDoesNotGrowWithTheNumberOfScenes() {
    Scene scene = Samples.scene(1, Scene.Part.SECTION, "Short", Samples.keyIdea(), 1);
    Narration narration =
        new Narration(new Pcm(48_000, new short[4_800]), Samples.narration(scene, 48_000).words());
    render(scene, narration, 3);
    long tracked = Pointer.totalBytes();
    long physical = Pointer.physicalBytes();

    render(scene, narration, 30);

    assertThat(Pointer.totalBytes()).isEqualTo(tracked);
    // An encoder that is not freed costs more than 20 MB; the heap may still grow a little.
    assertThat(Pointer.physicalBytes() - physical).isLessThan(400L << 20);
  }

  private static void render(Scene scene, Narration narration, int times) {
    for (int i = 0; i < times; i++) {
      RENDERER.render(Samples.LOOK, scene, narration);
    }
  }

  private static boolean isEncoding(Thread worker) {
    if (worker.getState() == Thread.State.TERMINATED) {
      throw new AssertionError("ended before it could be interrupted");
    }
    return Stream.of(worker.getStackTrace())
        .anyMatch(frame -> frame.getClassName().equals(H264Encoder.class.getName()));
  }

  @Test
  void theThumbnailIsAPictureOfTheTitleCard() throws IOException {
    byte[] png = RENDERER.thumbnail(Samples.script());

    assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(1920);
    assertThat(RENDERER.thumbnail(Samples.script())).isEqualTo(png);
  }

  private static Segment render(Scene scene) {
    return RENDERER.render(Samples.LOOK, scene, Samples.narration(scene, 48_000));
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
