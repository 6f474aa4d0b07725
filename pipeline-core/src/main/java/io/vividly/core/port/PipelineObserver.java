package io.vividly.core.port;

import java.util.List;

/**
 * Is told what happens. Called on the thread that does the work, so it must be quick, and by many
 * threads at once. What it throws is ignored: an observer never fails a request.
 */
@FunctionalInterface
public interface PipelineObserver {

  void on(PipelineEvent event);

  /** Tells several observers, in order; one that throws does not keep the others from hearing. */
  static PipelineObserver all(List<PipelineObserver> observers) {
    List<PipelineObserver> copy = List.copyOf(observers);
    return event -> {
      RuntimeException first = null;
      for (PipelineObserver observer : copy) {
        try {
          observer.on(event);
        } catch (RuntimeException e) {
          if (first == null) {
            first = e;
          } else {
            first.addSuppressed(e);
          }
        }
      }
      if (first != null) {
        throw first;
      }
    };
  }
}
