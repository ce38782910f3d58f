#!/usr/bin/python3
"""Debian's wbemcli (sblim-wbemcli 1.6.3) against the server: classes, instances, associations, and a subscription whose indications come.

Usage: check.py BASE_URL

The client prints errors as "Cim: (11) CIM_ERR_ALREADY_EXISTS: ..." and exits with 16. It fetches a class before it creates an instance of it.
"""
import http.server
import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
import urllib.request
import uuid
import xml.etree.ElementTree as ET

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from checks import Server, Steps, expect  # noqa: E402

ALERT = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_AlertIndication"
QUERY = "SELECT * FROM CIM_AlertIndication WHERE OwningEntity = 'DMTF' AND MessageID LIKE 'SVPC0123|SVPC0124|SVPC0125'"


class Listener(http.server.BaseHTTPRequestHandler):
    """As pywbem's: HTTP/1.0, one request per connection."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken.put((dict(self.headers), ET.fromstring(body)))
        answer = (b'<?xml version="1.0" encoding="utf-8" ?>\n<CIM CIMVERSION="2.0" DTDVERSION="2.4"><MESSAGE ID="1" PROTOCOLVERSION="1.4">'
                  b'<SIMPLEEXPRSP><EXPMETHODRESPONSE NAME="ExportIndication"/></SIMPLEEXPRSP></MESSAGE></CIM>')
        self.send_response(200)
        self.send_header("Content-Type", "text/xml")
        self.send_header("Content-Length", str(len(answer)))
        self.send_header("CIMExport", "MethodResponse")
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


def listen():
    server = http.server.HTTPServer(("127.0.0.1", 0), Listener)
    server.taken = queue.Queue()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def wbemcli(*arguments):
    return subprocess.run(["wbemcli", *arguments], capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL, check=False)


def good(*arguments):
    done = wbemcli(*arguments)
    expect(done.returncode == 0, f"wbemcli {' '.join(arguments)}: exit code {done.returncode}: {done.stdout}{done.stderr}")
    return done.stdout


def refused(error, *arguments):
    done = wbemcli(*arguments)
    expect(f"({error})" in done.stdout + done.stderr, f"expected error {error}: {done.returncode}: {done.stdout}{done.stderr}")


def publish(base, message_id):
    event = {"specversion": "1.0", "id": str(uuid.uuid4()), "source": ALERT, "type": "CIM_AlertIndication",
             "datacontenttype": "application/json", "data": {"OwningEntity": "DMTF", "MessageID": message_id, "PerceivedSeverity": 3}}
    request = urllib.request.Request(base + "/api/events", json.dumps(event).encode(),
                                     {"Content-Type": "application/cloudevents+json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        expect(answer.status == 202, f"status {answer.status}")


def survives(listener, tag):
    """With a server of its own."""
    with tempfile.TemporaryDirectory(prefix="wellspring-check-") as data:
        with Server(data=data) as server:
            subscribe(server.base, listener, tag)
            server.kill()
        with Server(data=data) as server:
            url = server.base.replace("http://", "http://user:password@")
            expect(f"wf{tag}" in good("ein", f"{url}/interop:CIM_IndicationSubscription"), "the subscription is gone")
            publish(server.base, "SVPC0125")
            _, message = listener.taken.get(timeout=30)
            properties = {p.get("NAME"): p.findtext("VALUE") for p in message.iter("PROPERTY")}
            expect(properties["MessageID"] == "SVPC0125" and properties["SequenceNumber"] == "0", f"it was {properties}")


def names(base, tag):
    """URL of the Interop namespace, keys, and the names of a filter and a destination."""
    url = base.replace("http://", "http://user:password@") + "/interop:"
    system = good("ein", url + "CIM_ObjectManager").split('SystemName="')[1].split('"')[0]
    key = f'SystemCreationClassName="CIM_ComputerSystem",SystemName="{system}"'
    return (url, key, f'CIM_IndicationFilter.{key},CreationClassName="CIM_IndicationFilter",Name="wf{tag}"',
            f'CIM_ListenerDestinationCIMXML.{key},CreationClassName="CIM_ListenerDestinationCIMXML",Name="wd{tag}"')


def subscribe(base, listener, tag):
    url, key, filter_name, destination = names(base, tag)
    good("ci", url + filter_name,
         f'{key},CreationClassName="CIM_IndicationFilter",Name="wf{tag}",Query="{QUERY}",QueryLanguage="DMTF:CQL"')
    good("ci", url + destination,
         f'{key},CreationClassName="CIM_ListenerDestinationCIMXML",Name="wd{tag}",'
         f'Destination="http://127.0.0.1:{listener.server_port}",PersistenceType=3')
    good("ci", f"{url}CIM_IndicationSubscription.Filter={filter_name},Handler={destination}",
         f"Filter={filter_name},Handler={destination}")


def main(base):
    steps = Steps("wbemcli")
    listener = listen()
    url = base.replace("http://", "http://user:password@")
    # a fresh name, as the server may be one that was used before
    tag = uuid.uuid4().hex[:8]
    with steps.step("ein: the names of the object manager and the namespaces"):
        found = good("ein", f"{url}/interop:CIM_Namespace")
        expect('Name="interop"' in found and 'Name="root/cimv2"' in found, f"printed was {found}")
        manager = good("ein", f"{url}/interop:CIM_ObjectManager")
        expect(manager.count("\n") == 1, f"there must be one object manager: {manager}")
    with steps.step("ei: the indication service with its properties"):
        found = good("-nl", "ei", f"{url}/interop:CIM_IndicationService")
        expect("FilterCreationEnabled=TRUE" in found and "DeliveryRetryAttempts=3" in found, f"printed was {found}")
    with steps.step("ecn: the classes below CIM_Indication"):
        expect("CIM_AlertIndication" in good("ecn", f"{url}/root/cimv2:CIM_ProcessIndication"), "no CIM_AlertIndication")
    with steps.step("gc: a class with its properties"):
        expect("QueryLanguage" in good("-nl", "gc", f"{url}/interop:CIM_IndicationFilter"), "no QueryLanguage")

    interop, key, filter_name, destination = names(base, tag)
    with steps.step("ci: a filter, a destination, a subscription"):
        subscribe(base, listener, tag)
    with steps.step("ci again: CIM_ERR_ALREADY_EXISTS"):
        refused(11, "ci", interop + destination,
                f'{key},CreationClassName="CIM_ListenerDestinationCIMXML",Name="wd{tag}",Destination="http://127.0.0.1:9"')
    with steps.step("gi: the filter as it was made"):
        expect(QUERY in good("gi", interop + filter_name), "another query")
    with steps.step("rin, ain: from the filter to its subscription and its destination"):
        expect(f"wd{tag}" in good("rin", interop + filter_name), "no subscription")
        expect(f"wd{tag}" in good("ain", interop + filter_name), "no destination")
    with steps.step("an event of the filter comes, another does not"):
        publish(base, "SVPC0999")
        publish(base, "SVPC0124")
        headers, message = listener.taken.get(timeout=30)
        expect(headers.get("CIMExportMethod") == "ExportIndication", f"headers were {headers}")
        properties = {p.get("NAME"): p.findtext("VALUE") for p in message.iter("PROPERTY")}
        expect(properties["MessageID"] == "SVPC0124" and properties["IndicationFilterName"] == f"wf{tag}", f"it was {properties}")
        expect(listener.taken.empty(), "more than one came")
    with steps.step("di: in use CIM_ERR_FAILED, then in the right order"):
        refused(1, "di", interop + filter_name)
        found = [line for line in good("ein", f"{url}/interop:CIM_IndicationSubscription").splitlines() if f"wf{tag}" in line]
        expect(len(found) == 1, f"names were {found}")
        good("di", "http://user:password@" + found[0])
        good("di", interop + filter_name)
        good("di", interop + destination)
        refused(6, "di", interop + destination)
    with steps.step("kill -9 and start again: the subscription is there, and delivery goes on"):
        survives(listener, tag)
    listener.shutdown()
    steps.exit()


if __name__ == "__main__":
    main(sys.argv[1])
