package dev.milena.router.api.messages;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * An address that strangers may be given: http or https, a host, no credentials. Whether it leads
 * into a private network is asked where it is fetched, when its name is looked up.
 */
@Constraint(validatedBy = WebAddress.Check.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE})
@interface WebAddress {
  /** The length up to which browsers and proxies agree. */
  int LENGTH_MAX = 2_048;

  String message() default
      "must be an http or https address with a host, without credentials, of at most 2048 characters";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Looks at the form only. */
  final class Check implements ConstraintValidator<WebAddress, String> {
    @Override
    public boolean isValid(String value, ConstraintValidatorContext context) {
      return value == null || value.length() <= LENGTH_MAX && isWeb(value);
    }

    private static boolean isWeb(String value) {
      try {
        URI uri = new URI(value);
        boolean web =
            "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
        return web && uri.getHost() != null && uri.getRawUserInfo() == null;
      } catch (URISyntaxException e) {
        return false;
      }
    }
  }
}
