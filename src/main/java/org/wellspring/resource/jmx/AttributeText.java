package org.wellspring.resource.jmx;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** Reads the value of a simple MBean attribute from its text. */
final class AttributeText {
  private AttributeText() {}

  /**
   * The value.
   *
   * @param type as {@code MBeanAttributeInfo} names it
   * @return empty when values of that type cannot be read from text
   * @throws IllegalArgumentException when the text is no value of that type
   */
  static Optional<Object> read(String type, String text) {
    return switch (type) {
      case "java.lang.String" -> Optional.of(text);
      case "boolean", "java.lang.Boolean" -> Optional.of(bool(text.strip()));
      case "byte", "java.lang.Byte" -> Optional.of(Byte.valueOf(text.strip()));
      case "short", "java.lang.Short" -> Optional.of(Short.valueOf(text.strip()));
      case "int", "java.lang.Integer" -> Optional.of(Integer.valueOf(text.strip()));
      case "long", "java.lang.Long" -> Optional.of(Long.valueOf(text.strip()));
      case "float", "java.lang.Float" -> Optional.of(Float.valueOf(text.strip()));
      case "double", "java.lang.Double" -> Optional.of(Double.valueOf(text.strip()));
      case "char", "java.lang.Character" -> Optional.of(character(text));
      case "java.math.BigInteger" -> Optional.of(new BigInteger(bounded(text)));
      case "java.math.BigDecimal" -> Optional.of(new BigDecimal(bounded(text)));
      case "javax.management.ObjectName" -> Optional.of(objectName(text.strip()));
      default -> Optional.empty();
    };
  }

  private static Boolean bool(String text) {
    return switch (text) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw new IllegalArgumentException("not true or false");
    };
  }

  private static Character character(String text) {
    if (text.length() != 1) {
      throw new IllegalArgumentException("not one character");
    }
    return text.charAt(0);
  }

  private static String bounded(String text) {
    if (text.length() > 1_000) {
      throw new IllegalArgumentException("more than 1000 characters");
    }
    return text.strip();
  }

  private static ObjectName objectName(String text) {
    try {
      return new ObjectName(text);
    } catch (MalformedObjectNameException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
