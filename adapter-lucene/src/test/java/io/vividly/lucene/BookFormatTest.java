package io.vividly.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vividly.core.model.Passage;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BookFormatTest {

  @Test
  void cutsAtEveryHeading() {
    Document book =
        read(
            """
            Before the first heading.

            # A book about `bees`

            Bees *live* in hives.

            ### Honey

            Made of nectar.

            ```
            # not a heading
            ```

            Honey
            -----

            Again.
            """);

    assertThat(book.entry().topic().title()).isEqualTo("A book about bees");
    assertThat(book.entry().summary()).isEqualTo("Before the first heading.");
    assertThat(book.entry().keywords()).containsExactly("Honey");
    assertThat(book.passages())
        .extracting(p -> p.id().value())
        .containsExactly(
            "a-book-about-bees#a-book-about-bees",
            "a-book-about-bees#a-book-about-bees-2",
            "a-book-about-bees#honey",
            "a-book-about-bees#honey-2");
    assertThat(book.passages().get(2).text()).contains("# not a heading");
  }

  @Test
  void takesTheTitleFromTheFileIfNeedBe() {
    assertThat(
            BookFormat.read(new SourceText("shelf/my_first-notes.md", "Some words."))
                .entry()
                .topic()
                .title())
        .isEqualTo("my first notes");
  }

  @Test
  void takesWhatTheFrontMatterSays() {
    Document book =
        read(
            """
            ---
            title: "Bees: a book"
            source: Smith, 2020
            licence: CC0
            keywords: [hive, "wax, and honey"]
            questions:
              - What is a hive?
            ---
            Bees live in hives.
            """);

    Passage passage = book.passages().get(0);
    assertThat(passage.title()).isEqualTo("Bees: a book");
    assertThat(passage.source()).isEqualTo("Smith, 2020");
    assertThat(passage.licence()).isEqualTo("CC0");
    assertThat(book.entry().keywords()).containsExactly("hive", "wax, and honey");
    assertThat(book.entry().questions()).containsExactly("What is a hive?");
  }

  @Test
  void splitsLongSectionsWithoutLosingAWord() {
    String sentence = "One two three four five six seven eight nine ten. ";
    String paragraphs = (sentence.repeat(7) + "\n\n").repeat(5) + sentence.repeat(60);
    String endless = "word ".repeat(500);

    for (String text : List.of(paragraphs, endless)) {
      Document book = read("# Long\n\n" + text);

      assertThat(book.passages())
          .hasSizeGreaterThan(2)
          .allSatisfy(p -> assertThat(PassageText.words(p.text())).isBetween(60, 220));
      assertThat(
              book.passages().stream()
                  .map(Passage::text)
                  .collect(Collectors.joining(" "))
                  .split("\\s+"))
          .containsExactly(text.strip().split("\\s+"));
    }
    assertThat(read("# Long\n\n" + paragraphs).passages())
        .allSatisfy(p -> assertThat(p.text()).endsWith("."));
  }

  @Test
  void refusesWhatHasNoText() {
    assertThatThrownBy(() -> read("# Only a title\n"))
        .hasMessage("book.md:1: the file has no text");
    assertThatThrownBy(() -> read("---\ntitle: x\n"))
        .hasMessageStartingWith("book.md:1: the front matter is not closed");
    assertThatThrownBy(() -> read("---\ntitle: x\nwrong\n---\nText.\n"))
        .hasMessageStartingWith("book.md:3: expected");
    assertThatThrownBy(() -> read("---\ntitle: x\ntitle: y\n---\nText.\n"))
        .hasMessageStartingWith("book.md:3: ");
  }

  @Test
  void takesAnyText() {
    String noise =
        IntStream.range(0, 3000)
            .mapToObj(i -> "#*_`$[]()-\n |>\\&<é中😂 ".substring(i % 20, i % 20 + 1))
            .collect(Collectors.joining());
    assertThat(read("Text. " + noise).passages()).isNotEmpty();
    assertThat(read("# Windows\r\n\r\nLines.\r\n").passages().get(0).text()).isEqualTo("Lines.");
  }

  private static Document read(String text) {
    return BookFormat.read(new SourceText("book.md", text));
  }
}
