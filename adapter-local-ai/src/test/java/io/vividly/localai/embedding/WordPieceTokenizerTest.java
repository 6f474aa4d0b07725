package io.vividly.localai.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares with the tokenizer that the model was made with. */
class WordPieceTokenizerTest {

  private static WordPieceTokenizer tokenizer;
  private static HuggingFaceTokenizer reference;

  @BeforeAll
  static void read() throws IOException {
    // Else its static initializer looks for a cloud's metadata server.
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.offline", "true");
    tokenizer = WordPieceTokenizer.read(vocabulary(), 512);
    reference =
        HuggingFaceTokenizer.newInstance(
            vocabulary(), Map.of("padding", "false", "truncation", "true", "maxLength", "512"));
  }

  @AfterAll
  static void close() {
    reference.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Explain Newton's third law",
        "PV = nRT; ΔH = -285.8 kJ/mol (exothermic!)",
        "x^2 + 5x + 6 = 0 → x₁ = −2",
        "  tabs\tand\nnew lines\r\n and\u00a0hard\u2003spaces ",
        "Électricité, naïve façade, Ångström, ß, İstanbul",
        "牛顿第三定律 ist ein Gesetz",
        "emoji 😂 and 👩‍🔬 with joiners, \u0000 \uFFFD \u200B",
        "pneumonoultramicroscopicsilicovolcanoconiosis qwertzuiopasdfghjkl",
        "мир и Ωμέγα, مرحبا بالعالم, हिन्दी, 한국어, ไทย",
        "$$F = m a$$ - $F$: net force, in newtons (N) `code` _x_ ~ | ^ + <b>",
        "",
        "٣ ½ ² ① Ⅷ"
      })
  void cutsAsTheReference(String text) {
    assertThat(tokenizer.encode(text)).as(text).isEqualTo(reference.encode(text).getIds());
  }

  @Test
  void cutsRandomTextAsTheReference() {
    Random random = new Random(1);
    String alphabet = "abcdeé ÄöŁ.,'-()²½α中😂\u0301\u200d\t#12";
    int[] characters = alphabet.codePoints().toArray();
    for (int i = 0; i < 300; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(40); length > 0; length--) {
        text.appendCodePoint(characters[random.nextInt(characters.length)]);
      }
      cutsAsTheReference(text.toString());
    }
  }

  @Test
  void cutsALongText() {
    String text = "energy and ".repeat(600);

    assertThat(tokenizer.encode(text)).hasSize(512).isEqualTo(reference.encode(text).getIds());
  }

  @Test
  void doesNotKnowAnEndlessWord() {
    cutsAsTheReference("a".repeat(100) + " " + "a".repeat(101));
  }

  private static InputStream vocabulary() {
    return Objects.requireNonNull(
        WordPieceTokenizerTest.class.getResourceAsStream("/bge-small-en-v1.5-q-tokenizer.json"));
  }
}
