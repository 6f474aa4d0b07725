package io.vividly.benchmarks.durability;

import java.sql.SQLException;
import java.util.Locale;

/** The contenders, and what one durable step is for each. */
enum Kind {
  JDBC(
      "bare JDBC",
      "the limit: one insert … on conflict of the JSON, guarded by the token; one more statement"
          + " claims and one completes; no reading, no look at what is there, no progress") {
    @Override
    Contender open(DurableServer server) throws SQLException {
      return new BareJdbc(server.pool(database()));
    }
  },
  VIVIDLY(
      "Vividly",
      "one statement that stores the JSON if the token holds, committed to the disk; before it"
          + " another that notes the start of the stage, whose commit does not wait for the disk; six"
          + " of them between a claim that reads the checkpoints and a statement that completes") {
    @Override
    Contender open(DurableServer server) {
      return new VividlyContender(server.pool(database()), false);
    }
  },
  VIVIDLY_WITH_EVENTS(
      "Vividly + events", "the same, and every event goes to request_events in the background") {
    @Override
    Contender open(DurableServer server) {
      return new VividlyContender(server.pool(database()), true);
    }
  },
  DBOS(
      "DBOS Transact",
      "runStep: a look at the workflow's status, a look for the step's output, an insert of the"
          + " output, a look whose workflow it is; a transaction that inserts the workflow before"
          + " the six, an update that completes it after them") {
    @Override
    Contender open(DurableServer server) {
      return new DbosPeer(server.pool(database()));
    }
  },
  DB_SCHEDULER(
      "db-scheduler",
      "one run of a task: it is picked, together with others that are due, by one statement and put"
          + " back with the JSON by another; an insert schedules the task before the six, and the"
          + " sixth removes it. Only the newest JSON is kept") {
    @Override
    Contender open(DurableServer server) throws SQLException {
      return new DbSchedulerPeer(server.pool(database()), false);
    }
  },
  DB_SCHEDULER_QUEUE(
      "db-scheduler, queue",
      "the same, but all tasks are in the table before the clock starts, so that up to four times as"
          + " many as there are threads are picked by one statement") {
    @Override
    Contender open(DurableServer server) throws SQLException {
      return new DbSchedulerPeer(server.pool(database()), true);
    }
  };

  private final String title;
  private final String step;

  Kind(String title, String step) {
    this.title = title;
    this.step = step;
  }

  String title() {
    return title;
  }

  /** What one durable step is. */
  String step() {
    return step;
  }

  String database() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Opens a contender on a pool of its own. */
  abstract Contender open(DurableServer server) throws SQLException;
}
