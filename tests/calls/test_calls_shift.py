"""The shift: what is owed with its time left, taken over by one deed, and everything of it as it is typed."""

import io
import json
import os
import pty
import select
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

pytest.importorskip("sqlcipher3", reason="sqlcipher3 has no wheel for this machine: there is no call log")

from open_log import CASE, KEY, NOW, TODAY, a_case, opened

from console.calls.book import CallBook, new_id
from console.calls.cards import SafeContact, add_card, end_card, open_cards
from console.calls.dues import done, owe_report, owe_transfer, owed, reopen
from console.calls.errors import CallsError
from console.calls.holds import lay_hold
from console.calls.record import Referral, Situation
from console.calls.retention import Terms
from console.calls.rules import duty_rule
from console.calls.shift import accept, close_referral, confirm_hand_off, owner, shift
from console.calls.shift_told import NO_CARD, Told, shift_lines, shift_shape, time_left, window_text
from console.calls.window import window_of
from console.cli import main

EASTERN = ZoneInfo("America/New_York")
TOLD = Told(NOW, EASTERN, "Ben 555-0102", lambda listing: f"Casa Ejemplo {listing}")
SAID = SafeContact("call", "936-555-0142", "only Quillfeather", "nothing", "pineapple")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[CallBook]:
    with opened(tmp_path / "home") as book:
        yield book


def given(book: CallBook, call: str, month: date, outcome: str = "offered", listing: int = 7) -> Referral:
    made = Referral(new_id(), call, listing, "shelter", month.replace(day=1), outcome, CASE)
    book.log.keep(made)
    return made


def lines(book: CallBook, told: Told = TOLD) -> list[str]:
    return [line.text for line in shift_lines(shift(book.log, Terms(), TODAY), told)]


def test_an_empty_shift_says_that_nothing_is_owed_and_who_is_on_call(book: CallBook) -> None:
    assert lines(book) == ["SHIFT of nobody yet: accept it.", "On call: Ben 555-0102.", "Nothing is owed."]


def test_call_backs_stand_first_the_overdue_ones_in_words_and_in_both_times(book: CallBook) -> None:
    ahead = add_card(book, SAID, window_of("tomorrow 6pm-8pm", "America/Chicago", NOW), "", 7)
    now = add_card(book, SAID, window_of("today 10am-12pm", "America/New_York", NOW), "", 7)
    past = add_card(book, SAID, window_of("08:00-08:30", "America/Chicago", NOW - timedelta(hours=1)), "", 7)
    said = lines(book)
    assert said[2] == "CALL BACK"
    assert said[3].startswith(f"{past.id[:8]}  OVERDUE by 30 min: Tue 24 Nov 08:00-08:30 there (Chicago), ")
    assert "Tue 24 Nov 09:00-09:30 here" in said[3]
    assert said[4].startswith(f"{now.id[:8]}  NOW, 2 h 00 min left: ") and "same here" in said[4]
    assert said[5].startswith(f"{ahead.id[:8]}  in 33 h 00 min: ")
    assert "Quillfeather" not in " ".join(said) and "0142" not in " ".join(said)


def test_transfers_and_reports_say_agency_deadline_rule_and_owner(book: CallBook, tmp_path: Path) -> None:
    owe_transfer(book, "", NOW - timedelta(minutes=90), "Casa Ejemplo")
    owe_report(book, "", duty_rule(tmp_path, "child-id"), NOW + timedelta(hours=3), "Agency (fictional)")
    said = lines(book)
    assert "OVERDUE by 1 h 30 min: Casa Ejemplo, by Tue 24 Nov 08:30; ana" in said[3]
    assert "3 h 00 min left: Agency (fictional), by Tue 24 Nov 13:00; ana; rule child-id: ID suspected abuse" in said[5]


