package io.vividly.app;

import io.vividly.core.model.RequestId;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what is in the database, as an operator would with psql. */
final class Rows implements AutoCloseable {

  private final Connection connection;

  /**
   * @param databaseUrl of the embedded database
   */
  Rows(String databaseUrl) throws SQLException {
    this.connection =
        DriverManager.getConnection(
            databaseUrl.replace("postgresql://postgres@", "jdbc:postgresql://"), "postgres", "");
  }

  /** Runs a query whose only parameter is a request's id. */
  List<Map<String, @Nullable String>> query(String sql, RequestId id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, id.value());
      try (ResultSet found = statement.executeQuery()) {
        List<Map<String, @Nullable String>> rows = new ArrayList<>();
        while (found.next()) {
          rows.add(row(found));
        }
        return rows;
      }
    }
  }

  /** What a query gives in its only column. */
  List<String> list(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (found.next()) {
        values.add(String.valueOf(found.getString(1)));
      }
      return values;
    }
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  Map<String, @Nullable String> request(RequestId id) throws SQLException {
    return query("select * from content_requests where id = ?", id).get(0);
  }

  /** The completed stages and scenes, each with when it was completed. */
  Map<String, @Nullable String> completedStages(RequestId id) throws SQLException {
    Map<String, @Nullable String> stages = new LinkedHashMap<>();
    for (Map<String, @Nullable String> row :
        query(
            "select stage_name || ':' || scene as stage,"
                + " completed_at::text as completed_at from request_stages"
                + " where request_id = ? and status = 'completed' order by 1",
            id)) {
      stages.put(String.valueOf(row.get("stage")), row.get("completed_at"));
    }
    return stages;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private static Map<String, @Nullable String> row(ResultSet found) throws SQLException {
    Map<String, @Nullable String> row = new LinkedHashMap<>();
    for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
      row.put(found.getMetaData().getColumnName(i), found.getString(i));
    }
    return row;
  }
}
