"""How many keys a finished call costs beyond what was typed to find help: to record it, correct it, and finish it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import pytest

pytest.importorskip("sqlcipher3", reason="sqlcipher3 has no wheel for this machine: there is no call log")

from console.calls import people
from console.calls.record import Signal, Situation
from console.desk import Desk
from console.keys.cost import Cost
from console.opening import open_desk
from console.settings import Settings, load_settings
from console.ui.board import Board
from console.ui.record_fields import FIELDS
from console.ui.record_page import CHOICES
from console.ui.recorder import Recorder
from console.ui.working import Working

NOW = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)
WORDS = "four fictional words here"
NAMES = ("signal_type", "caller", "trafficking_type", "venue", "minors", "gender_band")
MOST = 6
"""Keys, at the median."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a careful specialist would keep of a call."""

    codes: dict[str, str]
    said: str


def calls() -> Iterator[Wanted]:
    """The calls of recorded_calls.txt."""
    for line in (Path(__file__).parent / "recorded_calls.txt").read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            *codes, said = line.split(" | ", 6)
            yield Wanted({name: code.strip() for name, code in zip(NAMES, codes, strict=True)}, said)


@pytest.fixture(scope="module")
def desk(prepared_home: Path, places_db: Path) -> Desk:
    return open_desk(load_settings({"NORTHLINE_HOME": str(prepared_home), "NORTHLINE_PLACES": str(places_db)}))


@pytest.fixture
def recorder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Recorder]:
    monkeypatch.setattr("console.keys.cost.FLOOR", Cost(64, 1))
    monkeypatch.setattr("console.calls.people.measured_cost", lambda: Cost(64, 1))
    people.set_up(tmp_path, "ana", WORDS, bytes(range(1, 33)))
    made = Recorder(Settings(home=tmp_path, time_zone="central"))
    made.unlock("ana", WORDS, lambda fault: None)
    yield made
    made.lock()


def recorded(desk: Desk, recorder: Recorder, wanted: Wanted) -> tuple[int, dict[str, str]]:
    """The keys pressed after the call was typed, and what stands in the log afterwards."""
    board = Board(desk, recorder=recorder)
    working, pressed = Working(board), 0
    working.paste(wanted.said)
    working.look(NOW)

    def press(key: str) -> None:
        nonlocal pressed
        pressed += 1
        working.press(key, key if len(key) == 1 else "")
        working.look(NOW)

    def standing() -> dict[str, str]:
        from console.calls.at_hand import as_rows
        from console.ui.given_pane import proposal_at, record_of

        signal, case = as_rows(record_of(board), proposal_at(board))
        return {name: str(getattr(signal, name, None) or getattr(case, name, "-")) for name in NAMES}

    press("tab")
    press("K")
    is_case = wanted.codes["trafficking_type"] != "-"
    if (standing()["trafficking_type"] != "-") != is_case:
        press("x")
    for one in FIELDS:
        want = wanted.codes.get(one.name, "-")
        if want != "-" and (is_case or not one.of_case) and standing()[one.name] != want:
            press(one.key)
            if len(one.allowed) > 2:
                press(CHOICES[list(one.allowed).index(want)])
    held = standing()
    press("f")
    assert recorder.book is not None
    (signal,) = recorder.book.log.rows(Signal, "finished = 1")
    assert signal.signal_type == held["signal_type"]
    return pressed, held


def test_a_finished_call_is_recorded_in_six_keys_at_the_median(desk: Desk, recorder: Recorder) -> None:
    counts: list[int] = []
    for wanted in calls():
        pressed, held = recorded(desk, recorder, wanted)
        case = wanted.codes["trafficking_type"] != "-"
        for name in NAMES if case else NAMES[:2]:
            assert held[name] == wanted.codes[name]
        counts.append(pressed)
        assert recorder.book is not None
        for table in ("signal", "situation", "referral"):
            recorder.book.log.connection.execute(f"DELETE FROM {table}")
    assert len(counts) >= 20
    print("keys:", sorted(counts), "median", median(counts))
    assert median(counts) <= MOST


def test_the_situation_of_a_call_is_kept_only_where_it_concerns_one(desk: Desk, recorder: Recorder) -> None:
    paper = next(one for one in calls() if "school paper" in one.said)
    recorded(desk, recorder, paper)
    assert recorder.book is not None and list(recorder.book.log.rows(Situation)) == []
