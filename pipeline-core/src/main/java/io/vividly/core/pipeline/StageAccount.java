package io.vividly.core.pipeline;

import io.vividly.core.model.Charge;
import io.vividly.core.model.StageKey;
import io.vividly.core.model.Usage;
import io.vividly.core.port.Claim;
import io.vividly.core.port.PipelineEvent.FallbackUsed;
import io.vividly.core.port.PipelineEvent.ProviderCalled;
import io.vividly.core.port.StageContext;
import java.util.ArrayList;
import java.util.List;

/** Collects what one try of a stage uses. Safe for use by many threads. */
final class StageAccount implements StageContext {

  private final Accounts accounts;
  private final Claim claim;
  private final StageKey key;
  private final List<Charge> open = new ArrayList<>();

  StageAccount(Accounts accounts, Claim claim, StageKey key) {
    this.accounts = accounts;
    this.claim = claim;
    this.key = key;
  }

  @Override
  public synchronized void used(Usage usage) {
    open.add(accounts.charge(claim, key, usage));
  }

  @Override
  public void called(ProviderCall call) {
    accounts.emit(at -> new ProviderCalled(at, claim.requestId(), key, call));
  }

  @Override
  public void fellBack(String from, String to, String problem) {
    accounts.emit(at -> new FallbackUsed(at, claim.requestId(), key, from, to, problem));
  }

  /**
   * Enters into the ledger what has been used since the last time.
   *
   * @throws io.vividly.core.port.TransientFailureException if the ledger cannot be reached
   */
  void settle() {
    accounts.enter(drain());
  }

  private synchronized List<Charge> drain() {
    List<Charge> charges = List.copyOf(open);
    open.clear();
    return charges;
  }
}
