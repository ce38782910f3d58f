package org.wellspring.cli.option;

import java.util.LinkedHashMap;
import java.util.Map;
import org.wellspring.client.WsmanClient;
import org.wellspring.model.EndpointReference;
import org.wellspring.model.SelectorSet;
import picocli.CommandLine.Option;

/** Which resource, and which instance of it. */
public final class ResourceOptions {
  /** The resource of the demonstration. */
  public static final String FOUNTAINS = "http://control.fineartschool.com/fountains";

  @Option(
      names = {"-r", "--resource"},
      paramLabel = "URI",
      defaultValue = FOUNTAINS,
      description = "The resource's URI. Default: ${DEFAULT-VALUE}")
  private String resource = FOUNTAINS;

  @Option(
      names = {"-s", "--selector"},
      paramLabel = "NAME=VALUE",
      description =
          "Picks an instance, as in ResourceID=b42f3North; repeatable. Default: none, all of"
              + " them")
  private Map<String, String> selectors = new LinkedHashMap<>();

  public EndpointReference target(WsmanClient client) {
    return client.resource(resource, SelectorSet.of(selectors));
  }

  /** The manager of a subscription to this resource. */
  public EndpointReference manager(WsmanClient client, String id) {
    return client.manager(resource, SelectorSet.of(selectors), id);
  }
}