def test_what_is_done_leaves_the_shift_and_a_slip_brings_it_back(book: CallBook) -> None:
    due = owe_transfer(book, "", NOW, "Casa Ejemplo")
    closed = done(book, due, "R-118", TODAY)
    assert owed(book.log) == [] and closed.reference == "R-118"
    with pytest.raises(CallsError, match="done before"):
        done(book, closed, "R-119", TODAY)
    reopen(book, closed, "a slip")
    assert [one.id for one in owed(book.log)] == [due.id]


def test_a_report_names_its_agency(book: CallBook) -> None:
    with pytest.raises(CallsError, match="which agency"):
        owe_transfer(book, "", NOW, " ")


def test_the_follow_up_queue_is_oldest_first_and_says_how_the_caller_may_be_reached(book: CallBook) -> None:
    one, other = a_case(book, call="a" * 32), a_case(book, case="d" * 32, call="b" * 32)
    newer = given(book, one.id, date(2026, 11, 1))
    older = given(book, one.id, date(2026, 9, 1), "unknown", 8)
    given(book, one.id, date(2026, 8, 1), "accepted")
    loose = Referral(new_id(), other.id, 9, "legal", date(2026, 10, 1), "offered", "d" * 32)
    book.log.keep(loose)
    card = add_card(book, SAID, window_of("tomorrow 6pm-8pm", "America/Chicago", NOW), one.id, 7)
    said = [text for text in lines(book) if "Casa Ejemplo" in text]
    assert [text[:8] for text in said] == [older.id[:8], loose.id[:8], newer.id[:8]]
    assert said[0].endswith(f"call back only by card {card.id[:8]}") and said[1].endswith(NO_CARD)
    end_card(book, card, "reached", TODAY)
    assert all(text.endswith(NO_CARD) for text in lines(book) if "Casa Ejemplo" in text)


def test_a_card_of_an_earlier_call_of_the_same_situation_says_how_too(book: CallBook) -> None:
    first, second = a_case(book, call="a" * 32), a_case(book, call="b" * 32)
    given(book, second.id, date(2026, 11, 1))
    card = add_card(book, SAID, window_of("tomorrow 6pm-8pm", "America/Chicago", NOW), first.id, 7)
    assert shift(book.log, Terms(), TODAY).follow_ups[0].card == card


def test_a_long_queue_is_shown_from_its_oldest_end_and_counted(book: CallBook) -> None:
    call = a_case(book)
    for number in range(60):
        given(book, call.id, date(2026, 11, 1), listing=number)
    held = shift(book.log, Terms(), TODAY)
    assert (len(held.follow_ups), held.open_referrals) == (50, 60)
    assert "and 10 more referrals without an outcome, after these." in lines(book)


def test_a_referral_closes_with_one_outcome_and_can_be_put_back(book: CallBook) -> None:
    referral = given(book, a_case(book).id, date(2026, 11, 1))
    closed = close_referral(book, referral, "accepted")
    assert shift(book.log, Terms(), TODAY).follow_ups == ()
    close_referral(book, closed, "offered")
    assert shift(book.log, Terms(), TODAY).open_referrals == 1
    with pytest.raises(CallsError, match="ends with"):
        close_referral(book, referral, "perhaps")


def test_a_warm_hand_off_is_asked_about_for_two_weeks_and_confirmed_once(book: CallBook) -> None:
    for call, age in (("a" * 32, 1), ("b" * 32, 15)):
        given(
            book, a_case(book, TODAY - timedelta(days=age), call=call).id, TODAY - timedelta(days=age), "warm_handoff"
        )
    held = shift(book.log, Terms(), TODAY)
    assert [one.referral.signal for one in held.hand_offs] == ["a" * 32] and not held.empty
    closed = confirm_hand_off(book, held.hand_offs[0].referral, "Casa Ejemplo", NOW, spoken=False)
    assert shift(book.log, Terms(), TODAY).hand_offs == () and owed(book.log) == []
    reopen(book, closed, "a slip")
    assert [due.agency for due in shift(book.log, Terms(), TODAY).transfers] == ["Casa Ejemplo"]


