"""What the client checks share: steps that are counted, a server, a sink, and a few envelopes.

Only the standard library is used, so that /usr/bin/python3 of any machine will do.
"""
import base64
import contextlib
import http.client
import http.server
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback
import urllib.parse
import uuid
import xml.etree.ElementTree as ET

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))))
PROGRAM = os.path.join(ROOT, "bin", "wellspring")

S = "http://www.w3.org/2003/05/soap-envelope"
WSA = "http://schemas.xmlsoap.org/ws/2004/08/addressing"
WSE = "http://schemas.xmlsoap.org/ws/2004/08/eventing"
WSEN = "http://schemas.xmlsoap.org/ws/2004/09/enumeration"
WSMAN = "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"
WSMID = "http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd"
FCS = "http://control.fineartschool.com/schemas/fcs"
ANONYMOUS = WSA + "/role/anonymous"
XPATH = "http://www.w3.org/TR/1999/REC-xpath-19991116"

FOUNTAINS = "http://control.fineartschool.com/fountains"
JVM = "http://control.fineartschool.com/jvm"
SYSLOG = "http://control.fineartschool.com/syslog"

PUSH = WSE + "/DeliveryModes/Push"
PUSH_WITH_ACK = "http://schemas.dmtf.org/wbem/wsman/1/wsman/PushWithAck"
EVENTS = "http://schemas.dmtf.org/wbem/wsman/1/wsman/Events"
PULL = "http://schemas.dmtf.org/wbem/wsman/1/wsman/Pull"
ACK = "http://schemas.dmtf.org/wbem/wsman/1/wsman/Ack"

IDENTIFY = (f'<s:Envelope xmlns:s="{S}" xmlns:wsmid="{WSMID}"><s:Header/>'
            "<s:Body><wsmid:Identify/></s:Body></s:Envelope>")

# so that a check that takes too long stops its servers on its way out
signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))


# Steps

class Wrong(Exception):
    """What the server did that it should not have."""


class Steps:
    """Prints a line for each step and counts those that went wrong."""

    def __init__(self, client):
        self.client = client
        self.failed = 0

    @contextlib.contextmanager
    def step(self, text):
        try:
            yield
        except Exception as problem:  # whatever it is, the next steps are tried too
            self.failed += 1
            print(f"not ok - {self.client}: {text}: {problem}", flush=True)
            if not isinstance(problem, (Wrong, OSError)):
                traceback.print_exc()
        else:
            print(f"ok - {self.client}: {text}", flush=True)

    def exit(self):
        sys.exit(1 if self.failed else 0)


def expect(condition, complaint):
    if not condition:
        raise Wrong(complaint)


def eventually(probe, what, seconds=20.0):
    """Asks again and again until the answer is true; gives it back."""
    end = time.monotonic() + seconds
    while True:
        answer = probe()
        if answer:
            return answer
        if time.monotonic() > end:
            raise Wrong(f"{what}: not within {seconds:g} s")
        time.sleep(0.05)


# HTTP and SOAP

class Reply:
    """An HTTP answer, and the envelope in it."""

    def __init__(self, status, headers, octets):
        self.status = status
        self.headers = headers
        self.octets = octets

    @property
    def xml(self):
        try:
            return ET.fromstring(self.octets)
        except ET.ParseError as problem:
            raise Wrong(f"status {self.status}, and the answer is not XML: {problem}: {self.octets[:200]!r}") from None

    @property
    def body(self):
        """The first child of Body."""
        body = self.xml.find(f"{{{S}}}Body")
        expect(body is not None, f"status {self.status}, and the answer has no Body: {self.octets[:200]!r}")
        return body[0] if len(body) else None

    def text(self, namespace, name):
        """The text of the first such element anywhere; None when there is none."""
        found = self.xml.find(f".//{{{namespace}}}{name}")
        return None if found is None else (found.text or "").strip()

    @property
    def fault(self):
        """Local name of the fault's subcode; None when the answer is no fault."""
        value = self.xml.find(f".//{{{S}}}Subcode/{{{S}}}Value")
        return None if value is None else value.text.strip().split(":")[-1]

    def good(self):
        expect(self.status == 200, f"status {self.status}: {self.fault}: {self.text(S, 'Text')}")
        return self

    def refused(self, *subcodes):
        expect(self.status in (400, 500), f"status {self.status}, where a fault with 400 or 500 was expected")
        expect(self.fault in subcodes, f"the fault is {self.fault}, expected {' or '.join(subcodes)}: {self.text(S, 'Text')}")
        expect(self.text(S, "Text"), "the fault has no reason")
        return self


def post(url, body, headers=None, user=None, content_type="application/soap+xml;charset=UTF-8"):
    """Sends as openwsman does: its Content-Type, its User-Agent, no SOAPAction."""
    where = urllib.parse.urlsplit(url)
    all_headers = {"Accept": "*/*", "Content-Type": content_type, "User-Agent": "openwsman 2.2.0", **(headers or {})}
    if user:
        all_headers["Authorization"] = "Basic " + base64.b64encode(user.encode()).decode()
    connection = http.client.HTTPConnection(where.hostname, where.port, timeout=60)
    try:
        connection.request("POST", where.path, body.encode() if isinstance(body, str) else body, all_headers)
        answer = connection.getresponse()
        return Reply(answer.status, answer.headers, answer.read())
    finally:
        connection.close()


