package org.wellspring.stream;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;

/** The description of this API in OpenAPI 3.1. */
@Path("/openapi.json")
public final class OpenApi {
  private final byte[] document;

  OpenApi() {
    try (InputStream in = OpenApi.class.getResourceAsStream("openapi.json")) {
      if (in == null) {
        throw new IllegalStateException("openapi.json is not in the class path");
      }
      document = in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException("openapi.json cannot be read", e);
    }
  }

  @GET
  public Response document() {
    return Response.ok(document, "application/json;charset=UTF-8").build();
  }
}
