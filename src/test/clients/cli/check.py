#!/usr/bin/python3
"""The commands of bin/wellspring, as a shell sees them.

Usage: check.py BASE_URL
"""
import os
import re
import signal
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from checks import Steps, expect, start_wellspring, wellspring  # noqa: E402

# It should be under 1.5 s; machines that run tests are noisy.
SLOW = 5.0


def run(code, *arguments, **options):
    done = wellspring(*arguments, **options)
    expect(done.returncode == code, f"exit code {done.returncode}, expected {code}: {done.stdout}{done.stderr}")
    return done


def quick(*arguments):
    begin = time.monotonic()
    done = run(0, *arguments)
    took = time.monotonic() - begin
    expect(took < SLOW, f"it took {took:.1f} s")
    return done.stdout


def main(base):
    steps = Steps("cli")
    url = ["--url", base + "/wsman"]
    with steps.step("--help: exit code 0, soon"):
        expect("Usage: wellspring" in quick("--help"), "no usage")
    with steps.step("identify: exit code 0, soon"):
        expect("Wellspring" in quick("identify", *url), "no vendor")
    with steps.step("every command has --help with examples"):
        for command in ("demo", "serve", "identify", "get", "put", "enumerate", "subscribe", "listen", "pull", "renew", "status",
                        "unsubscribe", "publish", "passwd", "wbem"):
            expect("Examples:" in run(0, command, "--help").stdout, f"{command} --help has no examples")
    with steps.step("a fault: exit code 1, its code and reason"):
        done = run(1, "get", *url, "--selector", "ResourceID=nowhere")
        expect("nowhere" in done.stderr and ":Sender" in done.stderr, f"printed was {done.stderr}")
    with steps.step("no server: exit code 1"):
        run(1, "identify", "--url", "http://127.0.0.1:1/wsman")
    with steps.step("wrong usage: exit code 2"):
        run(2, "identify", "--no-such-option")
        run(2, "no-such-command")
        run(2, "serve", "--config", "/no/such/file.yaml")
        run(2, "serve", "--set", "no.such.setting=1")
    with steps.step("get, put, enumerate"):
        south = ["--selector", "ResourceID=b42f2South"]
        expect('ResourceID="b42f2South"' in run(0, "get", *url, *south).stdout, "another fountain")
        run(0, "put", *url, *south, "--set", "FlowLimit=3.5")
        expect(">3.5<" in run(0, "get", *url, *south).stdout, "the old FlowLimit")
        expect(run(0, "enumerate", *url).stdout.count("<fcs:Fountain ") >= 8, "not eight fountains")
    with steps.step("demo --for 10s: events in all five modes"):
        shown = run(0, "demo", "--for", "10s", timeout=120).stdout
        counts = {words[0]: words[2] for words in map(str.split, shown.splitlines()) if len(words) == 6}
        for mode in ("push", "pushwithack", "batched", "pull", "trap"):
            expect(counts.get(mode, "").isdigit() and int(counts[mode]) > 0, f"no count for {mode} in:\n{shown}")
        expect("\033[" not in shown, "colours, though this is no terminal")
    with steps.step("demo: every subscriber goes on without a gap when the server is killed"):
        shown = demo_with_a_kill()
        expect("the server was killed" in shown and "the server is back" in shown, f"no kill was seen in:\n{shown}")
        rows = {words[0]: words for words in map(str.split, shown.splitlines()) if len(words) == 6}
        for mode in ("push", "pushwithack", "batched", "pull", "trap"):
            row = rows.get(mode, [])
            expect(row and int(row[2]) > 0 and row[4] == "0", f"events are missing in mode {mode}:\n{shown}")
    with steps.step("demo: Ctrl-C ends it with the summary, and its server with it"):
        shown, server = demo_with_an_interrupt()
        expect(re.search(r"^all +\d+", shown, re.MULTILINE) and "not unsubscribed" not in shown, f"no orderly end in:\n{shown}")
        expect(not os.path.exists(f"/proc/{server}"), f"its server, process {server}, is left over")
    steps.exit()


def demo_with_an_interrupt():
    """Runs the demonstration, interrupts it as a terminal does once it shows events, and returns what was printed, and its server."""
    lines = []
    with start_wellspring("demo") as demo:
        for line in demo.stdout:
            lines.append(line)
            if sum("b42f" in shown for shown in lines) == 10 and "b42f" in line:
                os.killpg(demo.pid, signal.SIGINT)
    shown = "".join(lines)
    return shown, int(re.search(r"^kill -9 (\d+)", shown, re.MULTILINE).group(1))


def demo_with_a_kill():
    """Runs the demonstration, kills its server once it shows events, and returns all that was printed."""
    lines = []
    server = None
    with start_wellspring("demo", "--for", "30s") as demo:
        for line in demo.stdout:
            lines.append(line)
            hint = re.match(r"kill -9 (\d+)", line)
            if hint:
                server = int(hint.group(1))
            if server and sum("b42f" in shown for shown in lines) == 20:
                os.kill(server, signal.SIGKILL)
                server = None
    expect(demo.returncode == 0, f"exit code {demo.returncode}: {''.join(lines)}")
    return "".join(lines)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__.strip())
    main(sys.argv[1].rstrip("/"))
