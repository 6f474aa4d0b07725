package io.vividly.testkit;

import io.vividly.core.model.RequestId;
import io.vividly.core.model.StageKey;
import io.vividly.core.port.PipelineEvent;
import io.vividly.core.port.PipelineObserver;
import io.vividly.core.port.RequestEvent;
import io.vividly.core.port.RequestEvent.Kind;
import io.vividly.core.port.RequestEvents;
import io.vividly.core.port.RequestStore;
import io.vividly.core.port.Watch;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A log of events for tests; let it observe the pipeline. */
public final class InMemoryRequestEvents implements RequestEvents, PipelineObserver {

  private final RequestStore store;
  private final List<Logged> log = new CopyOnWriteArrayList<>();
  private final List<Watcher> watchers = new CopyOnWriteArrayList<>();

  /**
   * @param store tells of the changes of requests
   */
  public InMemoryRequestEvents(RequestStore store) {
    this.store = store;
  }

  @Override
  public void on(PipelineEvent event) {
    if (event instanceof PipelineEvent.OfRequest ofRequest && add(ofRequest)) {
      watchers.stream()
          .filter(watcher -> watcher.id().equals(ofRequest.requestId()))
          .forEach(watcher -> watcher.action().run());
    }
  }

  @Override
  public List<RequestEvent> after(RequestId id, long sequence, int limit) {
    return log.stream()
        .filter(logged -> logged.id().equals(id))
        .map(Logged::event)
        .filter(event -> event.sequence() > sequence)
        .limit(limit)
        .toList();
  }

  @Override
  public Watch watch(RequestId id, Runnable action) {
    Watcher watcher = new Watcher(id, action);
    watchers.add(watcher);
    Watch changes = store.watch(id, action);
    return () -> {
      watchers.remove(watcher);
      changes.close();
    };
  }

  /** How many watches are open. */
  public int watches() {
    return watchers.size();
  }

  private synchronized boolean add(PipelineEvent.OfRequest event) {
    if (event instanceof PipelineEvent.RequestClaimed) {
      return add(event, Kind.ATTEMPT_BEGAN, null, null);
    } else if (event instanceof PipelineEvent.StageStarted started) {
      return add(event, Kind.STAGE_STARTED, started.key(), started.progress());
    } else if (event instanceof PipelineEvent.StageCompleted completed) {
      return add(event, Kind.STAGE_COMPLETED, completed.key(), completed.progress());
    } else if (event instanceof PipelineEvent.StageResumed resumed) {
      return add(event, Kind.STAGE_RESUMED, resumed.key(), resumed.progress());
    } else if (event instanceof PipelineEvent.AttemptFailed) {
      return add(event, Kind.ATTEMPT_FAILED, null, null);
    }
    return false;
  }

  private boolean add(
      PipelineEvent.OfRequest event,
      Kind kind,
      @Nullable StageKey stage,
      @Nullable Integer progress) {
    long sequence = log.size() + 1L;
    log.add(
        new Logged(
            event.requestId(), new RequestEvent(sequence, event.at(), kind, stage, progress)));
    return true;
  }

  private record Logged(RequestId id, RequestEvent event) {}

  private record Watcher(RequestId id, Runnable action) {}
}
