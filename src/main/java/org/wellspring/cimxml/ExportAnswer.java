package org.wellspring.cimxml;

import java.util.Optional;
import org.wellspring.delivery.SinkAnswer;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlProblem;
import org.wellspring.xml.XmlReader;

/**
 * What a listener made of an indication.
 *
 * @param why for people
 */
record ExportAnswer(Kind kind, String why) {
  /** What is to be done. */
  enum Kind {
    ACCEPTED,
    /** It may work later. */
    TRANSIENT,
    /**
     * The connection was closed without an answer: listeners of old do so, and it helps to try at
     * once.
     */
    SILENT,
    /** It will not work, however often it is tried. */
    PERMANENT
  }

  /** Reads an answer. */
  static ExportAnswer of(SinkAnswer answer, XmlReader xml) {
    if (answer instanceof SinkAnswer.Answered answered) {
      return answered(answered, xml);
    }
    if (answer instanceof SinkAnswer.Unreachable unreachable) {
      boolean silent = unreachable.silence() == SinkAnswer.Silence.CLOSED_WITHOUT_ANSWER;
      return new ExportAnswer(
          silent ? Kind.SILENT : Kind.TRANSIENT,
          "the listener cannot be reached: " + unreachable.why());
    }
    if (answer instanceof SinkAnswer.TimedOut timedOut) {
      return new ExportAnswer(
          Kind.TRANSIENT,
          "the listener did not answer within " + timedOut.after().toMillis() + " ms");
    }
    return new ExportAnswer(Kind.PERMANENT, "not sent: " + ((SinkAnswer.NotSent) answer).why());
  }

  private static ExportAnswer answered(SinkAnswer.Answered answered, XmlReader xml) {
    int status = answered.status();
    if (status == 200) {
      return error(answered, xml).map(ExportAnswer::ofError).orElse(accepted());
    }
    if (status > 200 && status < 300) {
      return accepted();
    }
    boolean later = (status >= 500 && status != 501) || status == 408 || status == 429;
    String hint = status == 401 ? ", which wants credentials" : "";
    return new ExportAnswer(
        later ? Kind.TRANSIENT : Kind.PERMANENT,
        "the listener answered with status " + status + hint);
  }

  private static ExportAnswer accepted() {
    return new ExportAnswer(Kind.ACCEPTED, "");
  }

  /** The ERROR of an export response; one that cannot be read says nothing against its status. */
  private static Optional<XmlElement> error(SinkAnswer.Answered answered, XmlReader xml) {
    if (answered.body().length() == 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(xml.read(answered.body().unsafeArray()))
          .flatMap(cim -> cim.child("", "MESSAGE"))
          .flatMap(message -> message.child("", "SIMPLEEXPRSP"))
          .flatMap(response -> response.child("", "EXPMETHODRESPONSE"))
          .flatMap(response -> response.child("", "ERROR"));
    } catch (XmlProblem notXml) {
      return Optional.empty();
    }
  }

  /** CIM_ERR_FAILED is what listeners say whose queue is full. */
  private static ExportAnswer ofError(XmlElement error) {
    String code = error.attribute("CODE").orElse("").strip();
    return new ExportAnswer(
        code.equals("1") ? Kind.TRANSIENT : Kind.PERMANENT,
        "the listener answered with CIM error "
            + code
            + ": "
            + error.attribute("DESCRIPTION").orElse("(no description)"));
  }
}
