"""Tokens, seen before, links: tied by what is the same or a sign apart, never by a caller's own identifier."""

import hashlib
import json
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

pytest.importorskip("sqlcipher3", reason="sqlcipher3 has no wheel for this machine: there is no call log")

from open_log import CASE, NOW, TODAY, a_case

from console.calls import people
from console.calls.at_hand import AtHand, begun, discard, keep
from console.calls.book import CallBook, book_of
from console.calls.entities import Identifier, mention, set_analyst, take_back
from console.calls.errors import CallsError
from console.calls.files import CallFiles
from console.calls.links import link, unlink
from console.calls.proposal import Contact, proposed
from console.calls.record import Referral, Signal, Situation
from console.calls.sealed_box import opened as box_opened
from console.calls.seen import seen
from console.calls.tokens import key_check, normal_of, tokens_of
from console.keys.cost import Cost
from console.keys.recovery import new_recovery_key

KEY = bytes(range(32))
CHEAP = Cost(64, 1)


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CallBook]:
    monkeypatch.setattr("console.keys.cost.FLOOR", CHEAP)
    monkeypatch.setattr("console.calls.people.measured_cost", lambda: CHEAP)
    people.set_up(tmp_path, "ana", "four fictional words here", bytes(range(1, 33)))
    with book_of(tmp_path, "ana", people.open_key(tmp_path, "ana", "four fictional words here")) as opened:
        yield opened


def a_mention(book: CallBook, kind: str, value: str, role: str = "trafficker", case: str = CASE) -> None:
    a_case(book, case=case, call=hashlib.md5(case.encode()).hexdigest())
    held = book.log.one(Situation, case)
    assert held is not None
    mention(book, held, Identifier(kind, value, role), TODAY.replace(day=1))


@pytest.mark.parametrize(
    ("kind", "heard", "again"),
    [
        ("phone", "936-555-0142", "+1 (936) 555.0142"), ("plate", "tx abc 1234", "TX-ABC1234"),
        ("handle", "@Candy.Rose99", "https://example.com/candyrose99"), ("website", "www.example.org/x", "https://example.org"),
        ("business", "Fictional Spa LLC", "the fictional"), ("alias", "Big Tío", "tio big"),
    ],
)  # fmt: skip
def test_however_it_is_written_it_is_the_same_identifier(book: CallBook, kind: str, heard: str, again: str) -> None:
    a_mention(book, kind, heard)
    (one,) = seen(book, kind, again)
    assert one.exact and one.situation == CASE and one.why == f"same {kind}"


@pytest.mark.parametrize(
    ("kind", "heard", "again"),
    [
        ("phone", "936-555-0142", "936-555-0143"), ("plate", "ABC 1O34", "abc 1034"), ("plate", "KLM 5567", "KLM5568"),
        ("handle", "candyrose99", "candyrosa99"),
    ],
)  # fmt: skip
def test_one_sign_apart_or_a_look_alike_is_found_and_says_so(book: CallBook, kind: str, heard: str, again: str) -> None:
    a_mention(book, kind, heard)
    (one,) = seen(book, kind, again)
    assert not one.exact and ("differs" in one.why or "almost" in one.why or "look-alikes" in one.why)


def test_two_signs_apart_is_another_identifier(book: CallBook) -> None:
    a_mention(book, "phone", "936-555-0142")
    assert seen(book, "phone", "936-555-0199") == []


def test_the_log_holds_neither_the_value_nor_the_key_for_tokens(book: CallBook) -> None:
    a_mention(book, "phone", "936-555-0142")
    tables = [name for (name,) in book.log.ask("SELECT name FROM sqlite_master WHERE type = 'table'")]
    everything = repr([book.log.ask(f"SELECT * FROM {name}") for name in tables])
    assert "5550142" not in everything and "555-0142" not in everything
    assert book.token_key().hex() not in everything and repr(book.token_key())[2:-1] not in everything


def test_a_value_is_kept_only_sealed_to_the_analyst(book: CallBook) -> None:
    private, public = new_recovery_key()
    set_analyst(book, public)
    a_mention(book, "phone", "936-555-0142")
    ((id, box),) = book.log.ask("SELECT id, value FROM entity")
    assert b"0142" not in bytes(box) and box_opened(private, bytes(box), f"entity {id}") == b"936-555-0142"


@pytest.mark.parametrize("role", ["victim", "caller", ""])
def test_an_identifier_of_a_victim_or_a_caller_is_refused_and_never_repeated(book: CallBook, role: str) -> None:
    with pytest.raises(CallsError) as refused:
        a_mention(book, "phone", "936-555-0142", role)
    assert "0142" not in str(refused.value) and book.log.ask("SELECT * FROM entity") == []


