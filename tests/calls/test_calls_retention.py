"""What ends: text at 90 days, values at 2 years, tokens at 5, by setting; gone from every page, and held by a hold."""

import json
import os
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytest.importorskip("sqlcipher3", reason="sqlcipher3 has no wheel for this machine: there is no call log")

from open_log import CASE, KEY, NOW, TODAY, a_case, in_clear, opened

from console.calls.book import CallBook, new_id
from console.calls.dues import Due, done, owe_transfer
from console.calls.holds import lay_hold, lift_hold
from console.calls.log import CallLog
from console.calls.record import Signal, Situation
from console.calls.retention import Terms, days_late, overdue, purge, terms_of
from console.cli import main
from console.errors import SettingsError
from console.settings import load_settings

TERMS = Terms()
WORDS = "Quillfeather came back on the Hollowroad bus"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[CallBook]:
    with opened(tmp_path / "home") as book:
        yield book


def quiet(stage: str, done: float) -> None:
    """No progress."""


def noted(book: CallBook, call: str, day: date, text: str = WORDS) -> None:
    with book.log.changing() as connection:
        connection.execute("INSERT INTO note VALUES (?, ?, ?)", (call, text, (day + timedelta(days=90)).isoformat()))


def heard(book: CallBook, month: str, case: str = CASE, value: bytes = b"sealed value of 555-0142") -> str:
    entity = new_id()
    with book.log.changing() as connection:
        connection.execute("INSERT INTO entity VALUES (?, 'phone', ?, ?, ?)", (entity, f"token {entity}", value, month))
        connection.execute("INSERT INTO fold VALUES (?, ?)", (f"fold {entity}", entity))
        connection.execute("INSERT INTO mention VALUES (?, ?, 'trafficker', 1, ?)", (case, entity, month))
    return entity


def count(log: CallLog, table: str, where: str = "1") -> int:
    return int(log.ask(f"SELECT count(*) FROM {table} WHERE {where}")[0][0])


@given(st.integers(0, 200), st.integers(1, 120))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_on_the_day_a_note_is_due_it_goes_with_the_day_of_its_call_and_never_before(
    book: CallBook, age: int, term: int
) -> None:
    with book.log.changing() as connection:
        connection.execute("DELETE FROM note")
    call = Signal("a" * 32, TODAY - timedelta(days=age), 3)
    book.log.keep(call)
    with book.log.changing() as connection:
        expires = (call.day + timedelta(days=term)).isoformat()
        connection.execute("INSERT INTO note VALUES (?, 'words', ?)", (call.id, expires))
    purge(book, Terms(text_days=term), TODAY, quiet)
    kept = book.log.one(Signal, call.id)
    assert kept is not None
    assert kept.day == (call.day.replace(day=1) if age >= term else call.day)
    assert count(book.log, "note") == (0 if age >= term else 1)


def test_values_go_after_two_years_and_tokens_after_five_and_what_links_goes_with_them(book: CallBook) -> None:
    a_case(book)
    young, old, oldest = heard(book, "2024-12-01"), heard(book, "2024-11-01"), heard(book, "2021-11-01")
    assert overdue(book, TERMS, TODAY).counts == {
        "notes": 0, "days": 0, "dues": 0, "links": 0, "cards": 0, "values": 2, "tokens": 1,
    }  # fmt: skip
    purge(book, TERMS, TODAY, quiet)
    assert {id: value is not None for id, value in book.log.ask("SELECT id, value FROM entity")} == {
        young: True, old: False,
    }  # fmt: skip
    for table in ("fold", "mention"):
        assert count(book.log, table, f"entity = '{oldest}'") == 0 and count(book.log, table) == 2


def test_what_was_purged_is_in_no_page_and_no_journal(book: CallBook, tmp_path: Path) -> None:
    home, old = tmp_path / "home", TODAY - timedelta(days=100)
    for number in range(400):
        call = a_case(book, old, call=f"{number:032x}")
        noted(book, call.id, old, f"{WORDS} {number} " + "x" * (number % 300))
    heard(book, "2024-01-01", value=b"the value Quillplate 555-0143")
    heard(book, "2020-01-01")
    before = in_clear(home)
    assert b"Quillfeather" in before and b"Quillplate" in before and old.isoformat().encode() in before
    done = purge(book, TERMS, TODAY, quiet)
    assert done.whole and done.counts["notes"] == 400
    after = in_clear(home)
    for word in (b"Quillfeather", b"Hollowroad", b"Quillplate", old.isoformat().encode()):
        assert word not in after


def test_the_audit_says_how_much_went_and_never_what(book: CallBook) -> None:
    call = a_case(book, TODAY - timedelta(days=91))
    noted(book, call.id, call.day)
    purge(book, TERMS, TODAY, quiet)
    line = book.audit().lines[-1]
    assert (line.action, line.object) == ("purge", "calls")
    assert line.reason == "1 notes deleted, 1 days coarsened to their month"
    assert not book.audit().faults


def test_a_dry_run_says_exactly_what_the_purge_then_does_and_changes_nothing(book: CallBook) -> None:
    call = a_case(book, TODAY - timedelta(days=91))
    noted(book, call.id, call.day)
    heard(book, "2021-01-01")
    said = overdue(book, TERMS, TODAY)
    assert overdue(book, TERMS, TODAY) == said and count(book.log, "note") == 1
    assert purge(book, TERMS, TODAY, quiet) == said
    assert overdue(book, TERMS, TODAY).total == 0
    assert purge(book, TERMS, TODAY, quiet).total == 0


