package io.vividly.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * The ffmpeg program as a peer: it makes the same film again from the same different pictures, as
 * PNG files, and the same sound, with the settings of the renderer.
 */
final class FfmpegPeer {

  private static final List<String> SETTINGS =
      List.of("-c:v", "libx264", "-preset", "superfast", "-crf", "18", "-c:a", "aac");

  private FfmpegPeer() {}

  /**
   * @return how long it took, in seconds; empty where there is no ffmpeg
   */
  static OptionalDouble seconds(byte[] film, int threads) throws IOException, InterruptedException {
    if (!isThere("ffmpeg") || !isThere("ffprobe")) {
      System.out.println("NOT COMPARED with ffmpeg: no ffmpeg and ffprobe on the PATH");
      return OptionalDouble.empty();
    }
    Path folder = Files.createTempDirectory("vividly-benchmark");
    try {
      return OptionalDouble.of(encode(folder, film, threads));
    } finally {
      delete(folder);
    }
  }

  private static double encode(Path folder, byte[] film, int threads)
      throws IOException, InterruptedException {
    Files.write(folder.resolve("film.mp4"), film);
    run(
        folder,
        "ffmpeg",
        "-nostdin",
        "-v",
        "error",
        "-i",
        "film.mp4",
        "-fps_mode",
        "passthrough",
        "%05d.png");
    String durations =
        run(
            folder,
            "ffprobe",
            "-v",
            "error",
            "-select_streams",
            "v",
            "-show_entries",
            "packet=duration_time",
            "-of",
            "default=nk=1:nw=1",
            "film.mp4");
    StringBuilder list = new StringBuilder("ffconcat version 1.0\n");
    int number = 1;
    for (String duration : durations.lines().toList()) {
      list.append("file %05d.png%nduration %s%n".formatted(number++, duration));
    }
    Files.writeString(folder.resolve("list.txt"), list);
    List<String> command =
        new ArrayList<>(List.of("ffmpeg", "-nostdin", "-v", "error", "-f", "concat"));
    command.addAll(List.of("-i", "list.txt", "-i", "film.mp4", "-map", "0:v", "-map", "1:a"));
    command.addAll(List.of("-pix_fmt", "yuv420p", "-fps_mode", "vfr"));
    command.addAll(SETTINGS);
    command.addAll(List.of("-threads", String.valueOf(threads), "peer.mp4"));
    System.out.println("peer: " + String.join(" ", command));
    long start = System.nanoTime();
    run(folder, command.toArray(String[]::new));
    return (System.nanoTime() - start) / 1e9;
  }

  private static boolean isThere(String program) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static String run(Path folder, String... command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(command[0] + " failed: " + output);
    }
    return output;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
