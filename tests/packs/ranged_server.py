"""A static web server with ranges, slow and unreliable on demand: what a publisher's host and a bad line look like."""

import random
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import chain
from pathlib import Path


class RangedServer:
    """Serves a folder. `rate` is bytes a second over all connections, `delay` seconds for each connect and request,
    `cut_every` the mean number of bytes after which a connection breaks off; `endless` names files that never end."""

    def __init__(
        self, folder: Path, *, rate: float = 0, delay: float = 0, cut_every: float = 0, seed: int = 7,
        endless: str = "", host: str = "127.0.0.1", port: int = 0,
    ) -> None:  # fmt: skip
        self.folder, self.rate, self.delay, self.cut_every, self.endless = folder, rate, delay, cut_every, endless
        self.random = random.Random(seed)
        self.body = self.wire = self.requests = self.cuts = 0
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer((host, port), self._handler())
        self._server.daemon_threads = True
        self._server.handle_error = lambda *_: None  # type: ignore[method-assign]
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def url(self) -> str:
        """Where it answers."""
        return "http://{}:{}".format(*self._server.server_address[:2])

    def close(self) -> None:
        """Stop."""
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def setup(self) -> None:
                super().setup()
                self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self.left = outer.random.expovariate(1 / outer.cut_every) if outer.cut_every else float("inf")
                time.sleep(outer.delay)

            def log_message(self, *_: object) -> None: ...

            def do_GET(self) -> None:
                time.sleep(outer.delay)
                outer.requests += 1
                path = outer.folder / self.path.lstrip("/")
                if not path.is_file():
                    self._send(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", iter(()))
                    return
                if outer.endless and outer.endless in self.path:
                    self._endless()
                    return
                total = path.stat().st_size
                asked = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
                start = int(asked[1]) if asked else 0
                head = (
                    f"HTTP/1.1 206 Partial Content\r\nContent-Range: bytes {start}-{total - 1}/{total}\r\n"
                    if asked
                    else "HTTP/1.1 200 OK\r\n"
                )
                with path.open("rb") as stream:
                    stream.seek(start)
                    self._send(
                        f"{head}Content-Length: {total - start}\r\n\r\n".encode(), iter(partial(stream.read, 1000), b"")
                    )

            def _endless(self) -> None:
                self.close_connection = True
                try:
                    self.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
                    for _ in range(200_000):
                        self.wfile.write(b"x" * 4096)
                except OSError:
                    pass

            def _send(self, head: bytes, body: Iterator[bytes]) -> None:
                for piece, counts in chain([(head, False)], ((piece, True) for piece in body)):
                    if self.left < len(piece):
                        outer.cuts += 1
                        self.close_connection = True
                        with suppress(OSError):  # the desk was quicker
                            self.connection.shutdown(socket.SHUT_RDWR)
                        return
                    self.left -= len(piece)
                    outer.wire += len(piece)
                    outer.body += len(piece) * counts
                    if outer.rate:
                        with outer._lock:
                            time.sleep(len(piece) / outer.rate)
                    try:
                        self.wfile.write(piece)
                    except OSError:
                        self.close_connection = True
                        return

        return Handler
