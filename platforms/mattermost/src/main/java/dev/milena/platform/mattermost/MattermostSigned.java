package dev.milena.platform.mattermost;

import static dev.milena.platform.Payload.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a press or a form says about itself, and the signature under it. A button has its {@code
 * context} for that, a form only its {@code state}: {@code v1.<expires>.<signature>.<what was to be
 * remembered>}. Pure.
 *
 * @param claim what is signed
 * @param signature empty where there is none
 */
record MattermostSigned(MattermostSignature claim, String signature) {
  static final String ACTION = "action";
  static final String VALUE = "value";
  static final String LABEL = "label";
  static final String EXPIRES = "expires";
  static final String SIGNATURE = "sig";

  private static final Pattern STATE =
      Pattern.compile("v1\\.([0-9]{1,12})\\.([0-9a-f]{64})\\.(.*)", Pattern.DOTALL);

  static MattermostSigned press(JsonNode body) {
    JsonNode context = body.path("context");
    return new MattermostSigned(
        new MattermostSignature(
            text(body, "channel_id").orElse(""),
            text(context, ACTION).orElse(""),
            text(context, VALUE).orElse(""),
            number(text(context, EXPIRES).orElse(""))),
        text(context, SIGNATURE).orElse(""));
  }

  static MattermostSigned dialog(JsonNode body) {
    Matcher state = STATE.matcher(text(body, "state").orElse(""));
    boolean signed = state.matches();
    return new MattermostSigned(
        new MattermostSignature(
            text(body, "channel_id").orElse(""),
            text(body, "callback_id").orElse(""),
            signed ? state.group(3) : "",
            signed ? number(state.group(1)) : 0),
        signed ? state.group(2) : "");
  }

  /** What was to be remembered with a form. */
  static String remembered(String state) {
    Matcher signed = STATE.matcher(state);
    return signed.matches() ? signed.group(3) : state;
  }

  /** The state of a form, with its parts where they are known; names of placeholders else. */
  static String state(String expires, String signature, String remembered) {
    return "v1." + expires + "." + signature + "." + remembered;
  }

  private static long number(String text) {
    return text.matches("[0-9]{1,12}") ? Long.parseLong(text) : 0;
  }
}
