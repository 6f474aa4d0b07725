package io.vividly.benchmarks;

import io.vividly.core.caption.Captions;
import io.vividly.core.model.GradeLevel;
import io.vividly.core.model.Line;
import io.vividly.core.model.Narration;
import io.vividly.core.model.Pcm;
import io.vividly.core.model.Scene;
import io.vividly.core.model.Script;
import io.vividly.core.model.SpokenWord;
import io.vividly.core.model.Subject;
import io.vividly.core.model.Topic;
import io.vividly.core.model.Visual;
import io.vividly.core.model.Visual.Cued;
import io.vividly.core.port.VideoRenderer;
import io.vividly.core.port.VideoRenderer.Look;
import io.vividly.core.port.VideoRenderer.Segment;
import io.vividly.video.Mp4VideoRenderer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Prints how many seconds of video are rendered in a second, without narration being made.
 *
 * <p>Compares itself with the ffmpeg program where that is installed.
 *
 * <p>Arguments: how many rounds (default 5; the first warms up), how many threads (default: as many
 * as there are processors).
 */
public final class RenderBenchmark {

  private static final int SAMPLE_RATE = 48_000;
  private static final Look LOOK = new Look(Subject.PHYSICS, "Newton's second law");

  private RenderBenchmark() {}

  public static void main(String[] args) throws Exception {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
    int threads =
        args.length > 1 ? Integer.parseInt(args[1]) : Runtime.getRuntime().availableProcessors();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      double fastest = Double.MAX_VALUE;
      Film film = new Film(new byte[0], 0);
      for (int round = 1; round <= rounds; round++) {
        long start = System.nanoTime();
        film = film(pool);
        double took = (System.nanoTime() - start) / 1e9;
        fastest = Math.min(fastest, took);
        System.out.printf(
            "round %d: %.1f s of video in %.2f s, %.1f s per second, %.1f MB%n",
            round, film.seconds(), took, film.seconds() / took, film.content().length / 1e6);
      }
      printMemory();
      double took = fastest;
      FfmpegPeer.seconds(film.content(), threads)
          .ifPresent(
              peer ->
                  System.out.printf(
                      "ffmpeg took %.2f s for the same pictures and sound with %d threads;"
                          + " the renderer's fastest round was %.2f times as fast%n",
                      peer, threads, peer / took));
    } finally {
      pool.shutdownNow();
    }
  }

  private record Film(byte[] content, double seconds) {}

  private static Film film(ExecutorService pool) throws InterruptedException, ExecutionException {
    VideoRenderer renderer = new Mp4VideoRenderer();
    List<Callable<Segment>> work = new ArrayList<>();
    for (Scene scene : scenes()) {
      Narration narration = narration(scene);
      work.add(() -> renderer.render(LOOK, scene, narration));
    }
    List<Segment> segments = new ArrayList<>();
    for (Future<Segment> segment : pool.invokeAll(work)) {
      segments.add(segment.get());
    }
    double length = segments.stream().mapToDouble(s -> s.duration().toMillis() / 1e3).sum();
    return new Film(renderer.assemble(script(), segments, new Captions(List.of())), length);
  }

  /** The whole process, as Linux counts it: what is outside the Java heap too. */
  private static void printMemory() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      System.out.println("peak memory: not known on this system");
      return;
    }
    try (Stream<String> lines = Files.lines(status)) {
      lines
          .filter(line -> line.startsWith("VmHWM:"))
          .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .forEach(peak -> System.out.println("peak memory of the process: " + peak + " MiB"));
    }
  }

  private static Script script() {
    return new Script(
        new Topic("newtons-second-law", LOOK.title(), LOOK.subject()),
        LOOK.title(),
        new GradeLevel(10),
        scenes(),
        List.of(),
        List.of());
  }

  private static List<Scene> scenes() {
    return List.of(
        scene(
            1,
            Scene.Part.HOOK,
            LOOK.title(),
            new Visual.TitleCard(
                "Physics · Grade 10", LOOK.title(), cued("Why is a full cart hard to push?", 1))),
        scene(
            2,
            Scene.Part.SECTION,
            "The idea",
            new Visual.KeyIdea("Net force", cued("A net force changes motion.", 1))),
        scene(
            3,
            Scene.Part.SECTION,
            "How it works",
            new Visual.Steps(
                "From force to motion",
                List.of(
                    cued("Add up all forces", 0),
                    cued("Find the mass", 1),
                    cued("Divide force by mass", 2)))),
        scene(
            4,
            Scene.Part.SECTION,
            "The formula",
            new Visual.Formula(
                "The second law",
                "F = m a",
                0,
                List.of(
                    new Visual.Symbol("F", "net force, in newtons (N)", 1),
                    new Visual.Symbol("m", "mass, in kilograms (kg)", 2)))),
        scene(
            5,
            Scene.Part.SECTION,
            "An example",
            new Visual.WorkedExample(
                "Basketball",
                cued("A 0.62 kilogram ball speeds up at 45 meters per second squared.", 0),
                List.of(
                    new Visual.Working("F = 0.62 \\times 45", true, 1),
                    new Visual.Working("F = 27.9\\ \\text{N}", true, 2)))),
        scene(
            6,
            Scene.Part.TAKEAWAYS,
            "Remember",
            new Visual.Takeaways(
                List.of(
                    cued("Net force equals mass times acceleration.", 0),
                    cued("Twice the mass needs twice the force.", 1),
                    cued("No net force does not mean no motion.", 2)))));
  }

  private static Cued cued(String text, int line) {
    return new Cued(text, line);
  }

  private static Scene scene(int number, Scene.Part part, String heading, Visual visual) {
    Line line = new Line("One of three lines that take five seconds each to say.", List.of());
    return new Scene(number, part, heading, List.of(line, line, line), visual);
  }

  /** A hum of fifteen seconds, with evenly spoken words. */
  private static Narration narration(Scene scene) {
    short[] samples = new short[15 * SAMPLE_RATE];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) (5_000 * Math.sin(i * 0.02) * Math.sin(i * 0.0003));
    }
    String[] texts = scene.spokenText().split(" ");
    List<SpokenWord> words = new ArrayList<>();
    for (int i = 0; i < texts.length; i++) {
      Duration start = Duration.ofMillis(15_000L * i / texts.length);
      words.add(new SpokenWord(texts[i], start, start.plusMillis(300)));
    }
    return new Narration(new Pcm(SAMPLE_RATE, samples), words);
  }
}
