package dev.milena.chaos;

import java.nio.file.Path;
import java.util.Locale;

/** The three services. */
enum Stage {
  INGRESS,
  ROUTER,
  EGRESS;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What starts it, below the project's root. */
  Path jar(Path root) {
    return root.resolve(word()).resolve("target/quarkus-app/quarkus-run.jar");
  }
}
