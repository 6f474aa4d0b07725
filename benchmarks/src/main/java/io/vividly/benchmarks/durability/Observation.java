package io.vividly.benchmarks.durability;

import io.vividly.core.pipeline.DeliveryHandler;
import io.vividly.core.port.PipelineObserver;
import io.vividly.core.port.RequestDecoder;

/** What looks on while a push service works. */
interface Observation {

  /** Nothing does. */
  Observation NONE = new Observation() {};

  default RequestDecoder around(RequestDecoder decoder) {
    return decoder;
  }

  default DeliveryHandler around(DeliveryHandler deliveries) {
    return deliveries;
  }

  /** Is told what the event table is told, and hands that on. */
  default PipelineObserver besides(PipelineObserver eventTable) {
    return eventTable;
  }
}
