"""The hub as it is typed: set up, offices let in, joined, uploaded, compared; no secret ever in an argument."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hub_server import Server, TestHub
from open_log import a_case

from console.calls import people
from console.calls.book import CallBook, book_of
from console.calls.hub import Hub
from console.cli import main
from console.keys.cost import FLOOR
from console.keys.recovery import new_recovery_key

WORDS = "correct horse battery"
Run = Callable[..., int]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.stop()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(people, "measured_cost", lambda: FLOOR)
    monkeypatch.setenv("NORTHLINE_HOME", str(tmp_path))
    monkeypatch.delenv("NORTHLINE_HUB", raising=False)
    people.set_up(tmp_path, "ana", WORDS, new_recovery_key()[1])
    return tmp_path


def run(*words: str, secrets: tuple[str, ...] = ()) -> int:
    """One command, its secrets through a descriptor."""
    assert not set(secrets) & set(words)
    if not secrets:
        return main(words)
    reading, writing = os.pipe()
    os.write(writing, "\n".join(secrets).encode() + b"\n")
    os.close(writing)
    try:
        return main([*words, "--passphrase-fd", str(reading)])
    finally:
        os.close(reading)


def opened_by_key(home: Path) -> CallBook:
    return book_of(home, "ana", people.open_key(home, "ana", WORDS))


def test_a_hub_is_set_up_joined_and_compared_by_commands_alone(
    server: Server, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    TestHub(server)
    with Hub(server.admin) as admin:
        admin.ask("DROP SCHEMA northline CASCADE")
    assert run("hub", "init", "--hub", server.admin, "--organisation", "Example Line") == 0
    sheet = capsys.readouterr()
    rows = [line[6:] for line in sheet.out.splitlines() if line[2:4] in ("1.", "2.", "3.", "4.")]
    assert len(rows) == 4 and "set up" in sheet.err
    assert run("hub", "init", "--hub", server.admin, "--organisation", "Example Line") == 0
    assert "up to date" in capsys.readouterr().err
    assert run("hub", "init", "--hub", server.admin, "--organisation", "Other Line") == 15
    assert run("hub", "office", "add", "austin", "--hub", server.admin) == 0
    password = capsys.readouterr().out.strip()
    connection = server.connection("office_austin")
    assert run("hub", "join", "--as", "ana", "--hub", connection, secrets=(WORDS, "wrong")) == 15
    assert run("hub", "join", "--as", "ana", "--hub", connection, secrets=(WORDS, password)) == 0
    with opened_by_key(home) as book:
        a_case(book)
    assert run("hub", "status", "--as", "ana", "--json", secrets=(WORDS,)) == 0
    assert json.loads(capsys.readouterr().out)["waiting"] == {"situation": 1, "signal": 1}
    (home / "northline.toml").write_text('field_laptop = "yes"\n')
    with opened_by_key(home) as book, book.log.changing() as change:
        row = ("a" * 32, "asked for a lawyer", "2099-01-01")
        change.execute("INSERT INTO note (signal, text, expires_on) VALUES (?, ?, ?)", row)
    assert run("hub", "upload", "--as", "ana", secrets=(WORDS,)) == 0
    assert "3 rows are at the hub" in capsys.readouterr().err
    assert run("hub", "verify", "--as", "ana", secrets=(WORDS,)) == 0
    with opened_by_key(home) as book:
        assert book.log.ask("SELECT count(*) FROM signal") == [(0,)]
        assert "hub drop" in [line.action for line in book.audit().lines]
    capsys.readouterr()
    assert run("hub", "staff", "add", "lee", "--duty", "opener", "--hub", server.admin) == 0
    opener = capsys.readouterr().out.strip()
    asked = ("hub", "open", "narrative", "austin", "a" * 32, "--hub", server.connection("opener_lee"))
    monkeypatch.setattr("console.commands.sealed._is_file", lambda descriptor: True)
    assert run(*asked, "--why", "subpoena 12-118", secrets=(opener, *rows)) == 2
    monkeypatch.setattr("console.commands.sealed._is_file", lambda descriptor: False)
    assert run(*asked, "--why", "subpoena 12-118", secrets=(opener, *rows)) == 0
    assert capsys.readouterr().out == "asked for a lawyer\n"
    assert run("hub", "staff", "add", "ben", "--duty", "auditor", "--hub", server.admin) == 0
    auditor = capsys.readouterr().out.strip()
    assert run("hub", "audit", "--json", "--hub", server.connection("auditor_ben"), secrets=(auditor,)) == 0
    assert json.loads(capsys.readouterr().out)["openings"] == 1
    assert run("hub", "office", "remove", "austin", "--hub", server.admin) == 0
    assert run("hub", "upload", "--as", "ana", secrets=(WORDS,)) == 15


def test_the_retention_forgets_by_command_and_its_terms_are_the_administrators(
    server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    hub = TestHub(server)
    role = hub.member("retention", "rita")
    assert run("hub", "retention", "--keep", "text=60", "--hub", server.admin) == 0
    asked, secret = ("hub", "retention", "--hub", server.connection(role)), (hub.passwords[role],)
    assert run(*asked, "--dry-run", "--json", secrets=secret) == 0
    assert not any(json.loads(capsys.readouterr().out).values())
    assert run(*asked, "--keep", "text=1", secrets=secret) == 15
    assert run("hub", "retention", "--keep", "names=1", "--hub", server.admin) == 2


@pytest.mark.parametrize(
    ("connection", "said"),
    [
        ("host=hub.example.org user=office_austin password=x", "Leave the password out"),
        ("postgresql://office_austin:x@hub.example.org/northline", "Leave the password out"),
        ("host=hub.example.org user=office_austin sslmode=require", "does not prove who answers"),
        ("host=hub.example.org user=office_austin sslmode=disable", "does not prove who answers"),
        ("user=ana host=127.0.0.1 port=1", "cannot be reached"),
        ("what is this", "That is no connection"),
        ("", "Say where the hub is"),
        ("@/nowhere", "cannot be read"),
    ],
)
def test_a_connection_that_would_show_or_risk_something_is_refused_in_words(
    home: Path, connection: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("psycopg")
    assert run("hub", "join", "--as", "ana", "--hub", connection, secrets=(WORDS, "secret")) == 15
    assert said in capsys.readouterr().err


def test_without_the_library_it_says_how_to_install_it(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert run("hub", "join", "--as", "ana", "--hub", "host=localhost user=office_x", secrets=(WORDS, "x")) == 15
    assert "pip install 'northline[hub]'" in capsys.readouterr().err


def test_a_desk_without_a_hub_is_told_so(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("hub", "status", "--as", "ana", secrets=(WORDS,)) == 1
    assert run("hub", "upload", "--as", "ana", secrets=(WORDS,)) == 15
    assert "belongs to no hub" in capsys.readouterr().err


def test_the_matrix_is_printed_for_whoever_asks(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("hub", "roles", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["narrative"]["analyst"] == "all rows: read expires_on, id, office, received"
    assert told["signal"]["opener"] == "nothing"


def test_a_desk_restored_by_command_goes_on_with_its_hub_and_nothing_collides(
    server: Server, home: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    hub, ana = TestHub(server), ("--as", "ana")
    hub.member("office", "austin")
    kept = str(tmp_path_factory.mktemp("stick") / "back-up")
    with opened_by_key(home) as book:
        hub.join(book.log, "austin")
        call = a_case(book)
    assert run("hub", "upload", *ana, secrets=(WORDS,)) == 0
    assert run("calls", "backup", kept, *ana, secrets=(WORDS,)) == 0
    with opened_by_key(home) as book:
        book.log.keep(replace(call, disposition="referred"))
    assert run("hub", "upload", *ana, secrets=(WORDS,)) == 0
    assert run("calls", "restore", kept, "--replace", *ana, secrets=(WORDS,)) == 0
    assert run("hub", "verify", *ana, secrets=(WORDS,)) == 0
    assert "1 are newer at the hub" in capsys.readouterr().out
    with opened_by_key(home) as book:
        book.log.keep(replace(call, disposition="dropped"))
        a_case(book, case="d" * 32, call="b" * 32)
    assert run("hub", "upload", *ana, secrets=(WORDS,)) == 0
    assert run("hub", "verify", *ana, secrets=(WORDS,)) == 0
    said = {row[0]: row[1] for row in hub.everything("signal", "replace(id::text, '-', ''), disposition")}
    assert said == {"a" * 32: "dropped", "b" * 32: "unknown"}
    assert not hub.everything("alarm")
