package org.wellspring.server.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.wellspring.client.ClientSettings;
import org.wellspring.client.CloudEventMessage;
import org.wellspring.client.ExchangeFailed;
import org.wellspring.client.PublishClient;

/**
 * Posts batches of Usage events all the time, each event with a volume of its own, and remembers
 * which batches were answered 202. One that was not is posted again as it was, or given up: then
 * nobody knows whether the server has it.
 */
final class Publisher {
  /** Volumes of one publisher are its number times this, and up. */
  static final int RANGE = 10_000_000;

  private static final int LARGEST_BATCH = 20;
  private static final long PAUSE_MILLIS = 20;

  /**
   * One request.
   *
   * @param acknowledged whether it was answered 202, at the first or a later attempt
   */
  record Batch(int first, int count, boolean acknowledged) {
    int last() {
      return first + count - 1;
    }
  }

  private final int number;
  private final PublishClient client;
  private final SplittableRandom random;
  private final List<Batch> batches = new ArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread thread;

  Publisher(int number, ClientSettings settings, SplittableRandom random) {
    this.number = number;
    this.client = new PublishClient(settings);
    this.random = random;
    this.thread = new Thread(this::run, "publisher-" + number);
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    int next = number * RANGE;
    while (!isOver(0)) {
      int count = 1 + random.nextInt(LARGEST_BATCH);
      batches.add(new Batch(next, count, post(next, count)));
      next += count;
      isOver(random.nextInt(4));
    }
  }

  /** Whether it was taken in the end. */
  private boolean post(int first, int count) {
    List<CloudEventMessage> events = new ArrayList<>();
    for (int volume = first; volume < first + count; volume++) {
      events.add(usage(volume));
    }
    while (true) {
      try {
        client.publish(events);
        return true;
      } catch (ExchangeFailed killed) {
        if (isOver(PAUSE_MILLIS) || random.nextInt(3) == 0) {
          return false;
        }
      }
    }
  }

  private boolean isOver(long millis) {
    try {
      return over.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Even ones at the north fountain, odd ones at the south. */
  private static CloudEventMessage usage(int volume) {
    return new CloudEventMessage(
        "crash-" + volume,
        Fountains.URI,
        Fountains.URI + "/Usage",
        Optional.of("ResourceID=" + (volume % 2 == 0 ? Fountains.NORTH : Fountains.SOUTH)),
        Optional.empty(),
        CloudEventMessage.Format.XML,
        "<fcs:Usage xmlns:fcs=\""
            + Fountains.NAMESPACE
            + "\" Time=\"2026-05-04T08:15:00Z\" Volume=\""
            + volume
            + "\"/>");
  }

  /** Ends after the batch at hand, and tells what was posted, in order. */
  List<Batch> finish() throws InterruptedException {
    over.countDown();
    thread.join();
    return batches;
  }
}
