package dev.milena.router.api;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What went wrong, and what to do next. Never holds a secret, or anybody's words.
 *
 * @param type stays the same for one kind of problem: programs go by it
 * @param title the kind in words
 * @param status of HTTP
 * @param detail what it is this time
 * @param errors the fields that are to blame, if any
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457, read 2026-11-21</a>
 */
@Schema(name = "Problem", description = "What went wrong and what to do next (RFC 9457).")
public record Problem(
    @Schema(
            description = "Names the kind of problem; does not change between versions.",
            examples = "urn:milena:problem:invalid")
        String type,
    @Schema(description = "The kind in words.", examples = "The request is not valid") String title,
    @Schema(description = "The HTTP status.", examples = "400") int status,
    @Schema(description = "What it is this time, and what to do next.") String detail,
    @Schema(description = "The fields that are to blame, if any.") List<Flaw> errors) {

  /** As which media type a problem travels. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /** How the description of the API speaks of it. */
  public static final String SAYS =
      "Something is wrong: `type` and `status` say what kind, `detail` what to do next.";

  private static final String TYPE_PREFIX = "urn:milena:problem:";

  /** A field that is not as it should be. */
  @Schema(name = "Flaw", description = "A field that is not as it should be.")
  public record Flaw(
      @Schema(description = "Where it stands.", examples = "content.text") String field,
      @Schema(description = "What it should be.") String problem) {}

  /** The kinds of problems there are. */
  public enum Kind {
    UNREADABLE(400, "unreadable", "The request cannot be read"),
    INVALID(400, "invalid", "The request is not valid"),
    UNAUTHENTICATED(401, "unauthenticated", "The API key is missing or not good"),
    FORBIDDEN(403, "forbidden", "This key may not do that"),
    NOT_FOUND(404, "not-found", "There is no such thing"),
    NO_SUCH_METHOD(405, "no-such-method", "That cannot be done here"),
    NOT_ACCEPTABLE(406, "not-acceptable", "The answer does not exist in that form"),
    TAKEN(409, "taken", "It is there already"),
    READ_ONLY(409, "read-only", "It stands in the configuration and is changed there"),
    FULL(409, "full", "No more of them can be kept"),
    DECIDED(409, "decided", "Something else was decided about it"),
    TOO_LARGE(413, "too-large", "The body is too large"),
    NOT_JSON(415, "not-json", "The body must be JSON"),
    UNKNOWN_TARGET(422, "unknown-target", "What the request points at is not there"),
    NOT_REPLAYABLE(422, "not-replayable", "It cannot be played again"),
    CODE_NOT_GOOD(422, "code-not-good", "The code is not good"),
    KEY_REUSED(422, "idempotency-key-reused", "The Idempotency-Key belongs to another request"),
    TOO_MANY(429, "too-many", "That was tried too often"),
    DEFECT(500, "defect", "The hub made a mistake"),
    UNAVAILABLE(503, "unavailable", "Something that the hub needs is away");

    private final int status;
    private final String word;
    private final String title;

    Kind(int status, String word, String title) {
      this.status = status;
      this.word = word;
      this.title = title;
    }
  }

  public static Problem of(Kind kind, String detail) {
    return of(kind, detail, List.of());
  }

  public static Problem of(Kind kind, String detail, List<Flaw> errors) {
    return new Problem(TYPE_PREFIX + kind.word, kind.title, kind.status, detail, errors);
  }

  /** One field is to blame. */
  public static Problem invalid(String field, String problem) {
    return of(
        Kind.INVALID,
        "Look at " + field + ": " + problem + ". Nothing was changed.",
        List.of(new Flaw(field, problem)));
  }
}
