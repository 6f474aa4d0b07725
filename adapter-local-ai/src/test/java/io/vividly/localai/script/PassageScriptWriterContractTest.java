package io.vividly.localai.script;

import io.vividly.core.port.ScriptWriter;
import io.vividly.testkit.ScriptWriterContract;

class PassageScriptWriterContractTest extends ScriptWriterContract {

  @Override
  protected ScriptWriter writer() {
    return new PassageScriptWriter(BgeEmbedder.INSTANCE);
  }
}
