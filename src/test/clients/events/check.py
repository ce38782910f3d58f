#!/usr/bin/python3
"""Events come in with curl and logger, and reach subscribers in the modes that stock sinks know.

Usage: check.py BASE_URL SERVER_PID

Push, PushWithAck and batches of the server at BASE_URL; a garbage collection of its Java virtual machine (asked for with jcmd, so
SERVER_PID must be its process), pulled; syslog lines at a server of its own.
"""
import json
import os
import socket
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from checks import (EVENTS, FCS, FOUNTAINS, JVM, PULL, PUSH, PUSH_WITH_ACK, ROOT, SYSLOG, WSMAN, Server, Sink,  # noqa: E402
                    Steps, curl_publish, expect, publish, subscribe, usage, volumes)


def structured(volume):
    return {"specversion": "1.0", "id": f"structured-{os.getpid()}-{volume}", "source": FOUNTAINS, "subject": "ResourceID=b42f3North",
            "type": FOUNTAINS + "/Usage", "datacontenttype": "application/xml", "data": usage(volume)}


def push(steps, base):
    sink, some = Sink(), Sink()
    with steps.step("push: 20 events, published one by one, in structured mode and as a batch, arrive in order"):
        subscription = subscribe(base, PUSH, sink.url)
        filtered = subscribe(base, PUSH, some.url, xpath="/fcs:Usage[@Volume &gt; 17]", namespaces=f'xmlns:fcs="{FCS}"')
        for volume in range(1, 9):
            publish(base, volume)
        for volume in range(9, 13):
            status, answer = curl_publish(base, json.dumps(structured(volume)), "application/cloudevents+json")
            expect(status == 202, f"status {status}: {answer}")
        batch = json.dumps([structured(volume) for volume in range(13, 21)])
        status, answer = curl_publish(base, batch, "application/cloudevents-batch+json")
        expect(status == 202 and json.loads(answer)["accepted"] == 8, f"status {status}: {answer}")
        sink.wait_volumes(list(range(1, 21)))
    with steps.step("push: an XPath filter lets through what it selects"):
        some.wait_volumes([18, 19, 20])
    with steps.step("push: a batch with one bad event is refused as a whole"):
        bad = [structured(21), {**structured(22), "source": "urn:nobody"}]
        status, answer = curl_publish(base, json.dumps(bad), "application/cloudevents-batch+json")
        expect(status == 400 and "urn:nobody" in answer, f"status {status}: {answer}")
    with steps.step("push: a repeated event is dropped"):
        for volume in (20, 23):
            status, answer = curl_publish(base, json.dumps(structured(volume)), "application/cloudevents+json")
            expect(status == 202, f"status {status}: {answer}")
        sink.wait_volumes([*range(1, 21), 23])
    with steps.step("push: after Unsubscribe nothing comes"):
        subscription.manage("Unsubscribe").good()
        publish(base, 24)
        some.wait_volumes([18, 19, 20, 23, 24])
        filtered.manage("Unsubscribe").good()
        expect(24 not in sink.volumes(), "the event came all the same")


def acknowledged(steps, base):
    with steps.step("push with ack: 20 events, each acknowledged before the next"):
        sink = Sink(acknowledge=True)
        subscription = subscribe(base, PUSH_WITH_ACK, sink.url)
        for volume in range(20):
            publish(base, volume)
        sink.wait_volumes(list(range(20)))
        expect(sink.acknowledged == 20, f"{sink.acknowledged} of 20 messages asked for an acknowledgement")
        subscription.manage("Unsubscribe").good()
    with steps.step("batched: 20 events in batches of five, each acknowledged"):
        sink = Sink(acknowledge=True)
        subscription = subscribe(base, EVENTS, sink.url,
                                 delivery="<wsman:MaxElements>5</wsman:MaxElements><wsman:MaxTime>PT2S</wsman:MaxTime>")
        batch = json.dumps([structured(volume) for volume in range(100, 120)])
        status, answer = curl_publish(base, batch, "application/cloudevents-batch+json")
        expect(status == 202, f"status {status}: {answer}")
        sink.wait_volumes(list(range(100, 120)))
        sizes = [len(volumes(message)) for message in sink.messages]
        expect(max(sizes) == 5 and sink.acknowledged == len(sizes), f"batches of {sizes}, {sink.acknowledged} asked for an acknowledgement")
        expect(f'"{WSMAN}"'.encode() in sink.messages[0] and b":Events" in sink.messages[0], "no wsman:Events in the message")
        subscription.manage("Unsubscribe").good()
    with steps.step("push with ack: what was not acknowledged comes again, before anything newer"):
        deaf = Sink(acknowledge=False)
        subscription = subscribe(base, PUSH_WITH_ACK, deaf.url)
        publish(base, 201)
        publish(base, 202)
        messages = deaf.wait(lambda came: len(came) >= 2, "the repeat")
        expect([volumes(message) for message in messages[:2]] == [[201], [201]], "the second message is not the first again")
        subscription.manage("Unsubscribe").good()


