package io.vividly.postgres;

import io.vividly.core.port.TransientFailureException;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.postgresql.PGProperty;

/**
 * What the PostgreSQL driver needs to reach Cloud SQL by Google's connector, which finds the
 * instance by its name and encrypts by certificates of its own.
 *
 * @see <a
 *     href="https://github.com/GoogleCloudPlatform/cloud-sql-jdbc-socket-factory/blob/main/docs/jdbc.md">The
 *     connector's properties</a>
 */
final class CloudSql {

  static final String INSTANCE = "cloudSqlInstance";
  static final String IAM = "enableIamAuth";
  private static final String REFRESH = "cloudSqlRefreshStrategy";

  /** What a URL may tell the connector. */
  private static final Set<String> PARAMETERS =
      Set.of(IAM, REFRESH, "ipTypes", "cloudSqlTargetPrincipal", "cloudSqlDelegates");

  private static final String FACTORY = "com.google.cloud.sql.postgres.SocketFactory";

  private CloudSql() {}

  static boolean knows(String parameter) {
    return PARAMETERS.contains(parameter);
  }

  /**
   * Completes the properties of the driver. Without a password the connector logs in as the account
   * that the process runs as.
   *
   * @param told what the URL tells the connector
   */
  static void complete(Properties properties, String instance, Map<String, String> told) {
    if (PGProperty.USER.getOrNull(properties) == null) {
      throw new IllegalArgumentException(
          "The database URL must name the user for Cloud SQL; without a password, that is the"
              + " service account's address without .gserviceaccount.com.");
    }
    PGProperty.SOCKET_FACTORY.set(properties, FACTORY);
    properties.setProperty(INSTANCE, instance);
    // In the background nothing runs on Cloud Run between requests: certificates are renewed when
    // one is needed.
    properties.setProperty(REFRESH, "lazy");
    if (PGProperty.PASSWORD.getOrNull(properties) == null) {
      properties.setProperty(IAM, "true");
      // The driver wants one; nobody reads it.
      PGProperty.PASSWORD.set(properties, "by-iam");
    }
    properties.putAll(told);
    // The connector encrypts already, always, and the server refuses to do it twice.
    PGProperty.SSL_MODE.set(properties, "disable");
  }

  /** With what an operator may have to do. */
  static TransientFailureException unreachable(String instance, TransientFailureException e) {
    return new TransientFailureException(
        e.getMessage()
            + " The connector of Cloud SQL needs application default credentials of an account that"
            + " has roles/cloudsql.client, and to log in without a password"
            + " roles/cloudsql.instanceUser, on the instance "
            + instance
            + ".",
        e);
  }
}
