package io.vividly.localai.embedding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a text into the word pieces of an uncased BERT model: cleaned, in lower case and without
 * accents, split at white space and punctuation, then greedily into the longest pieces of the
 * vocabulary. Follows the {@code BertNormalizer}, {@code BertPreTokenizer} and {@code WordPiece} of
 * Hugging Face's tokenizers, which a test compares it with; theirs are native code that is unpacked
 * into the home folder and reports its use.
 */
final class WordPieceTokenizer {

  private static final String CONTINUATION = "##";
  private static final int MAX_WORD_LENGTH = 100;
  private static final int REPLACEMENT_CHARACTER = 0xFFFD;

  private final Map<String, Integer> vocabulary;
  private final int maxLength;
  private final long begin;
  private final long end;
  private final long unknown;

  private WordPieceTokenizer(Map<String, Integer> vocabulary, int maxLength) {
    this.vocabulary = vocabulary;
    this.maxLength = maxLength;
    this.begin = mark("[CLS]");
    this.end = mark("[SEP]");
    this.unknown = mark("[UNK]");
  }

  /**
   * @param json a {@code tokenizer.json}; only its vocabulary is read
   * @param maxLength in pieces, with the two that mark begin and end; a longer text is cut
   */
  static WordPieceTokenizer read(InputStream json, int maxLength) throws IOException {
    JsonNode pieces = new ObjectMapper().readTree(json).path("model").path("vocab");
    Map<String, Integer> vocabulary = new HashMap<>(pieces.size() * 2);
    pieces
        .fields()
        .forEachRemaining(piece -> vocabulary.put(piece.getKey(), piece.getValue().intValue()));
    return new WordPieceTokenizer(vocabulary, maxLength);
  }

  /** The ids of the pieces, between the marks for begin and end. */
  long[] encode(String text) {
    List<Long> ids = new ArrayList<>();
    ids.add(begin);
    for (String word : words(normalize(text))) {
      addPieces(word, ids);
    }
    List<Long> kept = ids.subList(0, Math.min(ids.size(), maxLength - 1));
    long[] encoded = new long[kept.size() + 1];
    for (int i = 0; i < kept.size(); i++) {
      encoded[i] = kept.get(i);
    }
    encoded[kept.size()] = end;
    return encoded;
  }

  private long mark(String name) {
    Integer id = vocabulary.get(name);
    if (id == null) {
      throw new IllegalArgumentException("the vocabulary has no " + name);
    }
    return id;
  }

  private void addPieces(String word, List<Long> ids) {
    if (word.codePointCount(0, word.length()) > MAX_WORD_LENGTH) {
      ids.add(unknown);
      return;
    }
    List<Long> pieces = new ArrayList<>();
    int start = 0;
    while (start < word.length()) {
      int stop = word.length();
      @Nullable Integer piece = null;
      while (stop > start && (piece = piece(word, start, stop)) == null) {
        stop = word.offsetByCodePoints(stop, -1);
      }
      if (piece == null) {
        ids.add(unknown);
        return;
      }
      pieces.add(piece.longValue());
      start = stop;
    }
    ids.addAll(pieces);
  }

  private @Nullable Integer piece(String word, int start, int stop) {
    String piece = word.substring(start, stop);
    return vocabulary.get(start == 0 ? piece : CONTINUATION + piece);
  }

  private static String normalize(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints().forEach(c -> appendClean(clean, c));
    StringBuilder bare = new StringBuilder(clean.length());
    Normalizer.normalize(clean, Normalizer.Form.NFD)
        .codePoints()
        .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
        .forEach(bare::appendCodePoint);
    return bare.toString().toLowerCase(Locale.ROOT);
  }

  private static void appendClean(StringBuilder clean, int c) {
    if (isSpace(c)) {
      clean.append(' ');
    } else if (isChinese(c)) {
      clean.append(' ').appendCodePoint(c).append(' ');
    } else if (c != REPLACEMENT_CHARACTER && !isOther(c)) {
      clean.appendCodePoint(c);
    }
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    IntConsumer take =
        c -> {
          boolean punctuation = isPunctuation(c);
          if ((punctuation || isSpace(c)) && word.length() > 0) {
            words.add(word.toString());
            word.setLength(0);
          }
          if (punctuation) {
            words.add(Character.toString(c));
          } else if (!isSpace(c)) {
            word.appendCodePoint(c);
          }
        };
    text.codePoints().forEach(take);
    take.accept(' ');
    return words;
  }

  private static boolean isSpace(int c) {
    return c == '\t' || c == '\n' || c == '\r' || Character.isSpaceChar(c);
  }

  private static boolean isOther(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }

  private static boolean isPunctuation(int c) {
    if (c < 128) {
      return c > ' ' && c < 127 && !Character.isLetterOrDigit(c);
    }
    return switch (Character.getType(c)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }

  /** The blocks of CJK ideographs, each of which BERT takes as a word. */
  private static boolean isChinese(int c) {
    return (c >= 0x4E00 && c <= 0x9FFF)
        || (c >= 0x3400 && c <= 0x4DBF)
        || (c >= 0x20000 && c <= 0x2A6DF)
        || (c >= 0x2A700 && c <= 0x2B73F)
        || (c >= 0x2B740 && c <= 0x2B81F)
        || (c >= 0x2B920 && c <= 0x2CEAF)
        || (c >= 0xF900 && c <= 0xFAFF)
        || (c >= 0x2F800 && c <= 0x2FA1F);
  }
}
