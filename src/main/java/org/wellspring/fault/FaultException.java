package org.wellspring.fault;

import java.util.ArrayList;
import java.util.List;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlName;

/**
 * The peer is wrong, or we decline. Written as a fault by the front door; never a sign of a bug, so
 * it has no stack trace.
 *
 * <p>The reason is for people: what was seen, what is allowed, which setting changes it. It reaches
 * the peer, so it must not hold secrets or names of our classes.
 */
public final class FaultException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final FaultCode code;
  private final transient List<XmlElement> detail;
  private final transient List<XmlName> notUnderstood;

  public FaultException(FaultCode code, String reason) {
    this(code, reason, List.of(), List.of());
  }

  private FaultException(
      FaultCode code, String reason, List<XmlElement> detail, List<XmlName> notUnderstood) {
    super(reason, null, false, false);
    this.code = code;
    this.detail = List.copyOf(detail);
    this.notUnderstood = List.copyOf(notUnderstood);
  }

  /** The same fault with a further child of its detail: a supported mode, a supported dialect. */
  public FaultException with(XmlElement child) {
    List<XmlElement> more = new ArrayList<>(detail);
    more.add(child);
    return new FaultException(code, reason(), more, notUnderstood);
  }

  /** SOAP 1.2 §5.4.8: the header blocks that were not understood. */
  public static FaultException notUnderstood(String reason, List<XmlName> blocks) {
    return new FaultException(FaultCode.MUST_UNDERSTAND, reason, List.of(), blocks);
  }

  public FaultCode code() {
    return code;
  }

  public String reason() {
    return String.valueOf(getMessage());
  }

  public List<XmlElement> detail() {
    return detail;
  }

  public List<XmlName> notUnderstoodBlocks() {
    return notUnderstood;
  }
}
