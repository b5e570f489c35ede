package dev.milena.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * The one way in which the hub reads and writes JSON: absent instead of null, ISO 8601 for time,
 * unknown fields ignored, and bounds on what a stranger can make us build.
 */
public final class Json {
  /**
   * Deepest nesting that is read. The deepest real payload seen (a nested reply with a keyboard)
   * has 12 levels.
   */
  private static final int DEPTH_MAX = 100;

  /** Longest string that is read, in characters: above the largest body that ingress takes. */
  private static final int STRING_MAX = 8 * 1024 * 1024;

  private static final JsonMapper MAPPER = newMapper();

  private Json() {}

  /** The shared mapper; thread-safe, not to be configured further. */
  public static JsonMapper mapper() {
    return MAPPER;
  }

  private static JsonMapper newMapper() {
    JsonFactory bounded =
        JsonFactory.builder()
            // An emoji is four bytes, not two escapes of six.
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH_MAX)
                    .maxStringLength(STRING_MAX)
                    .build())
            .build();
    return JsonMapper.builder(bounded)
        .addModule(new Jdk8Module())
        .addModule(new JavaTimeModule())
        .addModule(CleanText.module())
        .addModule(Times.module())
        .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, null))
        .withConfigOverride(List.class, o -> o.setInclude(nonEmpty()))
        .withConfigOverride(Map.class, o -> o.setInclude(nonEmpty()))
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
        .build();
  }

  private static JsonInclude.Value nonEmpty() {
    return JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, null);
  }

  /** Writes a value of ours. */
  public static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "Cannot write " + value.getClass().getSimpleName() + " as JSON", e);
    }
  }

  /**
   * Reads any JSON.
   *
   * @throws UnreadableException when it is not JSON; the message never quotes the input
   */
  public static JsonNode tree(byte[] json) {
    try (JsonParser parser = reader(json)) {
      JsonNode node = MAPPER.readTree(parser);
      if (node == null || node.isMissingNode()) {
        throw new UnreadableException("The body is empty where JSON was expected", null);
      }
      return node;
    } catch (IOException e) {
      throw new UnreadableException("The body is not JSON" + place(e), null);
    }
  }

  /** To be closed: only then are the names of fields, once seen, known to the next reader. */
  private static JsonParser reader(byte[] json) throws IOException {
    return CleanText.reading(MAPPER.createParser(json));
  }

  /**
   * Reads a JSON object.
   *
   * @throws UnreadableException when it is not a JSON object
   */
  public static ObjectNode object(byte[] json) {
    if (tree(json) instanceof ObjectNode object) {
      return object;
    }
    throw new UnreadableException("The body is JSON, but not an object", null);
  }

  /**
   * Reads a tree as a value of ours.
   *
   * @throws UnreadableException when it does not have that form
   */
  public static <T> T read(JsonNode tree, Class<T> type) {
    try {
      T value = MAPPER.treeToValue(tree, type);
      if (value == null) {
        throw new UnreadableException(
            "The JSON is null where a " + type.getSimpleName() + " was expected", null);
      }
      return value;
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new UnreadableException(
          "The JSON does not have the form of " + type.getSimpleName() + path(e) + missing(e),
          null);
    }
  }

  /**
   * Reads a JSON object as a value of ours, without building a tree first; what the value has no
   * place for is passed over.
   *
   * @throws UnreadableException when it is not JSON, or does not have that form
   */
  static <T> T read(byte[] json, Class<T> type) {
    try (JsonParser parser = reader(json)) {
      T value = MAPPER.readValue(parser, type);
      if (value == null) {
        throw new UnreadableException("The body is JSON, but not an object", null);
      }
      return value;
    } catch (JsonParseException e) {
      throw new UnreadableException("The body is not JSON" + place(e), null);
    } catch (IOException | IllegalArgumentException e) {
      throw new UnreadableException(
          "The JSON does not have the form of " + type.getSimpleName() + path(e) + missing(e),
          null);
    }
  }

  private static String place(IOException e) {
    return e instanceof JsonProcessingException j && j.getLocation() != null
        ? " (at line "
            + j.getLocation().getLineNr()
            + ", column "
            + j.getLocation().getColumnNr()
            + ")"
        : "";
  }

  private static String path(Exception e) {
    return e instanceof com.fasterxml.jackson.databind.JsonMappingException m
            && !m.getPath().isEmpty()
        ? " (at " + m.getPath().stream().map(r -> String.valueOf(r.getFieldName())).toList() + ")"
        : "";
  }

  /** Which part is missing: the only words of a cause that are surely our own. */
  private static String missing(Exception e) {
    return e.getCause() instanceof Words.MissingException m ? ": " + m.getMessage() : "";
  }

  /**
   * Input that is not what it should be. The message says where, never what: it may hold somebody's
   * words.
   */
  public static final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
