"""A publisher's folder on a web server: one kept connection to that host and no other, by a proxy where one is set."""

import http.client
import time
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from console.exchange.errors import PackRefusedError, UnreachableError
from console.exchange.line import Proxy, answered, connected, proxy_for
from console.exchange.sources import PIECE, TIMEOUT, Absent, is_final, pause, why
from console.exchange.trust import foreign_text
from resources.clean import safe

METADATA_TRIES, FEW_TRIES = 30, 2
"""How often a small file is asked for again: where nothing ever came, somebody at a desk should hear of it soon."""

SILENCE = 5
"""How many tries one that ended in silence counts for: each has cost its twenty seconds."""

SLOW_AFTER, SLOWEST = 30.0, 50
"""Seconds after which a server that sends fewer bytes a second than this is as good as silent."""

MOVED = (301, 302, 303, 307, 308)
MOST_MOVES = 4


@dataclass(frozen=True, slots=True)
class Address:
    """Where the folder is: `base` is the path under which its files lie."""

    scheme: str
    host: str
    port: int | None
    base: str

    @classmethod
    def of(cls, url: str) -> "Address":
        """What was typed. Raises UnreachableError where that is no web address."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            parts, port = urlsplit(""), None
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise UnreachableError(f"{url} is no web address. Write it as https://HOST/FOLDER, or name a folder.")
        return cls(parts.scheme, parts.hostname, port, parts.path.rstrip("/"))

    def url(self, path: str) -> str:
        """One file's address."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}{f':{self.port}' if self.port else ''}{self.base}/{quote(path)}"


