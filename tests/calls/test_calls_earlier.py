"""What a call leaves at an earlier situation it is linked to, and that all of it can be undone."""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

pytest.importorskip("sqlcipher3", reason="sqlcipher3 has no wheel for this machine: there is no call log")

from open_log import CASE, NOW, TODAY, a_case, in_clear, opened

from console.calls import people
from console.calls.at_hand import AtHand, begun, discard, keep
from console.calls.book import CallBook, book_of
from console.calls.entities import Identifier, mention
from console.calls.links import Link, link, unlink
from console.calls.proposal import Contact, proposed
from console.calls.record import Mention, Signal, Situation
from console.calls.retention import Terms, purge
from console.calls.session import lives, session_now
from console.keys.cost import Cost

CHEAP = Cost(64, 1)


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CallBook]:
    monkeypatch.setattr("console.keys.cost.FLOOR", CHEAP)
    monkeypatch.setattr("console.calls.people.measured_cost", lambda: CHEAP)
    people.set_up(tmp_path, "ana", "four fictional words here", bytes(range(1, 33)))
    with book_of(tmp_path, "ana", people.open_key(tmp_path, "ana", "four fictional words here")) as made:
        a_case(made)
        yield made


def kept(book: CallBook, record: AtHand, *, finished: bool = False) -> AtHand:
    made = proposed(Contact(record.call, record.case), NOW)
    made = replace(made, signal=replace(made.signal, finished=finished))
    keep(book, record, made, TODAY + timedelta(days=90), "1")
    return record


def linked() -> AtHand:
    return replace(begun(), linked_to=CASE, link_reason="same plate")


def earlier(book: CallBook) -> Situation:
    held = book.log.one(Situation, CASE)
    assert held is not None
    return held


def test_a_control_taken_out_again_is_taken_out_of_the_earlier_situation(book: CallBook) -> None:
    record = kept(book, linked().with_control("DebtBondage").with_control("WithholdsDocuments"))
    assert earlier(book).controls == {"DebtBondage", "WithholdsDocuments"}
    kept(book, record.with_control("DebtBondage"), finished=True)
    assert earlier(book).controls == {"WithholdsDocuments"}


def test_a_code_chosen_twice_and_unlinked_leaves_the_earlier_situation_as_it_was(book: CallBook) -> None:
    before = earlier(book)
    record = kept(book, linked().with_code("trafficking_type", "sex").with_control("DebtBondage"))
    record = kept(book, record.with_code("trafficking_type", "both"))
    assert earlier(book).trafficking_type == "both"
    kept(book, replace(record, linked_to=""))
    assert earlier(book) == before


def test_undoing_a_link_keeps_what_another_call_changed_meanwhile(book: CallBook) -> None:
    record = kept(book, linked().with_code("trafficking_type", "sex").with_code("minors", "yes"))
    book.log.keep(replace(earlier(book), minors="no"))
    kept(book, replace(record, linked_to=""))
    assert (earlier(book).trafficking_type, earlier(book).minors) == ("labor", "no")


def test_a_link_moved_to_another_situation_leaves_the_first_as_it_was(book: CallBook) -> None:
    a_case(book, case="e" * 32, call="f" * 32)
    before = earlier(book)
    record = kept(book, linked().with_code("trafficking_type", "sex"))
    kept(book, replace(record, linked_to="e" * 32), finished=True)
    other = book.log.one(Situation, "e" * 32)
    assert earlier(book) == before
    assert other is not None
    assert other.trafficking_type == "sex"


def test_a_finished_call_unlinked_by_command_has_a_situation_of_its_own_again(book: CallBook) -> None:
    before, record = earlier(book), linked().with_code("trafficking_type", "sex")
    own = kept(book, replace(record, linked_to=""))
    held = book.log.one(Situation, own.case)
    assert held is not None
    mention(book, held, Identifier("plate", "TX ABC 1234", "trafficker"), TODAY.replace(day=1))
    kept(book, record, finished=True)
    assert [one.situation for one in book.log.rows(Mention, "1")] == [CASE]
    call = book.log.one(Signal, record.call)
    assert call is not None
    assert unlink(book, call) == record.case
    again = book.log.one(Situation, record.case)
    assert again is not None
    assert again.trafficking_type == "not_specified"
    assert earlier(book) == before
    assert [one.situation for one in book.log.rows(Mention, "1")] == [record.case]


def test_a_dropped_call_leaves_nothing_at_the_earlier_situation(book: CallBook) -> None:
    before = earlier(book)
    record = kept(book, linked().with_code("trafficking_type", "sex"))
    discard(book, record.call)
    assert earlier(book) == before


def test_a_link_made_and_undone_at_the_screen_stands_in_the_audit(book: CallBook) -> None:
    record = kept(book, linked())
    kept(book, replace(record, linked_to=""))
    assert [(line.action, line.reason) for line in book.audit().lines][-2:] == [
        ("link", f"to {CASE[:8]}"),
        ("unlink", f"from {CASE[:8]}"),
    ]


def test_the_reason_of_a_link_is_gone_after_the_term_for_free_text(tmp_path: Path) -> None:
    with opened(tmp_path / "old") as book:
        first = (TODAY - timedelta(days=200)).replace(day=1)
        call = a_case(book, day=first, case="e" * 32)
        a_case(book, day=first, call="f" * 32)
        link(book, call, earlier(book), "same fictional plate zq7")
        purged = purge(book, Terms(), TODAY, lambda stage, done: None)
        assert purged.counts["links"] == 1
        assert [one.reason for one in book.log.rows(Link, "1")] == [""]
    assert b"plate zq7" not in in_clear(tmp_path / "old")


def test_spoken_consent_survives_the_outcome_of_a_warm_transfer_and_no_refusal() -> None:
    month = TODAY.replace(day=1)
    record = begun().with_outcome(7, "shelter", "offered", month).with_spoken_consent(7)
    agreed = record.with_outcome(7, "shelter", "warm_handoff", month)
    assert agreed.given[0].spoken_consent
    assert not agreed.with_outcome(7, "shelter", "declined", month).given[0].spoken_consent


def test_a_session_of_a_process_that_ended_lives_no_more_though_its_number_is_in_use() -> None:
    parent = os.getppid()
    assert lives(str(parent))
    assert not lives(session_now())
    if Path(f"/proc/{parent}/stat").exists():
        assert not lives(f"{parent} 1")
