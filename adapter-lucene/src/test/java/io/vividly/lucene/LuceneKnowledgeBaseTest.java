package io.vividly.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Passage;
import io.vividly.core.model.Subject;
import io.vividly.core.model.Topic;
import io.vividly.core.model.Usage;
import io.vividly.core.port.Embedder;
import io.vividly.core.port.PassageRetriever;
import io.vividly.core.port.StageContext;
import io.vividly.testkit.HashingEmbedder;
import io.vividly.testkit.PassageRetrieverContract;
import io.vividly.testkit.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LuceneKnowledgeBaseTest extends PassageRetrieverContract {

  private static final List<String> SECTIONS =
      List.of(
          "Hook",
          "Definition",
          "In simple words",
          "How it works",
          "Formulae",
          "Worked example",
          "Common misconception",
          "Everyday examples",
          "Going deeper",
          "Takeaways",
          "Checks");

  private static LuceneKnowledgeBase shared;

  @TempDir Path folder;

  private final CountingEmbedder embedder = new CountingEmbedder();

  @BeforeAll
  static void open(@TempDir Path cache) {
    shared = LuceneKnowledgeBase.open(cache, new HashingEmbedder());
  }

  @AfterAll
  static void close() {
    shared.close();
  }

  @Override
  protected PassageRetriever retriever() {
    return shared;
  }

  @Override
  protected Topic known() {
    return Samples.topic();
  }

  /** Which interest fits is for the script writer to say. */
  @Test
  void givesEverySectionWithTheInterestsWhateverTheStudentLikes() {
    for (String interest : new String[] {null, "Minecraft", "hoops"}) {
      List<String> own =
          shared.retrieve(known(), ask("Explain Newton's third law", interest), 24).stream()
              .filter(this::ofKnown)
              .map(Passage::section)
              .toList();

      assertThat(own).hasSizeGreaterThanOrEqualTo(18).doesNotHaveDuplicates().containsAll(SECTIONS);
      assertThat(own)
          .contains("Interest: basketball", "Interest: video games")
          .allMatch(section -> SECTIONS.contains(section) || section.startsWith("Interest: "));
    }
  }

  @Test
  void takesNothingFromTheInterestsOfOtherTopics() {
    assertThat(shared.retrieve(known(), ask("How high does a basketball bounce?", null), 100))
        .filteredOn(passage -> !ofKnown(passage))
        .isNotEmpty()
        .noneMatch(passage -> passage.section().startsWith("Interest: "));
  }

  @Test
  void putsTheSectionThatIsAskedForFirst() {
    assertThat(shared.retrieve(known(), ask("common misconception", null), 24).get(0).section())
        .isEqualTo("Common misconception");
  }

  @Test
  void citesItsSources() {
    assertThat(shared.retrieve(known(), ask("law", null), 24))
        .allSatisfy(
            p -> {
              assertThat(p.source()).isEqualTo("Vividly starter corpus");
              assertThat(p.licence()).isEqualTo("CC BY 4.0");
              assertThat(p.id().value()).startsWith(p.topicId() + "#");
            });
  }

  @Test
  void embedsOnceAndFindsTheSameAgain() {
    List<Passage> first;
    try (LuceneKnowledgeBase knowledge = LuceneKnowledgeBase.open(folder, embedder)) {
      first = knowledge.retrieve(known(), ask("push", "soccer"), 24);
    }
    int embedded = embedder.passages.get();
    try (LuceneKnowledgeBase knowledge = LuceneKnowledgeBase.open(folder, embedder)) {
      assertThat(knowledge.retrieve(known(), ask("push", "soccer"), 24)).isEqualTo(first);
    }
    assertThat(embedded).isGreaterThan(500);
    assertThat(embedder.passages.get()).isEqualTo(embedded);
  }

  @Test
  void tellsTheEmbedderWhomItWorksFor() {
    StageContext context = new IgnoringContext();
    try (LuceneKnowledgeBase knowledge = LuceneKnowledgeBase.open(folder, embedder)) {
      knowledge.retrieve(known(), ask("push", null), 5, context);
      assertThat(embedder.context).isSameAs(context);
      knowledge.retrieve(known(), ask("push", null), 5);
      assertThat(embedder.context).isSameAs(StageContext.none());
    }
  }

  /** A model that is told to give shorter vectors keeps its name. */
  @Test
  void keepsAnIndexForEachLengthOfVectors() {
    LuceneKnowledgeBase.open(folder, embedder).close();
    int embedded = embedder.passages.get();
    CountingEmbedder shorter = new CountingEmbedder(128);

    try (LuceneKnowledgeBase knowledge = LuceneKnowledgeBase.open(folder, shorter)) {
      assertThat(shorter.passages.get()).isEqualTo(embedded);
      assertThat(knowledge.retrieve(known(), ask("push", null), 5)).hasSize(5);
    }
    LuceneKnowledgeBase.open(folder, embedder).close();
    assertThat(embedder.passages.get()).as("the first index is still there").isEqualTo(embedded);
  }

  @Test
  void embedsOnlyWhatChanged(@TempDir Path books) throws IOException {
    Path book = books.resolve("bees.md");
    Files.writeString(book, "# Bees\n\n## Hives\n\nBees live in hives.\n");
    LuceneKnowledgeBase.open(folder, embedder, List.of(books)).close();
    int embedded = embedder.passages.get();
    Files.writeString(book, "\n## Honey\n\nHoney is made of nectar.\n", StandardOpenOption.APPEND);
    try (LuceneKnowledgeBase knowledge =
        LuceneKnowledgeBase.open(folder, embedder, List.of(books))) {
      Topic bees = new Topic("bees", "Bees", Subject.GENERAL);
      assertThat(knowledge.retrieve(bees, ask("hives", null), 5))
          .filteredOn(passage -> passage.topicId().equals("bees"))
          .hasSize(2);
    }

    assertThat(embedder.passages.get()).isEqualTo(embedded + 1);
  }

  @Test
  void rebuildsADamagedIndex() throws IOException {
    LuceneKnowledgeBase.open(folder, embedder).close();
    int embedded = embedder.passages.get();
    for (Path file : files(folder)) {
      byte[] bytes = Files.readAllBytes(file);
      if (bytes.length > 40) {
        bytes[bytes.length / 2] ^= 0x55;
        Files.write(file, bytes);
      }
    }
    try (LuceneKnowledgeBase knowledge = LuceneKnowledgeBase.open(folder, embedder)) {
      assertThat(knowledge.retrieve(known(), ask("push", null), 24)).isNotEmpty();
    }
    assertThat(embedder.passages.get()).isEqualTo(2 * embedded);
    assertThat(entries(folder)).hasSize(1);
  }

  @Test
  void rebuildsAnEmptyIndex() throws IOException {
    LuceneKnowledgeBase.open(folder, embedder).close();
    for (Path file : files(folder)) {
      Files.delete(file);
    }
    LuceneKnowledgeBase.open(folder, embedder).close();
    assertThat(files(folder)).isNotEmpty();
  }

  @Test
  void openedByManyAtOnce() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      Callable<Integer> open =
          () -> {
            try (LuceneKnowledgeBase knowledge = LuceneKnowledgeBase.open(folder, embedder)) {
              return knowledge.retrieve(known(), ask("push", null), 24).size();
            }
          };
      for (Future<Integer> size : pool.invokeAll(List.of(open, open, open, open))) {
        assertThat(size.get()).isGreaterThanOrEqualTo(SECTIONS.size());
      }
    } finally {
      pool.shutdown();
    }
    assertThat(entries(folder)).hasSize(1);
  }

  @Test
  void takesInBooks(@TempDir Path books) throws IOException {
    Files.createDirectories(books.resolve("shelf"));
    Files.writeString(
        books.resolve("shelf/beekeeping.md"),
        "# Keeping bees\n\nBees live in hives.\n\n## Honey\n\nHoney is made of nectar.\n");
    try (LuceneKnowledgeBase knowledge =
        LuceneKnowledgeBase.open(folder, embedder, List.of(books))) {
      Topic bees = new Topic("keeping-bees", "Keeping bees", Subject.GENERAL);
      assertThat(knowledge.entries()).extracting(entry -> entry.topic()).contains(bees);
      assertThat(knowledge.retrieve(bees, ask("How is honey made?", null), 5))
          .first()
          .satisfies(
              honey -> {
                assertThat(honey.section()).isEqualTo("Honey");
                assertThat(honey.text()).isEqualTo("Honey is made of nectar.");
                assertThat(honey.source()).isEqualTo("shelf/beekeeping.md");
                assertThat(honey.licence()).isEqualTo("not stated");
              });
    }
  }

  @Test
  void namesTheFileOfATopicThatIsThereTwice(@TempDir Path books) throws IOException {
    Files.writeString(books.resolve("again.md"), "# Newton's third law\n\nMine.\n");

    assertThatThrownBy(() -> LuceneKnowledgeBase.open(folder, embedder, List.of(books)))
        .isInstanceOf(InvalidSourceException.class)
        .hasMessageStartingWith("again.md:1: ")
        .hasMessageContaining("newtons-third-law");
  }

  @Test
  void namesTheLineThatIsNotText(@TempDir Path books) throws IOException {
    byte[] text = "# Title\n\nna\u00efve\n".getBytes(StandardCharsets.ISO_8859_1);
    Files.write(books.resolve("latin.md"), text);

    assertThatThrownBy(() -> LuceneKnowledgeBase.open(folder, embedder, List.of(books)))
        .isInstanceOf(InvalidSourceException.class)
        .hasMessage("latin.md:3: is not UTF-8 text");
  }

  private boolean ofKnown(Passage passage) {
    return passage.topicId().equals(known().id());
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).toList();
    }
  }

  private static List<Path> entries(Path folder) throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      return list.toList();
    }
  }

  private static ContentRequest ask(String query, @Nullable String interest) {
    ContentRequest sample = Samples.request();
    return new ContentRequest(
        sample.id(),
        sample.correlationId(),
        sample.studentId(),
        query,
        sample.grade(),
        interest,
        sample.requestedModalities(),
        sample.preferredModality(),
        sample.environment());
  }

  private static final class IgnoringContext implements StageContext {
    @Override
    public void used(Usage usage) {}

    @Override
    public void called(ProviderCall call) {}

    @Override
    public void fellBack(String from, String to, String problem) {}
  }

  private static final class CountingEmbedder implements Embedder {

    private final HashingEmbedder embedder;
    private final AtomicInteger passages = new AtomicInteger();
    private volatile @Nullable StageContext context;

    CountingEmbedder() {
      this(256);
    }

    CountingEmbedder(int dimensions) {
      this.embedder = new HashingEmbedder(dimensions);
    }

    @Override
    public int dimensions() {
      return embedder.dimensions();
    }

    @Override
    public String model() {
      return "counted";
    }

    @Override
    public float[] embedQuery(String text, StageContext given) {
      context = given;
      return embedQuery(text);
    }

    @Override
    public float[] embedQuery(String text) {
      return embedder.embedQuery(text);
    }

    @Override
    public List<float[]> embedPassages(List<String> texts) {
      passages.addAndGet(texts.size());
      return embedder.embedPassages(texts);
    }
  }
}
