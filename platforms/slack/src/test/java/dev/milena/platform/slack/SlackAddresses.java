package dev.milena.platform.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.platform.testkit.OpenedAccounts;
import dev.milena.platform.testkit.SimulatorServer.Answer;
import dev.milena.platform.testkit.SimulatorServer.Call;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses that Slack hands out: to bring files to, to fetch them from, and to answer one person
 * alone. Thread-safe.
 */
final class SlackAddresses {
  private static final Pattern UPLOAD = Pattern.compile("/upload/v1/([A-Z0-9]+)");
  private static final Pattern FILE = Pattern.compile("/files-pri/([A-Z0-9]+)/download");
  private static final Pattern HOOK = Pattern.compile("/((?:actions|commands)/.+)");

  private final OpenedAccounts<SimulatedApp> apps;
  private final List<SlackSimulator.Whisper> whispers = new CopyOnWriteArrayList<>();

  /**
   * @param apps all there are, also later
   */
  SlackAddresses(OpenedAccounts<SimulatedApp> apps) {
    this.apps = apps;
  }

  Answer answer(Call call) {
    Matcher upload = UPLOAD.matcher(call.path());
    if (upload.matches()) {
      return upload(upload.group(1), call);
    }
    Matcher file = FILE.matcher(call.path());
    if (file.matches()) {
      return download(file.group(1), call);
    }
    Matcher hook = HOOK.matcher(call.path());
    return hook.matches() ? whisper(hook.group(1), call) : plain(404, "not_found");
  }

  /** Whether something is done there, rather than fetched. */
  static boolean acts(String path) {
    return HOOK.matcher(path).matches() || UPLOAD.matcher(path).matches();
  }

  List<SlackSimulator.Whisper> whispers() {
    return List.copyOf(whispers);
  }

  private Answer upload(String id, Call call) {
    Buffer bytes = call.files().isEmpty() ? call.body() : call.files().getFirst().bytes();
    String type =
        call.files().isEmpty()
            ? Optional.ofNullable(call.headers().get("content-type")).orElse("")
            : call.files().getFirst().mime();
    boolean taken =
        apps.stream()
            .anyMatch(app -> {
              synchronized (app) {
                return app.files().bring(id, type, bytes);
              }
            });
    return taken ? plain(200, "OK - " + bytes.length()) : plain(400, "unexpected bytes");
  }

  /** Without a token Slack shows its page for signing in. */
  private Answer download(String id, Call call) {
    String token =
        Optional.ofNullable(call.headers().get("authorization")).orElse("").replace("Bearer ", "");
    return apps.stream()
        .filter(app -> app.credentials().botToken().equals(token))
        .findFirst()
        .map(app -> {
          synchronized (app) {
            return app.files()
                .find(id)
                .map(file -> Answer.file(file.mime(), file.bytes()))
                .orElseGet(() -> plain(404, "not_found"));
          }
        })
        .orElseGet(() -> Answer.file("text/html", "<html>Sign in</html>".getBytes()));
  }

  private Answer whisper(String path, Call call) {
    SlackArguments arguments = SlackArguments.of(call);
    try {
      return told(path, arguments);
    } catch (SlackApiError e) {
      return plain(404, e.error());
    }
  }

  private Answer told(String path, SlackArguments arguments) {
    for (SimulatedApp app : apps.stream().toList()) {
      synchronized (app) {
        Optional<SimulatedChannel> channel = app.use(path);
        if (channel.isPresent()) {
          JsonNode blocks = arguments.nested("blocks");
          SlackBlockRules.check(blocks);
          whispers.add(
              new SlackSimulator.Whisper(
                  channel.get().id(),
                  blocks.isArray()
                      ? SlackBlockRules.text(blocks)
                      : SlackMrkdwn.unescape(arguments.required("text"))));
          return plain(200, "ok");
        }
      }
    }
    throw SlackApiError.of("expired_url");
  }

  private static Answer plain(int status, String text) {
    return new Answer(status, Map.of("content-type", "text/plain"), Buffer.buffer(text));
  }
}
