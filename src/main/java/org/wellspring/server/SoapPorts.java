package org.wellspring.server;

import jakarta.servlet.Servlet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.cxf.Bus;
import org.apache.cxf.BusFactory;
import org.apache.cxf.transport.servlet.CXFNonSpringServlet;
import org.wellspring.http.HttpHost;
import org.wellspring.metrics.Meters;
import org.wellspring.soap.http.SoapEndpoint;
import org.wellspring.soap.http.SoapEndpoints;
import org.wellspring.soap.http.SoapGate;
import org.wellspring.soap.http.SoapService;

/** The SOAP front doors on the HTTP host: one CXF bus carries the octets of all. */
final class SoapPorts implements AutoCloseable {
  /**
   * A front door.
   *
   * @param paths where it is
   * @param below whether paths below those are its own too
   * @param contract answers GET
   */
  record Door(Set<String> paths, Below below, SoapService service, Servlet contract) {
    enum Below {
      NOTHING,
      ITS_OWN
    }
  }

  private final Bus bus = BusFactory.newInstance().createBus();
  private final HttpHost host;
  private final List<Door> doors;
  private final long maxRequest;
  private final long longestMillis;

  /**
   * Mounts them; {@link #publish} opens them.
   *
   * @param maxRequest octets, setting http.max-request
   * @param longestMillis after which a suspended request is given up
   */
  SoapPorts(HttpHost host, List<Door> doors, Meters meters, long maxRequest, long longestMillis) {
    this.host = host;
    this.doors = List.copyOf(doors);
    this.maxRequest = maxRequest;
    this.longestMillis = longestMillis;
    doors.forEach(door -> guard(door, meters));
    CXFNonSpringServlet cxf = new SoapServlet(paths(Door.Below.NOTHING), paths(Door.Below.ITS_OWN));
    cxf.setBus(bus);
    host.mount("/*", cxf);
  }

  private void guard(Door door, Meters meters) {
    SoapGate gate = new SoapGate(door.service, door.contract, meters, maxRequest);
    for (String path : door.paths) {
      host.filter(door.below == Door.Below.ITS_OWN ? path + "/*" : path, gate);
    }
  }

  private Set<String> paths(Door.Below below) {
    List<String> paths = new ArrayList<>();
    doors.stream().filter(door -> door.below == below).forEach(door -> paths.addAll(door.paths));
    return Set.copyOf(paths);
  }

  /** Publishing needs the servlet to be initialised, which the host does when it starts. */
  void publish() {
    for (Door door : doors) {
      for (String path : door.paths) {
        SoapEndpoints.publish(bus, new SoapEndpoint(door.service, maxRequest, longestMillis), path);
      }
    }
  }

  @Override
  public void close() {
    bus.shutdown(true);
  }
}
