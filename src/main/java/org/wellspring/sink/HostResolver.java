package org.wellspring.sink;

import io.netty.util.NetUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Host names to addresses, on threads of its own: the system's resolver blocks, and Netty's default
 * one would do so on the event loop.
 */
final class HostResolver implements AutoCloseable {
  /** The blocking look-up. */
  @FunctionalInterface
  interface Lookup {
    InetAddress[] addressesOf(String host) throws UnknownHostException;
  }

  private static final int THREADS = 4;
  private static final int MAX_WAITING = 1_024;

  private final Lookup lookup;
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          30,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MAX_WAITING),
          new DefaultThreadFactory("ws-resolve", true));

  HostResolver(Lookup lookup) {
    this.lookup = lookup;
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * Completes with one address or more, or with a {@link CompletionException} that says why not.
   */
  CompletableFuture<List<InetAddress>> resolve(String host) {
    byte[] literal = NetUtil.createByteArrayFromIpAddressString(host);
    if (literal != null) {
      return CompletableFuture.completedFuture(List.of(address(literal)));
    }
    try {
      return CompletableFuture.supplyAsync(() -> lookUp(host), threads);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(
          new CompletionException(MAX_WAITING + " host names wait to be resolved already", e));
    }
  }

  private static InetAddress address(byte[] literal) {
    try {
      return InetAddress.getByAddress(literal);
    } catch (UnknownHostException e) { // only for lengths other than 4 and 16
      throw new IllegalStateException("address of " + literal.length + " octets", e);
    }
  }

  private List<InetAddress> lookUp(String host) {
    try {
      return List.of(lookup.addressesOf(host));
    } catch (UnknownHostException e) {
      throw new CompletionException("host name " + host + " cannot be resolved", e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
