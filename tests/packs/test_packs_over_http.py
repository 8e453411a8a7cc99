"""What a web server, a network or a proxy can do to a desk: it is said who must act, and the desk keeps what it has."""

import base64
import os
import shutil
import socket
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from publisher import desk_of, generation, take_in
from strange_server import Proxy, StrangeServer, certificate_of, drip, page, send

from console.cli import main
from console.errors import ConsoleError
from console.exchange import web
from console.exchange.errors import UnreachableError
from console.exchange.records import Places
from console.exchange.switching import in_use

PROXIES = ("http_proxy", "https_proxy", "no_proxy")


@pytest.fixture(autouse=True)
def straight_on(monkeypatch):
    """No proxy of whoever runs the tests."""
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture(scope="module")
def second(handed, tmp_path_factory) -> Path:
    """A desk that holds generation 2, to be copied."""
    desk = desk_of(handed.after[2], tmp_path_factory.mktemp("second") / "desk")
    take_in(desk, str(handed.after[2]))
    return desk.home


@pytest.fixture
def desk(second, tmp_path) -> Places:
    return Places(Path(shutil.copytree(second, tmp_path / "desk", symlinks=True)))


@pytest.fixture
def serve(handed, tmp_path):
    """Serve generation 3, but for what an answer does."""
    running = []

    def start(answer=None, certificate=None):
        running.append(StrangeServer(handed.after[3], answer, certificate))
        return running[-1]

    yield start
    for one in running:
        one.close()


def refused(desk: Places, where: str, timeout: float = 0.4) -> str:
    """Why nothing was taken in; what the desk reads is as it was."""
    before = in_use(desk, "directory").read_bytes()
    try:
        done = take_in(desk, where, timeout=timeout)
    except UnreachableError as error:
        said = str(error)
        assert error.exit_code == 10
    else:
        assert done.faults
        assert done.exit_code == 10
        said = done.faults["directory"]
    assert in_use(desk, "directory").read_bytes() == before
    assert generation(desk) == 2
    assert any(word in said for word in ("tell", "must", "sign in", "Check", "set it", "rite it")), said
    return said


def status(number: int, name: str = ""):
    return lambda handler, path: name in path and send(handler, number, b"no")


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (status(401), "password"), (status(403), "it answers 403"), (status(404), "it answers 404"),
        (status(500), "it answers 500"), (status(503, "snapshot"), "it answers 503"), (status(511), "sign in"),
        (status(418), "answers 418"),
    ],
    ids=str,
)  # fmt: skip
def test_each_refusal_of_a_server_is_said(desk, serve, answer, says, monkeypatch):
    monkeypatch.setattr(web, "METADATA_TRIES", 4)
    assert says in refused(desk, f"http://127.0.0.1:{serve(answer).port}")


def test_a_sign_in_page_in_the_place_of_a_file_is_told_as_one(desk, serve):
    for name in ("timestamp", "snapshot", ".zst"):
        server = serve(lambda handler, path, name=name: name in path and page(handler))
        said = refused(desk, f"http://127.0.0.1:{server.port}")
        assert "sign in with a browser" in said
        assert "REFUSED" not in said


def test_a_page_for_every_missing_file_is_told_as_a_servers_fault(desk, serve):
    server = serve(lambda handler, path: "root" in path and page(handler))
    assert "must be told to answer 404" in refused(desk, f"http://127.0.0.1:{server.port}")


def test_another_host_is_never_followed(desk, serve):
    elsewhere = serve()
    server = serve(
        lambda handler, path: send(handler, 302, b"", Location=f"https://elsewhere.invalid:{elsewhere.port}{path}")
    )
    said = refused(desk, f"http://127.0.0.1:{server.port}")
    assert "elsewhere.invalid" in said
    assert "on a number you know" in said
    assert not elsewhere.asked


def test_http_is_never_followed_nor_a_circle(desk, serve):
    for target in ("http://127.0.0.1/moved", "/moved"):
        server = serve(lambda handler, path, target=target: send(handler, 301, b"", Location=f"{target}{path}"))
        assert "must send to https" in refused(desk, f"http://127.0.0.1:{server.port}")


