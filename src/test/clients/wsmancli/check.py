#!/usr/bin/python3
"""Replays what wsmancli sends, and reads of the answers what that client reads.

Usage: check.py BASE_URL

The bodies in requests/ are those of wsman 2.8.1, recorded with its own headers; ResourceURI, selectors and representations are those
of the fountains, and @SERVER@, @SINK@, @MESSAGE@, @CONTEXT@, @IDENTIFIER@ stand for what differs from run to run. The client prints
nothing of an answer whose status is not 200, 400 or 500, and it pulls until there is no EnumerationContext, whatever EndOfSequence says.
"""
import os
import sys
import uuid

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "lib"))
from checks import FCS, WSA, WSE, WSEN, WSMAN, WSMID, Sink, Steps, expect, post, publish  # noqa: E402

MOST_PULLS = 50


class Wsman:
    """The client."""

    def __init__(self, base, sink):
        self.base = base
        self.sink = sink

    def send(self, name, path="/wsman", context="", identifier=""):
        with open(os.path.join(HERE, "requests", name + ".xml"), encoding="utf-8") as file:
            body = file.read().rstrip("\n")
        for mark, value in {"@SERVER@": self.base, "@SINK@": self.sink, "@MESSAGE@": f"uuid:{uuid.uuid4()}",
                            "@CONTEXT@": context, "@IDENTIFIER@": identifier}.items():
            body = body.replace(mark, value)
        reply = post(self.base + path, body)
        expect(reply.status in (200, 400, 500), f"status {reply.status}: the client would print nothing")
        reply.octets.decode("utf-8")
        return reply

    @staticmethod
    def context(reply):
        """As the client finds it: a child of Body's first child. Empty when it would stop."""
        return (reply.body.findtext(f"{{{WSEN}}}EnumerationContext") or "") if reply.body is not None else ""

    def enumerate(self, name):
        """The client's loop; gives all replies."""
        replies = [self.send(name).good()]
        while self.context(replies[-1]):
            expect(len(replies) <= MOST_PULLS, f"still pulling after {MOST_PULLS} requests: the client would never stop")
            replies.append(self.send("pull", context=self.context(replies[-1])).good())
        return replies

    def subscribe(self, name):
        """The wse:Identifier, which is all that comes back of the subscription manager."""
        reply = self.send(name).good()
        manager = reply.body.find(f"{{{WSE}}}SubscriptionManager")
        expect(manager is not None, "no SubscriptionManager")
        identifier = manager.findtext(f"{{{WSA}}}ReferenceParameters/{{{WSE}}}Identifier")
        expect(identifier and len(identifier) <= 298 and not set(identifier) & set("&<"), f"the client would lose the Identifier {identifier!r}")
        return identifier, reply


def count(replies, namespace, name):
    return sum(len(list(reply.xml.iter(f"{{{namespace}}}{name}"))) for reply in replies)


def ids(replies):
    return sorted(e.get("ResourceID") for reply in replies for e in reply.xml.iter(f"{{{FCS}}}Fountain"))


def transfer(steps, wsman):
    with steps.step("identify"):
        expect(wsman.send("identify").good().text(WSMID, "ProductVendor") == "Wellspring", "no ProductVendor")
    with steps.step("anonid"):
        reply = wsman.send("anonid", path="/wsman-anon/identify").good()
        expect(reply.text(WSMID, "ProtocolVersion") == WSMAN, "no ProtocolVersion")
    with steps.step("get"):
        expect(wsman.send("get").good().body.get("ResourceID") == "b42f3North", "another fountain")
    with steps.step("get -t -e with a locale"):
        expect(wsman.send("get-timeout-maxenv-locale").good().body.get("ResourceID") == "b42f3North", "another fountain")
    with steps.step("get of a name that is not there, in Unicode"):
        reply = wsman.send("get-unicode-selector").refused("DestinationUnreachable", "InvalidSelectors")
        expect("é" in reply.octets.decode(), "the reason does not repeat the name")
    with steps.step("get -F"):
        fragment = wsman.send("get-fragment").good().body
        expect(fragment.tag == f"{{{WSMAN}}}XmlFragment" and len(fragment) == 1, f"{fragment.tag} with {len(fragment)} elements")
        expect(fragment[0].tag == f"{{{FCS}}}FlowLimit", f"the fragment is {fragment[0].tag}")
    for name, wanted in (("put", "5.0"), ("put-input", "5.5")):
        with steps.step(name):
            if name == "put":
                wsman.send("put-get").good()
            wsman.send(name).good()
            expect(wsman.send("get").good().text(FCS, "FlowLimit") == wanted, "the new FlowLimit cannot be read back")
    with steps.step("create"):
        created = wsman.send("create").good()
        expect(created.text(WSMAN, "Selector") == "b42lobby", "ResourceCreated does not have the new ResourceID")
        expect("b42lobby" in ids(wsman.enumerate("enumerate")), "the new fountain is not enumerated")
    with steps.step("delete"):
        wsman.send("delete").good()
        wsman.send("delete").refused("DestinationUnreachable", "InvalidSelectors")
    with steps.step("invoke, which fountains have no methods for"):
        wsman.send("invoke").refused("ActionNotSupported")


