package dev.milena.embedded;

import dev.milena.backing.testing.Tables;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import javax.sql.DataSource;

/** Looks into the database of the hub under test. */
class TablesOfTheHub {
  @Produces
  @Singleton
  Tables tables(DataSource postgres) {
    return new Tables(postgres::getConnection);
  }
}
