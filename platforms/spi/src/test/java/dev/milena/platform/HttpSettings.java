package dev.milena.platform;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** How the hub calls out, as a process reads it that is told no more than a test says. */
final class HttpSettings {
  static final HttpConfig DEFAULTS = of();

  /** Local servers may be called. */
  static final HttpConfig LOCAL = local();

  private HttpSettings() {}

  static HttpConfig local(String... namesAndValues) {
    Map<String, String> settings = settings(namesAndValues);
    settings.put("milena.http.allow-private", "true");
    return read(settings);
  }

  static HttpConfig of(String... namesAndValues) {
    return read(settings(namesAndValues));
  }

  private static Map<String, String> settings(String... namesAndValues) {
    Map<String, String> settings = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      settings.put("milena.http." + namesAndValues[i], namesAndValues[i + 1]);
    }
    return settings;
  }

  private static HttpConfig read(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .withConverter(Duration.class, 200, text -> Duration.parse("PT" + text))
        .withSources(new PropertiesConfigSource(settings, "test", 500))
        .withMapping(HttpConfig.class)
        .build()
        .getConfigMapping(HttpConfig.class);
  }
}
