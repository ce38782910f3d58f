#!/usr/bin/python3
"""The server's own life: an orderly end, and a sudden one, in the middle of a push run. Both are a pause to subscribers.

Usage: check.py
"""
import os
import sys
import tempfile
import threading
import time
import urllib.request

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from checks import (EVENTS, FOUNTAINS, PULL, PUSH, PUSH_WITH_ACK, Server, Sink, Steps, Wrong, curl_publish, eventually,  # noqa: E402
                    expect, subscribe, usage, volumes)

MORE = 20  # events to wait for before the next thing happens


def http_get(url):
    with urllib.request.urlopen(url, timeout=20) as answer:
        return answer.status, answer.read().decode()


class Publisher(threading.Thread):
    """Publishes Usage 0, 1, 2 and so on; each again, under its old id, until it is answered 202."""

    def __init__(self, base):
        super().__init__(daemon=True)
        self.base = base
        self.taken = 0  # this many were answered 202
        self.over = threading.Event()
        self.start()

    def run(self):
        while not self.over.is_set():
            if self.publish(self.taken):
                self.taken += 1
            else:
                self.over.wait(0.05)

    def publish(self, volume):
        headers = ["ce-specversion: 1.0", f"ce-id: {os.getpid()}-{id(self)}-{volume}", f"ce-source: {FOUNTAINS}",
                   "ce-subject: ResourceID=b42f3North", f"ce-type: {FOUNTAINS}/Usage"]
        try:
            return curl_publish(self.base, usage(volume), "application/xml", headers)[0] == 202
        except (Wrong, ValueError):  # the server is gone, as planned
            return False

    def finish(self):
        self.over.set()
        self.join(40)
        return self.taken


class Subscriber:
    """A subscription that pushes, its sink, and what its EndTo was told."""

    def __init__(self, base, name, mode, delivery=""):
        self.name = name
        self.sink, self.end = Sink(acknowledge=mode != PUSH), Sink()
        self.subscription = subscribe(base, mode, self.sink.url, end_to=self.end.url, delivery=delivery)

    def wait_beyond(self, count):
        eventually(lambda: count in self.sink.volumes(), f"{self.name}: event {count}", 30)

    def check(self, taken):
        """All of 0..taken-1 in order; what comes again is a run of what has come before."""
        eventually(lambda: self.sink.volumes()[-1:] == [taken - 1], f"{self.name}: the last event, {taken - 1}", 30)
        came, most = self.sink.volumes(), -1
        for before, volume in zip([-1, *came], came):
            repeat_begins = volume <= most and volume <= before
            expect(volume == before + 1 or repeat_begins, f"{self.name}: {volume} after {before} in {came}")
            most = max(most, volume)
        expect(most == taken - 1, f"{self.name}: {most} is the last, of {taken} events")
        expect(not self.end.messages, f"{self.name}: EndTo was told {self.end.messages}")


class Puller:
    """A subscription that is pulled: every event once, for a lost answer is asked for again."""

    name = "pull"

    def __init__(self, base):
        self.subscription = subscribe(base, PULL)
        self.came = []

    def check(self, taken):
        end = time.monotonic() + 30
        while len(self.came) < taken and time.monotonic() < end:
            self.came += volumes(self.subscription.pull("PT5S", 50).good().octets)
        expect(self.came == list(range(taken)), f"pulled were {self.came}, of {taken} events")


def ready(steps):
    with Server() as server:
        with steps.step("it is ready when it says so, and counts what it does"):
            expect(http_get(server.base + "/health/ready")[0] == 200, "/health/ready is not 200")
            expect("wellspring_" in http_get(server.base + "/metrics")[1], "/metrics has no wellspring_ names")


def term(server):
    took = server.stop()
    expect(took < 10, f"it took {took:.1f} s")
    expect(server.process.returncode in (0, 143), f"exit code {server.process.returncode}")


def kill(server):
    server.kill()


def pause(steps, what, stop, folder):
    """Stops a server in the middle of a push run and starts it again at the same place."""
    data = os.path.join(folder, "data")
    with Server(data=data) as server:
        base = server.base
        subscribers = [Subscriber(base, "push", PUSH), Subscriber(base, "push with ack", PUSH_WITH_ACK),
                       Subscriber(base, "batched", EVENTS, "<wsman:MaxElements>5</wsman:MaxElements><wsman:MaxTime>PT0.1S</wsman:MaxTime>")]
        puller = Puller(base)
        publisher = Publisher(base)
        with steps.step(f"{what} in the middle of a push run"):
            subscribers[0].wait_beyond(MORE)
            stop(server)
    at_stop = publisher.taken
    with steps.step(f"{what}: it starts again at the same address and with the same data"):
        server = Server(listen=base, data=data)
    if server.process.poll() is not None:
        return
    with server:
        with steps.step(f"{what}: publishers go on"):
            expect(server.base == base, f"it is at {server.base}")
            eventually(lambda: publisher.taken >= at_stop + MORE, f"{MORE} more events taken", 30)
        taken = publisher.finish()
        for subscriber in (*subscribers, puller):
            with steps.step(f"{what}: {subscriber.name} goes on, every event in order, none lost, no SubscriptionEnd"):
                subscriber.check(taken)
        with steps.step(f"{what}: the subscriptions are the same"):
            for subscriber in (*subscribers, puller):
                subscriber.subscription.manage("GetStatus").good()
                subscriber.subscription.manage("Unsubscribe").good()


def main():
    steps = Steps("server")
    ready(steps)
    for what, stop in (("SIGTERM", term), ("kill -9", kill)):
        with tempfile.TemporaryDirectory(prefix="wellspring-check-") as folder:
            pause(steps, what, stop, folder)
    steps.exit()


if __name__ == "__main__":
    main()
