import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.wellspring.cim.CimInstance;
import org.wellspring.cim.NamedInstance;
import org.wellspring.client.ClientSettings;
import org.wellspring.client.IndicationListener;
import org.wellspring.client.Ownership;
import org.wellspring.client.SubscriptionManager;
import org.wellspring.client.SubscriptionManager.Query;
import org.wellspring.client.WbemConnection;

/**
 * The walk through a subscription manager that pywbem's tutorial takes, in Java. Run it with the URL of a WBEM server; somebody
 * has to publish an alert SVPC0124 of the DMTF meanwhile:
 *
 * <pre>
 *   java -cp target/wellspring.jar docs/examples/SubscriptionManagerTutorial.java http://127.0.0.1:5985
 * </pre>
 */
public final class SubscriptionManagerTutorial {
  public static void main(String[] args) throws Exception {
    URI server = URI.create(args[0]);

    // Indications are received here: at most 100 wait, then the server is told to come again later.
    try (IndicationListener listener = IndicationListener.start(new InetSocketAddress("127.0.0.1", 0), 100)) {

      // The id tells our instances from those of others. A later manager of this id finds what a crash has left.
      SubscriptionManager manager = new SubscriptionManager("fred");
      String id = manager.addServer(new WbemConnection(ClientSettings.of(server)));

      // An owned destination: made only if it is not there, removed with the server.
      NamedInstance destination = manager.addDestination(id, listener.uri(), Ownership.owned("tutorial"));

      // A permanent filter, because a profile demands its name.
      NamedInstance filter =
          manager.addFilter(
              id,
              new Query(
                  "SELECT * FROM CIM_AlertIndication WHERE OwningEntity = 'DMTF' AND MessageID LIKE 'SVPC0123|SVPC0124|SVPC0125'",
                  "DMTF:CQL",
                  List.of("root/cimv2")),
              Ownership.permanent("DMTF:System Virtualization:Alerts"));

      // Owned, as its destination is.
      List<NamedInstance> subscriptions = manager.addSubscriptions(id, filter.path(), List.of(destination.path()));
      System.out.println("subscribed");

      CimInstance indication = listener.poll(Duration.ofMinutes(5)).orElseThrow();
      System.out.println(indication.className() + " " + indication.text("MessageID").orElse(""));

      // Subscriptions first, then what they refer to; the owned destination goes with the server.
      manager.removeSubscriptions(id, List.of(subscriptions.get(0).path()));
      manager.remove(id, filter.path());
      manager.removeServer(id);
    }
  }

  private SubscriptionManagerTutorial() {}
}
