package dev.milena.router.linking;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Linking by code, for accounts that ask for it. */
@ConfigMapping(prefix = "milena.linking")
public interface LinkingConfig {
  /** How long a code is good. Default 10 min. */
  @WithDefault("10m")
  Duration codeFor();

  /** How many wrong codes one caller may enter while a code is good. Default 5. */
  @WithDefault("5")
  int attemptsPerCaller();

  /**
   * How many wrong codes all callers together may enter while a code is good. Default 500: with a
   * hundred live codes among a million, that many guesses hit one in twenty times.
   */
  @WithDefault("500")
  int attemptsInAll();

  /**
   * With the code in place of {@code {code}}, and how long it is good in place of {@code
   * {minutes}}.
   */
  @WithDefault("Your code is {code}. Enter it on your account page within {minutes} minutes.")
  String codeText();

  /** To who is linked already. */
  @WithDefault("This chat is already linked to your account.")
  String alreadyLinkedText();

  /** To a command that nobody takes. */
  @WithDefault("Use /start to link your account.")
  String unknownCommandText();
}
