"""Consent and the gate: whatever days and scopes there are, nothing of a case leaves without a live written consent."""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytest.importorskip("sqlcipher3", reason="sqlcipher3 has no wheel for this machine: there is no call log")

from open_log import CASE, KEY, NOW, TODAY, a_case, opened

from console.calls.book import CallBook, new_id
from console.calls.codes import SCOPE
from console.calls.consent import AT_MOST, consents, give_consent, withdraw_consent
from console.calls.dues import Due, done, owe_report, owe_transfer, reopen
from console.calls.errors import CallsError, ConsentError
from console.calls.record import Consent, Referral, Situation
from console.calls.release import release, releases
from console.calls.rules import duty_rule, duty_rules
from console.calls.shift import close_referral
from console.cli import main

DAYS = st.integers(-40, 40).map(lambda days: TODAY + timedelta(days=days))
GIVEN = st.tuples(st.sampled_from(sorted(SCOPE)), DAYS, DAYS, st.none() | DAYS)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[CallBook]:
    with opened(tmp_path / "home") as book:
        yield book


@pytest.fixture
def case(book: CallBook) -> Situation:
    a_case(book)
    found = book.log.one(Situation, CASE)
    assert found is not None
    return found


@given(st.lists(GIVEN, max_size=5), st.sampled_from(sorted(SCOPE)), DAYS)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_row_leaves_without_a_live_written_consent_of_that_very_scope(
    book: CallBook, case: Situation, rows: list[tuple[str, date, date, date | None]], scope: str, on: date
) -> None:
    with book.log.changing() as connection:
        connection.execute("DELETE FROM consent")
        connection.execute("DELETE FROM release")
    made = [Consent(new_id(), case.id, each, first, last, "form 1", back) for each, first, last, back in rows]
    book.log.keep(*made)
    live = [
        one for one in made if one.scope == scope and one.given_on <= on < one.expires_on
        and not (one.withdrawn_on is not None and one.withdrawn_on <= on)
    ]  # fmt: skip
    if live and scope != "aggregate":
        let = release(book, case.id, scope, on)
        assert let.ground in {one.id for one in live} and let.basis == "consent"
        assert releases(book.log, case.id) == [let]
    else:
        with pytest.raises(ConsentError):
            release(book, case.id, scope, on)
        assert releases(book.log, case.id) == []


def test_a_consent_for_one_situation_lets_nothing_of_another_leave(book: CallBook, case: Situation) -> None:
    give_consent(book, case, "report_to_le", (TODAY, TODAY + timedelta(days=30)), "cabinet 2, form 118")
    a_case(book, case="d" * 32, call="b" * 32)
    with pytest.raises(ConsentError, match="No written consent"):
        release(book, "d" * 32, "report_to_le", TODAY)


def test_a_consent_refuses_from_the_day_it_expires_and_from_the_day_it_is_withdrawn(
    book: CallBook, case: Situation
) -> None:
    ends = TODAY + timedelta(days=30)
    give_consent(book, case, "referral", (TODAY, ends), "form 118")
    assert release(book, case.id, "referral", ends - timedelta(days=1))
    with pytest.raises(ConsentError, match="expired on"):
        release(book, case.id, "referral", ends)
    assert withdraw_consent(book, case, "referral", TODAY) == 1
    with pytest.raises(ConsentError, match="was withdrawn"):
        release(book, case.id, "referral", TODAY)
    assert len(consents(book.log, case.id)) == 1, "what was given and withdrawn stays on record"


@pytest.mark.parametrize("days", [0, -1, AT_MOST.days + 1])
def test_a_consent_is_limited_in_time(book: CallBook, case: Situation, days: int) -> None:
    with pytest.raises(CallsError, match="within a year"):
        give_consent(book, case, "referral", (TODAY, TODAY + timedelta(days=days)), "form 118")


def test_a_consent_names_the_paper_it_stands_on(book: CallBook, case: Situation) -> None:
    with pytest.raises(CallsError, match="where the signed form is"):
        give_consent(book, case, "referral", (TODAY, TODAY + timedelta(days=9)), " \u200b ")


def test_what_was_agreed_aloud_for_a_warm_transfer_is_no_release(book: CallBook, case: Situation) -> None:
    referral = Referral(new_id(), "a" * 32, 7, "shelter", TODAY.replace(day=1), situation=case.id)
    closed = close_referral(book, referral, "warm_handoff", spoken_consent=True)
    assert book.log.one(Referral, referral.id) == closed and closed.spoken_consent
    for scope in ("referral", "report_to_le"):
        with pytest.raises(ConsentError):
            release(book, case.id, scope, TODAY)


def test_a_duty_to_report_is_an_exception_recorded_with_its_rule(
    book: CallBook, case: Situation, tmp_path: Path
) -> None:
    rule = duty_rule(tmp_path, "child-id")
    due = owe_report(book, "a" * 32, rule, NOW, "Agency (fictional)")
    let = release(book, case.id, "report_to_le", TODAY, duty=due)
    assert (let.basis, let.ground, let.rule) == ("duty", due.id, rule.text)
    assert "healthandwelfare.idaho.gov" in let.rule and "not reviewed by counsel" in let.rule
    assert book.audit().lines[-1].reason == "report_to_le by duty child-id"


