package dev.milena.platform.testkit;

import dev.milena.platform.ApiClient;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A contract that is played on a {@link Rig}, which is made anew for each test. */
abstract class RiggedContract {
  Rig rig;

  /** The platform under test, made anew for each test. */
  protected abstract Harness harness(Vertx vertx, ApiClient http);

  @BeforeEach
  void open() {
    rig = Rig.open(this::harness);
  }

  @AfterEach
  void close() {
    rig.close();
  }
}
