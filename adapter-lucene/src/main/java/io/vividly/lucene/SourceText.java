package io.vividly.lucene;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A Markdown file as it was read.
 *
 * @param name for a person, in messages and sources
 */
record SourceText(String name, String text) {

  /**
   * @throws InvalidSourceException if the file is not UTF-8
   */
  static SourceText read(Path file, String name) {
    try {
      return decode(name, Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }

  static SourceText decode(String name, byte[] content) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(content);
    CharBuffer out = CharBuffer.allocate(content.length + 1);
    CoderResult result = decoder.decode(in, out, true);
    if (result.isError()) {
      throw new InvalidSourceException(name, lineAt(content, in.position()), "is not UTF-8 text");
    }
    String text = out.flip().toString();
    return new SourceText(name, text.startsWith("\uFEFF") ? text.substring(1) : text);
  }

  List<String> lines() {
    return text.lines().toList();
  }

  InvalidSourceException problem(int line, String what) {
    return new InvalidSourceException(name, line, what);
  }

  private static int lineAt(byte[] content, int position) {
    int line = 1;
    for (int i = 0; i < position; i++) {
      if (content[i] == '\n') {
        line++;
      }
    }
    return line;
  }
}
