package io.vividly.lucene;

import io.vividly.core.port.Curriculum;
import io.vividly.testkit.CurriculumContract;
import io.vividly.testkit.HashingEmbedder;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class ShippedCurriculumTest extends CurriculumContract {

  private static LuceneKnowledgeBase knowledge;

  @BeforeAll
  static void open(@TempDir Path cache) {
    knowledge = LuceneKnowledgeBase.open(cache, new HashingEmbedder());
  }

  @AfterAll
  static void close() {
    knowledge.close();
  }

  @Override
  protected Curriculum curriculum() {
    return knowledge;
  }
}
