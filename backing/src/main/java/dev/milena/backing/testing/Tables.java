package dev.milena.backing.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Looks into the database of a test. Blocks. */
public final class Tables {
  private final Connections connections;

  /** Where connections come from; each is closed after its statement. */
  public interface Connections {
    Connection open() throws SQLException;
  }

  public Tables(Connections connections) {
    this.connections = connections;
  }

  /** The first column of every row, as text. */
  public List<String> column(String query) {
    try (Connection connection = connections.open()) {
      return column(connection, query);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same, asked on a session that holds something. */
  public static List<String> column(Connection session, String query) {
    try (Statement statement = session.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first column of the first row; empty where there is none. */
  public String one(String query) {
    List<String> found = column(query);
    return found.isEmpty() ? "" : found.getFirst();
  }

  public void run(String command) {
    try (Connection connection = connections.open();
        Statement statement = connection.createStatement()) {
      statement.execute(command);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Every row of every table, as text that begins with the table's name. */
  public List<String> everything() {
    List<String> all = new ArrayList<>();
    for (String table : names()) {
      all.addAll(column("SELECT '" + table + ' ' + "' || t::text FROM " + table + " t"));
    }
    return all;
  }

  /** The tables with a row in which a text stands anywhere. */
  public List<String> with(String text) {
    return names().stream()
        .filter(table ->
            !column("SELECT 1 FROM " + table + " t WHERE t::text LIKE '%" + text + "%'").isEmpty())
        .toList();
  }

  /** Quoted where that is needed. */
  private List<String> names() {
    List<String> names =
        column(
            "SELECT quote_ident(c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                + " WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')");
    if (names.isEmpty()) {
      throw new IllegalStateException("There are no tables in which something could be found");
    }
    return names;
  }
}