def enumeration(steps, wsman):
    with steps.step("enumerate: eight fountains, one a pull"):
        replies = wsman.enumerate("enumerate")
        expect(len(set(ids(replies))) == 8 == len(ids(replies)), f"it saw {ids(replies)}")
    with steps.step("enumerate -M epr"):
        replies = wsman.enumerate("enumerate-epr")
        eprs = [e for reply in replies for e in reply.body.iter(f"{{{WSA}}}EndpointReference")]
        expect(len(eprs) == 8 and not ids(replies), f"{len(eprs)} references, {len(ids(replies))} fountains")
    with steps.step("enumerate -M objepr"):
        replies = wsman.enumerate("enumerate-objepr")
        expect(len(ids(replies)) == 8 == count(replies, WSMAN, "Item"), f"{count(replies, WSMAN, 'Item')} items, {len(ids(replies))} fountains")
    with steps.step("enumerate -o"):
        expect(len(ids(wsman.enumerate("enumerate-optimized"))) == 8, "not eight fountains")
    with steps.step("enumerate -o -m 10: all in one answer, and no context left"):
        replies = wsman.enumerate("enumerate-optimized-max10")
        expect(len(replies) == 1 and len(ids(replies)) == 8, f"{len(replies)} answers with {len(ids(replies))} fountains")
    with steps.step("enumerate -E"):
        replies = wsman.enumerate("enumerate-count")
        expect(replies[0].text(WSMAN, "TotalItemsCountEstimate") == "8", "TotalItemsCountEstimate is not 8")
    with steps.step("enumerate with an XPath filter"):
        expect(ids(wsman.enumerate("enumerate-xpath")) == ["b42f3North"], "not the one fountain")
    with steps.step("enumerate with a selector filter"):
        expect(ids(wsman.enumerate("enumerate-selector")) == ["b42f3North"], "not the one fountain")
    with steps.step("enumerate with WQL"):
        expect(len(ids(wsman.enumerate("enumerate-wql"))) == 8, "not the eight fountains")
    with steps.step("release, and the context is gone"):
        context = wsman.context(wsman.send("enumerate").good())
        expect(context.startswith("uuid:") and not set(context) & set("&<"), f"the client would spoil the context {context!r}")
        wsman.send("release", context=context).good()
        wsman.send("pull", context=context).refused("InvalidEnumerationContext")


def eventing(steps, wsman, sink):
    for name in ("push", "pushwithack", "events", "nomode", "refprops", "expires", "xpath", "selectors"):
        with steps.step(f"subscribe {name}, renew, unsubscribe"):
            identifier, reply = wsman.subscribe("subscribe-" + name)
            if name == "expires":
                expect((reply.text(WSE, "Expires") or "").startswith("PT"), "a duration was asked for, but not granted")
            renewed = wsman.send("renew", identifier=identifier).good()
            expect(renewed.body.tag == f"{{{WSE}}}RenewResponse", f"answered with {renewed.body.tag}")
            wsman.send("unsubscribe", identifier=identifier).good()
            wsman.send("renew", identifier=identifier).refused("InvalidMessage", "UnableToRenew")
    with steps.step("subscribe push without NotifyTo: a fault"):
        wsman.send("subscribe-push-nonotify").refused("UnsupportedFeature", "InvalidMessage")
    with steps.step("subscribe pull: publish, pull one, unsubscribe"):
        identifier, reply = wsman.subscribe("subscribe-pull")
        context = wsman.context(reply)
        expect(context, "no EnumerationContext where the client's library looks for it")
        publish(wsman.base, 7)
        pulled = wsman.send("pull", context=context).good()
        expect(pulled.body.tag == f"{{{WSEN}}}PullResponse", f"answered with {pulled.body.tag}")
        usages = list(pulled.body.iter(f"{{{FCS}}}Usage"))
        expect([usage.get("Volume") for usage in usages] == ["7"], f"{len(usages)} events were pulled")
        wsman.send("unsubscribe", identifier=identifier).good()
        wsman.send("pull", context=wsman.context(pulled)).refused("InvalidEnumerationContext")
    with steps.step("subscribe push with reference properties: they come back with the event"):
        identifier, _ = wsman.subscribe("subscribe-refprops")
        publish(wsman.base, 8)
        message = sink.wait(lambda messages: messages, "the event")[-1].decode()
        expect(">abc</" in message and 'Volume="8"' in message, f"the sink got {message}")
        wsman.send("unsubscribe", identifier=identifier).good()
    for name in ("bookmark", "heartbeat"):
        with steps.step(f"subscribe with {name}: granted, or a fault that names it"):
            reply = wsman.send("subscribe-" + name)
            if reply.status == 200:
                wsman.send("unsubscribe", identifier=reply.text(WSE, "Identifier")).good()
            else:
                reply.refused("UnsupportedFeature")


def main(base):
    steps = Steps("wsmancli")
    sink = Sink()
    wsman = Wsman(base.rstrip("/"), sink.url)
    transfer(steps, wsman)
    enumeration(steps, wsman)
    eventing(steps, wsman, sink)
    steps.exit()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__.strip())
    main(sys.argv[1])
