package dev.milena.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An account with its settings open. Each platform reads them as a type of its own; what every
 * account has is {@link Common}. Names of settings are the same in files, in the environment and in
 * JSON: {@code kebab-case}.
 *
 * <p>Holds secrets: {@code toString} shows none. Immutable and thread-safe.
 */
public final class Account {
  private static final ObjectMapper SETTINGS =
      Json.mapper()
          .rebuild()
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .addModule(new SimpleModule().addDeserializer(Duration.class, new PlainDuration()))
          .build();

  private final AccountRef ref;
  private final long version;
  private final ObjectNode settings;
  private final Map<Class<?>, Object> read = new ConcurrentHashMap<>();

  public Account(AccountRef ref, long version, ObjectNode settings) {
    this.ref = ref;
    this.version = version;
    this.settings = settings.deepCopy();
  }

  /** Settings that every account may have, whatever its platform. */
  public record Common(Optional<String> path, Linking linking, Unknown unknown, Texts texts) {
    /** What to do with a call whose outcome nobody knows, where the platform cannot tell either. */
    public enum Unknown {
      /** Send once more: may double, counted. */
      RESEND,
      /** Set aside until someone decides. */
      PARK
    }

    public Common {
      linking = linking == null ? Linking.OFF : linking;
      unknown = unknown == null ? Unknown.RESEND : unknown;
      texts = texts == null ? Texts.NONE : texts;
    }
  }

  /** Whether people link this chat to their hub identity by a code. */
  public enum Linking {
    OFF,
    /** {@code /start} hands out a code. */
    CODE
  }

  /**
   * What a person on this account reads when something happens out of their sight. Absent: nothing
   * is said.
   *
   * @param deskUnreachable their message could not be handed over
   * @param chatClosed the other side closed the conversation
   */
  public record Texts(Optional<String> deskUnreachable, Optional<String> chatClosed) {
    static final Texts NONE = new Texts(Optional.empty(), Optional.empty());
  }

  public AccountRef ref() {
    return ref;
  }

  public long version() {
    return version;
  }

  public Common common() {
    return as(Common.class);
  }

  /**
   * The settings as a type; read once per account.
   *
   * @throws Json.UnreadableException when they do not have that form; names the setting, never its
   *     value
   */
  public <T> T as(Class<T> type) {
    Object known = read.get(type);
    return type.cast(known != null ? known : read.computeIfAbsent(type, this::parse));
  }

  private Object parse(Class<?> type) {
    try {
      return SETTINGS.treeToValue(settings, type);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new Json.UnreadableException(
          "The settings of account " + ref + " cannot be read: " + why(e), null);
    }
  }

  private static String why(Exception e) {
    if (e instanceof com.fasterxml.jackson.databind.exc.ValueInstantiationException v
        && v.getCause() != null) {
      return v.getCause().getMessage();
    }
    return e instanceof com.fasterxml.jackson.databind.JsonMappingException m
            && !m.getPath().isEmpty()
        ? "look at '" + m.getPath().getLast().getFieldName() + "'"
        : "they are not of the expected form";
  }

  /** A copy of the raw settings, secrets included: only for sealing. */
  public ObjectNode settings() {
    return settings.deepCopy();
  }

  @Override
  public String toString() {
    return "Account[" + ref + "@" + version + "]";
  }

  /** Reads {@code 50s}, {@code 5m}, {@code 500ms}, {@code PT50S}, and bare numbers as seconds. */
  private static final class PlainDuration extends StdScalarDeserializer<Duration> {
    private static final long serialVersionUID = 1L;

    PlainDuration() {
      super(Duration.class);
    }

    @Override
    public Duration deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      String text = parser.getValueAsString("").strip().toLowerCase(Locale.ROOT);
      if (text.matches("[0-9]+")) {
        return Duration.ofSeconds(Long.parseLong(text));
      }
      if (text.matches("[0-9]+ms")) {
        return Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)));
      }
      return Duration.parse(
          text.startsWith("p") ? text : text.endsWith("d") ? "p" + text : "pt" + text);
    }
  }
}