def test_accepting_makes_everything_open_ones_own_and_is_audited(tmp_path: Path) -> None:
    with opened(tmp_path / "home") as book:
        add_card(book, SAID, window_of("tomorrow 6pm-8pm", "America/Chicago", NOW), "", 7)
        owe_transfer(book, "", NOW, "Casa Ejemplo")
        accept(book, NOW)
    with opened(tmp_path / "home", "ben") as book:
        accept(book, NOW + timedelta(hours=8))
        assert owner(book.log).person == "ben"
        assert {open_cards(book.log)[0].owner, owed(book.log)[0].owner} == {"ben"}
        line = book.audit().lines[-1]
        assert (line.action, line.object, line.reason) == ("accept shift", "1 call-backs, 1 others", "from ana")


def test_the_shift_says_how_late_the_purge_is_and_which_holds_stand(book: CallBook) -> None:
    a_case(book, TODAY - timedelta(days=97))
    assert "RETENTION: the purge is 7 days late. northline calls purge" in lines(book)
    case = book.log.one(Situation, CASE)
    assert case is not None
    lay_hold(book, case, "order 2026-118", TODAY)
    said = lines(book)
    assert f"LEGAL HOLD on {CASE[:8]} since 2026-11-24: nothing of it is deleted." in said
    assert not [text for text in said if text.startswith("RETENTION")]


def test_the_time_left_needs_no_colour() -> None:
    at = datetime(2026, 3, 7, 12, tzinfo=EASTERN)
    assert time_left(at, at) == "OVERDUE by 0 min"
    assert time_left(at, at + timedelta(days=3)) == "3 days left"
    assert time_left(at, at + timedelta(minutes=5), at - timedelta(minutes=5)) == "NOW, 5 min left"
    night = window_of("2026-03-07 23:00-05:00", "America/New_York", at)
    assert window_text(night.opens, night.due, night.zone, EASTERN).startswith("Sat 07 Mar 23:00-Sun 05:00 there")


def test_the_json_says_the_same_and_nothing_of_a_card(book: CallBook) -> None:
    card = add_card(book, SAID, window_of("tomorrow 6pm-8pm", "America/Chicago", NOW), "", 7)
    said = shift_shape(shift(book.log, Terms(), TODAY), TOLD)
    assert said["call_backs"][0]["id"] == card.id and said["call_backs"][0]["overdue"] is False
    assert "Quillfeather" not in json.dumps(said)


# -- as typed --------------------------------------------------------------------------------------------------------

Run = Callable[..., int]
PIPED = (
    "channel: call\ncontact: 936-555-0142\nwindow: tomorrow 6pm-8pm\nzone: central\n\n"
    "answers: only Quillfeather\nsafe word: pineapple\n"
)


