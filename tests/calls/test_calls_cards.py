"""Call-back cards: opened only with an audit line, destroyed so that nobody finds them, in nothing that leaves."""

import random
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

pytest.importorskip("sqlcipher3", reason="sqlcipher3 has no wheel for this machine: there is no call log")

from open_log import CASE, NOW, TODAY, a_case, in_clear, opened

from console.calls.book import CallBook
from console.calls.cards import Card, SafeContact, add_card, destroy, end_card, extend_card, open_card, open_cards
from console.calls.errors import CallsError
from console.calls.holds import lay_hold, lift_hold
from console.calls.named import named
from console.calls.record import Situation
from console.calls.retention import Terms, overdue, purge
from console.calls.window import Window, moment_of, window_of

WINDOW = window_of("tomorrow 6pm-8pm", "America/Chicago", NOW)
SAID = SafeContact("call", "936-555-0142", "only Quillfeather", "nothing", "pineapple", "after school, Hollowroad bus")
WORDS = (b"936-555-0142", b"Quillfeather", b"pineapple", b"Hollowroad")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[CallBook]:
    with opened(tmp_path / "home") as book:
        yield book


def quiet(stage: str, done: float) -> None:
    """No progress."""


def test_a_card_opens_to_what_was_sealed_and_its_audit_line_is_on_disk_first(book: CallBook) -> None:
    card = add_card(book, SAID, WINDOW, "", 7)
    assert open_card(book, card, "the promised call") == SAID
    last = book.audit().lines[-1]
    assert (last.action, last.object, last.reason) == ("card open", card.id, "the promised call")
    assert last.who.startswith("ana")
    assert not book.audit().faults


def test_a_card_stays_closed_where_its_audit_line_cannot_be_written(
    book: CallBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = add_card(book, SAID, WINDOW, "", 7)

    def no_room(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("console.audit._append", no_room)
    with pytest.raises(Exception, match="nothing is opened without an audit line"):
        open_card(book, card, "the promised call")


def test_whoever_reads_every_row_of_the_log_reads_no_word_of_a_card(book: CallBook, tmp_path: Path) -> None:
    add_card(book, SAID, WINDOW, "", 7)
    export = tmp_path / "plain.db"
    book.log.connection.execute(f"ATTACH '{export}' AS plain KEY ''")
    book.log.connection.execute("SELECT sqlcipher_export('plain')").fetchall()
    book.log.connection.execute("DETACH plain")
    assert sqlite3.connect(export).execute("SELECT count(*) FROM card").fetchone() == (1,)
    assert not [word for word in WORDS if word in export.read_bytes()]
    assert not [word for word in WORDS if word in in_clear(tmp_path / "home")]


def test_two_cards_of_very_different_length_are_sealed_alike_in_length(book: CallBook) -> None:
    short = add_card(book, SafeContact("call", "555-0101", ""), WINDOW, "", 7)
    assert len(short.body) == len(add_card(book, SAID, WINDOW, "", 7).body)


def test_a_card_moved_under_another_id_does_not_open(book: CallBook) -> None:
    one, other = add_card(book, SAID, WINDOW, "", 7), add_card(book, SAID, WINDOW, "", 7)
    book.log.keep(replace(one, body=other.body))
    with pytest.raises(CallsError, match="does not open"):
        open_card(book, one, "the promised call")


def test_a_destroyed_card_is_in_no_page_no_journal_and_cannot_be_unsealed_from_a_copy(
    book: CallBook, tmp_path: Path
) -> None:
    cards = [add_card(book, replace(SAID, contact=f"936-555-01{n:02}"), WINDOW, "", 7) for n in range(40)]
    sealed = {card.id: card.body for card in cards}
    secret = book.log.fact("cards")
    assert secret is not None
    assert any(sealed[card.id][:64] in in_clear(tmp_path / "home") for card in cards), "else the search proves nothing"
    gone = random.Random(8).sample(cards, 25)
    for card in gone:
        assert end_card(book, card, "reached", TODAY)
    clear = in_clear(tmp_path / "home")
    assert not [card.id for card in gone if sealed[card.id][:64] in clear]
    assert secret not in clear, "the secret of the old sealings is gone, so that a scrap anywhere opens nothing"
    assert {card.id for card in open_cards(book.log)} == {card.id for card in cards} - {card.id for card in gone}
    for card in open_cards(book.log):
        assert open_card(book, card, "still promised").answers == SAID.answers


def test_an_expired_card_is_destroyed_by_the_purge_and_one_that_is_not_stays(book: CallBook) -> None:
    card = add_card(book, SAID, WINDOW, "", 7)
    for day, left in ((card.expires_on - timedelta(days=1), 1), (card.expires_on, 0)):
        purge(book, Terms(), day, quiet)
        assert len(open_cards(book.log)) == left


def test_an_extended_card_outlives_its_first_day_and_says_its_new_window_unopened(book: CallBook) -> None:
    card = add_card(book, SAID, WINDOW, "", 7)
    later = window_of("2026-12-20 09:00-10:00", "America/Denver", NOW)
    extend_card(book, card, later, later.due.date() + timedelta(days=3), "away until then")
    purge(book, Terms(), card.expires_on, quiet)
    (standing,) = open_cards(book.log)
    assert (standing.opens, standing.zone) == (later.opens, "America/Denver")
    assert open_card(book, standing, "the promised call") == SAID


def test_a_card_under_a_legal_hold_is_closed_but_kept_until_the_hold_is_lifted(book: CallBook) -> None:
    signal = a_case(book)
    case = named(book.log, Situation, CASE, "situation")
    card = add_card(book, SAID, WINDOW, signal.id, 7)
    lay_hold(book, case, "order 2026-118", TODAY)
    assert not end_card(book, card, "reached", TODAY)
    assert open_cards(book.log) == []
    purge(book, Terms(), TODAY + timedelta(days=400), quiet)
    assert book.log.one(Card, card.id) is not None
    lift_hold(book, case, "order ended", TODAY)
    purge(book, Terms(), TODAY, quiet)
    assert book.log.one(Card, card.id) is None


def test_a_card_that_a_back_up_brought_back_goes_with_the_next_purge(book: CallBook) -> None:
    card = add_card(book, SAID, WINDOW, "", 7)
    end_card(book, card, "reached", TODAY)
    book.log.keep(card)
    assert overdue(book, Terms(), TODAY).counts["cards"] == 1
    purge(book, Terms(), TODAY, quiet)
    assert open_cards(book.log) == []


def test_a_card_that_does_not_open_any_more_never_keeps_another_from_being_destroyed(book: CallBook) -> None:
    broken, whole = add_card(book, SAID, WINDOW, "", 7), add_card(book, SAID, WINDOW, "", 7)
    book.log.keep(replace(broken, body=b"\0" * len(broken.body)))
    assert destroy(book.log, [whole.id])
    assert [card.id for card in open_cards(book.log)] == [broken.id]


def test_nothing_of_a_card_is_noted_for_the_hub(book: CallBook) -> None:
    book.log.set_fact("hub", b"{}")
    book.log.set_fact("hub_seal", b"1")
    card = add_card(book, SAID, WINDOW, a_case(book).id, 7)
    end_card(book, card, "reached", TODAY)
    assert {kind for (kind,) in book.log.ask("SELECT DISTINCT kind FROM outbox")} == {"signal", "situation"}


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (replace(SAID, contact=" \u202e "), "needs a contact"),
        (replace(SAID, channel="pigeon"), "channel may be"),
        (replace(SAID, voicemail="sing"), "For voicemail say"),
        (replace(SAID, note="x" * 501), "500 in the note"),
    ],
)
def test_what_cannot_be_a_card_is_refused_without_repeating_it(book: CallBook, said: SafeContact, why: str) -> None:
    with pytest.raises(CallsError, match=why) as refused:
        add_card(book, said, WINDOW, "", 7)
    assert "Quillfeather" not in str(refused.value) and not open_cards(book.log)