def test_what_is_no_phone_is_refused_without_repeating_it(book: CallBook) -> None:
    with pytest.raises(CallsError) as refused:
        normal_of("phone", "quillfeather")
    assert "quillfeather" not in str(refused.value)


def test_a_look_stands_in_the_audit_without_what_was_looked_for(book: CallBook) -> None:
    seen(book, "phone", "936-555-0142")
    last = book.audit().lines[-1]
    assert (last.action, last.object) == ("seen before", "phone") and "0142" not in json.dumps(last.text)


def test_a_mention_taken_back_leaves_no_token(book: CallBook) -> None:
    a_case(book)
    held = book.log.one(Situation, CASE)
    assert held is not None
    made = mention(book, held, Identifier("plate", "ABC1234", "vehicle"), TODAY.replace(day=1))
    take_back(book, made)
    assert [book.log.ask(f"SELECT * FROM {table}") for table in ("entity", "fold", "mention")] == [[], [], []]


def test_a_call_is_linked_with_its_referrals_and_goes_back_as_it_was(book: CallBook) -> None:
    a_case(book)
    call = Signal("b" * 32, TODAY, 2, situation="d" * 32, finished=True)
    book.log.keep(
        call, Situation("d" * 32, TODAY), Referral("e" * 32, call.id, 7, "shelter", TODAY, situation="d" * 32)
    )
    earlier = book.log.one(Situation, CASE)
    assert earlier is not None
    link(book, call, earlier, "same plate")
    moved = book.log.one(Signal, call.id)
    assert moved is not None and moved.situation == CASE
    assert [one.situation for one in book.log.rows(Referral)] == [CASE]
    assert unlink(book, moved) == "d" * 32
    assert [one.situation for one in book.log.rows(Referral)] == ["d" * 32]
    with pytest.raises(CallsError):
        unlink(book, call)


def test_a_link_without_a_reason_is_refused(book: CallBook) -> None:
    call, earlier = a_case(book), book.log.one(Situation, CASE)
    assert earlier is not None
    with pytest.raises(CallsError):
        link(book, Signal("b" * 32, NOW.date(), 1), earlier, " - ")
    with pytest.raises(CallsError):
        link(book, call, earlier, "same plate")


def test_the_key_for_tokens_survives_a_leaver_and_is_another_at_each_desk(book: CallBook, tmp_path: Path) -> None:
    before = book.token_key()
    home, first = CallFiles(book.files.home).home, people.open_key(book.files.home, "ana", "four fictional words here")
    people.join(home, first, "ben", "another four words here")
    book.log.close()
    people.remove(home, first, "ben")
    after = people.open_key(home, "ana", "four fictional words here")
    assert after != first and people.token_key(home, after) == before
    people.set_up(tmp_path / "other", "ana", "four fictional words here", bytes(range(1, 33)))
    other = people.open_key(tmp_path / "other", "ana", "four fictional words here")
    assert key_check(people.token_key(tmp_path / "other", other)) != key_check(before)


def test_tokens_of_other_kinds_and_keys_never_meet() -> None:
    dice = random.Random(4)
    value = f"936555{dice.randrange(100, 200):04}"
    made = [tokens_of(KEY, "phone", value), tokens_of(bytes(32), "phone", value), tokens_of(KEY, "handle", value)]
    assert len({one.exact for one in made}) == 3 and not set(made[0].folds) & set(made[1].folds)


def kept_with_a_plate(book: CallBook, *, finished: bool, linked_to: str = "") -> AtHand:
    record, then = replace(begun(), of_case=True), datetime(2026, 11, 1, tzinfo=UTC)
    made = proposed(Contact(record.call, record.case), then)
    keep(book, record, made, then.date(), "1")
    own = book.log.one(Situation, record.case)
    assert own is not None
    mention(book, own, Identifier("plate", "tx abc 1234", "trafficker"), TODAY.replace(day=1))
    record = replace(record, linked_to=linked_to, link_reason="same plate" if linked_to else "")
    keep(book, record, replace(made, signal=replace(made.signal, finished=finished)), then.date(), "1")
    return record


def test_what_was_heard_in_a_call_goes_with_it_to_the_earlier_situation_when_it_is_finished(book: CallBook) -> None:
    a_case(book)
    kept_with_a_plate(book, finished=True, linked_to=CASE)
    assert [one.situation for one in seen(book, "plate", "tx abc 1234")] == [CASE]


def test_a_dropped_call_leaves_no_mention_behind(book: CallBook) -> None:
    discard(book, kept_with_a_plate(book, finished=False).call)
    assert book.log.ask("SELECT * FROM mention") == []
