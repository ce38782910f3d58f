#!/usr/bin/python3
"""Reads the served WSDL with zeep and talks to the server through it.

Usage: zeep_check.py BASE_URL SINK_URL
e.g.   zeep_check.py http://127.0.0.1:5985 http://127.0.0.1:9080/sink

Loads BASE_URL/wsman?wsdl, then: Subscribe (Push, XPath filter), Renew, GetStatus, Unsubscribe, a GetStatus that must fail,
Get of one fountain, Identify. Prints a line for each step; exits with 1 at the first thing that is wrong. Nothing has to
listen at SINK_URL. Needs the server's fountain resource (config/fountains.yaml or config/demo.yaml).
"""
import datetime
import sys
import uuid
import warnings
from urllib.parse import urlsplit

warnings.filterwarnings("ignore", category=DeprecationWarning)

try:
    import isodate
    import requests
    import zeep
    from lxml import etree
    from zeep.plugins import HistoryPlugin
except ImportError as missing:
    sys.exit(f"zeep check: cannot run: {missing} (Debian: apt-get install python3-zeep)")

TNS = "urn:wellspring:wsdl"
SOAP = "http://www.w3.org/2003/05/soap-envelope"
WSA = "http://schemas.xmlsoap.org/ws/2004/08/addressing"
WSE = "http://schemas.xmlsoap.org/ws/2004/08/eventing"
WXF = "http://schemas.xmlsoap.org/ws/2004/09/transfer"
WSMAN = "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"
FCS = "http://control.fineartschool.com/schemas/fcs"

ANONYMOUS = WSA + "/role/anonymous"
PUSH = WSE + "/DeliveryModes/Push"
XPATH = "http://www.w3.org/TR/1999/REC-xpath-19991116"
FOUNTAINS = "http://control.fineartschool.com/fountains"
FOUNTAIN = "b42f3North"


class Wrong(Exception):
    """What the server did that it should not have."""


def expect(condition, complaint):
    if not condition:
        raise Wrong(complaint)


def must_understand(value):
    return {"_value_1": value, "_attr_1": {f"{{{SOAP}}}mustUnderstand": "true"}}


def duration(expires, where):
    """The granted lease, given as a duration because a duration was asked for."""
    expect(expires is not None, f"{where}: no Expires")
    try:
        parsed = isodate.parse_duration(str(expires)) if not isinstance(expires, datetime.timedelta) else expires
    except isodate.ISO8601Error:
        raise Wrong(f"{where}: Expires is {expires!r}, where a duration was asked for") from None
    if isinstance(parsed, isodate.Duration):
        parsed = parsed.totimedelta(start=datetime.datetime.now())
    expect(parsed > datetime.timedelta(0), f"{where}: Expires {expires!r} is not in the future")
    return parsed


