package io.vividly.core.port;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.MediaKey;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.RequestStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where people ask, look at what became of it, and change their mind. Safe for use by many threads
 * and processes; every method blocks for about a round trip to the store, and what it changes is
 * durable before it returns. It does not ask who is asking: callers check whose request it is.
 *
 * <p>A store that cannot be reached throws {@link TransientFailureException}.
 */
public interface RequestDesk {

  /** The longest idempotency key, in characters. */
  int MAX_KEY_LENGTH = 255;

  /** The longest answer to a clarifying question, in characters (Unicode code points). */
  int MAX_ANSWER_LENGTH = 500;

  /**
   * Adds a request and its outbox entry, in one transaction.
   *
   * @param idempotencyKey chosen by whoever submits, for this student: submitting again with the
   *     same key adds nothing. Of several that do so at the same time one adds the request.
   */
  Submission submit(ContentRequest request, @Nullable String idempotencyKey);

  /** How a request stands; empty if there is none. */
  Optional<RequestDetails> find(RequestId id);

  /**
   * Requests, the newest first. Going from cursor to cursor gives each request once that was there
   * at the start, whatever is added meanwhile.
   *
   * @param limit the most requests to give, at least 1
   * @param after the cursor that an earlier page gave
   */
  Page page(Filter filter, int limit, @Nullable Cursor after);

  /** Ends a request that has not ended, as cancelled. Whoever works on it loses the lease. */
  Change cancel(RequestId id);

  /**
   * Takes the answer to the questions of a request that ended as {@code clarification_needed}, and
   * has it worked on again, as if it were new, with the {@link ClarifiedQuery} as its query. What
   * was asked before is kept with the request. The outbox entry is written in the same transaction.
   *
   * @param answer 1 to {@link #MAX_ANSWER_LENGTH} characters
   */
  Change clarify(RequestId id, String answer);

  /** Whether a file belongs to the answer of one of a student's requests. */
  boolean hasFile(String studentId, MediaKey key);

  /** What came of submitting. */
  sealed interface Submission {

    /** The request was added. */
    record Accepted(RequestSummary request) implements Submission {}

    /** The same was submitted with this key before; this is the request of then. */
    record Repeated(RequestSummary request) implements Submission {}

    /** Something else was submitted with this key before; nothing was added. */
    record Conflicting() implements Submission {}
  }

  /** What came of a wish to change a request. */
  sealed interface Change {

    /** It was changed; this is how it stands now. */
    record Done(RequestDetails request) implements Change {}

    /** It was left alone, because it has a status that does not allow the change. */
    record Refused(RequestStatus status) implements Change {}

    /** There is no such request. */
    record Unknown() implements Change {}
  }

  /** Which requests to give; null for all. */
  record Filter(@Nullable String studentId, @Nullable RequestStatus status) {}

  /** The last request of a page; the next page begins after it. */
  record Cursor(Instant createdAt, RequestId id) {}

  /**
   * Some requests.
   *
   * @param next null if there are no more
   */
  record Page(List<RequestSummary> requests, @Nullable Cursor next) {
    public Page {
      requests = List.copyOf(requests);
    }
  }
}
