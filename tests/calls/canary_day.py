"""A scripted day with seeded strings as everything that must leave no trace, and a search of all that the day left.

The day: calls typed at the screen on a pseudo-terminal, recorded, noted, hidden, killed; identifiers, call-backs,
reports and a back-up from the command line. Used by the test (a few canaries) and by the bench (300).
"""

import base64
import json
import os
import random
import signal
import string
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "screen"))

from pty_session import ROOT, Terminal

NORTHLINE = [sys.executable, "-m", "console"]
PASSPHRASE = "four fictional words here"
_PUBLIC = ("HOME", "PATH", "LANG")


@dataclass(slots=True)
class Day:
    """Where the day is worked, and what was seen of its processes and terminals."""

    home: Path
    tmp: Path
    user: Path
    places: Path
    processes: list[bytes] = field(default_factory=list)
    after_exit: list[bytes] = field(default_factory=list)
    said: list[bytes] = field(default_factory=list)

    @property
    def environ(self) -> dict[str, str]:
        """What each process is given."""
        own = {"HOME": str(self.user), "TMPDIR": str(self.tmp), "NORTHLINE_HOME": str(self.home)}
        kept = {name: value for name, value in os.environ.items() if name in _PUBLIC}
        return {**kept, **own, "NORTHLINE_PLACES": str(self.places), "PYTHONPATH": str(ROOT), "TERM": "xterm-256color"}

    def run(self, *arguments: str, typed: str = "", secrets: Sequence[str] = (PASSPHRASE,)) -> int:
        """One command as a script types it: secrets through a descriptor, what is asked for through the pipe."""
        read, write = os.pipe()
        os.write(write, "".join(f"{secret}\n" for secret in secrets).encode())
        os.close(write)
        done = subprocess.run(
            [*NORTHLINE, *arguments, "--as", "ana", "--passphrase-fd", str(read)],
            input=typed.encode(), env=self.environ, pass_fds=[read], capture_output=True, cwd=self.user,
        )  # fmt: skip
        os.close(read)
        self.said.append(done.stderr)
        return done.returncode

    def screen(self) -> Terminal:
        """The screen on a terminal of its own."""
        shell = ["/bin/sh", "-c", 'cd "$HOME" && ulimit -c unlimited; exec "$0" "$@"', *NORTHLINE]
        terminal = Terminal(command=shell, env={**self.environ, "PYTHONDEVMODE": ""})
        assert terminal.shows("F9 keys", 60), terminal.text()
        return terminal


def canaries(count: int) -> list[str]:
    """So many strings that stand nowhere else."""
    dice = random.Random(count)
    return ["".join(dice.choices(string.ascii_lowercase, k=11)) for _ in range(count)]


def worked(day: Day, seeds: Sequence[str], a_call: int = 4) -> None:
    """The day itself, with `a_call` seeds a call; every seed is typed, piped or given as a secret somewhere."""
    for folder in (day.home, day.tmp, day.user):
        folder.mkdir(parents=True, exist_ok=True)
    watching = threading.Event()
    watcher = threading.Thread(target=_watch, args=(day, watching))
    watcher.start()
    try:
        assert day.run("calls", "setup") == 0
        given = iter(seeds)
        for turn, chunk in enumerate(_chunks(given, a_call)):
            _call(day, chunk, end=("finish", "kill", "hide")[turn % 3])
        _errands(day, seeds)
    finally:
        watching.set()
        watcher.join()


def _call(day: Day, seeds: Sequence[str], end: str) -> None:
    """One call: words said, a note, and an end."""
    screen = day.screen()
    screen.type(f"motel houston 17 {' '.join(seeds[: len(seeds) // 2])} 936-555-0142")
    screen.press("\t", "K")
    assert screen.shows("OPEN THE RECORD")
    screen.type(PASSPHRASE)
    screen.press("\r")
    assert screen.shows("RECORD  ?", 60), screen.text()
    screen.press("w")
    screen.type(f"{' '.join(seeds[len(seeds) // 2 :])} ")
    screen.press("\r", "v", "1")
    assert screen.shows("Kept, as it stands")
    if end == "kill":
        # What a crash of the interpreter itself does: without our limit the kernel would write its memory out.
        screen.kill(signal.SIGSEGV)
    elif end == "hide":
        screen.press("\x1c")
        screen.kill(signal.SIGTERM)
    else:
        screen.press("f")
        since = len(screen.chunks)
        screen.send("\x03", "\x03")
        screen.ended(10)
        day.after_exit.append(screen.written(since).rpartition(b"\x1b[?1049l")[2])
    screen.ended(10)


