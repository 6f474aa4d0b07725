package io.vividly.core.port;

import io.vividly.core.model.Checkpoint;
import io.vividly.core.model.Outcome;
import io.vividly.core.model.StageKey;
import java.util.Map;

/** What came of trying to claim a request. */
public sealed interface ClaimResult {

  /**
   * The request is the caller's.
   *
   * @param checkpoints what earlier attempts left behind, with the versions that made it
   */
  record Claimed(Claim claim, Map<StageKey, Checkpoint> checkpoints) implements ClaimResult {
    public Claimed {
      checkpoints = Map.copyOf(checkpoints);
    }
  }

  /** Somebody else works on it. */
  record Held() implements ClaimResult {}

  /** It has ended before. */
  record Finished(Outcome outcome) implements ClaimResult {}

  /** There is one with the same id that asks something else; it was left alone. */
  record Conflicting() implements ClaimResult {}
}
