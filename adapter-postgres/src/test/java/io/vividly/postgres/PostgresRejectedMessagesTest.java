package io.vividly.postgres;

import io.vividly.core.port.RejectedMessages;
import io.vividly.testkit.RejectedMessagesContract;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresRejectedMessagesTest extends RejectedMessagesContract {

  @RegisterExtension static final TestDatabase database = TestDatabase.migrated();

  @BeforeEach
  void empty() {
    database.execute("delete from rejected_messages");
  }

  @Override
  protected RejectedMessages messages() {
    return database.storage().rejectedMessages();
  }

  @Override
  protected List<Kept> kept() {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("select * from rejected_messages order by id")
                    .map(
                        (row, context) ->
                            new Kept(
                                row.getString("message_id"),
                                AttributesJson.read(row.getString("attributes")),
                                row.getBytes("body"),
                                row.getString("field"),
                                row.getString("problem"),
                                row.getInt("times_seen")))
                    .list());
  }
}
