package io.vividly.postgres;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/**
 * A database URL in one of the forms that people have, taken apart. No error quotes it, because it
 * may hold a password.
 *
 * @param jdbcUrl without user and password
 * @param properties for the JDBC driver, with user and password
 * @param cloudSqlInstance {@code PROJECT:REGION:INSTANCE}, when the database is reached by the
 *     connector of Cloud SQL; the properties tell the driver so
 */
record DatabaseUrl(String jdbcUrl, Properties properties, @Nullable String cloudSqlInstance) {

  private static final Pattern FORM =
      Pattern.compile(
          "(?:jdbc:postgresql|postgres(?:ql)?(?:\\+[a-z0-9]+)?)://"
              + "(?:(?<login>[^?#]*)@)?(?<hosts>[A-Za-z0-9._:,\\[\\]-]*)(?:/(?<db>[^/?#]*))?"
              + "(?:\\?(?<query>[^#]*))?");
  private static final String CLOUD_SQL = "/cloudsql/";

  /** Names that libpq has for what the JDBC driver calls differently. */
  private static final Map<String, String> LIBPQ_NAMES =
      Map.of(
          "connect_timeout", "connectTimeout",
          "application_name", "ApplicationName",
          "channel_binding", "channelBinding",
          "gssencmode", "gssEncMode");

  static DatabaseUrl parse(String url) {
    Matcher form = FORM.matcher(url.strip());
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "The database URL is not of the form postgresql://user:password@host:5432/database;"
              + " in a user name or password, write any of @ : / ? # % as %40 %3A %2F %3F %23 %25.");
    }
    Map<String, String> parameters = parameters(form.group("query"));
    Properties properties = new Properties();
    putLogin(properties, form.group("login"));
    String socket = parameters.remove("host");
    String database = form.group("db") == null ? "" : decode(form.group("db"));
    if (socket != null && socket.startsWith("/")) {
      return behindSocket(socket, database, properties, parameters);
    }
    parameters.forEach((name, value) -> put(properties, name, value));
    String hosts = socket == null ? form.group("hosts") : socket;
    String jdbcUrl =
        "jdbc:postgresql://" + (hosts.isEmpty() ? "localhost" : hosts) + "/" + encode(database);
    return new DatabaseUrl(jdbcUrl, properties, null);
  }

  private static DatabaseUrl behindSocket(
      String socket, String database, Properties properties, Map<String, String> parameters) {
    if (!socket.startsWith(CLOUD_SQL)) {
      throw new IllegalArgumentException(
          "The database URL names a Unix socket, which Java cannot use; name a host and port.");
    }
    String instance = socket.substring(CLOUD_SQL.length()).split("/", 2)[0];
    if (!instance.matches("[^:\\s]+(:[^:\\s]+)?:[^:\\s]+:[^:\\s]+")) {
      throw new IllegalArgumentException(
          "The database URL must name Cloud SQL as host=/cloudsql/PROJECT:REGION:INSTANCE.");
    }
    Map<String, String> forConnector = new LinkedHashMap<>(parameters);
    forConnector.keySet().removeIf(name -> !CloudSql.knows(name));
    parameters.keySet().removeAll(forConnector.keySet());
    parameters.forEach((name, value) -> put(properties, name, value));
    CloudSql.complete(properties, instance, forConnector);
    return new DatabaseUrl("jdbc:postgresql:///" + encode(database), properties, instance);
  }

  private static void putLogin(Properties properties, @Nullable String login) {
    if (login == null) {
      return;
    }
    String[] parts = login.split(":", 2);
    PGProperty.USER.set(properties, decode(parts[0]));
    if (parts.length == 2) {
      PGProperty.PASSWORD.set(properties, decode(parts[1]));
    }
  }

  private static Map<String, String> parameters(@Nullable String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : query == null || query.isEmpty() ? new String[0] : query.split("&")) {
      String[] parts = pair.split("=", 2);
      parameters.put(decode(parts[0]), parts.length == 2 ? decode(parts[1]) : "");
    }
    return parameters;
  }

  private static void put(Properties properties, String name, String value) {
    String driverName = LIBPQ_NAMES.getOrDefault(name, name);
    PGProperty property = PGProperty.forName(driverName);
    if (property == null) {
      throw new IllegalArgumentException(
          "The database URL has a parameter that the PostgreSQL driver does not know"
              + (name.matches("[A-Za-z_]{1,40}") ? ": " + name + "." : "."));
    }
    property.set(properties, value);
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // Without the cause: its message quotes the text.
      throw new IllegalArgumentException(
          "The database URL has a % that is not followed by two hexadecimal digits;"
              + " write a percent sign itself as %25.");
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Leaves out user and password. */
  @Override
  public String toString() {
    return "DatabaseUrl[" + jdbcUrl + "]";
  }
}
