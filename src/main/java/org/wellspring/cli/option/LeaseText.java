package org.wellspring.cli.option;

import picocli.CommandLine.ITypeConverter;

/** A lease as XML Schema writes it, from a duration as people write it or from a point in time. */
public final class LeaseText implements ITypeConverter<String> {
  @Override
  public String convert(String value) {
    return value.matches("-?\\d{4,}-.*") ? value : DurationText.parse(value).toString();
  }
}
