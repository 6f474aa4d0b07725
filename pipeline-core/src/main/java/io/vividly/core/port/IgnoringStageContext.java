package io.vividly.core.port;

import io.vividly.core.model.Usage;

/** Forgets what it is told. */
enum IgnoringStageContext implements StageContext {
  INSTANCE;

  @Override
  public void used(Usage usage) {}

  @Override
  public void called(ProviderCall call) {}

  @Override
  public void fellBack(String from, String to, String problem) {}
}
