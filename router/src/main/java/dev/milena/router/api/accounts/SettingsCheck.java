package dev.milena.router.api.accounts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.router.api.Problem.Flaw;
import dev.milena.router.api.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Looks at settings before they are kept, as far as can be done without knowing the platform: their
 * names, their number, and those that every account has. The platform itself reads the rest.
 */
final class SettingsCheck {
  /** Platforms have about ten settings; lists among them count by their entries. */
  private static final int VALUES_MAX = 500;

  /** A private key in PEM has about 3 KB. */
  private static final int VALUE_CHARS_MAX = 16_384;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,63}");

  private SettingsCheck() {}

  /** Throws a {@link ProblemException} that names what is wrong, never a value. */
  static void check(AccountRef ref, ObjectNode settings) {
    List<Flaw> flaws = new ArrayList<>();
    int values = look(settings, "settings", flaws);
    if (values > VALUES_MAX) {
      flaws.add(new Flaw("settings", "may have " + VALUES_MAX + " values"));
    }
    if (!flaws.isEmpty()) {
      throw ProblemException.invalid(flaws.subList(0, Math.min(flaws.size(), 20)));
    }
    try {
      new Account(ref, 0, settings).common();
    } catch (Json.UnreadableException e) {
      throw ProblemException.invalid("settings", e.getMessage());
    }
  }

  private static int look(JsonNode node, String path, List<Flaw> flaws) {
    int values = 1;
    if (node.isTextual() && node.asText().length() > VALUE_CHARS_MAX) {
      flaws.add(new Flaw(path, "may have " + VALUE_CHARS_MAX + " characters"));
    }
    for (Map.Entry<String, JsonNode> e : node.properties()) {
      if (NAME.matcher(e.getKey()).matches()) {
        values += look(e.getValue(), path + "." + e.getKey(), flaws);
      } else {
        flaws.add(new Flaw(path, "has a name that is none: letters, digits and dashes make one"));
      }
    }
    if (node.isArray()) {
      for (JsonNode element : node) {
        values += look(element, path + "[]", flaws);
      }
    }
    return values;
  }
}
