package dev.milena.router.testing;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Looks into the database of the tests. */
@ApplicationScoped
public class Tables {
  private final AgroalDataSource source;

  Tables(AgroalDataSource source) {
    this.source = source;
  }

  /** The first column of every row, as text. */
  public List<String> column(String query) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
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

  public String one(String query) {
    List<String> found = column(query);
    return found.isEmpty() ? "" : found.getFirst();
  }

  public void run(String command) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(command);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Every row of every table, as text. */
  public List<String> everything() {
    List<String> all = new ArrayList<>();
    for (String table :
        column(
            "SELECT quote_ident(c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                + " WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')")) {
      all.addAll(column("SELECT '" + table + ' ' + "' || t::text FROM " + table + " t"));
    }
    return all;
  }
}
