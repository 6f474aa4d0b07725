package io.vividly.app.observe;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.RequestId;
import io.vividly.core.port.PipelineEvent;
import io.vividly.core.port.PipelineEvent.RequestClaimed;
import io.vividly.core.port.PipelineObserver;
import io.vividly.core.port.RequestDecoder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Finds the delivery that an event belongs to, whichever thread tells of it. */
final class Scopes {

  private final Map<RequestId, Scope> byRequest = new ConcurrentHashMap<>();

  /** The scope of the delivery that works on a request, if one does in this process. */
  @Nullable Scope of(RequestId id) {
    return byRequest.get(id);
  }

  /** Learns from the message which request the delivery is about. */
  RequestDecoder learning(RequestDecoder decoder) {
    return delivery -> {
      ContentRequest request = decoder.decode(delivery);
      Scope scope = Scope.current();
      if (scope != null) {
        scope.isAbout(request.id(), request.correlationId());
        byRequest.putIfAbsent(request.id(), scope);
      }
      return request;
    };
  }

  /** Of several deliveries of a request, the one that claimed it works on it. */
  void on(PipelineEvent event) {
    Scope scope = Scope.current();
    if (scope != null && event instanceof RequestClaimed claimed) {
      byRequest.put(claimed.requestId(), scope);
    }
  }

  void forget(Scope scope) {
    RequestId id = scope.requestId();
    if (id != null) {
      byRequest.remove(id, scope);
    }
  }

  /** Labels what an observer logs with the request that it is about. */
  PipelineObserver labelling(PipelineObserver log) {
    return event -> {
      Scope scope =
          event instanceof PipelineEvent.OfRequest ofRequest ? of(ofRequest.requestId()) : null;
      if (scope == null || scope == Scope.current()) {
        log.on(event);
      } else {
        scope.label(() -> log.on(event));
      }
    };
  }
}
