package io.vividly.testkit;

import io.vividly.core.port.PipelineObserver;
import io.vividly.core.port.RequestEvents;
import io.vividly.core.port.RequestStore;

class InMemoryRequestEventsTest extends RequestEventsContract {

  private final InMemoryRequestStore store = new InMemoryRequestStore();
  private final InMemoryRequestEvents events = new InMemoryRequestEvents(store);

  @Override
  protected RequestEvents events() {
    return events;
  }

  @Override
  protected PipelineObserver log() {
    return events;
  }

  @Override
  protected RequestStore store() {
    return store;
  }
}
