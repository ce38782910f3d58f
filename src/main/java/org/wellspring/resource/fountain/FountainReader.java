package org.wellspring.resource.fountain;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlOutput;

/** Reads the representation of a fountain as a client sent it, and faults what is wrong with it. */
final class FountainReader {
  private static final Pattern DECIMAL = Pattern.compile("[+-]?\\d{1,9}(\\.\\d{1,9})?");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final BigDecimal LEAST_FLOW = new BigDecimal("0.1");
  private static final BigDecimal MOST_FLOW = new BigDecimal("20");
  private static final int LONGEST_LOCATION = 1_000;
  private static final List<String> NEEDED =
      List.of("Location", "Floor", "FlowLimit", "FilterState");

  private FountainReader() {}

  /** TotalVolume is left out of account: the result has none. */
  static Fountain read(XmlElement representation) {
    if (!representation.is(FountainProvider.NAMESPACE, "Fountain")) {
      throw new FaultException(
          FaultCode.REPRESENTATION_INVALID_NAMESPACE,
          "A fountain is {"
              + FountainProvider.NAMESPACE
              + "}Fountain, but this is "
              + representation.name()
              + ".");
    }
    checkChildren(representation);
    return new Fountain(
        id(representation),
        location(needed(representation, "Location")),
        floor(needed(representation, "Floor")),
        flowLimit(needed(representation, "FlowLimit")),
        filterState(needed(representation, "FilterState")),
        BigDecimal.ZERO);
  }

  private static void checkChildren(XmlElement representation) {
    Set<String> seen = new HashSet<>();
    representation
        .elements()
        .forEach(
            child -> {
              String name = child.name().local();
              if (!child.name().namespace().equals(FountainProvider.NAMESPACE)) {
                throw new FaultException(
                    FaultCode.REPRESENTATION_INVALID_NAMESPACE,
                    "A fountain's properties are of the namespace "
                        + FountainProvider.NAMESPACE
                        + ", but "
                        + child.name()
                        + " is not.");
              }
              if (!NEEDED.contains(name) && !name.equals("TotalVolume")) {
                throw invalid(
                    "A fountain has no property " + name + "; it has " + NEEDED + ", TotalVolume.");
              }
              if (!seen.add(name)) {
                throw invalid(name + " is there twice.");
              }
            });
  }

  private static String id(XmlElement representation) {
    String id =
        representation
            .attribute("ResourceID")
            .orElseThrow(() -> missing("the attribute ResourceID"));
    if (!ID.matcher(id).matches()) {
      throw invalid(
          "ResourceID must be 1 to 64 letters, digits, dots, hyphens or underscores, not "
              + shown(id)
              + ".");
    }
    return id;
  }

  private static String needed(XmlElement representation, String name) {
    return representation
        .childText(FountainProvider.NAMESPACE, name)
        .orElseThrow(() -> missing("the element " + name));
  }

  private static String location(String text) {
    if (text.length() > LONGEST_LOCATION) {
      throw invalid("Location must be at most " + LONGEST_LOCATION + " characters.");
    }
    return text;
  }

  private static int floor(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw invalid("Floor must be a whole number (xs:int), not " + shown(text) + ".");
    }
  }

  private static BigDecimal flowLimit(String text) {
    if (DECIMAL.matcher(text).matches()) {
      BigDecimal litres = new BigDecimal(text);
      if (litres.compareTo(LEAST_FLOW) >= 0 && litres.compareTo(MOST_FLOW) <= 0) {
        return litres;
      }
    }
    throw invalid(
        "FlowLimit must be a decimal number of litres per minute from "
            + LEAST_FLOW
            + " to "
            + MOST_FLOW
            + ", not "
            + shown(text)
            + ".");
  }

  private static FilterState filterState(String text) {
    return FilterState.of(text)
        .orElseThrow(
            () -> invalid("FilterState must be ok, worn or clogged, not " + shown(text) + "."));
  }

  private static String shown(String text) {
    String start = text.length() > 80 ? text.substring(0, 80) + "..." : text;
    return "\"" + XmlOutput.legalText(start) + "\"";
  }

  static FaultException invalid(String reason) {
    return new FaultException(FaultCode.REPRESENTATION_INVALID_VALUES, reason);
  }

  private static FaultException missing(String what) {
    return new FaultException(
        FaultCode.REPRESENTATION_MISSING_VALUES,
        "The representation of a fountain must be whole, but " + what + " is missing.");
  }
}
