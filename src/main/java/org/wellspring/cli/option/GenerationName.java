package org.wellspring.cli.option;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.wellspring.client.Generation;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code dmtf}, {@code 2004-09}, {@code 2005-06}. */
final class GenerationName implements ITypeConverter<Generation> {
  @Override
  public Generation convert(String value) {
    return Arrays.stream(Generation.values())
        .filter(generation -> generation.label().equalsIgnoreCase(value))
        .findFirst()
        .orElseThrow(() -> new TypeConversionException("'" + value + "' is none of " + allowed()));
  }

  private static String allowed() {
    return Arrays.stream(Generation.values())
        .map(Generation::label)
        .collect(Collectors.joining(", "));
  }
}
