package dev.milena.platform.webim;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a callback of the Custom Channel can be about, in the mapping's own words. */
enum ChannelKind {
  OPERATOR_MESSAGE,
  OPERATOR_FILE,
  KEYBOARD,
  TYPING,
  OPERATOR_ASSIGNED,
  CHAT_STARTED,
  CHAT_CLOSED,
  RATING_REQUEST,
  MESSAGE_EDITED,
  MESSAGE_DELETED,
  /** Known, and nothing for the hub, such as the visitor's own words coming back. */
  IGNORED,
  /** Nobody knows what to make of it: it is parked. */
  UNKNOWN;

  private static final Map<String, ChannelKind> BY_WORD =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(ChannelKind::word, Function.identity()));

  String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** The kind of that name; the mapping is checked, so there is one. */
  static ChannelKind of(String word) {
    return BY_WORD.get(word);
  }

  static void check(String setting, String word) {
    List<String> words = Arrays.stream(values()).map(ChannelKind::word).toList();
    SettingChecks.that(BY_WORD.containsKey(word), setting + ": '" + word + "' is none of " + words);
  }
}