def test_a_redirect_cannot_put_control_characters_on_the_screen(desk, serve):
    server = serve(lambda handler, path: send(handler, 302, b"", Location="https://evil.invalid/\x1b[2J\x07"))
    said = refused(desk, f"http://127.0.0.1:{server.port}")
    assert said.isprintable()


@pytest.fixture
def trusted(tmp_path, monkeypatch):
    """A certificate that this desk trusts."""
    made = certificate_of(tmp_path / "server.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(made))
    return made


def test_the_same_host_under_https_is_followed(desk, serve, trusted):
    safe = serve(certificate=trusted)
    plain = serve(lambda handler, path: send(handler, 301, b"", Location=f"https://localhost:{safe.port}{path}"))
    take_in(desk, f"http://localhost:{plain.port}")
    assert generation(desk) == 3
    assert len(plain.asked) == 1


def test_https_is_followed_to_another_path_and_never_back_to_http(desk, serve, trusted, handed):
    plain = serve()
    down = serve(
        lambda handler, path: send(handler, 302, b"", Location=f"http://localhost:{plain.port}{path}"), trusted
    )
    assert "must send to https" in refused(desk, f"https://localhost:{down.port}")
    assert not plain.asked

    def moves(handler, path):
        if not path.startswith("/new"):
            return send(handler, 308, b"", Location=f"/new{path}")
        kept = handed.after[3] / path.removeprefix("/new/")
        return send(handler, 200 if kept.is_file() else 404, kept.read_bytes() if kept.is_file() else b"")

    server = serve(moves, trusted)
    take_in(desk, f"https://localhost:{server.port}")
    assert generation(desk) == 3


def test_a_certificate_that_proves_nothing_is_told_with_the_clock(desk, serve, tmp_path, monkeypatch):
    unknown = serve(certificate=certificate_of(tmp_path / "unknown.pem"))
    assert "clock says" in refused(desk, f"https://localhost:{unknown.port}", 3)
    over = certificate_of(tmp_path / "over.pem", days=-1)
    monkeypatch.setenv("SSL_CERT_FILE", str(over))
    assert "expired" in refused(desk, f"https://localhost:{serve(certificate=over).port}", 3)
    other = certificate_of(tmp_path / "other.pem", "another.invalid")
    monkeypatch.setenv("SSL_CERT_FILE", str(other))
    assert "certificate" in refused(desk, f"https://localhost:{serve(certificate=other).port}", 3)
    assert "does not speak https" in refused(desk, f"https://127.0.0.1:{serve().port}", 3)


def test_a_name_nobody_knows_and_a_host_where_nothing_answers(desk):
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
    assert "start it" in refused(desk, f"http://127.0.0.1:{port}")
    assert "online" in refused(desk, "https://no-such-host.invalid/packs")


def test_a_server_that_hangs_or_drips_does_not_hold_the_desk(desk, serve, monkeypatch):
    monkeypatch.setattr(web, "SLOW_AFTER", 0.3)
    monkeypatch.setattr(web, "METADATA_TRIES", 6)
    monkeypatch.setattr(web, "FEW_TRIES", 1)
    quiet = [
        lambda handler, path: time.sleep(1) or True,
        lambda handler, path: drip(handler, b"HTTP/1.1 200 OK\r\nX-Long: ", 0.1),
        lambda handler, path: drip(handler, b"HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n", 0.1),
        lambda handler, path: "snapshot" in path and time.sleep(1) is None,
    ]
    for answer in quiet:
        assert "in time" in refused(desk, f"http://127.0.0.1:{serve(answer).port}", 0.2)


def test_a_pack_that_drips_is_given_up_and_what_came_is_kept(desk, serve, monkeypatch):
    monkeypatch.setattr(web, "SLOW_AFTER", 0.2)
    monkeypatch.setattr("console.exchange.sources.pause", lambda tried: None)
    server = serve(
        lambda handler, path: ".p-2-3" in path and drip(handler, b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n", 0.1)
    )
    assert "are here and kept" in refused(desk, f"http://127.0.0.1:{server.port}")
    assert list(desk.parts.glob("*.part"))


def test_a_copy_that_is_shorter_than_what_is_here_is_refused(desk, serve):
    def short(handler, path):
        return ".p-2-3" in path and send(handler, 416 if handler.headers.get("Range") else 200, b"x" * 50)

    done = take_in(desk, f"http://127.0.0.1:{serve(short).port}")
    assert "cut short" in done.faults["directory"]
    assert done.exit_code == 9
    assert generation(desk) == 2


def test_a_proxy_is_used_where_one_is_set_and_only_then(desk, serve, trusted, monkeypatch):
    words = base64.b64encode(b"Ana:a b").decode()
    for scheme, certificate in (("http", None), ("https", trusted)):
        server, proxy = serve(certificate=certificate), Proxy(words)
        where = f"{scheme}://localhost:{server.port}"
        monkeypatch.setenv(f"{scheme}_proxy", f"http://Ana:a%20b@127.0.0.1:{proxy.port}")
        monkeypatch.setenv("no_proxy", "localhost")
        take_in(desk, where)
        assert not proxy.asked
        monkeypatch.delenv("no_proxy")
        copy = Places(Path(shutil.copytree(desk.home, desk.home.with_name(scheme), symlinks=True)))
        take_in(copy, where)
        assert proxy.asked
        proxy.close()
        assert "cannot be reached by the proxy 127.0.0.1" in refused_now(copy, where)


def refused_now(desk: Places, where: str) -> str:
    with pytest.raises(ConsoleError) as caught:
        take_in(desk, where, timeout=0.5)
    return str(caught.value)


def test_a_proxy_that_refuses_is_named_and_its_password_never_shown(desk, serve, trusted, monkeypatch):
    proxy = Proxy("other words")
    for scheme, certificate in (("http", None), ("https", trusted)):
        monkeypatch.setenv(f"{scheme}_proxy", f"Ana:secret@127.0.0.1:{proxy.port}")
        said = refused(desk, f"{scheme}://localhost:{serve(certificate=certificate).port}")
        assert "https_proxy" in said
        assert "secret" not in said
    monkeypatch.setenv("https_proxy", "socks5://127.0.0.1:1080")
    assert "cannot use" in refused(desk, "https://localhost:9")
    proxy.close()


def test_a_sync_asks_once_for_each_file_over_one_line(desk, serve, handed):
    lines = []
    server = serve(lambda handler, path: lines.append(handler.client_address) is not None)
    take_in(desk, f"http://127.0.0.1:{server.port}")
    assert len(server.asked) == len(set(server.asked)) == 5
    assert len(set(lines)) == 1


_contacted: list[str] = []
_watching: list[bool] = []


def _contact(event: str, said: tuple[object, ...]) -> None:
    if _watching and event in ("socket.connect", "socket.getaddrinfo"):
        _contacted.append(str(said[1] if event == "socket.connect" else said[0]))


sys.addaudithook(_contact)


def test_nothing_but_the_publishers_address_is_ever_contacted(desk, serve):
    server = serve()
    _contacted.clear()
    _watching.append(True)
    try:
        take_in(desk, f"http://127.0.0.1:{server.port}")
    finally:
        _watching.clear()
    assert generation(desk) == 3
    assert set(_contacted) <= {"127.0.0.1", str(("127.0.0.1", server.port))}


def test_the_command_says_it_and_ends_with_ten(desk, serve, monkeypatch, capsys):
    monkeypatch.setenv("NORTHLINE_HOME", str(desk.home))
    where = f"http://127.0.0.1:{serve(lambda handler, path: page(handler)).port}"
    assert main(["sync", where]) == 10
    said = capsys.readouterr()
    assert "sign in with a browser" in said.err
    assert not said.out
    assert main(["sync", "ftp://127.0.0.1/"]) == 10
    assert "no web address" in capsys.readouterr().err


def test_a_full_disk_while_fetching_is_the_desks_own_fault_and_ends_with_five(desk, serve, monkeypatch, capsys):
    from failing_disk import failing

    monkeypatch.setenv("NORTHLINE_HOME", str(desk.home))
    with failing(28, 1, desk.parts):
        assert main(["sync", f"http://127.0.0.1:{serve().port}"]) == 5
    assert "Make room on this computer" in capsys.readouterr().err
    assert generation(desk) == 2
    assert not os.listdir(desk.parts)  # noqa: PTH208
