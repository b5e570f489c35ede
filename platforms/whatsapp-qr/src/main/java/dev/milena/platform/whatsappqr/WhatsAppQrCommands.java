package dev.milena.platform.whatsappqr;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Account;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.Operator;
import dev.milena.platform.PlatformCommand;
import jakarta.enterprise.context.Dependent;
import java.util.Map;
import picocli.CommandLine;

/**
 * What an operator does with the phone in hand: {@code ./milena whatsapp-qr pair}, {@code status},
 * {@code resume}, {@code unlink}. The code is drawn on the terminal of whoever asked, and nowhere
 * else.
 */
@Dependent
@CommandLine.Command(
    name = "whatsapp-qr",
    description = "Links WhatsApp numbers by QR code, against WhatsApp's terms.")
class WhatsAppQrCommands extends PlatformCommand {
  static final String WARNING =
      """
      WhatsApp's terms do not allow programs on linked devices: the number can be banned, at any time and for good.
      Never link a number that anybody depends on.\
      """;

  /** Below the time that a terminal waits for an answer. */
  private static final int WAIT_SECONDS = 15;

  /**
   * Six codes live for less than three minutes, and logging in takes some seconds; each question
   * waits for something to happen.
   */
  private static final int QUESTIONS_MAX = 40;

  private final Operator operator;

  WhatsAppQrCommands(Operator operator) {
    this.operator = operator;
  }

  @CommandLine.Command(name = "pair", description = "Shows the code that a phone scans to link it.")
  int pair(@CommandLine.Mixin OfAccount named) {
    WhatsAppQrAccount settings = settings(named);
    say(WARNING);
    if (!did(call(settings, "POST", "/pair"))) {
      return status(false);
    }
    long shown = 0;
    for (int i = 0; i < QUESTIONS_MAX; i++) {
      ApiAnswer answer = call(settings, "GET", "/qr?after=" + shown + "&wait=" + WAIT_SECONDS);
      JsonNode body = answer.json();
      if (answer.status() == 200) {
        shown = body.path("number").asLong();
        say(body.path("drawing").asText());
        say(
            "WhatsApp › Settings › Linked devices › Link a device. The code lives until "
                + body.path("expires_at").asText());
      } else if (!body.path("state").asText().equals("connecting")) {
        return linked(body);
      }
    }
    say("WhatsApp does not answer: look at the sidecar's state");
    return status(false);
  }

  private int linked(JsonNode health) {
    boolean open = health.path("state").asText().equals("open");
    if (open) {
      say("The phone is linked.");
    } else if (health.path("state").asText().equals("needs_pairing")) {
      say("Nobody scanned a code. Ask for new ones when the phone is at hand.");
    } else {
      say(WhatsAppQrAnswers.todo(health.path("state").asText()));
    }
    return status(open);
  }

  @CommandLine.Command(name = "status", description = "Shows how the link stands.")
  int status(@CommandLine.Mixin OfAccount named) {
    return tell(call(settings(named), "GET", "/health"));
  }

  @CommandLine.Command(
      name = "resume",
      description = "Connects again after another process had the link, or after a ban.")
  int resume(@CommandLine.Mixin OfAccount named) {
    return tell(call(settings(named), "POST", "/resume"));
  }

  @CommandLine.Command(name = "unlink", description = "Removes the link, here and on the phone.")
  int unlink(@CommandLine.Mixin OfAccount named) {
    return tell(call(settings(named), "POST", "/logout"));
  }

  private int tell(ApiAnswer answer) {
    boolean done = did(answer);
    if (done) {
      JsonNode health = answer.json();
      String code = health.path("code").asText("");
      say(
          "State: "
              + health.path("state").asText()
              + (code.isEmpty() ? "" : " (" + code + ")")
              + ", since "
              + health.path("since").asText());
    }
    return status(done);
  }

  private boolean did(ApiAnswer answer) {
    if (answer.status() == 401) {
      say("The sidecar refuses the token: set admin-token to its WHATSAPP_QR_ADMIN_TOKEN");
    } else if (answer.status() != 200) {
      say("The sidecar answers " + answer.status());
    }
    return answer.status() == 200;
  }

  private WhatsAppQrAccount settings(OfAccount named) {
    Account account = operator.account(new WhatsAppQrPlatform(), named);
    return WhatsAppQrAccount.of(account);
  }

  private ApiAnswer call(WhatsAppQrAccount settings, String method, String path) {
    String token =
        settings
            .adminToken()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "The account has no admin-token: set it to the sidecar's WHATSAPP_QR_ADMIN_TOKEN"));
    return operator.ask(
        new ApiRequest(
            method, settings.url() + path, WhatsAppQrCall.AUTHORIZED, new ApiRequest.NoBody()),
        Map.of("token", token));
  }
}
