package dev.milena.model;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;

/**
 * Replaces what some reader further on cannot hold by U+FFFD, one unit for one unit, so that
 * offsets of marks stay right: NUL (Postgres refuses it) and halves of surrogate pairs (UTF-8 has
 * none).
 */
final class CleanText {
  private static final char REPLACEMENT = '\ufffd';

  private CleanText() {}

  /** The same text, if there is nothing to replace. */
  static String clean(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isBroken(text, i)) {
        return replaced(text, i);
      }
    }
    return text;
  }

  private static String replaced(String text, int from) {
    StringBuilder out = new StringBuilder(text);
    for (int i = from; i < out.length(); i++) {
      if (isBroken(text, i)) {
        out.setCharAt(i, REPLACEMENT);
      }
    }
    return out.toString();
  }

  private static boolean isBroken(String text, int at) {
    char c = text.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
    }
    return c == 0
        || Character.isLowSurrogate(c)
            && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
  }

  /** Everything that we write from values of ours. */
  static Module module() {
    return new SimpleModule("clean-text").addSerializer(String.class, new Writer());
  }

  /** Everything that strangers write: a tree built from it is clean. */
  static JsonParser reading(JsonParser parser) {
    return new Reader(parser);
  }

  private static final class Writer extends StdScalarSerializer<String> {
    private static final long serialVersionUID = 1L;

    Writer() {
      super(String.class);
    }

    @Override
    public void serialize(String text, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeString(clean(text));
    }
  }

  private static final class Reader extends JsonParserDelegate {
    Reader(JsonParser parser) {
      super(parser);
    }

    @Override
    public String getText() throws IOException {
      String text = super.getText();
      return text == null ? null : clean(text);
    }

    @Override
    public String nextFieldName() throws IOException {
      String name = super.nextFieldName();
      return name == null ? null : clean(name);
    }

    @Override
    public String currentName() throws IOException {
      String name = super.currentName();
      return name == null ? null : clean(name);
    }
  }
}
