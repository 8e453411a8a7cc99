"""One connection to a web server: by the proxy that the environment names, and never waiting without end."""

import base64
import http.client
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from console.exchange.errors import UnreachableError


@dataclass(frozen=True, slots=True)
class Proxy:
    """The proxy that whoever looks after this computer set, with its password where it has one."""

    host: str
    port: int
    headers: tuple[tuple[str, str], ...]


def proxy_for(scheme: str, host: str) -> Proxy | None:
    """What `https_proxy` or `http_proxy` names, unless `no_proxy` excepts that host; None for straight on.

    Raises:
        UnreachableError: it names what is no http proxy.
    """
    if not any(name.lower() == f"{scheme}_proxy" for name in os.environ):
        return None
    from urllib.request import getproxies_environment, proxy_bypass_environment  # type: ignore[attr-defined]

    said = getproxies_environment().get(scheme, "")
    if not said or proxy_bypass_environment(host):
        return None
    parts = urlsplit(said if "://" in said else f"http://{said}")
    try:
        port = parts.port or 80
    except ValueError:
        port = 0
    if parts.scheme != "http" or not parts.hostname or not port:
        raise UnreachableError(
            f"{scheme}_proxy is set to what Northline cannot use. Write it as http://PROXY:PORT, or except this host "
            f"with no_proxy={host}."
        )
    words = f"{unquote(parts.username or '')}:{unquote(parts.password or '')}".encode()
    basic = "Basic " + base64.b64encode(words).decode()
    return Proxy(parts.hostname, port, (("Proxy-Authorization", basic),) if parts.username else ())


def connected(
    scheme: str, host: str, port: int | None, proxy: Proxy | None, timeout: float
) -> http.client.HTTPConnection:
    """A connection that is opened with its first request."""
    kind = http.client.HTTPSConnection if scheme == "https" else http.client.HTTPConnection
    if proxy is None:
        return kind(host, port, timeout=timeout)
    line = kind(proxy.host, proxy.port, timeout=timeout)
    if scheme == "https":
        line.set_tunnel(host, port or 443, dict(proxy.headers))
    return line


def answered(
    line: http.client.HTTPConnection, proxy: Proxy | None, url: str, headers: dict[str, str], timeout: float
) -> http.client.HTTPResponse:
    """Ask for one address, and read the head of the answer. Raises OSError or HTTPException."""
    parts = urlsplit(url)
    through = proxy is not None and parts.scheme == "http"
    with _no_longer_than(1.5 * timeout, line) as late:
        try:
            line.putrequest("GET", url if through else parts.path, skip_accept_encoding=True)
            for name, value in (*headers.items(), *(proxy.headers if proxy and through else ())):
                line.putheader(name, value)
            line.endheaders()
            answer = line.getresponse()
        except (OSError, http.client.HTTPException) as error:
            if late.is_set():
                raise _endless() from error
            raise
        if late.is_set():  # a head that was cut off reads like one that ended
            raise _endless()
        return answer


def _endless() -> TimeoutError:
    return TimeoutError("the head of the answer did not end")


@contextmanager
def _no_longer_than(seconds: float, line: http.client.HTTPConnection) -> Iterator[threading.Event]:
    """A time-out counts from byte to byte: a server that drips them would hold a desk for hours."""
    late = threading.Event()

    def hang_up() -> None:
        late.set()
        if line.sock is not None:
            with suppress(OSError):
                line.sock.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield late
    finally:
        timer.cancel()
