package io.vividly.app;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Delivery;
import io.vividly.core.model.RequestId;
import io.vividly.core.port.InvalidMessageException;
import io.vividly.core.port.Outbox;
import io.vividly.core.port.PermanentFailureException;
import io.vividly.core.port.RejectedMessageArchive;
import io.vividly.core.port.RequestDesk;
import io.vividly.core.port.RequestDetails;
import io.vividly.core.port.RequestState;
import io.vividly.core.port.RequestStore;
import io.vividly.core.port.TransientFailureException;
import io.vividly.json.JsonRequestDecoder;
import io.vividly.postgres.PostgresStorage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Puts what was given up into the outbox again. Whatever kills it on the way, nothing is lost: the
 * entry is durable before the message is marked as replayed, and a request that was only reopened
 * is found by the sweeper. At worst something is delivered twice, and done once.
 *
 * <p>Each replay returns why it was not done; empty if it was.
 */
final class Replay {

  private static final int PAGE = 500;

  private final RejectedMessageArchive archive;
  private final RequestStore store;
  private final RequestDesk desk;
  private final Outbox outbox;
  private final JsonRequestDecoder decoder = new JsonRequestDecoder();

  Replay(PostgresStorage storage) {
    this.archive = storage.rejectedMessageArchive();
    this.store = storage.requestStore();
    this.desk = storage.requestDesk();
    this.outbox = storage.outbox();
  }

  /** All that wait now; what is rejected again meanwhile is not among them. */
  List<Long> waiting() {
    List<Long> ids = new ArrayList<>();
    List<RejectedMessageArchive.Listed> page = archive.list(0, PAGE);
    while (!page.isEmpty()) {
      page.forEach(message -> ids.add(message.id()));
      page = archive.list(ids.get(ids.size() - 1), PAGE);
    }
    return ids;
  }

  Optional<String> message(long id) {
    Optional<RejectedMessageArchive.Kept> kept = archive.find(id);
    if (kept.isEmpty()) {
      return Optional.of("there is no such message");
    }
    Optional<String> problem = delivery(delivery(kept.get()), outbox::resubmit);
    if (problem.isEmpty()) {
      archive.markReplayed(id);
    }
    return problem;
  }

  /**
   * Sends a message on its way again, with its request opened if that has failed.
   *
   * @param send returns once the message is safe
   */
  Optional<String> delivery(Delivery delivery, Consumer<ContentRequest> send) {
    try {
      ContentRequest request = decoder.decode(delivery);
      if (store.stateOf(request) instanceof RequestState.Conflicting) {
        return Optional.of("request_id: is that of a request that asks something else");
      }
      store.reopen(request.id());
      send.accept(request);
      return Optional.empty();
    } catch (InvalidMessageException e) {
      return Optional.of(RejectedMessageText.problem(e));
    } catch (PermanentFailureException | TransientFailureException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  Optional<String> request(RequestId id) {
    Optional<RequestDetails> found = desk.find(id);
    if (found.isEmpty()) {
      return Optional.of("there is no such request");
    }
    if (found.get().summary().asked().query() == null) {
      return Optional.of("it is of an earlier service, and what it asks is not known");
    }
    if (!store.reopen(id)) {
      return Optional.of("it has not failed, it is " + found.get().summary().status().wireName());
    }
    return outbox.resubmit(id) ? Optional.empty() : Optional.of("it was deleted just now");
  }

  private static Delivery delivery(RejectedMessageArchive.Kept kept) {
    return new Delivery(
        kept.listed().messageId(),
        kept.publishedAt(),
        kept.attempt(),
        kept.attributes(),
        kept.body(),
        Instant.MAX);
  }
}
