package io.vividly.benchmarks.durability;

import com.zaxxer.hikari.HikariDataSource;
import dev.dbos.transact.DBOS;
import dev.dbos.transact.config.DBOSConfig;
import dev.dbos.transact.workflow.Workflow;
import java.util.List;

/** DBOS Transact for Java: a delivery is a workflow, started and awaited in the process. */
final class DbosPeer implements Contender {

  private final HikariDataSource pool;
  private final DBOS dbos;
  private final Deliveries workflows;
  private int prepared;

  /**
   * @param pool is closed with this
   */
  DbosPeer(HikariDataSource pool) {
    this.pool = pool;
    dbos =
        new DBOS(DBOSConfig.defaults("benchmark").withDataSource(pool).withAppVersion("benchmark"));
    workflows = dbos.registerProxy(Deliveries.class, new SixSteps(dbos, Checkpoints.json()));
    dbos.launch();
  }

  @Override
  public void prepare(int deliveries) {
    prepared = deliveries;
  }

  @Override
  public Figures run(int parallel) throws Exception {
    return ClosedLoop.run(prepared, parallel, i -> workflows.deliver("Explain Newton's third law"));
  }

  @Override
  public void close() {
    dbos.close();
    pool.close();
  }

  /** A workflow has to be an interface's. */
  public interface Deliveries {
    String deliver(String question);
  }

  /** The workflow. */
  public static final class SixSteps implements Deliveries {

    private final DBOS dbos;
    private final List<String> outputs;

    SixSteps(DBOS dbos, List<String> outputs) {
      this.dbos = dbos;
      this.outputs = outputs;
    }

    @Override
    @Workflow(name = "deliver")
    public String deliver(String question) {
      for (int step = 0; step < outputs.size(); step++) {
        String output = outputs.get(step);
        dbos.runStep(() -> output, "step-" + step);
      }
      return "completed";
    }
  }
}
