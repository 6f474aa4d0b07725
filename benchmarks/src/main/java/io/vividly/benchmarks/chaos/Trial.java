package io.vividly.benchmarks.chaos;

import io.vividly.benchmarks.chaos.Fault.Kind;
import io.vividly.benchmarks.chaos.Subscription.Delivered;
import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.GradeLevel;
import io.vividly.core.model.Modality;
import io.vividly.core.model.RequestId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One scenario's run: its instances, its subscription, the requests it published and the faults it
 * caused. Other trials may go on beside it.
 */
final class Trial implements AutoCloseable {

  /** What a restart or a wake-up may still be felt for. */
  private static final Duration AFTERMATH = Duration.ofSeconds(2);

  private static final IntPredicate ALWAYS = delivery -> true;

  private final Ground ground;
  private final String name;
  private final Fleet fleet;
  private final boolean ownFleet;
  private final Subscription subscription;
  private final Map<RequestId, CompletableFuture<Delivered>> requests = new ConcurrentHashMap<>();
  private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
  private final Queue<String> remarks = new ConcurrentLinkedQueue<>();
  private @Nullable Duration longestShutdown;

  /**
   * @param maxDeliveries after how many deliveries a message is dead-lettered
   */
  Trial(Ground ground, String name, WorkerSettings settings, int maxDeliveries) {
    this(
        ground,
        name,
        new Fleet(() -> WorkerProcess.start(ground, settings)),
        true,
        settings.ackDeadline(),
        maxDeliveries);
  }

  /** With instances that outlive it, because it does them no harm. */
  static Trial onStandingFleet(Ground ground, String name, int maxDeliveries) {
    return new Trial(
        ground,
        name,
        ground.standingFleet(),
        false,
        WorkerSettings.DEFAULT.ackDeadline(),
        maxDeliveries);
  }

  /** With instances of another kind. */
  Trial(Ground ground, String name, Fleet fleet, Duration ackDeadline, int maxDeliveries) {
    this(ground, name, fleet, true, ackDeadline, maxDeliveries);
  }

  private Trial(
      Ground ground,
      String name,
      Fleet fleet,
      boolean ownFleet,
      Duration ackDeadline,
      int maxDeliveries) {
    this.ground = ground;
    this.name = name;
    this.fleet = fleet;
    this.ownFleet = ownFleet;
    this.subscription = new Subscription(fleet, ackDeadline, maxDeliveries);
  }

  Fleet fleet() {
    return fleet;
  }

  void say(String format, Object... values) {
    ground.say("%-26s %s", name, String.format(format, values));
  }

  /** Notes something that is not as it should be. */
  void remark(String remark) {
    remarks.add(remark);
  }

  /** Publishes a request whose first delivery goes to whose turn it is. */
  CompletableFuture<Delivered> publish(Assignment assignment) {
    return ask(assignment.question());
  }

  /** Publishes a request of a student's. */
  CompletableFuture<Delivered> ask(String question) {
    return publish(request(question), null, ALWAYS);
  }

  /** Publishes a request whose first delivery goes to a certain worker. */
  RequestId publish(Assignment assignment, WorkerProcess first) {
    ContentRequest request = request(assignment.question());
    publish(request, first, ALWAYS);
    return request.id();
  }

  /**
   * Publishes a request whose deliveries come when they are due.
   *
   * @param isDue whether the delivery with a number, from 1, may begin; asked until it may
   */
  CompletableFuture<Delivered> publish(
      Assignment assignment, WorkerProcess first, IntPredicate isDue) {
    return publish(request(assignment.question()), first, isDue);
  }

  private CompletableFuture<Delivered> publish(
      ContentRequest request, @Nullable WorkerProcess first, IntPredicate isDue) {
    CompletableFuture<Delivered> delivered = subscription.publish(request, first, isDue);
    requests.put(request.id(), delivered);
    return delivered;
  }

  /** Publishes copies of one message at once. */
  List<CompletableFuture<Delivered>> publishCopies(Assignment assignment, int copies) {
    ContentRequest request = request(assignment.question());
    List<CompletableFuture<Delivered>> all =
        Stream.generate(() -> subscription.publish(request, null, ALWAYS)).limit(copies).toList();
    requests.put(request.id(), all.get(0));
    return all;
  }

  /** Blocks until every request has its answer, or is dead-lettered. */
  void awaitAnswers(Duration atMost) throws Exception {
    Collection<CompletableFuture<Delivered>> all = requests.values();
    try {
      Patience.await("answers", atMost, () -> all.stream().allMatch(CompletableFuture::isDone));
    } catch (IllegalStateException e) {
      // They count as lost.
      remark("requests without an answer after " + atMost.toSeconds() + " s");
    }
  }

  void kill(WorkerProcess worker) throws InterruptedException {
    Instant from = Instant.now();
    worker.kill();
    fleet.remove(worker);
    faults.add(new Fault(Kind.KILL, worker.name(), from, Instant.now()));
  }

  /** Stops a worker's clock; {@link #thaw} is to follow. */
  Instant freeze(WorkerProcess worker) throws Exception {
    Instant from = Instant.now();
    worker.freeze();
    return from;
  }

  void thaw(WorkerProcess worker, Instant frozenAt) throws Exception {
    worker.thaw();
    faults.add(new Fault(Kind.FREEZE, worker.name(), frozenAt, Instant.now().plus(AFTERMATH)));
  }

  void terminate(WorkerProcess worker) throws InterruptedException {
    Instant from = Instant.now();
    Duration took = worker.terminate();
    fleet.remove(worker);
    faults.add(new Fault(Kind.TERMINATION, worker.name(), from, Instant.now()));
    if (longestShutdown == null || took.compareTo(longestShutdown) > 0) {
      longestShutdown = took;
    }
  }

  /** Notes that the database was away, or lost its connections, since then. */
  void databaseFault(Instant from) {
    faults.add(new Fault(Kind.DATABASE, null, from, Instant.now().plus(AFTERMATH)));
  }

  DatabaseServer database() {
    return ground.system();
  }

  Evidence evidence() {
    return new Evidence(ground, Set.copyOf(requests.keySet()));
  }

  /** What came of it; to be asked when all is over. */
  Row conclude(int runs) throws Exception {
    Evidence evidence = evidence();
    Verdict verdict = new Verdict(evidence, List.copyOf(faults));
    Set<RequestId> lost = evidence.unfinished();
    requests.forEach(
        (id, delivered) -> {
          if (isLost(delivered)) {
            lost.add(id);
          }
        });
    lost.stream().limit(3).forEach(id -> say("lost: %s", verdict.storyOf(id)));
    Row row =
        new Row(
            name,
            runs,
            requests.size(),
            lost.size(),
            verdict.executedTwice(),
            verdict.repeated(),
            evidence.publishedTwice(),
            evidence.refusals().size(),
            evidence.staleWrites(),
            verdict.longestTakeover(),
            longestShutdown,
            List.copyOf(remarks));
    say("done: %s", row.problems().isEmpty() ? "as expected" : row.problems());
    return row;
  }

  @Override
  public void close() throws InterruptedException {
    subscription.close();
    if (ownFleet) {
      fleet.close();
    }
  }

  private static boolean isLost(CompletableFuture<Delivered> request) {
    return !request.isDone() || request.join().isDeadLettered();
  }

  private static ContentRequest request(String question) {
    RequestId id = RequestId.random();
    return new ContentRequest(
        id,
        "chaos-" + id,
        "student",
        question,
        new GradeLevel(10),
        null,
        Set.of(Modality.VIDEO),
        Modality.VIDEO,
        null);
  }
}
