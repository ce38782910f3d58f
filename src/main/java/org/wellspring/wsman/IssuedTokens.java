package org.wellspring.wsman;

import java.util.Optional;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.model.Secret;
import org.wellspring.model.SinkCredentials;
import org.wellspring.soap.Envelope;
import org.wellspring.soap.Ns;
import org.wellspring.wsman.RequestReader.Transport;
import org.wellspring.wsman.WsmanSettings.PlainCredentials;
import org.wellspring.xml.XmlElement;

/**
 * The credentials that a subscriber gives us for its sink. DSP0226 §9: {@code wst:IssuedTokens}
 * with a UsernameToken. The password is in clear, so it is taken over TLS or from this machine
 * only, unless the configuration says otherwise.
 */
final class IssuedTokens {
  private IssuedTokens() {}

  static Optional<SinkCredentials> read(
      Envelope envelope, Transport transport, PlainCredentials policy) {
    Optional<XmlElement> tokens = envelope.header(Ns.WST, "IssuedTokens");
    if (tokens.isEmpty()) {
      return Optional.empty();
    }
    if (transport == Transport.PLAIN && policy == PlainCredentials.REFUSE) {
      throw new FaultException(
          FaultCode.UNSUPPORTED_INSECURE_ADDRESS,
          "Sink credentials are taken over https only (setting security.allow-plain-credentials).");
    }
    XmlElement token =
        tokens
            .get()
            .child(Ns.WST, "RequestSecurityTokenResponse")
            .flatMap(response -> response.child(Ns.WST, "RequestedSecurityToken"))
            .flatMap(requested -> requested.child(Ns.WSSE, "UsernameToken"))
            .orElseThrow(
                () ->
                    new FaultException(
                        FaultCode.UNSUPPORTED_SECURITY_TOKEN,
                        "Only a wsse:UsernameToken is accepted as credentials for the sink."));
    String user = token.childText(Ns.WSSE, "Username").orElse("");
    Secret password = new Secret(token.child(Ns.WSSE, "Password").map(XmlElement::text).orElse(""));
    return Optional.of(new SinkCredentials(user, password));
  }
}
