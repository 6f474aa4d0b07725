package io.vividly.core.port;

/**
 * Somebody else holds the request now, or it was cancelled. Whoever gets this stops at once and
 * publishes nothing.
 */
public final class LeaseLostException extends PipelineException {

  private final Claim claim;

  public LeaseLostException(Claim claim) {
    super(
        "Lost the lease on request "
            + claim.requestId()
            + " (fencing token "
            + claim.fencingToken()
            + "); its work goes on elsewhere or was cancelled.",
        null);
    this.claim = claim;
  }

  public Claim claim() {
    return claim;
  }
}
