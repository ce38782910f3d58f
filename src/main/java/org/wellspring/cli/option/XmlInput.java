package org.wellspring.cli.option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.wellspring.cli.text.Terminal;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlLimits;
import org.wellspring.xml.XmlProblem;
import org.wellspring.xml.XmlReader;

/** Reads what a command is given to send. */
public final class XmlInput {
  private XmlInput() {}

  /** The text of a file, or of standard input for {@code -}. */
  public static String text(Terminal terminal, Path file) throws IOException, UsageProblem {
    if (file.toString().equals("-")) {
      return terminal.readAll();
    }
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new UsageProblem("there is no file " + file);
    }
  }

  public static XmlElement element(Terminal terminal, Path file) throws IOException, UsageProblem {
    return element(text(terminal, file), file.toString());
  }

  /** One element from text. */
  public static XmlElement element(String text, String where) throws UsageProblem {
    try {
      return new XmlReader(XmlLimits.DEFAULTS).read(text.strip());
    } catch (XmlProblem e) {
      throw new UsageProblem(where + " is not XML: " + e.getMessage());
    }
  }
}
