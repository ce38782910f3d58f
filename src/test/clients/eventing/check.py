#!/usr/bin/python3
"""Plain WS-Eventing at /eventing, both versions: zeep through the contracts, and what is read there by GET.

Usage: check.py BASE_URL       (an anonymous server with config/fountains.yaml)
"""
import datetime
import http.client
import json
import os
import re
import sys
import urllib.parse
import uuid
import warnings
import xml.etree.ElementTree as ET

warnings.filterwarnings("ignore", category=DeprecationWarning)

import isodate  # noqa: E402
import requests  # noqa: E402
import zeep  # noqa: E402
from lxml import etree  # noqa: E402

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from checks import FCS, ROOT, WSA, WSE, Sink, Steps, Wrong, expect, publish  # noqa: E402

WSE11 = "http://www.w3.org/2011/03/ws-evt"
WSA10 = "http://www.w3.org/2005/08/addressing"
EVT = "urn:wellspring:eventing"
EVD = "http://www.w3.org/2011/03/ws-evd"
S11 = "http://schemas.xmlsoap.org/soap/envelope/"
XPATH_DIALECT = "http://www.w3.org/TR/1999/REC-xpath-19991116"
XPATH = "//fcs:Usage[@Volume > 3]"


def request(base, method, path):
    where = urllib.parse.urlsplit(base)
    connection = http.client.HTTPConnection(where.hostname, where.port, timeout=30)
    try:
        connection.request(method, path)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def client(wsdl, *plugins):
    session = requests.Session()
    session.trust_env = False
    return zeep.Client(wsdl, transport=zeep.Transport(session=session, timeout=15, operation_timeout=30), plugins=list(plugins))


class FilterText(zeep.Plugin):
    """zeep writes no text into mixed content, which Filter is in the version of 2004."""

    def egress(self, envelope, http_headers, operation, binding_options):
        for element in envelope.iter(f"{{{WSE}}}Filter"):
            element.text = XPATH
        return envelope, http_headers


def faulted(call, *subcodes):
    try:
        call()
    except zeep.exceptions.Fault as fault:
        seen = [etree.QName(code).localname for code in fault.subcodes or []] or [str(fault.code).split(":")[-1]]
        expect(seen[0] in subcodes, f"the fault is {seen}: {fault.message}")
    else:
        raise Wrong(f"was answered, where {subcodes} was expected")


def seconds(lease):
    parsed = lease if isinstance(lease, datetime.timedelta) else isodate.parse_duration(str(lease))
    return (parsed.totimedelta(start=datetime.datetime.now()) if isinstance(parsed, isodate.Duration) else parsed).total_seconds()


def value(lease):
    """Of an element with attributes, zeep gives an object."""
    return lease["_value_1"] if hasattr(lease, "__getitem__") and not isinstance(lease, str) else lease


def parameter(response, name):
    """The reference parameter of that name: an element, or what zeep made of one that the contract knows."""
    for found in response.SubscriptionManager.ReferenceParameters["_value_1"]:
        if not etree.iselement(found):
            return value(found)
        if etree.QName(found).localname == name:
            return found.text
    raise Wrong(f"the SubscriptionManager has no {name}")


def end(base, notify_to):
    """What an operator does: ends the subscription whose events go there."""
    listed = json.loads(request(base, "GET", "/api/subscriptions")[1])["subscriptions"]
    mine = [s["id"] for s in listed if s.get("notifyTo") == notify_to]
    expect(len(mine) == 1, f"{len(mine)} subscriptions to {notify_to}")
    status, _ = request(base, "DELETE", f"/api/subscriptions/{mine[0]}?reason=Closed%20for%20the%20summer.")
    expect(status == 202, f"ending was answered {status}")


