package dev.milena.platform.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Message;
import dev.milena.platform.Translation;

/** What one input has become, for a platform's own tests, which ask one thing at a time. */
public final class Translated {
  private final Translation translation;

  private Translated(Translation translation) {
    this.translation = translation;
  }

  public static Translated from(Translation translation) {
    return new Translated(translation);
  }

  /** The only thing that came of it. */
  public Event event() {
    assertThat(translation.skipped()).isEmpty();
    assertThat(translation.events()).hasSize(1);
    return translation.events().getFirst();
  }

  /** What its only event says. */
  public <T extends Happening> T happening(Class<T> kind) {
    Happening what = event().what();
    assertThat(what).isInstanceOf(kind);
    return kind.cast(what);
  }

  /** The message that its only event brings. */
  public Message created() {
    return happening(Happening.MessageCreated.class).message();
  }

  /** Why it made no event. */
  public String ignored() {
    assertThat(translation.events()).isEmpty();
    assertThat(translation.skipped()).hasSize(1);
    return translation.skipped().getFirst().reason();
  }
}
