"""Uploading: each change once, in its latest version, whatever dies; nothing that must stay at the desk."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hub_server import Server, TestHub
from open_log import TODAY, a_case, opened

from console.calls.book import CallBook
from console.calls.hub_upload import Uploader
from console.calls.outbox import queue_all, waiting

MONTH = TODAY.replace(day=1)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.stop()


@pytest.fixture
def hub(server: Server) -> TestHub:
    return TestHub(server)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[CallBook]:
    with opened(tmp_path) as book:
        yield book


def upload(hub: TestHub, book: CallBook, office: str = "austin", *, seals: bool = False) -> int:
    """One upload of that desk; how many things were confirmed."""
    known = hub.join(book.log, office)
    return Uploader(book.log, known, seals, pause=lambda seconds: None).run(lambda done, total: None).confirmed


def test_nothing_waits_while_the_desk_belongs_to_no_hub(book: CallBook) -> None:
    a_case(book)
    assert not waiting(book.log)


def test_what_was_kept_before_joining_goes_up_as_well(hub: TestHub, book: CallBook) -> None:
    a_case(book)
    hub.join(book.log, "austin")
    queue_all(book.log)
    assert waiting(book.log) == {"situation": 1, "signal": 1}
    assert upload(hub, book) == 2
    assert hub.everything("signal", "office, id::text, signal_type") == [
        ("austin", "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa", "tip")
    ]


def test_a_later_change_replaces_the_row_and_the_same_again_changes_nothing(hub: TestHub, book: CallBook) -> None:
    hub.join(book.log, "austin")
    call = a_case(book)
    upload(hub, book)
    book.log.keep(replace(call, disposition="referred"))
    assert upload(hub, book) == 1
    assert hub.everything("signal", "office, version, disposition") == [("austin", 2, "referred")]
    with book.log.changing() as connection:
        connection.execute("UPDATE outbox SET sent = 0")
    assert upload(hub, book) == 2
    assert len(hub.everything("signal")) == len(hub.everything("item")) - 1 == 1
    assert not hub.everything("alarm")
