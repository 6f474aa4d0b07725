package io.vividly.testkit.google;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which of the next calls to a {@link StorageServer} go wrong. Safe for use by many threads. */
public final class StorageFaults {

  /** A kind of call. */
  public enum Operation {
    /** Uploads as a whole, multipart or simple. */
    UPLOAD,
    /** Begins a resumable upload. */
    BEGIN,
    /** Sends a piece of a resumable upload. */
    PIECE,
    /** Asks how far a resumable upload has come. */
    PROGRESS,
    /** Reads what is known of an object or a bucket, or lists. */
    METADATA,
    /** Reads the content of an object, by the API or a signed URL. */
    DOWNLOAD,
    /** Changes or deletes an object. */
    CHANGE
  }

  private final Map<Operation, Deque<StorageFault>> next = new EnumMap<>(Operation.class);
  private final Map<Operation, StorageFault> always = new EnumMap<>(Operation.class);

  /** Arranges what happens to the next calls of a kind, one fault for each. */
  public synchronized void next(Operation operation, StorageFault... faults) {
    next.computeIfAbsent(operation, key -> new ArrayDeque<>()).addAll(List.of(faults));
  }

  /** Arranges what happens to all calls of a kind for which nothing else is arranged. */
  public synchronized void always(Operation operation, StorageFault fault) {
    always.put(operation, fault);
  }

  /** Takes all faults away; hanging calls go on hanging. */
  public synchronized void heal() {
    next.clear();
    always.clear();
  }

  synchronized @Nullable StorageFault take(Operation operation) {
    Deque<StorageFault> waiting = next.get(operation);
    StorageFault fault = waiting == null ? null : waiting.poll();
    return fault == null ? always.get(operation) : fault;
  }
}
