#!/usr/bin/python3
"""Who may do what, and where events may go.

Usage: check.py BASE_URL       (an anonymous server; one with users is started here)
"""
import os
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from checks import (IDENTIFY, PUSH, WSE, WSMID, Server, Sink, Steps, envelope, expect, post, publish,  # noqa: E402
                    subscribe, subscribe_reply, wellspring)

ALICE, BOB = "alice:spring water", "bob:tap water"


def passwd(file, user, *options):
    name, password = user.split(":")
    done = wellspring("passwd", *options, file, name, stdin=password + "\n")
    expect(done.returncode == 0, f"passwd ended with {done.returncode}: {done.stderr}")


def users(steps, folder):
    file = os.path.join(folder, "users")
    with steps.step("passwd: two users, no password to be read in the file"):
        passwd(file, ALICE)
        passwd(file, BOB)
        with open(file, encoding="utf-8") as opened:
            text = opened.read()
        expect("alice" in text and "bob" in text and "water" not in text, "the file holds a password, or not both users")
        expect(os.stat(file).st_mode & 0o077 == 0, f"others may read the file: mode {os.stat(file).st_mode & 0o777:o}")
    with Server("--users", file) as server:
        authentication(steps, server.base)
        ownership(steps, server.base)
        with steps.step("no password in the server's log"):
            expect("water" not in server.messages(), server.messages())


def authentication(steps, base):
    with steps.step("401 and WWW-Authenticate without credentials"):
        reply = post(base + "/wsman", IDENTIFY)
        expect(reply.status == 401, f"status {reply.status}")
        expect("basic" in reply.headers.get("WWW-Authenticate", "").lower(), f"WWW-Authenticate: {reply.headers.get('WWW-Authenticate')}")
    with steps.step("401 with a wrong password, and for an unknown user"):
        for user in ("alice:wrong", "mallory:spring water"):
            expect(post(base + "/wsman", IDENTIFY, user=user).status == 401, f"{user} was let in")
    with steps.step("the same message is answered with the right one"):
        expect(post(base + "/wsman", IDENTIFY, user=ALICE).good().text(WSMID, "ProductVendor") == "Wellspring", "no Identify")
    with steps.step("wsman-anon/identify works without credentials, and nothing else there"):
        post(base + "/wsman-anon/identify", IDENTIFY).good()
        reply = post(base + "/wsman-anon/identify", envelope(base, WSE + "/Subscribe", "<wse:Subscribe/>"))
        expect(reply.status != 200, "a Subscribe without credentials was answered with 200")
    with steps.step("publishing needs credentials too"):
        expect(post(base + "/api/events", "[]", content_type="application/cloudevents-batch+json").status == 401, "it does not")


def ownership(steps, base):
    sink = Sink()
    with steps.step("a user gets events"):
        subscription = subscribe(base, PUSH, sink.url, user=ALICE)
        publish(base, 5, user=BOB)
        sink.wait_volumes([5])
    with steps.step("another user can not renew, read or end the subscription"):
        for operation in ("Renew", "GetStatus", "Unsubscribe"):
            subscription.manage(operation, user=BOB).refused("AccessDenied")
    with steps.step("its owner can"):
        for operation in ("Renew", "GetStatus", "Unsubscribe"):
            subscription.manage(operation).good()


def destinations(steps, base):
    for address, why in (("http://169.254.169.254/latest/meta-data", "a metadata service"), (base + "/wsman", "the server itself"),
                         (base + "/api/events", "the server's own intake"), ("file:///etc/passwd", "a file")):
        with steps.step(f"NotifyTo {why} is refused"):
            reply = subscribe_reply(base, PUSH, address)
            expect(reply.status in (400, 500) and reply.fault, f"status {reply.status}, fault {reply.fault}")
    with steps.step("EndTo a metadata service is refused"):
        reply = subscribe_reply(base, PUSH, Sink().url, end_to="http://169.254.169.254/")
        expect(reply.status in (400, 500) and reply.fault, f"status {reply.status}, fault {reply.fault}")


def bad_input(steps, base):
    doctype = '<!DOCTYPE s:Envelope [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + IDENTIFY.replace("<s:Header/>", "<s:Header>&x;</s:Header>")
    for what, body in (("a document type with an external entity", doctype), ("half a message", IDENTIFY[:100]), ("no XML at all", "hello"),
                       ("an empty body", ""), ("two megabytes", IDENTIFY + " " * 2_000_000), ("20,000 levels", "<a>" * 20_000)):
        with steps.step(f"{what}: refused, and no trace of Java in the answer"):
            try:
                reply = post(base + "/wsman", body)
            except (BrokenPipeError, ConnectionResetError):
                expect(len(body) > 512 * 1024, "the server closed the connection")  # it need not take what it will refuse
                continue
            expect(400 <= reply.status <= 500, f"status {reply.status}")
            for word in (b"Exception", b"org.wellspring", b"java.", b"root:"):
                expect(word not in reply.octets, f"the answer holds {word.decode()}: {reply.octets[:500]!r}")
    with steps.step("and the next message is answered"):
        post(base + "/wsman", IDENTIFY).good()


def exposure(steps):
    with steps.step("without users it refuses to listen on 0.0.0.0: exit code 2 and a message"):
        done = wellspring("serve", "--listen", "http://0.0.0.0:0")
        expect(done.returncode == 2, f"exit code {done.returncode}: {done.stderr}")
        expect("0.0.0.0" in done.stderr and "users" in done.stderr, f"the message is {done.stderr}")


def main(base):
    steps = Steps("security")
    with tempfile.TemporaryDirectory(prefix="wellspring-users-") as folder:
        users(steps, folder)
    destinations(steps, base)
    bad_input(steps, base)
    exposure(steps)
    steps.exit()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__.strip())
    main(sys.argv[1].rstrip("/"))
