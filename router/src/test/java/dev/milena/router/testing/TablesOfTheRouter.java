package dev.milena.router.testing;

import dev.milena.backing.testing.Tables;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Looks into the database of the tests. */
class TablesOfTheRouter {
  @Produces
  @Singleton
  Tables tables(AgroalDataSource postgres) {
    return new Tables(postgres::getConnection);
  }
}