@pytest.fixture
def run(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    with opened(own_home) as book:
        today = datetime.now(EASTERN).date()
        given(book, a_case(book, today).id, today)
    (own_home / "northline.toml").write_text('time_zone = "eastern"\n', "utf-8")
    monkeypatch.setattr("console.commands.call_book.require_book", lambda home: None)
    monkeypatch.setattr("console.calls.book.open_key", lambda home, name, passphrase: KEY)
    monkeypatch.setattr("console.commands.call_backs.refuse_file", lambda: None)

    def northline(*arguments: str, typed: str = "") -> int:
        reading, writing = os.pipe()
        os.write(writing, b"four words nobody guesses\n")
        os.close(writing)
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        try:
            return main([*arguments, "--as", "ana", "--passphrase-fd", str(reading)])
        finally:
            os.close(reading)

    return northline


def test_a_card_from_its_piped_lines_to_its_end(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("shift", "card", "add", "-", typed=PIPED) == 0
    id = capsys.readouterr().out.strip()
    assert run("shift", "card", "open", id) == 2, "a card opens with a reason alone"
    capsys.readouterr()
    assert run("shift", "card", "open", id, "--reason", "the promised call") == 0
    shown = capsys.readouterr().out
    assert "936-555-0142" in shown and "safe word: pineapple" in shown and "leave nothing" in shown
    assert run("shift", "card", "extend", id) == 2
    assert run("shift", "card", "extend", id, "--window", "2099-01-02 9am-10am", "--days", "3") == 0
    assert run("shift", "--json") == 0
    (card,) = json.loads(capsys.readouterr().out)["call_backs"]
    assert (card["opens"], card["expires_on"]) == ("2099-01-02T15:00:00+00:00", "2099-01-05")
    assert run("shift", "card", "done", id, "reached") == 2, "a script says --yes"
    assert run("shift", "card", "done", id, "reached", "--yes") == 0
    assert run("shift", "card", "open", id, "--reason", "again") == 12
    capsys.readouterr()
    assert run("shift", "--json") == 0
    assert json.loads(capsys.readouterr().out)["call_backs"] == []


@pytest.mark.parametrize("typed", ["", "contact: 555-0142\n", "what is this\n", PIPED.replace("central", "Texas")])
def test_a_card_that_says_too_little_is_refused_without_repeating_it(
    run: Run, typed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("shift", "card", "add", "-", typed=typed) in (2, 12)
    assert "0142" not in capsys.readouterr().err


def test_reports_and_referrals_as_they_are_typed(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("shift", "due", "add", "report", "--agency", "Agency (fictional)", "--deadline", "today 23:59") == 12
    assert run("shift", "due", "add", "report", "--agency", "A", "--rule", "child-id") == 2, "no time is on record"
    capsys.readouterr()
    added = ("shift", "due", "add", "report", "--agency", "A", "--rule", "child-id", "--deadline", "tomorrow 9am")
    assert run(*added, "--call", "a" * 8) == 0
    said = capsys.readouterr()
    assert "Nobody has reviewed this rule" in said.err
    assert run("shift", "due", "done", said.out.strip(), typed="R-118\n") == 0
    assert run("shift", "due", "again", said.out.strip(), "--reason", "a slip") == 0
    capsys.readouterr()
    assert run("shift", "--json") == 0
    held = json.loads(capsys.readouterr().out)
    assert [one["id"][:8] for one in held["reports"]] == [said.out.strip()]
    assert held["reports"][0]["reference"] == "R-118"
    referral = held["follow_ups"][0]["id"]
    assert run("shift", "outcome", referral[:8], "warm_handoff", "--spoken-consent") == 0
    assert run("shift", "due", "done", referral[:8]) == 0
    assert run("shift", "accept") == 0
    capsys.readouterr()
    assert run("shift") == 0
    shown = capsys.readouterr().out
    assert "SHIFT of ana" in shown and "FOLLOW UP" not in shown
    assert main(["shift", "rules", "--json"]) == 0


def test_a_card_typed_on_a_terminal_stays_on_the_other_screen(run: Run, own_home: Path) -> None:
    answers = (
        "",
        "936-555-0142",
        "936-555-0142",
        "central",
        "tomorrow 6pm-8pm",
        "only Quillfeather",
        "",
        "pineapple",
        "",
        "",
    )
    child, terminal = pty.fork()
    if child == 0:
        sys.stdin, sys.stdout = open(0, closefd=False), open(1, "w", closefd=False)  # noqa: SIM115
        reading, writing = os.pipe()
        os.write(writing, b"four words nobody guesses\n")
        os.close(writing)
        os._exit(main(["shift", "card", "add", "--as", "ana", "--passphrase-fd", str(reading)]))
    seen, left, ends = b"", list(answers), time.monotonic() + 30
    while time.monotonic() < ends:
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                seen += os.read(terminal, 4096)
            except OSError:
                break
        elif left:
            os.write(terminal, left.pop(0).encode() + b"\n")
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0, seen[-500:]
    before, _, rest = seen.partition(b"\x1b[?1049h")
    inside, _, after = rest.partition(b"\x1b[?1049l")
    assert b"Quillfeather" in inside and inside.endswith(b"\x1b[2J")
    assert b"Quillfeather" not in before + after and b"0142" not in before + after
    with opened(own_home) as book:
        assert len(open_cards(book.log)) == 1
