package io.vividly.localai.script;

import io.vividly.core.port.ScriptWriter;
import io.vividly.localai.embedding.BgeEmbedder;
import io.vividly.testkit.ScriptWriterContract;
import org.junit.jupiter.api.AfterAll;

class PassageScriptWriterContractTest extends ScriptWriterContract {

  private static final BgeEmbedder EMBEDDER = new BgeEmbedder();

  @AfterAll
  static void close() {
    EMBEDDER.close();
  }

  @Override
  protected ScriptWriter writer() {
    return new PassageScriptWriter(EMBEDDER);
  }
}
