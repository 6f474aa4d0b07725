package io.vividly.core.model;

import org.jspecify.annotations.Nullable;

/**
 * What a stage produced, kept so that it need not be done twice.
 *
 * @param version of the pipeline that produced it; null if none was noted, as before there were any
 */
public record Checkpoint(StageOutput output, @Nullable String version) {

  /** Whether the given version of the pipeline produced it. What is not known does not count. */
  public boolean isOf(String pipelineVersion) {
    return pipelineVersion.equals(version);
  }
}