def test_a_legal_hold_keeps_all_of_its_situation_and_nothing_of_another(book: CallBook) -> None:
    old = TODAY - timedelta(days=2000)
    for case, call in ((CASE, "a" * 32), ("d" * 32, "b" * 32)):
        a_case(book, old, case=case, call=call)
        noted(book, call, old)
        heard(book, "2020-01-01", case=case)
        due = owe_transfer(book, call, NOW, "Shelter (fictional)")
        done(book, due, "R-118", old)
    case_held = book.log.one(Situation, CASE)
    assert case_held is not None
    lay_hold(book, case_held, "order 2026-118", TODAY)
    purge(book, TERMS, TODAY, quiet)
    assert book.log.ask("SELECT signal FROM note") == [("a" * 32,)]
    assert {s.id: s.day for s in book.log.rows(Signal)} == {"a" * 32: old, "b" * 32: old.replace(day=1)}
    assert count(book.log, "entity") == 1 and count(book.log, "mention", f"situation = '{CASE}'") == 1
    assert [due.reference for due in book.log.rows(Due, "signal = ?", "a" * 32)] == ["R-118"]
    assert days_late(book.log, TERMS, TODAY) is None, "what is held is not late"
    lift_hold(book, case_held, "order ended", TODAY)
    assert (days_late(book.log, TERMS, TODAY) or 0) > 1000
    purge(book, TERMS, TODAY, quiet)
    assert count(book.log, "note") == count(book.log, "entity") == 0


def test_a_done_report_loses_its_reference_and_its_day_and_one_still_owed_keeps_all(book: CallBook) -> None:
    old = TODAY - timedelta(days=91)
    made = [owe_transfer(book, "", NOW, "Shelter (fictional)") for _ in range(3)]
    done(book, made[0], "R-118", old)
    done(book, made[1], "R-119", TODAY)
    purge(book, TERMS, TODAY, quiet)
    kept = {due.id: due for due in book.log.rows(Due)}
    gone = kept[made[0].id]
    assert (gone.reference, gone.agency, gone.owner, gone.done_on) == ("", "", "", old.replace(day=1))
    assert (gone.deadline.day, gone.deadline.hour) == (1, 0)
    assert kept[made[1].id].reference == "R-119" and kept[made[2].id] == made[2]


def test_how_late_the_purge_is_counts_from_the_day_the_oldest_thing_was_due(book: CallBook) -> None:
    assert days_late(book.log, TERMS, TODAY) is None
    for age, late in ((89, None), (90, 0), (97, 7)):
        call = Signal("a" * 32, date(2026, 11, 28) - timedelta(days=age), 3)
        book.log.keep(call)
        assert days_late(book.log, TERMS, date(2026, 11, 28)) == late


def test_a_purge_cut_short_before_its_end_loses_nothing_and_can_be_run_again(
    book: CallBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = a_case(book, TODAY - timedelta(days=91))
    noted(book, call.id, call.day)

    def cut(stage: str, done: float) -> None:
        if done > 0.5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        purge(book, TERMS, TODAY, cut)
    assert count(book.log, "note") == 1
    assert purge(book, TERMS, TODAY, quiet).counts["notes"] == 1


def test_another_session_that_reads_keeps_the_journal_and_the_purge_says_so(book: CallBook, tmp_path: Path) -> None:
    call = a_case(book, TODAY - timedelta(days=91))
    noted(book, call.id, call.day)
    with opened(tmp_path / "home", "ben") as other:
        other.log.connection.execute("BEGIN")
        other.log.ask("SELECT * FROM note")
        book.log.connection.execute("PRAGMA busy_timeout = 100")
        assert not purge(book, TERMS, TODAY, quiet).whole
    assert purge(book, TERMS, TODAY, quiet).total == 0
    book.log.close()
    assert b"Quillfeather" not in in_clear(tmp_path / "home")


def test_the_terms_are_the_organisations_own(own_home: Path) -> None:
    own_home.mkdir()
    (own_home / "northline.toml").write_text('keep_text_days = "30"\nkeep_values_months = "12"\n', "utf-8")
    assert terms_of(load_settings()) == Terms(30, 12, 60)
    (own_home / "northline.toml").write_text('keep_text_days = "never"\n', "utf-8")
    with pytest.raises(SettingsError, match="keep_text_days"):
        terms_of(load_settings())


# -- as typed --------------------------------------------------------------------------------------------------------

Run = Callable[..., int]


@pytest.fixture
def run(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    with opened(own_home) as book:
        call = a_case(book, date.today() - timedelta(days=200))
        noted(book, call.id, call.day)
    monkeypatch.setattr("console.commands.call_book.require_book", lambda home: None)
    monkeypatch.setattr("console.calls.book.open_key", lambda home, name, passphrase: KEY)

    def northline(*arguments: str) -> int:
        reading, writing = os.pipe()
        os.write(writing, b"four words nobody guesses\n")
        os.close(writing)
        try:
            return main([*arguments, "--as", "ana", "--passphrase-fd", str(reading)])
        finally:
            os.close(reading)

    return northline


def test_purge_and_hold_as_they_are_typed(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("calls", "purge", "--dry-run", "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["notes"], said["days"], said["dry_run"]) == (1, 1, True)
    assert run("calls", "hold", "add", CASE[:8]) == 2, "a hold says why"
    assert run("calls", "hold", "add", CASE[:8], "--reason", "order 2026-118") == 0
    capsys.readouterr()
    assert run("calls", "purge") == 0
    assert "1 situations are under a legal hold" in capsys.readouterr().out
    assert run("calls", "hold", "list") == 0
    assert "order 2026-118" in capsys.readouterr().out
    assert run("calls", "hold", "lift", CASE[:8], "--reason", "order ended") == 0
    capsys.readouterr()
    assert run("calls", "purge") == 0
    assert "1 notes deleted" in capsys.readouterr().out