@pytest.mark.parametrize(
    ("text", "opens", "due"),
    [
        ("18:00-20:00", "2026-11-25T00:00", "2026-11-25T02:00"),
        ("today 6pm-8pm", "2026-11-25T00:00", "2026-11-25T02:00"),
        ("tomorrow 6-8pm", "2026-11-26T00:00", "2026-11-26T02:00"),
        ("11-1pm", "2026-11-24T17:00", "2026-11-24T19:00"),
        ("fri 10pm to 1am", "2026-11-28T04:00", "2026-11-28T07:00"),
        ("2027-03-14 01:00-04:00", "2027-03-14T07:00", "2027-03-14T09:00"),
    ],
)
def test_a_window_is_read_in_the_callers_own_time(text: str, opens: str, due: str) -> None:
    found = window_of(text, "America/Chicago", NOW)
    assert (found.opens, found.due) == tuple(datetime.fromisoformat(one).replace(tzinfo=UTC) for one in (opens, due))


@pytest.mark.parametrize("text", ["6-8", "6:00-8:00", "soon", "", "18:00", "25:00-26:00", "someday 6pm-8pm", "8am-9am"])
def test_a_window_that_could_be_morning_or_evening_is_no_window_or_is_over_is_asked_again(text: str) -> None:
    with pytest.raises(CallsError):
        window_of(text, "America/Chicago", NOW)


def test_a_moment_needs_to_say_morning_or_evening() -> None:
    assert moment_of("tomorrow 9am", "America/Chicago", NOW) == datetime(2026, 11, 25, 15, tzinfo=UTC)
    with pytest.raises(CallsError, match="Morning or evening"):
        moment_of("9", "America/Chicago", NOW)


def test_a_window_across_the_change_of_the_clocks_is_as_long_as_the_wall_says() -> None:
    spring = window_of("2027-03-13 23:00-05:00", "America/Chicago", NOW)
    assert spring == Window(spring.opens, spring.opens + timedelta(hours=5), "America/Chicago")
