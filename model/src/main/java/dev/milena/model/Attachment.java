package dev.milena.model;

import java.time.Duration;
import java.util.Optional;

/**
 * A file, place, contact or the like on a message. Never bytes: those stay at the platform that
 * received them, or at a URL.
 *
 * @param type what it is
 * @param id the platform's handle of the file; only the account in {@link #origin()} (or, absent,
 *     the event's own) can open it
 * @param url where it can be fetched without credentials
 * @param origin the account that can open {@link #id()}; set when an attachment leaves its own
 *     platform
 * @param name file name, title of a place, name of a contact, question of a poll
 * @param mime media type
 * @param sizeBytes size in bytes
 * @param width pixels
 * @param height pixels
 * @param duration playing time
 * @param place where, for locations and venues
 * @param value what remains of the rest: phone number of a contact, score and emoji of a die
 */
public record Attachment(
    AttachmentType type,
    Optional<String> id,
    Optional<String> url,
    Optional<AccountRef> origin,
    Optional<String> name,
    Optional<String> mime,
    Optional<Long> sizeBytes,
    Optional<Integer> width,
    Optional<Integer> height,
    Optional<Duration> duration,
    Optional<Place> place,
    Optional<String> value) {

  /** Degrees, WGS 84. */
  public record Place(double latitude, double longitude, Optional<String> address) {}

  public static Builder of(AttachmentType type) {
    return new Builder(type);
  }

  /** The same attachment, saying which account can open it. */
  public Attachment from(AccountRef account) {
    return new Attachment(
        type,
        id,
        url,
        Optional.of(account),
        name,
        mime,
        sizeBytes,
        width,
        height,
        duration,
        place,
        value);
  }

  /** The same attachment, to be fetched from an address. */
  public Attachment at(String address) {
    return new Attachment(
        type,
        id,
        Optional.of(address),
        origin,
        name,
        mime,
        sizeBytes,
        width,
        height,
        duration,
        place,
        value);
  }

  /** Leaves out what is secret or private: file names and places belong to people. */
  @Override
  public String toString() {
    return "Attachment[" + type + "]";
  }

  /** Collects the parts that an input has; {@code null} means absent. */
  public static final class Builder {
    private final AttachmentType type;
    private String id;
    private String url;
    private String name;
    private String mime;
    private Long sizeBytes;
    private Integer width;
    private Integer height;
    private Duration duration;
    private Place place;
    private String value;

    private Builder(AttachmentType type) {
      this.type = type;
    }

    public Builder id(String id) {
      this.id = id;
      return this;
    }

    public Builder url(String url) {
      this.url = url;
      return this;
    }

    public Builder name(String name) {
      this.name = name;
      return this;
    }

    public Builder mime(String mime) {
      this.mime = mime;
      return this;
    }

    public Builder sizeBytes(Long sizeBytes) {
      this.sizeBytes = sizeBytes;
      return this;
    }

    public Builder pixels(Integer width, Integer height) {
      this.width = width;
      this.height = height;
      return this;
    }

    public Builder duration(Duration duration) {
      this.duration = duration;
      return this;
    }

    public Builder place(Place place) {
      this.place = place;
      return this;
    }

    public Builder value(String value) {
      this.value = value;
      return this;
    }

    public Attachment build() {
      return new Attachment(
          type,
          Optional.ofNullable(id),
          Optional.ofNullable(url),
          Optional.empty(),
          Optional.ofNullable(name),
          Optional.ofNullable(mime),
          Optional.ofNullable(sizeBytes),
          Optional.ofNullable(width),
          Optional.ofNullable(height),
          Optional.ofNullable(duration),
          Optional.ofNullable(place),
          Optional.ofNullable(value));
    }
  }
}
