package dev.milena.platform.whatsapp;

import dev.milena.model.DeliveryReport;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a message says of itself ({@code biz_opaque_callback_data}): which call of which command
 * sent it. It comes back with every status, and so tells of a message whose answer was lost. Pure.
 */
final class WhatsAppMarker {
  /** Longest that is taken. */
  static final int MAX = 512;

  private static final Pattern FORM = Pattern.compile("(.+)#([0-9]{1,4})/([0-9]{1,4})");

  private WhatsAppMarker() {}

  static String of(String command, int step, int steps) {
    return command + "#" + step + "/" + steps;
  }

  /** Empty where another program has said it. */
  static Optional<DeliveryReport.Call> read(String marker) {
    Matcher form = FORM.matcher(marker);
    return form.matches()
        ? Optional.of(
            new DeliveryReport.Call(
                form.group(1), Integer.parseInt(form.group(2)), Integer.parseInt(form.group(3))))
        : Optional.empty();
  }
}