def envelope(base, action, body="", resource=FOUNTAINS, header=""):
    return (f'<s:Envelope xmlns:s="{S}" xmlns:wsa="{WSA}" xmlns:wse="{WSE}" xmlns:wsen="{WSEN}" xmlns:wsman="{WSMAN}"><s:Header>'
            f'<wsa:Action s:mustUnderstand="true">{action}</wsa:Action><wsa:To s:mustUnderstand="true">{base}/wsman</wsa:To>'
            f'<wsman:ResourceURI s:mustUnderstand="true">{resource}</wsman:ResourceURI>'
            f'<wsa:MessageID s:mustUnderstand="true">uuid:{uuid.uuid4()}</wsa:MessageID>'
            f"<wsa:ReplyTo><wsa:Address>{ANONYMOUS}</wsa:Address></wsa:ReplyTo>{header}</s:Header>"
            f"<s:Body>{body}</s:Body></s:Envelope>")


class Subscription:
    """What a SubscribeResponse gave."""

    def __init__(self, base, resource, user, reply):
        self.base, self.resource, self.user, self.reply = base, resource, user, reply
        self.identifier = reply.text(WSE, "Identifier")
        self.context = reply.text(WSEN, "EnumerationContext")
        expect(self.identifier, "the SubscribeResponse has no wse:Identifier")

    def manage(self, operation, content="", user=None):
        """Sends Renew, GetStatus or Unsubscribe."""
        body = f"<wse:{operation}>{content}</wse:{operation}>"
        header = f"<wse:Identifier>{self.identifier}</wse:Identifier>"
        message = envelope(self.base, f"{WSE}/{operation}", body, self.resource, header)
        return post(self.base + "/wsman", message, user=user or self.user)

    def pull(self, max_time="PT10S", max_elements=20):
        body = (f"<wsen:Pull><wsen:EnumerationContext>{self.context}</wsen:EnumerationContext><wsen:MaxTime>{max_time}</wsen:MaxTime>"
                f"<wsen:MaxElements>{max_elements}</wsen:MaxElements></wsen:Pull>")
        reply = post(self.base + "/wsman", envelope(self.base, f"{WSEN}/Pull", body, self.resource), user=self.user)
        if reply.status == 200:
            self.context = reply.text(WSEN, "EnumerationContext") or self.context
        return reply


def subscribe_reply(base, mode, notify_to=None, resource=FOUNTAINS, xpath=None, end_to=None, delivery="", namespaces="", user=None):
    notify = f"<wse:NotifyTo><wsa:Address>{notify_to}</wsa:Address></wse:NotifyTo>" if notify_to else ""
    end = f"<wse:EndTo><wsa:Address>{end_to}</wsa:Address></wse:EndTo>" if end_to else ""
    wanted = f'<wsman:Filter Dialect="{XPATH}" {namespaces}>{xpath}</wsman:Filter>' if xpath else ""
    body = (f'<wse:Subscribe>{end}<wse:Delivery Mode="{mode}">{notify}{delivery}</wse:Delivery>'
            f"<wse:Expires>PT10M</wse:Expires>{wanted}</wse:Subscribe>")
    return post(base + "/wsman", envelope(base, f"{WSE}/Subscribe", body, resource), user=user)


def subscribe(base, mode, *arguments, resource=FOUNTAINS, user=None, **options):
    reply = subscribe_reply(base, mode, *arguments, resource=resource, user=user, **options).good()
    return Subscription(base, resource, user, reply)


# Publishing, with curl

def usage(volume):
    return f'<fcs:Usage xmlns:fcs="{FCS}" Time="2026-01-05T10:00:00Z" Volume="{volume}"/>'


def curl_publish(base, data, content_type, headers=(), user=None):
    command = ["curl", "-sS", "--max-time", "30", "-w", "\n%{http_code}", "-H", f"Content-Type: {content_type}"]
    for header in headers:
        command += ["-H", header]
    if user:
        command += ["--user", user]
    done = subprocess.run(command + ["--data-binary", "@-", base + "/api/events"], input=data.encode(),
                          capture_output=True, check=False)
    expect(done.returncode == 0, f"curl ended with {done.returncode}: {done.stderr.decode()}")
    answer, status = done.stdout.decode().rsplit("\n", 1)
    return int(status), answer


def publish(base, volume, user=None):
    """One Usage of that volume, in CloudEvents' binary mode."""
    headers = ["ce-specversion: 1.0", f"ce-id: {uuid.uuid4()}", f"ce-source: {FOUNTAINS}", "ce-subject: ResourceID=b42f3North",
               f"ce-type: {FOUNTAINS}/Usage"]
    status, answer = curl_publish(base, usage(volume), "application/xml", headers, user)
    expect(status == 202, f"publishing was answered {status}: {answer}")


