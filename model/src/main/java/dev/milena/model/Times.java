package dev.milena.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/**
 * Reads RFC 3339 times. The form in which the hub itself writes them, {@code
 * 2026-01-01T00:00:00.123Z}, is read without a formatter: every event carries three of them, and
 * formatters took a tenth of what reading an event costs.
 */
public final class Times {
  private static final int SECONDS_END = 19;
  private static final int NANOS_DIGITS = 9;

  private Times() {}

  /**
   * Any time with its offset.
   *
   * @throws DateTimeException when it is none
   */
  public static Instant parse(String text) {
    return isUtc(text) ? utc(text) : OffsetDateTime.parse(text).toInstant();
  }

  /** Digits and signs at their places; whether the numbers are a time shows later. */
  private static boolean isUtc(String text) {
    int end = text.length() - 1;
    if (end < SECONDS_END || end > SECONDS_END + 1 + NANOS_DIGITS || text.charAt(end) != 'Z') {
      return false;
    }
    for (int i = 0; i < end; i++) {
      char expected =
          switch (i) {
            case 4, 7 -> '-';
            case 10 -> 'T';
            case 13, 16 -> ':';
            case SECONDS_END -> '.';
            default -> '0';
          };
      char c = text.charAt(i);
      if (expected == '0' ? c < '0' || c > '9' : c != expected) {
        return false;
      }
    }
    return end != SECONDS_END + 1;
  }

  private static Instant utc(String text) {
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, SECONDS_END);
    if (hour > 23 || minute > 59 || second > 59) {
      throw new DateTimeException("There is no such time of day");
    }
    long day =
        LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10)).toEpochDay();
    int fraction = text.length() - 1 - (SECONDS_END + 1);
    int nanos = fraction > 0 ? number(text, SECONDS_END + 1, text.length() - 1) : 0;
    for (int i = Math.max(0, fraction); fraction > 0 && i < NANOS_DIGITS; i++) {
      nanos *= 10;
    }
    return Instant.ofEpochSecond(((day * 24 + hour) * 60 + minute) * 60 + second, nanos);
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + (text.charAt(i) - '0');
    }
    return number;
  }

  static Module module() {
    return new SimpleModule("times").addDeserializer(Instant.class, new Reader());
  }

  private static final class Reader extends StdScalarDeserializer<Instant> {
    private static final long serialVersionUID = 1L;

    Reader() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return parser.hasToken(JsonToken.VALUE_STRING) && isUtc(parser.getText())
          ? read(parser.getText(), context)
          : InstantDeserializer.INSTANT.deserialize(parser, context);
    }

    private static Instant read(String text, DeserializationContext context) throws IOException {
      try {
        return utc(text);
      } catch (DateTimeException e) {
        return (Instant) context.handleWeirdStringValue(Instant.class, text, "no such time");
      }
    }
  }
}
