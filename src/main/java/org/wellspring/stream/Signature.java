package org.wellspring.stream;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.wellspring.delivery.OutboundMessage;
import org.wellspring.model.Bytes;
import org.wellspring.model.Secret;
import org.wellspring.time.TimeSource;

/**
 * The header {@code Wellspring-Signature: t=SECONDS,v1=HEX}. SECONDS is the time of this attempt
 * since 1970; HEX is HMAC-SHA256 under the destination's secret over SECONDS as written, a full
 * stop and the body's octets. A receiver that also looks at the time is safe from replays.
 */
record Signature(Secret secret, TimeSource time) {
  static final String HEADER = "Wellspring-Signature";
  private static final String HMAC = "HmacSHA256";

  OutboundMessage.Headers over(List<Bytes> body) {
    return () -> Map.of(HEADER, sign(body, time.wallClock().getEpochSecond()));
  }

  private String sign(List<Bytes> body, long seconds) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret.value().getBytes(StandardCharsets.UTF_8), HMAC));
      mac.update((seconds + ".").getBytes(StandardCharsets.US_ASCII));
      body.forEach(part -> mac.update(part.unsafeArray()));
      return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + HMAC, e);
    }
  }
}