def ended(sink, namespace):
    """The SubscriptionEnd that came to the sink."""
    message = sink.wait(lambda came: any(b"SubscriptionEnd" in m for m in came), "SubscriptionEnd")[-1]
    body = ET.fromstring(message).find(f".//{{{namespace}}}SubscriptionEnd")
    expect(body is not None, f"no SubscriptionEnd of {namespace} in {message!r}")
    expect(body.findtext(f"{{{namespace}}}Status") == namespace + "/SourceCancelling", "the status is not SourceCancelling")
    expect(body.findtext(f"{{{namespace}}}Reason") == "Closed for the summer.", "the reason is not the operator's")
    return body


def w3c(steps, base, port, format_name):
    """zeep adds the headers of WS-Addressing 1.0 by itself, as the contract says."""
    wse = client(f"{base}/eventing/fountains?wsdl")
    name = f"zeep, W3C, {port or 'SOAP 1.2'}, {format_name}"
    source, manager = (wse.bind("EventingService", part + port) for part in ("EventSource", "SubscriptionManager"))
    sink = Sink()
    made = {}

    def subscribe():
        return source.Subscribe(EndTo={"Address": sink.url}, Delivery={"NotifyTo": {"Address": sink.url}},
                                Format={"Name": f"{WSE11}/DeliveryFormats/{format_name}"}, Expires="PT10M", Filter=XPATH)

    with steps.step(f"{name}: subscribe"):
        response = subscribe()
        expect(response.SubscriptionManager.Address["_value_1"] == f"{base}/eventing/fountains", f"{response.SubscriptionManager}")
        made["id"] = parameter(response, "SubscriptionID")
        expect(seconds(value(response.GrantedExpires)) == 600, f"granted {response.GrantedExpires}")
    headers = {"SubscriptionID": made.get("id")}
    with steps.step(f"{name}: events come, filtered"):
        for volume in (1, 5, 2, 7):
            publish(base, volume)
        sink.wait_volumes([5, 7])
        expect((b"Notify" in sink.messages[0]) == (format_name == "Wrap"), f"the format is not {format_name}")
        expect((S11.encode() in sink.messages[0]) == bool(port), "the events come in another version of SOAP")
    with steps.step(f"{name}: renew, status, unsubscribe"):
        granted = manager.Renew(Expires="PT1H", _soapheaders=headers).GrantedExpires
        expect(seconds(value(granted)) == 3600, f"renewed for {granted}")
        left = seconds(value(manager.GetStatus(_soapheaders=headers).GrantedExpires))
        expect(3500 < left <= 3600, f"{left} s are left")
        manager.Unsubscribe(_soapheaders=headers)
        faulted(lambda: manager.GetStatus(_soapheaders=headers), "UnknownSubscription")
    with steps.step(f"{name}: an operator's end is told"):
        subscribe()
        end(base, sink.url)
        expect(ended(sink, WSE11).find(f"{{{WSE11}}}SubscriptionManager") is None, "there is a SubscriptionManager")


def august2004(steps, base):
    wse = client(f"{base}/eventing/fountains?wsdl=2004", FilterText())
    source, manager = (wse.bind("Eventing2004Service", part) for part in ("EventSource", "SubscriptionManager"))
    sink = Sink()
    made = {}

    def headers(action, identifier=None):
        blocks = {"Action": f"{WSE}/{action}", "To": f"{base}/eventing/fountains", "MessageID": f"uuid:{uuid.uuid4()}",
                  "ReplyTo": {"Address": WSA + "/role/anonymous"}}
        return {**blocks, "Identifier": identifier} if identifier else blocks

    def subscribe():
        return source.Subscribe(EndTo={"Address": sink.url}, Delivery={"_value_1": [{"NotifyTo": {"Address": sink.url}}]},
                                Expires="PT10M", Filter={"Dialect": XPATH_DIALECT}, _soapheaders=headers("Subscribe"))

    with steps.step("zeep, 2004/08: subscribe"):
        response = subscribe()
        made["id"] = parameter(response, "Identifier")
        expect(seconds(response.Expires) == 600, f"granted {response.Expires}")
    identifier = made.get("id")
    with steps.step("zeep, 2004/08: events come, filtered"):
        for volume in (1, 5, 2, 7):
            publish(base, volume)
        sink.wait_volumes([5, 7])
        expect(WSA.encode() in sink.messages[0], "the events come with another version of WS-Addressing")
    with steps.step("zeep, 2004/08: renew, status, unsubscribe"):
        expect(seconds(manager.Renew(Expires="PT1H", _soapheaders=headers("Renew", identifier)).Expires) == 3600, "no hour")
        left = seconds(manager.GetStatus(_soapheaders=headers("GetStatus", identifier)).Expires)
        expect(3500 < left <= 3600, f"{left} s are left")
        manager.Unsubscribe(_soapheaders=headers("Unsubscribe", identifier))
        faulted(lambda: manager.GetStatus(_soapheaders=headers("GetStatus", identifier)), "InvalidMessage")
    with steps.step("zeep, 2004/08: an operator's end is told"):
        subscribe()
        end(base, sink.url)
        expect(ended(sink, WSE).find(f"{{{WSE}}}SubscriptionManager") is not None, "there is no SubscriptionManager")


