package dev.milena.router.api;

/**
 * Forms and bounds that several requests share. A form is a regular expression, which goes into the
 * description of the API too.
 */
public final class Words {
  /** A name that an operator gives to something: it stands in addresses, logs and metrics. */
  public static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

  public static final String NAME_SAYS =
      "must be 1 to 64 letters, digits, dots, dashes or underscores, and begin with a letter or digit";

  /** The key of a platform: the name of its folder. */
  public static final String PLATFORM = "[a-z][a-z0-9-]{0,31}";

  public static final String PLATFORM_SAYS =
      "must be 1 to 32 small letters, digits or dashes, and begin with a letter";

  /** {@code platform/name}, percent-encoded where need be. */
  public static final String ACCOUNT = "[^/]{1,64}/[^/]{1,192}";

  public static final String ACCOUNT_SAYS = "must be platform/name";

  /** A title for people. Long enough for any, short enough for a table. */
  public static final int TITLE_MAX = 200;

  /** An id of a platform; the longest ones seen have 80 characters. */
  public static final int ID_MAX = 256;

  /** A conversation's key, with three such ids percent-encoded. */
  public static final int KEY_MAX = 512;

  private Words() {}
}
