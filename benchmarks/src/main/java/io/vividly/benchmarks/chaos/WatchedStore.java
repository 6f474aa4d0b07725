package io.vividly.benchmarks.chaos;

import io.vividly.benchmarks.chaos.Point.Moment;
import io.vividly.core.model.Checkpoint;
import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.StageKey;
import io.vividly.core.port.Claim;
import io.vividly.core.port.ClaimResult.Claimed;
import io.vividly.core.port.LeaseLostException;
import io.vividly.core.port.RequestStore;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Stands before the real store of a worker: reads the assignment of a claimed request, holds where
 * that says so, and notes every write that the store refuses.
 */
final class WatchedStore implements InvocationHandler {

  private final RequestStore store;
  private final LedgerStages stages;
  private final Gate gate;
  private final WorkerLedger ledger;

  /** Held at their claim, and not written since. */
  private final Set<RequestId> unwritten = ConcurrentHashMap.newKeySet();

  private WatchedStore(RequestStore store, LedgerStages stages, Gate gate, WorkerLedger ledger) {
    this.store = store;
    this.stages = stages;
    this.gate = gate;
    this.ledger = ledger;
  }

  static RequestStore around(
      RequestStore store, LedgerStages stages, Gate gate, WorkerLedger ledger) {
    return (RequestStore)
        Proxy.newProxyInstance(
            RequestStore.class.getClassLoader(),
            new Class<?>[] {RequestStore.class},
            new WatchedStore(store, stages, gate, ledger));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    if (arguments[0] instanceof Claim claim && comesBeforeWrite(method, claim.requestId())) {
      return null;
    }
    boolean finishing = method.getName().equals("finish");
    if (finishing) {
      gate.pass(((Claim) arguments[0]).requestId(), Moment.BEFORE_FINISH, null);
    }
    @Nullable Object result = call(method, arguments);
    if (result instanceof Claimed claimed) {
      claimed((ContentRequest) arguments[0], claimed.claim());
    } else if (finishing) {
      gate.pass(((Claim) arguments[0]).requestId(), Moment.AFTER_FINISH, null);
    } else if (arguments.length > 2 && arguments[2] instanceof Checkpoint) {
      RequestId id = ((Claim) arguments[0]).requestId();
      gate.pass(id, Moment.AFTER_CHECKPOINT, (StageKey) arguments[1]);
    }
    return result;
  }

  private void claimed(ContentRequest request, Claim claim) {
    Assignment assignment = Assignment.parse(request.query());
    stages.expect(request.id(), assignment.work());
    // Whoever claims it after that goes through.
    if (assignment.holdAt() != null && claim.fencingToken() == 1) {
      gate.holdAt(request.id(), assignment.holdAt());
      if (assignment.holdAt().moment() == Moment.CLAIMED) {
        unwritten.add(request.id());
      }
      gate.pass(request.id(), Moment.CLAIMED, null);
    }
  }

  /**
   * Lets the first write under a claim that was held be tried before the first renewal, which would
   * stop the work: whether the database refuses that write is what the claim was held for.
   */
  private boolean comesBeforeWrite(Method method, RequestId id) {
    if (method.getName().equals("renew")) {
      return unwritten.contains(id);
    }
    unwritten.remove(id);
    return false;
  }

  private @Nullable Object call(Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(store, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof LeaseLostException) {
        ledger.refused(((Claim) arguments[0]).requestId().value(), method.getName());
      }
      throw e.getCause();
    }
  }
}
