#!/usr/bin/python3
"""whistle as it likes it best: https, the server's certificate checked, Basic authentication.

Usage: check_tls.py
"""
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "lib"))
from checks import Server, Steps, expect, wellspring  # noqa: E402

USER, PASSWORD = "alice", "springwater"


def run(command, **options):
    done = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    expect(done.returncode == 0, f"{command[0]} ended with {done.returncode}: {done.stderr}")


def main():
    steps = Steps("whistle over TLS")
    with tempfile.TemporaryDirectory(prefix="wellspring-tls-") as folder:
        users, key, certificate = (os.path.join(folder, name) for name in ("users", "key.pem", "certificate.pem"))
        with steps.step("a server with users and a certificate of openssl"):
            expect(wellspring("passwd", users, USER, stdin=PASSWORD + "\n").returncode == 0, "passwd failed")
            run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
                 "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate])
            server = Server("--users", users, "--set", f"http.tls.certificate={certificate}", "--set", f"http.tls.key={key}",
                            listen="https://127.0.0.1:0")
        if steps.failed:
            steps.exit()
        with server:
            done = subprocess.run([os.path.join(HERE, "check.sh"), server.base, USER, PASSWORD, certificate], check=False)
            steps.failed += done.returncode
    steps.exit()


if __name__ == "__main__":
    main()
