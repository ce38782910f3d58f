package org.wellspring.cli;

import java.io.IOException;
import java.io.PrintWriter;
import org.wellspring.cli.option.UsageProblem;
import org.wellspring.client.ExchangeFailed;
import org.wellspring.client.SoapFault;
import org.wellspring.client.WbemError;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says what went wrong, and which exit code that is. */
final class Failures implements IExecutionExceptionHandler {
  private final PrintWriter err;

  Failures(PrintWriter err) {
    this.err = err;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    if (e instanceof SoapFault fault) {
      err.println("fault: " + fault.summary());
      err.println(fault.reason());
      return Main.FAILED;
    }
    if (e instanceof UsageProblem) {
      err.println(e.getMessage());
      err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
      return Main.WRONG_USAGE;
    }
    if (e instanceof ExchangeFailed || e instanceof WbemError) {
      err.println("error: " + e.getMessage());
      return Main.FAILED;
    }
    if (e instanceof IOException) {
      err.println("error: " + describe(e));
      return Main.FAILED;
    }
    err.println("error: unexpected: " + describe(e));
    e.printStackTrace(err);
    return Main.FAILED;
  }

  /** Messages of ours speak for themselves; those of the JDK are often just a file's name. */
  private static String describe(Exception e) {
    boolean ours =
        e.getClass() == IOException.class || e.getClass().getName().startsWith("org.wellspring.");
    if (ours && e.getMessage() != null) {
      return e.getMessage();
    }
    String message = e.getMessage() == null ? "" : ": " + e.getMessage();
    return e.getClass().getSimpleName() + message;
  }
}