def _errands(day: Day, seeds: Sequence[str]) -> None:
    """The command line's part of the day."""
    card = {"channel": "call", "contact": "936-555-0177", "window": "tomorrow 6pm-8pm", "zone": "central",
            "answers": seeds[0], "voicemail": "nothing", "safe_word": seeds[1], "note": seeds[2]}  # fmt: skip
    assert day.run("shift", "card", "add", "-", typed="".join(f"{name}: {text}\n" for name, text in card.items())) == 0
    secret, arguments = _open()
    listed = subprocess.run(
        [*NORTHLINE, "calls", "list", "--json", *arguments],
        env=day.environ, stdin=subprocess.DEVNULL, capture_output=True, pass_fds=[secret], cwd=day.user,
    )  # fmt: skip
    os.close(secret)
    case = json.loads(listed.stdout)["calls"][0]["situation"][:8]
    assert day.run("calls", "mention", case, "alias", "trafficker", typed=f"{seeds[3]} {seeds[4]}\n") == 0
    assert day.run("calls", "seen", "alias", typed=f"{seeds[3]} {seeds[4]}\n") == 0
    assert day.run("calls", "seen", "phone", typed=f"{seeds[5]}\n") != 0
    assert day.run("calls", "report", "--kind", "own", "--to", str(day.user / "report.csv")) == 0
    assert day.run("calls", "backup", str(day.user / "copy")) == 0
    assert day.run("calls", "purge") == 0
    assert day.run("calls", "list", secrets=(f"{seeds[6]} is no passphrase",)) != 0


def _open() -> tuple[int, list[str]]:
    """A descriptor that holds the passphrase, and the arguments that name it."""
    read, write = os.pipe()
    os.write(write, f"{PASSPHRASE}\n".encode())
    os.close(write)
    return read, ["--as", "ana", "--passphrase-fd", str(read)]


def _chunks(seeds: Iterator[str], size: int) -> Iterator[list[str]]:
    while chunk := [seed for _, seed in zip(range(size), seeds, strict=False)]:
        if len(chunk) == size:
            yield chunk


def _watch(day: Day, done: threading.Event) -> None:
    """Arguments and environment of every process of ours, read again and again while the day is worked."""
    seen: set[bytes] = set()
    while not done.is_set():
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                for name in ("cmdline", "environ"):
                    try:
                        seen.add((entry / name).read_bytes())
                    except OSError:
                        continue
        time.sleep(0.02)
    day.processes.extend(seen)


def found(day: Day, seeds: Sequence[str], *more: str) -> list[str]:
    """Where a seed was found: in files, processes, on a terminal after the end, in what commands complained of."""
    hits: list[str] = []
    folders = (day.home, day.tmp, day.user)
    sources = [(str(path), path.read_bytes()) for folder in folders for path in _files(folder)]
    sources += [("a process", text) for text in day.processes]
    sources += [("a terminal after the end", text) for text in day.after_exit]
    sources += [("an error", text) for text in day.said]
    for where, raw in sources:
        lowered = raw.lower()
        for seed in (*seeds, *more):
            if any(form in lowered if form.isascii() and form.islower() else form in raw for form in _forms(seed)):
                hits.append(f"{seed} in {where}")
    return hits


def _forms(seed: str) -> list[bytes]:
    plain = seed.encode()
    coded = [base64.b64encode(b"\0" * shift + plain)[4:-4] for shift in range(3)]
    return [plain, seed.encode("utf-16-le"), seed.encode("utf-16-be"), plain.hex().encode(), plain[::-1], *coded]


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            yield path