def jcmd():
    home = os.environ.get("JAVA_HOME")
    beside = os.path.join(home, "bin", "jcmd") if home else ""
    return beside if os.access(beside, os.X_OK) else "jcmd"


def garbage_collection(steps, base, pid):
    with steps.step("jvm: a garbage collection reaches a pull subscriber"):
        subscription = subscribe(base, PULL, resource=JVM)
        done = subprocess.run([jcmd(), str(pid), "GC.run"], capture_output=True, text=True, check=False)
        expect(done.returncode == 0, f"jcmd: {done.stdout}{done.stderr}")
        pulled = subscription.pull("PT20S").good()
        expect(b"GarbageCollection" in pulled.octets, f"pulled was {pulled.octets.decode()[:500]}")
        subscription.manage("Unsubscribe").good()


def free_port():
    """One that is free for TCP and UDP now."""
    with socket.socket() as tcp, socket.socket(type=socket.SOCK_DGRAM) as udp:
        tcp.bind(("127.0.0.1", 0))
        udp.bind(tcp.getsockname())
        return tcp.getsockname()[1]


SYSLOG_CONFIG = """\
include: {root}/config/fountains.yaml
resources:
  - name: syslog
    uri: {uri}
    prefixes:
      sl: urn:wellspring:syslog
sources:
  - type: syslog
    resource: {uri}
    udp: 127.0.0.1:{port}
    tcp: 127.0.0.1:{port}
"""


def logger(port, *arguments):
    done = subprocess.run(["logger", "--server", "127.0.0.1", "--port", str(port), *arguments], capture_output=True, text=True, check=False)
    expect(done.returncode == 0, f"logger: {done.stderr}")


def syslog(steps, folder):
    port = free_port()
    config = os.path.join(folder, "syslog.yaml")
    with open(config, "w", encoding="utf-8") as file:
        file.write(SYSLOG_CONFIG.format(root=ROOT, uri=SYSLOG, port=port))
    with Server(config=config) as server:
        flood, fire = Sink(), Sink()

        def watch(sink, word):
            return subscribe(server.base, PUSH, sink.url, resource=SYSLOG, namespaces='xmlns:sl="urn:wellspring:syslog"',
                             xpath=f"/sl:Message[contains(sl:text, '{word}')]")

        watch(flood, "flooded")
        watch(fire, "burns")
        with steps.step("syslog: a line of logger --udp --rfc5424 reaches the subscriber whose filter selects it"):
            logger(port, "--udp", "--rfc5424", "-t", "watchman", "-p", "daemon.warning", "the cellar is flooded")
            message = flood.wait(lambda came: came, "the line")[0].decode()
            for part in ("the cellar is flooded", ">watchman<", ">daemon<", ">warning<"):
                expect(part in message, f"no {part} in {message}")
        with steps.step("syslog: a line of logger --tcp --octet-count reaches the other"):
            logger(port, "--tcp", "--octet-count", "--rfc5424", "-t", "watchman", "the roof burns")
            message = fire.wait(lambda came: came, "the line")[0].decode()
            expect("the roof burns" in message, f"seen was {message}")
        with steps.step("syslog: an old line (RFC 3164) too"):
            logger(port, "--udp", "--rfc3164", "-t", "watchman", "now the shed burns")
            fire.wait(lambda came: len(came) >= 2, "the line")
        with steps.step("syslog: nobody got what another's filter selects"):
            expect(len(flood.messages) == 1 and len(fire.messages) == 2, f"{len(flood.messages)} and {len(fire.messages)} messages")


def main(base, pid):
    steps = Steps("events")
    push(steps, base)
    acknowledged(steps, base)
    garbage_collection(steps, base, pid)
    with tempfile.TemporaryDirectory(prefix="wellspring-syslog-") as folder:
        syslog(steps, folder)
    steps.exit()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__.strip())
    main(sys.argv[1].rstrip("/"), int(sys.argv[2]))
