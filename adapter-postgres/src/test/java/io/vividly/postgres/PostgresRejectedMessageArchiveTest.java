package io.vividly.postgres;

import io.vividly.core.port.RejectedMessageArchive;
import io.vividly.core.port.RejectedMessages;
import io.vividly.testkit.RejectedMessageArchiveContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresRejectedMessageArchiveTest extends RejectedMessageArchiveContract {

  @RegisterExtension static final TestDatabase database = TestDatabase.migrated();

  @BeforeEach
  void empty() {
    database.execute("delete from rejected_messages");
  }

  @Override
  protected RejectedMessageArchive archive() {
    return database.storage().rejectedMessageArchive();
  }

  @Override
  protected RejectedMessages messages() {
    return database.storage().rejectedMessages();
  }
}
