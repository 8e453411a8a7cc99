"""Who may open the call log: each under a name of their own; joining and leaving hold at every step of a crash."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("sqlcipher3", reason="sqlcipher3 has no wheel for this machine: there is no call log")
if not hasattr(os, "fork"):
    pytest.skip("a crash at a step is played in a fork", allow_module_level=True)

from open_log import TODAY

from console.calls import people
from console.calls.book import book_of
from console.calls.errors import CallsError
from console.calls.files import CallFiles
from console.calls.record import Signal
from console.keys.cost import Cost
from console.keys.errors import KeyFaultError
from console.keys.recovery import new_recovery_key
from resources.errors import StoreError

ANA, BEN, NEW = "four fictional words here", "another four words here", "some other words again"
STEPS = 12
"""More than any deed has: the last ones run to their end."""


@pytest.fixture
def sheet() -> tuple[bytes, bytes]:
    return new_recovery_key()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sheet: tuple[bytes, bytes]) -> Path:
    monkeypatch.setattr("console.keys.cost.FLOOR", Cost(64, 1))
    monkeypatch.setattr("console.calls.people.measured_cost", lambda: Cost(64, 1))
    people.set_up(tmp_path, "ana", ANA, sheet[1])
    people.join(tmp_path, people.open_key(tmp_path, "ana", ANA), "ben", BEN)
    with book_of(tmp_path, "ana", people.open_key(tmp_path, "ana", ANA)) as book:
        book.log.keep(Signal("a" * 32, TODAY, 3, finished=True))
    return tmp_path


def opens(home: Path, name: str, passphrase: str) -> bool:
    """Whether that person reads the call."""
    try:
        with book_of(home, name, people.open_key(home, name, passphrase)) as book:
            return [one.id for one in book.log.rows(Signal)] == ["a" * 32]
    except (CallsError, KeyFaultError, StoreError):
        return False


def killed_at(step: int, deed: Callable[[], object]) -> bool:
    """Do the deed in a fork that is killed before its nth write to disk; True if it came to its end."""
    child = os.fork()
    if child == 0:
        count = 0

        def counted(real: Callable[..., Any]) -> Callable[..., Any]:
            def call(*arguments: Any, **named: Any) -> Any:
                nonlocal count
                count += 1
                if count == step:
                    os.kill(os.getpid(), signal.SIGKILL)
                return real(*arguments, **named)

            return call

        for name in ("replace", "unlink", "rename", "fsync", "open"):
            setattr(os, name, counted(getattr(os, name)))
        people._rewrite = counted(people._rewrite)
        try:
            deed()
        except BaseException:  # noqa: BLE001 - a fork never returns into the tests
            os._exit(3)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == 0


@pytest.mark.parametrize("step", range(1, STEPS))
def test_a_removal_killed_at_any_step_leaves_a_log_that_who_stays_opens_and_can_be_done_again(
    home: Path, step: int
) -> None:
    key = people.open_key(home, "ana", ANA)
    killed_at(step, lambda: people.remove(home, key, "ben"))
    assert opens(home, "ana", ANA)
    if opens(home, "ben", BEN):
        people.remove(home, people.open_key(home, "ana", ANA), "ben")
    assert opens(home, "ana", ANA) and not opens(home, "ben", BEN)


@pytest.mark.parametrize("step", range(1, STEPS))
def test_a_joining_killed_at_any_step_shuts_nobody_out(home: Path, step: int) -> None:
    key = people.open_key(home, "ana", ANA)
    killed_at(step, lambda: people.join(home, key, "cleo", NEW))
    assert opens(home, "ana", ANA) and opens(home, "ben", BEN)
    if not opens(home, "cleo", NEW):
        people.join(home, people.open_key(home, "ana", ANA), "cleo", NEW)
    assert opens(home, "cleo", NEW)


@pytest.mark.parametrize("step", range(1, STEPS))
def test_a_new_passphrase_killed_at_any_step_leaves_the_old_or_the_new_one(home: Path, step: int) -> None:
    killed_at(step, lambda: people.change_passphrase(home, "ana", ANA, NEW))
    assert opens(home, "ana", ANA) or opens(home, "ana", NEW)
    assert opens(home, "ben", BEN)


def test_who_was_removed_opens_nothing_with_what_they_kept(home: Path) -> None:
    kept = (CallFiles(home).person("ben")).read_bytes()
    old = people.open_key(home, "ben", BEN)
    people.remove(home, people.open_key(home, "ana", ANA), "ben")
    CallFiles(home).person("ben").write_bytes(kept)
    assert not opens(home, "ben", BEN)
    with pytest.raises(StoreError):
        book_of(home, "ben", old).__enter__()


def test_the_recovery_sheet_lets_a_person_in_again_and_stays_valid(home: Path, sheet: tuple[bytes, bytes]) -> None:
    for _ in range(2):
        people.recover(home, "ana", sheet[0], NEW)
        assert opens(home, "ana", NEW) and not opens(home, "ana", ANA)
    with pytest.raises(KeyFaultError) as refused:
        people.recover(home, "ana", new_recovery_key()[0], NEW)
    assert "sheet" in str(refused.value)


def test_the_last_one_cannot_be_removed_and_a_name_is_taken_once(home: Path) -> None:
    key = people.open_key(home, "ana", ANA)
    with pytest.raises(CallsError, match="already"):
        people.join(home, key, "ben", NEW)
    people.remove(home, key, "ben")
    with pytest.raises(CallsError, match="Nobody would be left"):
        people.remove(home, people.open_key(home, "ana", ANA), "ana")


@pytest.mark.parametrize("name", ["", "../ana", "a/b", "a b", "x" * 40, ".ana", "ana\n"])
def test_a_name_that_would_be_a_path_is_refused(home: Path, name: str) -> None:
    with pytest.raises(CallsError):
        people.join(home, people.open_key(home, "ana", ANA), name, NEW)


@pytest.mark.parametrize("after_ms", [2, 5, 9, 14, 20, 30, 45, 70])
def test_a_removal_killed_while_the_log_is_written_anew_loses_no_call(home: Path, after_ms: int) -> None:
    key = people.open_key(home, "ana", ANA)
    with book_of(home, "ana", key) as book:
        book.log.keep(*(Signal(f"{number:032x}", TODAY, 3, finished=True) for number in range(1500)))
    child = os.fork()
    if child == 0:
        people.remove(home, key, "ben")
        os._exit(0)
    time.sleep(after_ms / 1000)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with book_of(home, "ana", people.open_key(home, "ana", ANA)) as book:
        assert book.log.ask("SELECT count(*) FROM signal") == [(1501,)]
        assert book.log.ask("PRAGMA integrity_check") == [("ok",)]
