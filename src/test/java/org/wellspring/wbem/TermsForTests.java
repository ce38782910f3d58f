package org.wellspring.wbem;

import java.time.Instant;
import java.util.List;
import org.wellspring.model.SubscriptionTerms;
import org.wellspring.wbem.IndicationTerms.FatalErrorPolicy;
import org.wellspring.wbem.IndicationTerms.IndicationFilter;

/** Terms of subscriptions of WBEM clients. */
public final class TermsForTests {
  private TermsForTests() {}

  public static SubscriptionTerms indications(
      String name, String destination, RepeatPolicy repeat) {
    return new IndicationTerms(
            name,
            destination,
            "http://127.0.0.1:5990",
            Instant.EPOCH,
            new IndicationFilter(name, "SELECT * FROM CIM_Indication", "DMTF:CQL", List.of()),
            FatalErrorPolicy.IGNORE,
            repeat)
        .toTerms();
  }
}
