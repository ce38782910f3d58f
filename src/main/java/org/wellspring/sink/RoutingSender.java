package org.wellspring.sink;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.wellspring.delivery.OutboundMessage;
import org.wellspring.delivery.Sender;
import org.wellspring.delivery.SinkAnswer;
import org.wellspring.lane.Lane;

/** Gives each message to the sender for its address's URI scheme. Closes none of them. */
public final class RoutingSender implements Sender {
  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]{0,31}):.*");

  private final Map<String, Sender> byScheme;

  /**
   * @param byScheme schemes in lower case, without the colon
   */
  public RoutingSender(Map<String, Sender> byScheme) {
    this.byScheme = new TreeMap<>(byScheme);
  }

  @Override
  public CompletableFuture<SinkAnswer> send(OutboundMessage message) {
    @Nullable Sender sender = senderFor(message.address());
    return sender == null ? unknown(message.address()) : sender.send(message);
  }

  @Override
  public Optional<Lane> laneOf(String address) {
    @Nullable Sender sender = senderFor(address);
    return sender == null ? Optional.empty() : sender.laneOf(address);
  }

  private @Nullable Sender senderFor(String address) {
    int colon = Math.max(0, address.indexOf(':'));
    return byScheme.get(address.substring(0, colon).toLowerCase(Locale.ROOT));
  }

  private CompletableFuture<SinkAnswer> unknown(String address) {
    Matcher matcher = SCHEME.matcher(address);
    String scheme = matcher.matches() ? matcher.group(1).toLowerCase(Locale.ROOT) : "";
    String why = "address scheme \"" + scheme + "\" is none of " + byScheme.keySet();
    return CompletableFuture.completedFuture(new SinkAnswer.NotSent(why));
  }
}
