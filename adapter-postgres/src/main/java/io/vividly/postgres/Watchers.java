package io.vividly.postgres;

import io.vividly.core.port.Watch;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Who wants to be told of what. A watcher takes no thread, and many may watch the same. */
final class Watchers {

  private final Map<String, Set<Watcher>> bySubject = new ConcurrentHashMap<>();

  Watch add(String subject, Runnable action) {
    Watcher watcher = new Watcher(action);
    bySubject.compute(
        subject,
        (key, present) -> {
          Set<Watcher> watchers = present == null ? ConcurrentHashMap.newKeySet() : present;
          watchers.add(watcher);
          return watchers;
        });
    return () -> remove(subject, watcher);
  }

  private void remove(String subject, Watcher watcher) {
    bySubject.computeIfPresent(
        subject,
        (key, watchers) -> {
          watchers.remove(watcher);
          return watchers.isEmpty() ? null : watchers;
        });
  }

  void tell(String subject) {
    bySubject.getOrDefault(subject, Set.of()).forEach(Watcher::tell);
  }

  /** Something may have been missed, nobody knows what. */
  void tellAll() {
    bySubject.values().forEach(watchers -> watchers.forEach(Watcher::tell));
  }

  /** Compared by identity: the same action may be given twice. */
  private static final class Watcher {
    private final Runnable action;

    Watcher(Runnable action) {
      this.action = action;
    }

    /** What an action throws is its author's to see, and must not keep it from the others. */
    void tell() {
      try {
        action.run();
      } catch (RuntimeException | Error e) {
        Thread teller = Thread.currentThread();
        teller.getUncaughtExceptionHandler().uncaughtException(teller, e);
      }
    }
  }
}
