package org.wellspring.wsman;

import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.model.ResourceUri;
import org.wellspring.model.SubscriptionId;

/** What operations require of a request, with the fault for its absence. */
final class Requests {
  private Requests() {}

  static ResourceUri resource(WsmanRequest request) {
    return request
        .resource()
        .orElseThrow(
            () ->
                new FaultException(
                    FaultCode.RESOURCE_UNKNOWN,
                    "The header wsman:ResourceURI is missing; this action needs it."));
  }

  static SubscriptionId identifier(WsmanRequest request) {
    return request
        .identifier()
        .orElseThrow(
            () ->
                new FaultException(
                    FaultCode.INVALID_EVENTING_MESSAGE,
                    "The header wse:Identifier is missing; send the one from the SubscribeResponse."));
  }
}
