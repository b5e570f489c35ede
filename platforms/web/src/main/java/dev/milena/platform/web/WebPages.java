package dev.milena.platform.web;

import dev.milena.platform.Reply;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** The widget, and a page that shows it. */
final class WebPages {
  private static final Buffer WIDGET = resource("widget.js");
  private static final String PAGE = resource("page.html").toString();

  private WebPages() {}

  /**
   * The page.
   *
   * @param folder where its widget is, seen from the address of the page
   */
  static Reply page(WebAccount settings, String folder) {
    return new Reply(
        200,
        Map.of(
            "content-type", "text/html; charset=utf-8",
            "cache-control", "no-cache",
            "x-content-type-options", "nosniff",
            "content-security-policy",
                "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src * data:; frame-ancestors 'self'"),
        Buffer.buffer(
            PAGE.replace("{folder}", escaped(folder))
                .replace("{title}", escaped(settings.heading()))));
  }

  static Reply widget() {
    return new Reply(
        200,
        Map.of(
            "content-type", "text/javascript; charset=utf-8",
            "cache-control", "max-age=300",
            "x-content-type-options", "nosniff",
            "access-control-allow-origin", "*"),
        WIDGET.copy());
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }

  private static Buffer resource(String name) {
    try (InputStream in = WebPages.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("The file " + name + " is missing");
      }
      return Buffer.buffer(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
