import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Takes out of the jars of a folder the native libraries of other platforms than this one, and what
 * only a debugger reads. Run as a file: {@code java TrimLibraries.java FOLDER}.
 */
final class TrimLibraries {

  private static final Pattern NATIVE =
      Pattern.compile(".*\\.(so(\\.\\d+)*|dll|dylib|jnilib|pdb|a)$|.*\\.dSYM/.*");
  private static final Pattern DEBUG = Pattern.compile(".*\\.pdb$|.*\\.dSYM/.*");
  private static final Pattern OTHER_SYSTEM =
      Pattern.compile("win32|win64|win-|windows|osx|darwin|macos|freebsd|openbsd|dragonfly|sunos|aix|android|musl");
  private static final Set<String> INTEL = Set.of("x86_64", "x86-64", "x64", "amd64");
  private static final Set<String> ARM = Set.of("aarch64", "aarch_64", "arm64");
  private static final Pattern PROCESSOR =
      Pattern.compile(
          "x86_64|x86-64|x64|amd64|aarch64|aarch_64|arm64|i386|x86|armel|arm|ppc64le|ppc64|ppc"
              + "|s390x?|mips64el|mips|loongarch64|riscv64|sparcv9|sparc");

  public static void main(String[] arguments) throws IOException {
    long before = 0;
    long after = 0;
    List<Path> jars;
    try (Stream<Path> files = Files.list(Path.of(arguments[0]))) {
      jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
    for (Path jar : jars) {
      before += Files.size(jar);
      trim(jar);
      after += Files.size(jar);
    }
    System.out.printf(
        "%d jars: %d MB, trimmed to %d MB%n", jars.size(), before / 1_000_000, after / 1_000_000);
  }

  private static void trim(Path jar) throws IOException {
    try (ZipFile file = new ZipFile(jar.toFile())) {
      if (file.stream().noneMatch(entry -> isForeign(entry.getName()))) {
        return;
      }
      FileTime modified = Files.getLastModifiedTime(jar);
      Path trimmed = jar.resolveSibling(jar.getFileName() + ".trimmed");
      try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(trimmed))) {
        file.stream().filter(entry -> !isForeign(entry.getName())).forEach(e -> copy(file, e, out));
      }
      Files.setLastModifiedTime(trimmed, modified);
      Files.move(trimmed, jar, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void copy(ZipFile from, ZipEntry entry, ZipOutputStream to) {
    try (InputStream content = from.getInputStream(entry)) {
      ZipEntry copy = new ZipEntry(entry.getName());
      copy.setLastModifiedTime(entry.getLastModifiedTime());
      to.putNextEntry(copy);
      content.transferTo(to);
      to.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A native library that names another system or processor; one that names none stays. */
  private static boolean isForeign(String path) {
    String name = path.toLowerCase(Locale.ROOT);
    if (!NATIVE.matcher(name).matches() && !DEBUG.matcher(path).matches()) {
      return false;
    }
    if (DEBUG.matcher(path).matches() || OTHER_SYSTEM.matcher(name).find()) {
      return true;
    }
    Set<String> own = System.getProperty("os.arch").equals("aarch64") ? ARM : INTEL;
    var processor = PROCESSOR.matcher(name);
    boolean namesAny = false;
    while (processor.find()) {
      namesAny = true;
      if (own.contains(processor.group())) {
        return false;
      }
    }
    return namesAny;
  }
}