def read(steps, base):
    with steps.step("GET ?events describes the events of all resources, and of one"):
        status, octets = request(base, "GET", "/eventing?events")
        root = ET.fromstring(octets)
        expect(status == 200 and root.tag == f"{{{EVD}}}EventDescriptions", f"{status}: {octets[:200]!r}")
        expect(len(root.findall(f"{{{EVD}}}eventType")) > 3, "few types")
        expect(root.find(f".//{{{WSE11}}}EventSource") is not None, "no EventSource policy")
        one = ET.fromstring(request(base, "GET", "/eventing/fountains?events")[1]).findall(f"{{{EVD}}}eventType")
        expect([t.get("actionURI") for t in one] == ["http://control.fineartschool.com/fountains/Usage"], f"{len(one)} types")
    with steps.step("every import of both contracts resolves"):
        pending, seen = ["/eventing?wsdl", "/eventing?wsdl=2004"], set()
        while pending:
            path = pending.pop()
            status, octets = request(base, "GET", path)
            expect(status == 200, f"{path} is answered {status}")
            seen.add(path)
            for element in ET.fromstring(octets).iter():
                where = urllib.parse.urlsplit(element.get("schemaLocation", ""))
                if where.query and f"{where.path}?{where.query}" not in seen:
                    pending.append(f"{where.path}?{where.query}")
        expect(len(seen) >= 8, f"only {sorted(seen)}")
    with steps.step("an unknown resource is told which there are"):
        status, octets = request(base, "GET", "/eventing/nowhere?events")
        expect(status == 404 and b"fountains" in octets, f"{status}: {octets!r}")


def documented(steps, base):
    """The Python of docs/eventing.md as it stands there, but for the addresses."""
    with open(os.path.join(ROOT, "docs", "eventing.md"), encoding="utf-8") as opened:
        blocks = re.findall(r"```python\n(.*?)```", opened.read(), re.DOTALL)
    expect(len(blocks) == 2, f"{len(blocks)} blocks of Python in docs/eventing.md")
    sink = Sink()
    for number, block in enumerate(blocks, 1):
        with steps.step(f"docs/eventing.md: block {number} works as written"):
            code = block.replace("http://127.0.0.1:5985", base).replace("http://127.0.0.1:8080/sink", sink.url)
            exec(compile(code, f"block {number}", "exec"), {})  # pylint: disable=exec-used
            left = json.loads(request(base, "GET", "/api/subscriptions")[1])["subscriptions"]
            expect(all(s.get("notifyTo") != sink.url for s in left), "the subscription is still there")


def main(base):
    steps = Steps("eventing")
    read(steps, base)
    documented(steps, base)
    w3c(steps, base, "", "Wrap")
    w3c(steps, base, "Soap11", "Unwrap")
    august2004(steps, base)
    steps.exit()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