def volumes(octets):
    """The volumes of all Usage events in a message, in their order."""
    return [int(event.get("Volume")) for event in ET.fromstring(octets).iter(f"{{{FCS}}}Usage")]


# A sink

class Sink:
    """Takes notifications on a free port of 127.0.0.1; acknowledges where it is asked to and told to."""

    def __init__(self, acknowledge=False):
        self.messages = []
        self.acknowledged = 0
        arrived = self.arrived = threading.Condition()
        sink = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                octets = self.rfile.read(int(self.headers.get("Content-Length", "0")))
                wants_ack = b"AckRequested" in octets
                answer = sink.ack(octets) if wants_ack and acknowledge else b""
                with arrived:
                    sink.messages.append(octets)
                    sink.acknowledged += bool(answer)
                    arrived.notify_all()
                self.send_response(200 if answer else 204)
                if answer:
                    self.send_header("Content-Type", "application/soap+xml;charset=UTF-8")
                    self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *arguments):
                pass

        class Listener(http.server.ThreadingHTTPServer):
            request_queue_size = 64

            def handle_error(self, request, client_address):
                pass  # connections are reset when servers are killed

        self.server = Listener(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/sink"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @staticmethod
    def ack(octets):
        to = ET.fromstring(octets).findtext(f".//{{{WSA}}}MessageID")
        return (f'<s:Envelope xmlns:s="{S}" xmlns:wsa="{WSA}"><s:Header><wsa:To>{ANONYMOUS}</wsa:To><wsa:Action>{ACK}</wsa:Action>'
                f"<wsa:MessageID>uuid:{uuid.uuid4()}</wsa:MessageID><wsa:RelatesTo>{to}</wsa:RelatesTo></s:Header><s:Body/></s:Envelope>").encode()

    def volumes(self):
        with self.arrived:
            return [volume for message in self.messages for volume in volumes(message)]

    def wait(self, enough, what, seconds=20.0):
        """Waits until {enough} is true of the messages."""
        end = time.monotonic() + seconds
        with self.arrived:
            while not enough(self.messages):
                left = end - time.monotonic()
                if left <= 0:
                    raise Wrong(f"{what}: not within {seconds:g} s; {len(self.messages)} messages came")
                self.arrived.wait(left)
            return list(self.messages)

    def wait_volumes(self, wanted, seconds=20.0):
        """Waits for as many events as are wanted; they must come in that order and once each."""
        def seen(messages):
            return [volume for message in messages for volume in volumes(message)]
        try:
            self.wait(lambda messages: len(seen(messages)) >= len(wanted), f"{len(wanted)} events", seconds)
        finally:
            came = seen(self.messages)
        expect(came == wanted, f"the events came as {came}, expected {wanted}")


# A server

class Server:
    """A server of its own, from the packaged build, on a free port of 127.0.0.1 and with new data unless told otherwise."""

    def __init__(self, *options, listen="http://127.0.0.1:0", config="config/fountains.yaml", data=None):
        self.folder = tempfile.TemporaryDirectory(prefix="wellspring-check-")
        self.log = os.path.join(self.folder.name, "log")
        if config and not os.path.isabs(config):
            config = os.path.join(ROOT, config)
        command = [PROGRAM, "serve", "--listen", listen, "--data", data or os.path.join(self.folder.name, "data"), *options]
        if config:
            command += ["--config", config]
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log)
        self.lines = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()
        self.base = self._ready()

    def _read(self):
        for line in self.process.stdout:
            self.lines.put(line.decode().rstrip())
        self.lines.put(None)

    def _ready(self):
        end = time.monotonic() + 60
        while True:
            try:
                line = self.lines.get(timeout=max(0.01, end - time.monotonic()))
            except queue.Empty:
                self.kill()
                raise Wrong(f"the server was not ready within 60 s: {self.messages()}") from None
            if line is None:
                raise Wrong(f"the server ended with {self.process.wait()}: {self.messages()}")
            if "ready" in line:
                return next(word for word in line.split() if word.startswith("http")).rstrip("/")

    @property
    def pid(self):
        return self.process.pid

    def messages(self):
        with open(self.log, encoding="utf-8", errors="replace") as log:
            return log.read()[-2000:]

    def kill(self):
        """kill -9."""
        self.process.kill()
        self.process.wait()

    def stop(self, seconds=20.0):
        """SIGTERM; gives back how long it took, in seconds."""
        begin = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            raise Wrong(f"the server was still there {seconds:g} s after SIGTERM") from None
        return time.monotonic() - begin

    def __enter__(self):
        return self

    def __exit__(self, *problem):
        if self.process.poll() is None:
            try:
                self.stop()
            except Wrong:
                pass
        self.folder.cleanup()


def wellspring(*arguments, stdin="", timeout=60.0):
    """Runs a command to its end."""
    return subprocess.run([PROGRAM, *arguments], input=stdin, capture_output=True, text=True, timeout=timeout, check=False)


def start_wellspring(*arguments):
    """Starts a command whose output is read while it runs; as a context manager it waits for the end.

    It has a process group of its own, as at a terminal, and hears interrupts, though we may be deaf to them, as jobs in the background are.
    """
    return subprocess.Popen(
        [PROGRAM, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
