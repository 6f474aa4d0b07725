package io.vividly.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where the program prints: always UTF-8, whatever the machine's locale.
 *
 * @param isOutTerminal whether a person watches the output, as the launcher found out; Java itself
 *     cannot tell for output and errors apart
 */
record Terminal(PrintStream out, PrintStream err, boolean isOutTerminal, boolean isErrTerminal) {

  static Terminal ofProcess() {
    return new Terminal(
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        Boolean.getBoolean("vividly.out.terminal"),
        Boolean.getBoolean("vividly.err.terminal"));
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
