"""Web servers as the world has them: sign-in pages, redirects, drips, silence, bad certificates, and proxies."""

import datetime
import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

Answer = Callable[[BaseHTTPRequestHandler, str], bool]
"""Answers a path in a way of its own, or says that it did not."""


class StrangeServer:
    """Serves a folder, but for what `answer` does; with `certificate` over TLS."""

    def __init__(self, folder: Path, answer: Answer | None = None, certificate: Path | None = None) -> None:
        self.asked: list[str] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: object) -> None: ...

            def do_GET(self) -> None:
                outer.asked.append(self.path)
                if answer is not None and answer(self, self.path):
                    return
                path = folder / self.path.lstrip("/")
                send(self, 200 if path.is_file() else 404, path.read_bytes() if path.is_file() else b"no")

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.handle_error = lambda *_: None  # type: ignore[method-assign]
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        """Stop."""
        self._server.shutdown()
        self._server.server_close()


def send(handler: BaseHTTPRequestHandler, status: int, body: bytes, **headers: str) -> bool:
    """One whole answer."""
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)
    return True


def page(handler: BaseHTTPRequestHandler) -> bool:
    """What a guest network shows before anybody signed in."""
    return send(handler, 200, b"<!DOCTYPE html><title>Welcome</title>", Content_Type="text/html")


def drip(handler: BaseHTTPRequestHandler, head: bytes, seconds: float) -> bool:
    """A byte now and then, for ever."""
    handler.close_connection = True
    try:
        handler.wfile.write(head)
        while True:
            handler.wfile.write(b"x")
            time.sleep(seconds)
    except OSError:
        return True


def certificate_of(target: Path, name: str = "localhost", *, days: int = 30) -> Path:
    """A certificate for a name that signs itself, with its key; over already where `days` is negative."""
    key, now = generate_private_key(SECP256R1()), datetime.datetime.now(datetime.UTC)
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    others: list[x509.GeneralName] = [x509.DNSName(name)]
    if name == "localhost":
        others.append(x509.IPAddress(ipaddress.ip_address("127.0.0.1")))
    made = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - datetime.timedelta(days=60))
        .not_valid_after(now + datetime.timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName(others), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
    )  # fmt: skip
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    target.write_bytes(secret + made.public_bytes(Encoding.PEM))
    return target


class Proxy:
    """A forward proxy: CONNECT for https, whole addresses for http; `words` is what it wants to hear, in base64."""

    def __init__(self, words: str = "") -> None:
        self.asked: list[str] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: object) -> None: ...

            def do_CONNECT(self) -> None:
                outer.asked.append(f"CONNECT {self.path}")
                if self._refused():
                    return
                host, _, port = self.path.partition(":")
                with socket.create_connection((host, int(port))) as there:
                    self.connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
                    back = threading.Thread(target=_carry, args=(there, self.connection), daemon=True)
                    back.start()
                    _carry(self.connection, there)
                self.close_connection = True

            def do_GET(self) -> None:
                outer.asked.append(f"GET {self.path}")
                if self._refused():
                    return
                parts = urlsplit(self.path)
                there = http.client.HTTPConnection(parts.hostname or "", parts.port)
                there.request("GET", parts.path)
                answer = there.getresponse()
                send(self, answer.status, answer.read())

            def _refused(self) -> bool:
                if not words or self.headers.get("Proxy-Authorization") == f"Basic {words}":
                    return False
                return send(self, 407, b"who are you?")

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.handle_error = lambda *_: None  # type: ignore[method-assign]
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        """Stop."""
        self._server.shutdown()
        self._server.server_close()


def _carry(one: socket.socket, other: socket.socket) -> None:
    try:
        while piece := one.recv(65536):
            other.sendall(piece)
        other.shutdown(socket.SHUT_WR)
    except OSError:
        pass
