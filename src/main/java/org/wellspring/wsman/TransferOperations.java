package org.wellspring.wsman;

import java.util.Optional;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.model.EndpointReference;
import org.wellspring.resource.ManagedResource;
import org.wellspring.resource.ResourceCatalogue;
import org.wellspring.resource.ResourceProvider;
import org.wellspring.soap.Endpoints;
import org.wellspring.soap.Ns;
import org.wellspring.wsman.WsmanReply.Effect;
import org.wellspring.xml.XmlElement;

/**
 * Get, Put, Create and Delete of resource instances. WS-Transfer 2004/09 §3, DSP0226 §7; fragments
 * §7.7.
 */
final class TransferOperations {
  private static final String THIS_2005 = "wsman:system/2005/06/this";

  private final ResourceCatalogue catalogue;
  private final IdentifyOperation identify;

  TransferOperations(ResourceCatalogue catalogue, IdentifyOperation identify) {
    this.catalogue = catalogue;
    this.identify = identify;
  }

  WsmanReply get(WsmanRequest request) {
    requireEmptyBody(request);
    if (Requests.resource(request).value().equals(THIS_2005)) {
      return reply("GetResponse", identify.june2005(), Effect.NONE);
    }
    ManagedResource resource = resource(request);
    XmlElement whole = provider(resource, request).get(request.selectors());
    Optional<XmlElement> fragment = request.fragment();
    WsmanReply reply =
        fragment.isEmpty()
            ? reply("GetResponse", whole, Effect.NONE)
            : reply(
                    "GetResponse",
                    Fragments.select(request.generation(), fragment.get(), resource, whole),
                    Effect.NONE)
                .withHeader(fragment.get());
    return withRequestedEpr(request, resource, reply);
  }

  WsmanReply put(WsmanRequest request) {
    ManagedResource resource = resource(request);
    ResourceProvider provider = provider(resource, request);
    XmlElement sent = requireBody(request, "Put");
    Optional<XmlElement> fragment = request.fragment();
    XmlElement whole =
        fragment.isEmpty()
            ? sent
            : Fragments.replace(fragment.get(), resource, provider.get(request.selectors()), sent);
    Optional<XmlElement> changed = provider.put(request.selectors(), whole.asRoot());
    WsmanReply reply = putResponse(request, resource, changed);
    return withRequestedEpr(request, resource, reply);
  }

  private static WsmanReply putResponse(
      WsmanRequest request, ManagedResource resource, Optional<XmlElement> changed) {
    Optional<XmlElement> fragment = request.fragment();
    if (fragment.isPresent()) {
      WsmanReply reply =
          changed
              .map(now -> Fragments.select(request.generation(), fragment.get(), resource, now))
              .map(part -> reply("PutResponse", part, Effect.CHANGED))
              .orElseGet(() -> WsmanReply.of(action("PutResponse"), Effect.CHANGED));
      return reply.withHeader(fragment.get());
    }
    return changed
        .map(now -> reply("PutResponse", now, Effect.CHANGED))
        .orElseGet(() -> WsmanReply.of(action("PutResponse"), Effect.CHANGED));
  }

  WsmanReply create(WsmanRequest request) {
    refuseFragment(request);
    ManagedResource resource = resource(request);
    ResourceProvider.Instance made =
        provider(resource, request).create(requireBody(request, "Create").asRoot());
    EndpointReference reference =
        References.instance(
            request.generation(), request.addressing().to(), resource.uri(), made.selectors());
    return reply(
        "CreateResponse",
        Endpoints.write(Ns.WXF, "ResourceCreated", "wxf", reference),
        Effect.CHANGED);
  }

  WsmanReply delete(WsmanRequest request) {
    requireEmptyBody(request);
    refuseFragment(request);
    ManagedResource resource = resource(request);
    provider(resource, request).delete(request.selectors());
    return WsmanReply.of(action("DeleteResponse"), Effect.CHANGED);
  }

  private ManagedResource resource(WsmanRequest request) {
    ManagedResource resource = catalogue.require(Requests.resource(request));
    ResourceCatalogue.checkSelectorNames(resource, request.selectors());
    return resource;
  }

  static ResourceProvider provider(ManagedResource resource, WsmanRequest request) {
    return resource
        .provider()
        .orElseThrow(
            () ->
                new FaultException(
                    FaultCode.ACTION_NOT_SUPPORTED,
                    "Resource "
                        + resource.uri()
                        + " raises events but has no instances; "
                        + request.action()
                        + " is not offered."));
  }

  private static void requireEmptyBody(WsmanRequest request) {
    request
        .envelope()
        .body()
        .ifPresent(
            body -> {
              throw new FaultException(
                  FaultCode.ACTION_MISMATCH,
                  "The action "
                      + request.action()
                      + " goes with an empty body; seen was "
                      + body.name()
                      + ".");
            });
  }

  private static XmlElement requireBody(WsmanRequest request, String operation) {
    return request
        .envelope()
        .body()
        .orElseThrow(
            () ->
                new FaultException(
                    FaultCode.REPRESENTATION_MISSING_VALUES,
                    operation + " needs the representation in the body, which is empty."));
  }

  private static void refuseFragment(WsmanRequest request) {
    if (request.fragment().isPresent()) {
      throw new FaultException(
          FaultCode.UNSUPPORTED_FRAGMENTS,
          "Fragments can be read and put, not created or deleted.");
    }
  }

  /** DSP0226 §6.5. */
  private static WsmanReply withRequestedEpr(
      WsmanRequest request, ManagedResource resource, WsmanReply reply) {
    if (!request.asks("RequestEPR")) {
      return reply;
    }
    EndpointReference reference =
        References.instance(
            request.generation(), request.addressing().to(), resource.uri(), request.selectors());
    return reply.withHeader(
        XmlElement.builder(request.generation().namespace(), "RequestedEPR", "wsman")
            .add(Endpoints.write(Ns.WSA, "EndpointReference", "wsa", reference))
            .build());
  }

  private static WsmanReply reply(String name, XmlElement body, Effect effect) {
    return WsmanReply.of(action(name), body, effect);
  }

  private static String action(String name) {
    return Ns.WXF + "/" + name;
  }
}
