package dev.milena.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Looks into the database of the hub under test. */
@Singleton
final class Tables {
  private final DataSource postgres;

  Tables(DataSource postgres) {
    this.postgres = postgres;
  }

  /** Those with a row in which a text stands anywhere. */
  List<String> with(String text) {
    List<String> tables =
        column(
            "SELECT table_name FROM information_schema.tables"
                + " WHERE table_schema = 'public' AND table_type = 'BASE TABLE'");
    assertThat(tables).hasSizeGreaterThan(10);
    return tables.stream()
        .filter(table ->
            !column("SELECT 1 FROM \"" + table + "\" t WHERE t::text LIKE '%" + text + "%'")
                .isEmpty())
        .toList();
  }

  /** The first column of every row, as text. */
  List<String> column(String query) {
    try (Connection connection = postgres.getConnection();
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
}
