package org.wellspring.cli.option;

import java.util.Arrays;
import java.util.Iterator;
import org.wellspring.client.Mode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The delivery modes by name; {@code events}, as other tools say, is batched. */
public final class ModeName implements ITypeConverter<Mode> {
  @Override
  public Mode convert(String value) {
    if (value.equalsIgnoreCase("events")) {
      return Mode.BATCHED;
    }
    return Arrays.stream(Mode.values())
        .filter(mode -> mode.label().equalsIgnoreCase(value))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'" + value + "' is none of " + String.join(", ", new Names())));
  }

  /** For help and completion. */
  public static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(Mode.values()).map(Mode::label).iterator();
    }
  }
}
