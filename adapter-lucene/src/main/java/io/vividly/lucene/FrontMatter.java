package io.vividly.lucene;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The lines between two {@code ---} at the head of a file. Of YAML it knows what such heads need:
 * {@code key: value}, {@code key: [a, b]} and {@code key:} with {@code - item} lines below; quotes
 * around a value are taken off.
 *
 * @param length in lines, with both fences; 0 if the file has no front matter
 */
record FrontMatter(SourceText source, Map<String, Field> fields, int length) {

  private static final String FENCE = "---";

  /** The values of a key, one for a scalar, and the line where the key stands. */
  record Field(int line, List<String> values) {}

  static FrontMatter parse(SourceText source) {
    List<String> lines = source.lines();
    Map<String, Field> fields = new LinkedHashMap<>();
    if (lines.isEmpty() || !lines.get(0).strip().equals(FENCE)) {
      return new FrontMatter(source, fields, 0);
    }
    @Nullable Field open = null;
    for (int i = 1; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.equals(FENCE)) {
        return new FrontMatter(source, fields, i + 1);
      }
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith("- ") && open != null) {
        open.values().add(unquote(line.substring(2)));
        continue;
      }
      open = addField(source, fields, line, i + 1);
    }
    throw source.problem(1, "the front matter is not closed by a line \"---\"");
  }

  boolean has(String key) {
    return fields.containsKey(key);
  }

  /** The single value of a key that must be there. */
  String text(String key) {
    Field field = required(key);
    if (field.values().size() != 1 || field.values().get(0).isBlank()) {
      throw source.problem(field.line(), "\"" + key + "\" needs one value");
    }
    return field.values().get(0);
  }

  String text(String key, String otherwise) {
    return has(key) ? text(key) : otherwise;
  }

  /** The values of a key that must be there; may be empty. */
  List<String> list(String key) {
    return List.copyOf(required(key).values());
  }

  int line(String key) {
    return required(key).line();
  }

  private Field required(String key) {
    Field field = fields.get(key);
    if (field == null) {
      throw source.problem(1, "the front matter has no \"" + key + "\"");
    }
    return field;
  }

  private static Field addField(
      SourceText source, Map<String, Field> fields, String line, int number) {
    int colon = line.indexOf(':');
    if (colon <= 0) {
      throw source.problem(number, "expected \"key: value\" in the front matter");
    }
    Field field = new Field(number, values(line.substring(colon + 1).strip()));
    if (fields.put(line.substring(0, colon).strip(), field) != null) {
      throw source.problem(number, "the front matter has this key twice");
    }
    return field;
  }

  private static List<String> values(String value) {
    if (value.isEmpty()) {
      return new ArrayList<>();
    }
    if (value.startsWith("[") && value.endsWith("]")) {
      return splitOutsideQuotes(value.substring(1, value.length() - 1));
    }
    return new ArrayList<>(List.of(unquote(value)));
  }

  private static List<String> splitOutsideQuotes(String list) {
    List<String> values = new ArrayList<>();
    StringBuilder value = new StringBuilder();
    boolean quoted = false;
    for (char c : (list + ",").toCharArray()) {
      quoted ^= c == '"';
      if (c != ',' || quoted) {
        value.append(c);
      } else {
        String text = unquote(value.toString());
        if (!text.isEmpty()) {
          values.add(text);
        }
        value.setLength(0);
      }
    }
    return values;
  }

  private static String unquote(String value) {
    String text = value.strip();
    boolean quoted =
        text.length() > 1
            && (text.charAt(0) == '"' || text.charAt(0) == '\'')
            && text.charAt(text.length() - 1) == text.charAt(0);
    return quoted ? text.substring(1, text.length() - 1) : text;
  }
}
