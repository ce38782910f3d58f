#!/usr/bin/python3
"""The server's own life: an orderly end, and a sudden one.

Usage: check.py
"""
import os
import sys
import threading
import urllib.request

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from checks import PUSH, WSE, Server, Sink, Steps, expect, publish, subscribe  # noqa: E402


def http_get(url):
    with urllib.request.urlopen(url, timeout=20) as answer:
        return answer.status, answer.read().decode()


def orderly_end(steps):
    with Server() as server:
        with steps.step("it is ready when it says so, and counts what it does"):
            expect(http_get(server.base + "/health/ready")[0] == 200, "/health/ready is not 200")
            expect("wellspring_" in http_get(server.base + "/metrics")[1], "/metrics has no wellspring_ names")
        sink, end = Sink(), Sink()
        with steps.step("SIGTERM ends it within 10 s"):
            subscribe(server.base, PUSH, sink.url, end_to=end.url)
            publish(server.base, 1)
            sink.wait_volumes([1])
            took = server.stop()
            expect(took < 10, f"it took {took:.1f} s")
            expect(server.process.returncode in (0, 143), f"exit code {server.process.returncode}")
        with steps.step("EndTo is told: SubscriptionEnd, SourceShuttingDown"):
            message = end.wait(lambda came: came, "SubscriptionEnd", seconds=2)[0].decode()
            expect(WSE + "/SubscriptionEnd" in message and WSE + "/SourceShuttingDown" in message, f"it got {message}")


def sudden_end(steps):
    sink, again = Sink(), Sink()
    with Server() as server:
        with steps.step("kill -9 in the middle of a push run: what arrived is in order, without gaps"):
            subscribe(server.base, PUSH, sink.url)
            publisher = threading.Thread(target=publish_until_refused, args=(server.base,), daemon=True)
            publisher.start()
            sink.wait(lambda came: len(came) >= 20, "20 events")
            server.kill()
            publisher.join(30)
            came = sink.volumes()
            expect(came == list(range(len(came))), f"the events came as {came}")
        base = server.base
    with steps.step("it starts again on the same port, and a new subscription works"):
        with Server(listen=base) as server:
            expect(server.base == base, f"it is at {server.base}")
            subscribe(server.base, PUSH, again.url)
            publish(server.base, 1)
            again.wait_volumes([1])


def publish_until_refused(base):
    try:
        for volume in range(10_000):
            publish(base, volume)
    except Exception:  # the server is gone, as planned
        return


def main():
    steps = Steps("server")
    orderly_end(steps)
    sudden_end(steps)
    steps.exit()


if __name__ == "__main__":
    main()