class WebSource:
    """A static web server, over one kept connection."""

    def __init__(self, url: str, timeout: float = TIMEOUT) -> None:
        self.name = url.rstrip("/")
        self.received = 0
        self._timeout = timeout
        self._go_to(Address.of(url))

    def _go_to(self, at: Address) -> None:
        self._at = at
        self._proxy: Proxy | None = proxy_for(at.scheme, at.host)
        self._line: http.client.HTTPConnection | None = None

    def small(self, path: str, most: int) -> bytes:
        """A whole small file; a cut is tried again from the start."""
        spent = 0
        while True:
            try:
                read = self._whole(path, most)
            except (OSError, http.client.HTTPException) as error:
                self._drop()
                spent += SILENCE if isinstance(error, TimeoutError) and self.received else 1
                if is_final(error) or spent >= METADATA_TRIES or (not self.received and spent > FEW_TRIES):
                    raise self._lost(error) from error
                pause(spent)
            else:
                self.received += len(read)
                return read

    def _whole(self, path: str, most: int) -> bytes:
        answer = self._ask(path, {})
        if answer.status != 200:
            answer.read(PIECE)
            raise self._refusal(answer.status, path)
        began, read = time.monotonic(), b""
        while len(read) <= most and (piece := answer.read1(most + 1 - len(read))):
            read += piece
            _keep_pace(began, len(read))
        if len(read) > most:
            self._drop()
        elif answer.length:
            raise http.client.IncompleteRead(read, answer.length)
        answer.close()  # read piece by piece it does not notice its end, and the line would not be used again
        if read.lstrip()[:1] == b"<":
            raise self._page()
        return read

    def pieces(self, path: str, start: int) -> Iterator[tuple[int, bytes]]:
        """The bytes of a file from `start` on, where the server can do that, else from its beginning."""
        answer = self._ask(path, {"Range": f"bytes={start}-"} if start else {})
        at = self._begins(answer, path, start)
        began, got = time.monotonic(), 0
        try:
            while piece := answer.read1(PIECE):
                self.received += len(piece)
                yield at, piece
                at += len(piece)
                got += len(piece)
                _keep_pace(began, got)
            if answer.length:
                self._drop()
                raise http.client.IncompleteRead(b"", answer.length)
            answer.close()
        finally:
            if not answer.isclosed():
                self._drop()

    def _begins(self, answer: http.client.HTTPResponse, path: str, start: int) -> int:
        """From which byte on the answer goes."""
        if answer.status == 206 and (answer.headers.get("Content-Range") or "").startswith(f"bytes {start}-"):
            return start
        if answer.status == 200 and not answer.headers.get_content_type().endswith("html"):
            return 0
        self._drop()
        raise self._page() if answer.status == 200 else self._refusal(answer.status, path)

    def _ask(self, path: str, headers: dict[str, str]) -> http.client.HTTPResponse:
        for _ in range(MOST_MOVES):
            if self._line is None:
                self._line = connected(self._at.scheme, self._at.host, self._at.port, self._proxy, self._timeout)
            try:
                answer = answered(self._line, self._proxy, self._at.url(path), headers, self._timeout)
            except (OSError, http.client.HTTPException):
                self._drop()
                raise
            if answer.status not in MOVED:
                return answer
            self._drop()
            self._follow(self._at.url(path), answer.headers.get("Location") or "", path)
        raise UnreachableError(f"{self.name} sends this desk around in a circle. Tell whoever runs that server.")

    def _follow(self, asked: str, said: str, path: str) -> None:
        """Go where the same host keeps the same files under https; nowhere else.

        Raises:
            UnreachableError: it leads elsewhere.
        """
        target = urljoin(asked, said)
        end = f"/{quote(path)}"
        try:
            now = Address.of(target)
        except UnreachableError:
            now = Address("", "", None, "")
        if now.scheme == "https" and now.host == self._at.host and urlsplit(target).path.endswith(end):
            self._go_to(Address(now.scheme, now.host, now.port, urlsplit(target).path.removesuffix(end)))
            return
        where = safe(target)[:120]
        if now.host == self._at.host and now.scheme == "http":
            act = "An address without protection is not followed: whoever runs that server must send to https."
        else:
            act = (
                "Northline does not follow that. On a guest network, sign in with a browser first, then sync again. "
                "If the publisher has moved, ask them for the new address, on a number you know, and sync with it."
            )
        raise UnreachableError(f"{self.name} sends this desk on to {where}. {act} {KEPT}")

    def _refusal(self, status: int, path: str) -> Exception:
        if status in (403, 404, 410):
            return Absent(f"it answers {status}")
        if status in (408, 425, 429) or (status >= 500 and status != 511):
            return http.client.HTTPException(f"it answers {status}: whoever runs that server must put it right")
        if status == 416:
            return PackRefusedError(foreign_text(path, "it is cut short"))
        act = _ACTS.get(status, "Check the address, or tell whoever runs that server.")
        return UnreachableError(f"{self.name} answers {status} for {path}. {act} {KEPT}")

    def _page(self) -> UnreachableError:
        self._drop()
        return UnreachableError(
            f"{self.name} answers with a web page in place of the publisher's file. On a guest network, sign in with a "
            "browser first, then sync again. Otherwise check the address; a server that sends a page for a missing "
            f"file must be told to answer 404. {KEPT}"
        )

    def _lost(self, error: Exception) -> UnreachableError:
        by = f" by the proxy {self._proxy.host}" if self._proxy else ""
        return UnreachableError(
            f"{self.name} cannot be reached{by}: {why(error)}. {KEPT} Sync again when that is mended, or bring a stick."
        )

    def _drop(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None

    def close(self) -> None:
        """Hang up."""
        self._drop()


KEPT = "What was fetched is kept, and the directory held here goes on working."

_ACTS = {
    401: "It asks for a password, and a publisher's files need none: tell whoever runs that server.",
    407: "The proxy asks for a password: write it as http://NAME:PASSWORD@PROXY:PORT in http_proxy and https_proxy.",
    511: "This network wants you to sign in with a browser first; then sync again.",
}


def _keep_pace(began: float, got: int) -> None:
    gone = time.monotonic() - began
    if gone > SLOW_AFTER and got < gone * SLOWEST:
        raise TimeoutError("next to nothing comes")
