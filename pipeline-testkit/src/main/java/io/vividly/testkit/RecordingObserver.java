package io.vividly.testkit;

import io.vividly.core.port.PipelineEvent;
import io.vividly.core.port.PipelineObserver;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers every event, in the order in which they were told. */
public final class RecordingObserver implements PipelineObserver {

  private final List<PipelineEvent> events = new CopyOnWriteArrayList<>();

  @Override
  public void on(PipelineEvent event) {
    events.add(event);
  }

  public List<PipelineEvent> events() {
    return List.copyOf(events);
  }

  /** The events of one kind. */
  public <E extends PipelineEvent> List<E> events(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
