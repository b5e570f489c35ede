package dev.milena.router.api;

/** Where the API is. */
public final class ApiPaths {
  public static final String ROOT = "/api/v1";

  private ApiPaths() {}

  /** Whether a path is the API's. */
  static boolean covers(String path) {
    return path != null && (path.equals(ROOT) || path.startsWith(ROOT + "/"));
  }
}
