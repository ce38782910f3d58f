package org.wellspring.resource.fountain;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.model.SelectorSet;
import org.wellspring.resource.ResourceProvider;
import org.wellspring.xml.XmlElement;

/**
 * The fountains, {@code {http://control.fineartschool.com/schemas/fcs}Fountain}, selected by {@code
 * ResourceID}; in memory, so changes end with the server.
 *
 * <p>Put replaces Location, Floor, FlowLimit and FilterState; all must be given. TotalVolume is the
 * fountain's own count: it may be given or left out in Put and Create, and is ignored there, since
 * a client that gets, edits and puts back would hardly ever hold the present value. The result of
 * Put shows what holds.
 */
public final class FountainProvider implements ResourceProvider {
  public static final String NAMESPACE = "http://control.fineartschool.com/schemas/fcs";
  public static final String PREFIX = "fcs";
  public static final String SELECTOR = "ResourceID";

  private static final int MAX_FOUNTAINS = 10_000;
  private static final BigDecimal FIRST_FLOW_LIMIT = new BigDecimal("6.0");

  private final ConcurrentSkipListMap<String, Fountain> byId = new ConcurrentSkipListMap<>();

  /** The eight fountains of building 42. */
  public FountainProvider() {
    seed("b42f1North", 1, "north");
    seed("b42f1South", 1, "south");
    seed("b42f2North", 2, "north");
    seed("b42f2South", 2, "south");
    seed("b42f3North", 3, "north");
    seed("b42f3South", 3, "south");
    seed("b42f4East", 4, "east");
    seed("b42f4West", 4, "west");
  }

  private void seed(String id, int floor, String end) {
    String location = "Building 42, floor " + floor + ", " + end + " end";
    byId.put(
        id,
        new Fountain(id, location, floor, FIRST_FLOW_LIMIT, FilterState.OK, new BigDecimal("0.0")));
  }

  @Override
  public XmlElement get(SelectorSet selectors) {
    return select(selectors).toXml();
  }

  @Override
  public Optional<XmlElement> put(SelectorSet selectors, XmlElement representation) {
    String id = select(selectors).id();
    Fountain wanted = FountainReader.read(representation);
    if (!wanted.id().equals(id)) {
      throw FountainReader.invalid(
          "ResourceID is the key and cannot change: the selectors say "
              + id
              + ", the representation "
              + wanted.id()
              + ".");
    }
    Fountain now =
        byId.computeIfPresent(id, (same, before) -> wanted.withTotalVolume(before.totalVolume()));
    if (now == null) {
      throw unknown(id);
    }
    XmlElement result = now.toXml();
    return result.toString().equals(representation.toString())
        ? Optional.empty()
        : Optional.of(result);
  }

  @Override
  public Instance create(XmlElement representation) {
    Fountain wanted = FountainReader.read(representation);
    if (byId.size() >= MAX_FOUNTAINS) {
      throw new FaultException(
          FaultCode.QUOTA, "There are " + MAX_FOUNTAINS + " fountains already; delete some.");
    }
    if (byId.putIfAbsent(wanted.id(), wanted) != null) {
      throw new FaultException(
          FaultCode.ALREADY_EXISTS, "There is a fountain " + wanted.id() + " already.");
    }
    return instance(wanted);
  }

  @Override
  public void delete(SelectorSet selectors) {
    String id = select(selectors).id();
    if (byId.remove(id) == null) {
      throw unknown(id);
    }
  }

  @Override
  public List<Instance> enumerate() {
    return byId.values().stream().map(FountainProvider::instance).toList();
  }

  /** The ids there are now, sorted. */
  public List<String> ids() {
    return List.copyOf(byId.keySet());
  }

  /**
   * Counts what was drawn.
   *
   * @return false when there is no such fountain (any more)
   */
  public boolean addVolume(String id, BigDecimal litres) {
    return byId.computeIfPresent(
            id, (same, before) -> before.withTotalVolume(before.totalVolume().add(litres)))
        != null;
  }

  private static Instance instance(Fountain fountain) {
    return new Instance(SelectorSet.of(SELECTOR, fountain.id()), fountain.toXml());
  }

  private Fountain select(SelectorSet selectors) {
    for (String name : selectors.asMap().keySet()) {
      if (!name.equalsIgnoreCase(SELECTOR) && !name.equalsIgnoreCase("__cimnamespace")) {
        throw new FaultException(
            FaultCode.SELECTORS_UNEXPECTED,
            "Fountains are selected by " + SELECTOR + " alone, not by " + name + ".");
      }
    }
    Optional<String> id = selectors.value(SELECTOR);
    if (id.isEmpty()) {
      return theOnlyOne();
    }
    Fountain fountain = byId.get(id.get());
    if (fountain == null) {
      throw unknown(id.get());
    }
    return fountain;
  }

  private Fountain theOnlyOne() {
    List<Fountain> all = List.copyOf(byId.values());
    if (all.size() > 1) {
      throw new FaultException(
          FaultCode.SELECTORS_INSUFFICIENT,
          "There are " + all.size() + " fountains; say which with the selector " + SELECTOR + ".");
    }
    if (all.isEmpty()) {
      throw new FaultException(FaultCode.RESOURCE_UNKNOWN, "There are no fountains.");
    }
    return all.get(0);
  }

  private static FaultException unknown(String id) {
    return new FaultException(
        FaultCode.RESOURCE_UNKNOWN,
        "No fountain has the " + SELECTOR + " " + id + "; Enumerate lists those there are.");
  }
}
