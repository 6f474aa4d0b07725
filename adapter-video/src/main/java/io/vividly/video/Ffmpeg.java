package io.vividly.video;

import io.vividly.core.port.PermanentFailureException;
import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;

/** Loads the native libraries and turns their error codes into exceptions. */
final class Ffmpeg {

  static {
    // x264 is in the GPL build only. JavaCPP reads both when its own classes are first used.
    setUnlessSet("org.bytedeco.javacpp.platform.extension", "-gpl");
    // Everything native is freed by hand here; a limit on the size of the whole process would only
    // make JavaCPP collect garbage because of memory that others use.
    setUnlessSet("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    Loader.load(avutil.class);
    Loader.load(avcodec.class);
    Loader.load(avformat.class);
    avutil.av_log_set_level(avutil.AV_LOG_ERROR);
  }

  private Ffmpeg() {}

  /** Makes the native functions callable; called before any of them. */
  static void load() {}

  /**
   * @param code what a native function returned; negative is an error
   * @return the code, when it is not an error
   */
  static int check(int code, String doing) {
    if (code < 0) {
      throw new PermanentFailureException(doing + " failed: " + describe(code));
    }
    return code;
  }

  /** Fails when a native function could not allocate. */
  static <P extends Pointer> P allocated(P pointer, String what) {
    if (pointer == null || pointer.isNull()) {
      throw new PermanentFailureException("no memory for " + what);
    }
    return pointer;
  }

  private static String describe(int code) {
    byte[] text = new byte[avutil.AV_ERROR_MAX_STRING_SIZE];
    avutil.av_strerror(code, text, text.length);
    int length = 0;
    while (length < text.length && text[length] != 0) {
      length++;
    }
    return new String(text, 0, length, StandardCharsets.UTF_8);
  }

  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