def test_a_duty_covers_a_report_of_its_own_situation_alone_and_only_while_it_is_owed(
    book: CallBook, case: Situation, tmp_path: Path
) -> None:
    rule = duty_rule(tmp_path, "child-id")
    due = owe_report(book, "a" * 32, rule, NOW, "Agency (fictional)")
    other = a_case(book, case="d" * 32, call="b" * 32)
    elsewhere = owe_report(book, other.id, rule, NOW, "Agency (fictional)")
    loose = owe_report(book, "", rule, NOW, "Agency (fictional)")
    transfer = owe_transfer(book, "a" * 32, NOW, "Shelter (fictional)")
    refused: list[tuple[str, Due]] = [
        ("referral", due), ("report_to_le", elsewhere), ("report_to_le", loose), ("report_to_le", transfer),
        ("report_to_le", replace(due, rule="")), ("report_to_le", done(book, due, "R-1", TODAY)),
    ]  # fmt: skip
    for scope, duty in refused:
        with pytest.raises(ConsentError):
            release(book, case.id, scope, TODAY, duty=duty)
    assert releases(book.log, case.id) == []
    assert release(book, case.id, "report_to_le", TODAY, duty=reopen(book, due, "a slip"))


def test_every_rule_on_record_has_a_source_and_none_pretends_to_be_reviewed() -> None:
    rules, faults = duty_rules(Path("nowhere"))
    assert rules and not faults
    for rule in rules.values():
        assert rule.source and rule.rule and not rule.statute and rule.reviewed_on is None and rule.hours is None


def test_an_organisations_own_rule_goes_first_and_its_bad_rows_are_told(tmp_path: Path) -> None:
    head = "id,state,rule,statute,source,as_of,reviewed_on,hours\n"
    rows = (
        "child-id,ID,any person must report,Code (fictional) 1-2,our counsel,2026-10,2026-10-01,24\nchild-tx,TX,,,,,,\n"
    )
    (tmp_path / "duty_rules.csv").write_text(head + rows, "utf-8")
    rules, faults = duty_rules(tmp_path)
    assert rules["child-id"].hours == 24 and "reviewed 2026-10-01" in rules["child-id"].text
    assert faults == ["duty_rules.csv, row 3: rule is empty: a rule says what it asks for and where it was read"]


# -- as typed --------------------------------------------------------------------------------------------------------

Run = Callable[..., int]


@pytest.fixture
def run(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    with opened(own_home) as book:
        a_case(book)
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


def test_release_writes_nothing_and_ends_14_without_consent_and_writes_the_codes_alone_with_it(
    run: Run, own_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.json"
    assert run("calls", "release", CASE[:8], "--scope", "report_to_le", "--to", str(out)) == 14
    assert not out.exists() and "without one nothing leaves" in capsys.readouterr().err
    today = datetime.now().date()
    days = ("--given", str(today), "--expires", str(today + timedelta(days=30)))
    consent = ("--scope", "report_to_le", *days, "--form", "cabinet 2, form 118")
    assert run("calls", "consent", "add", CASE[:8], *consent) == 0
    assert run("calls", "release", CASE[:8], "--scope", "report_to_le", "--to", str(out)) == 0
    assert out.stat().st_mode & 0o777 == 0o600
    text = out.read_text("utf-8")
    assert "ForcedLabour" in text and CASE not in text and "a" * 32 not in text and "form 118" not in text
    assert run("calls", "release", CASE[:8], "--scope", "report_to_le", "--to", str(out)) == 2, "never written over"
    capsys.readouterr()
    assert run("calls", "consent", "list", CASE[:8], "--json") == 0
    listed = json.loads(capsys.readouterr().out)
    assert [one["live"] for one in listed["consents"]] == [True] and len(listed["releases"]) == 1
    assert run("calls", "consent", "withdraw", CASE[:8], "--scope", "report_to_le") == 0
    assert run("calls", "release", CASE[:8], "--scope", "report_to_le", "--to", str(tmp_path / "two.json")) == 14
    with opened(own_home) as book:
        actions = [line.action for line in book.audit().lines]
    assert actions == ["consent add", "release", "consent withdraw"]


def test_a_consent_that_lies_ahead_or_a_day_that_is_none_is_a_slip_of_the_pen(run: Run) -> None:
    base = ("calls", "consent", "add", CASE[:8], "--scope", "referral", "--form", "f 1")
    assert run(*base, "--given", "2099-01-01", "--expires", "2099-02-01") == 2
    assert run(*base, "--given", "yesterday", "--expires", "2099-02-01") == 2
    assert run("calls", "consent", "list", "ffffffff") == 12
    assert run("calls", "consent", "list", CASE[:8]) == 1
