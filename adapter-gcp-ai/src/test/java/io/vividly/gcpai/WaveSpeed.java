package io.vividly.gcpai;

import io.vividly.core.port.ScriptWriter;
import io.vividly.testkit.ScriptWriterContract;

/** Lends the brief of the contract to other tests. */
final class WaveSpeed extends ScriptWriterContract {

  @Override
  protected ScriptWriter writer() {
    throw new UnsupportedOperationException("nobody writes here");
  }

  @Override
  protected ScriptWriter.Brief brief() {
    return super.brief();
  }
}