class Check:

    def __init__(self, base, sink):
        self.base = base.rstrip("/")
        self.sink = sink
        self.history = HistoryPlugin()
        self.to = None
        self.subscription = []

    def say(self, step, text):
        print(f"zeep check: {step}: {text}", flush=True)

    # Steps

    def load(self):
        session = requests.Session()
        session.trust_env = False
        transport = zeep.Transport(session=session, timeout=15, operation_timeout=30)
        self.client = zeep.Client(f"{self.base}/wsman?wsdl", transport=transport, plugins=[self.history])
        wanted = {"EventSource": {"Subscribe"},
                  "SubscriptionManager": {"Renew", "GetStatus", "Unsubscribe"},
                  "DataSource": {"Enumerate", "Pull", "Renew", "GetStatus", "Release"},
                  "Resource": {"Get", "Put", "Delete"},
                  "ResourceFactory": {"Create"},
                  "Identify": {"Identify"}}
        ports = self.client.wsdl.services["WellspringService"].ports
        for name, operations in wanted.items():
            expect(name in ports, f"the WSDL has no port {name}")
            found = set(ports[name].binding.all())
            expect(found == operations, f"port {name} has operations {sorted(found)}, expected {sorted(operations)}")
            address = ports[name].binding_options["address"]
            given, served = urlsplit(self.base + "/wsman"), urlsplit(address)
            expect((given.scheme, given.port, given.path) == (served.scheme, served.port, served.path),
                   f"the WSDL places port {name} at {address}; the server is at {given.geturl()}")
            self.to = address
        self.say("WSDL", f"{len(wanted)} ports at {self.to}")

    def port(self, name):
        return self.client.bind("WellspringService", name)

    def headers(self, action):
        """The header blocks of a request to the fountains, as the WSDL names them."""
        return {"Action": must_understand(action),
                "To": self.to,
                "MessageID": f"uuid:{uuid.uuid4()}",
                "ReplyTo": {"Address": ANONYMOUS},
                "ResourceURI": must_understand(FOUNTAINS),
                "OperationTimeout": isodate.parse_duration("PT30S"),
                "MaxEnvelopeSize": 153600}

    def manager_headers(self, action):
        """The header blocks of a request to the subscription manager: its reference parameters just as they came."""
        def block(name, value):
            return self.client.get_element(f"{{{WSA}}}{name}")(value)
        return [block("Action", action),
                block("To", self.manager),
                block("MessageID", f"uuid:{uuid.uuid4()}"),
                self.client.get_element(f"{{{WSA}}}ReplyTo")(Address=ANONYMOUS),
                *self.subscription]

    def related(self, step):
        """The reply belongs to the request: by RelatesTo, and by its Action."""
        sent, received = self.history.last_sent["envelope"], self.history.last_received["envelope"]
        message_id = sent.findtext(f".//{{{WSA}}}MessageID")
        relates_to = received.findtext(f"{{{SOAP}}}Header/{{{WSA}}}RelatesTo")
        expect(relates_to is not None and relates_to.strip() == message_id,
               f"{step}: RelatesTo is {relates_to!r}, the request was {message_id!r}")
        action = received.findtext(f"{{{SOAP}}}Header/{{{WSA}}}Action")
        wanted = sent.findtext(f".//{{{WSA}}}Action") + "Response"
        expect(action is not None and action.strip() == wanted, f"{step}: the reply's Action is {action!r}, expected {wanted!r}")

    def subscribe(self):
        xpath_filter = etree.Element(f"{{{WSMAN}}}Filter", Dialect=XPATH, nsmap={"wsman": WSMAN, "fcs": FCS})
        xpath_filter.text = "/fcs:Usage[@Volume > 3]"
        response = self.port("EventSource").Subscribe(
            Delivery={"Mode": PUSH, "_value_1": [{"NotifyTo": {"Address": self.sink}}]},
            Expires="PT10M",
            _value_1=[xpath_filter],
            _soapheaders=self.headers(WSE + "/Subscribe"))
        self.related("Subscribe")
        expect(response is not None and response.SubscriptionManager is not None, "Subscribe: no SubscriptionManager in the response")
        self.manager = response.SubscriptionManager.Address["_value_1"]
        expect(self.manager, "Subscribe: the subscription manager has no address")
        lease = duration(response.Expires, "Subscribe")
        received = self.history.last_received["envelope"]
        for kind in ("ReferenceProperties", "ReferenceParameters"):
            for parent in received.iter(f"{{{WSA}}}{kind}"):
                self.subscription.extend(child for child in parent if isinstance(child.tag, str))
        identifiers = [e.text for e in self.subscription if e.tag == f"{{{WSE}}}Identifier"]
        expect(len(identifiers) == 1 and identifiers[0], f"Subscribe: the manager has {len(identifiers)} wse:Identifier, expected one")
        self.say("Subscribe", f"{identifiers[0]} for {lease}")

    def renew(self):
        response = self.port("SubscriptionManager").Renew(
            Expires="PT30M", _soapheaders=self.manager_headers(WSE + "/Renew"))
        self.related("Renew")
        lease = duration(getattr(response, "Expires", None), "Renew")
        self.lease = lease
        self.say("Renew", f"for {lease}")

    def get_status(self):
        response = self.port("SubscriptionManager").GetStatus(_soapheaders=self.manager_headers(WSE + "/GetStatus"))
        self.related("GetStatus")
        left = duration(getattr(response, "Expires", None), "GetStatus")
        expect(left <= self.lease, f"GetStatus: {left} left of {self.lease}")
        self.say("GetStatus", f"{left} left")

    def unsubscribe(self):
        response = self.port("SubscriptionManager").Unsubscribe(_soapheaders=self.manager_headers(WSE + "/Unsubscribe"))
        self.related("Unsubscribe")
        body = self.history.last_received["envelope"].find(f"{{{SOAP}}}Body")
        expect(response is None and body is not None and len(body) == 0, "Unsubscribe: the response's body is not empty")
        self.say("Unsubscribe", "done, empty body")
        try:
            self.port("SubscriptionManager").GetStatus(_soapheaders=self.manager_headers(WSE + "/GetStatus"))
        except zeep.exceptions.Fault as fault:
            expect(fault.code and fault.code.endswith(":Sender"), f"GetStatus after Unsubscribe: fault code {fault.code}, expected Sender")
            subcodes = [str(code) for code in fault.subcodes or []]
            expect(any(code.startswith(f"{{{WSE}}}") for code in subcodes),
                   f"GetStatus after Unsubscribe: subcodes {subcodes}, expected one of WS-Eventing")
            self.say("GetStatus after Unsubscribe", f"refused: {etree.QName(subcodes[0]).localname}: {fault.message}")
        else:
            raise Wrong("GetStatus after Unsubscribe: answered as if the subscription were there")

    def get(self):
        headers = self.headers(WXF + "/Get")
        headers["SelectorSet"] = {"Selector": [{"Name": "ResourceID", "_value_1": FOUNTAIN}]}
        fountain = self.port("Resource").Get(_soapheaders=headers)
        self.related("Get")
        expect(fountain is not None, "Get: nothing in the response")
        expect(fountain.ResourceID == FOUNTAIN, f"Get: asked for {FOUNTAIN}, got {fountain.ResourceID!r}")
        for name in ("Location", "Floor", "FlowLimit", "FilterState"):
            expect(fountain[name] is not None, f"Get: the fountain has no {name}")
        self.say("Get", f"{fountain.ResourceID}: {fountain.Location}, floor {fountain.Floor}, filter {fountain.FilterState}, "
                        f"{fountain.TotalVolume} litres so far")

    def identify(self):
        response = self.port("Identify").Identify()
        expect(response is not None and WSMAN in response.ProtocolVersion,
               f"Identify: ProtocolVersion is {getattr(response, 'ProtocolVersion', None)}, expected {WSMAN}")
        expect(response.ProductVendor and response.ProductVersion, "Identify: ProductVendor or ProductVersion is missing")
        self.say("Identify", f"{response.ProductVendor} {response.ProductVersion}")

    def run(self):
        for step in (self.load, self.subscribe, self.renew, self.get_status, self.unsubscribe, self.get, self.identify):
            name = step.__name__
            try:
                step()
            except Wrong:
                raise
            except zeep.exceptions.Fault as fault:
                raise Wrong(f"{name}: fault {fault.code} {[str(c) for c in fault.subcodes or []]}: {fault.message}") from None
            except requests.exceptions.RequestException as problem:
                raise Wrong(f"{name}: no answer: {problem}") from None
            except Exception as problem:  # whatever zeep makes of a message that does not fit the WSDL
                raise Wrong(f"{name}: {type(problem).__name__}: {problem}") from problem


def main(arguments):
    if len(arguments) != 2:
        sys.exit(__doc__.strip())
    try:
        Check(*arguments).run()
    except Wrong as wrong:
        print(f"zeep check: FAILED: {wrong}", file=sys.stderr, flush=True)
        return 1
    print("zeep check: passed", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
