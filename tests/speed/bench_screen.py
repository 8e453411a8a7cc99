"""The screen measured from outside, as a person meets it, on a data folder as a desk really has it.

Prints the figures of the issue "The screen" beside their bars. Baselines in the same run: the same screen drawn by
prompt_toolkit (prompt_screen.py), and a program that only echoes keys with curses. `--whole` also measures 50 sessions
and the slow line (bench_sessions.py, bench_ssh.py: about five minutes, root). `--realtime` (root) keeps other work on
the machine out of the times.
"""

import argparse
import os
import re
import select
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "screen"), str(HERE.parents[1])]

from full_desk import full_desk, screen_command  # noqa: E402
from pty_session import ROOT, Terminal  # noqa: E402

WORDS = ["hous", "huoston", "pasport", "nu yrok", "atl"] * 2
CALL = "motel nacogdoches tx 17 yo bf wont let her leave"
KEYS = [key for word in WORDS for key in [*word, *"\x7f" * len(word)]] + [*CALL]
ECHO = """
import curses
def main(screen):
    line = ""
    while True:
        screen.erase(); screen.addstr(0, 0, "Said> " + line[-70:]); screen.refresh()
        key = screen.getch()
        line = line[:-1] if key == 127 else line + chr(key)
curses.wrapper(main)
"""
READY = {"screen": "F9 keys", "prompt_toolkit": "F9 keys", "curses": "Said>"}


@dataclass(frozen=True, slots=True)
class Typed:
    """What every key cost: milliseconds to its last byte, and bytes."""

    ms: list[float]
    size: list[int]


def percentile(values: list[float] | list[int], part: float) -> float:
    """Between the two values nearest to that part of all."""
    ordered = sorted(values)
    at = (len(ordered) - 1) * part
    low, high = ordered[int(at)], ordered[min(len(ordered) - 1, int(at) + 1)]
    return low + (high - low) * (at - int(at))


def row(name: str, figure: str, bar: str, met: bool | None) -> None:
    """One line of the table."""
    print(f"{name:<44} {figure:<34} {bar:<34} {'' if met is None else 'yes' if met else 'NO'}", flush=True)


def typed(terminal: Terminal) -> Typed:
    """Every key one after another. Bytes are only counted while the clock runs: an emulator would take longer."""
    result = Typed([], [])
    for key in KEYS:
        count, sent = 0, time.perf_counter()
        os.write(terminal.fd, key.encode())
        last = sent
        while select.select([terminal.fd], [], [], 0.05 if count else 1.0)[0]:
            data = os.read(terminal.fd, 65536)
            last, count = time.perf_counter(), count + len(data)
        result.ms.append((last - sent) * 1000)
        result.size.append(count)
    return result


def opened(command: list[str], env: dict[str, str], size: tuple[int, int], ready: str) -> Terminal:
    """The program, up and quiet."""
    terminal = Terminal(command=command, env=env, size=size)
    assert terminal.shows(ready, 60), terminal.text()
    terminal.settle(0.5)
    return terminal


def pss_mib(terminal: Terminal) -> float:
    """Its share of memory."""
    text = Path(f"/proc/{terminal.pid}/smaps_rollup").read_text()
    return int(re.findall(r"^Pss:\s+(\d+) kB", text, re.M)[0]) / 1024


def at_rest(terminals: list[Terminal], seconds: float) -> tuple[int, int, float]:
    """Bytes, wake-ups, and per cent of a core while nobody types."""

    def used() -> tuple[int, float]:
        woken, ran = 0, 0.0
        for terminal in terminals:
            status = Path(f"/proc/{terminal.pid}/status").read_text()
            woken += sum(int(n) for n in re.findall(r"ctxt_switches:\s+(\d+)", status))
            ran += int(Path(f"/proc/{terminal.pid}/schedstat").read_text().split()[0]) / 1e9
        return woken, ran

    marks = [len(terminal.chunks) for terminal in terminals]
    before = used()
    time.sleep(seconds)
    after = used()
    for terminal in terminals:
        terminal.settle(0.01)
    sent = sum(len(terminal.written(mark)) for terminal, mark in zip(terminals, marks, strict=True))
    return sent, after[0] - before[0], (after[1] - before[1]) / seconds * 100


def keys(env: dict[str, str], commands: dict[str, list[str]]) -> None:
    """Key to painted, and bytes a key."""
    results: dict[str, Typed] = {}
    for name, command in commands.items():
        terminal = opened(command, env, (80, 24), READY[name])
        results[name] = typed(terminal)
        terminal.close()
        ms = results[name].ms
        figure = f"p50 {percentile(ms, 0.5):.1f}  p99 {percentile(ms, 0.99):.1f} ms"
        ours = name == "screen"
        good = percentile(ms, 0.5) <= 8 and percentile(ms, 0.99) <= 16.7
        row(
            f"key -> painted: {name}",
            figure,
            "p50 <= 8, p99 <= 16.7 ms" if ours else "(baseline)",
            good if ours else None,
        )
    if "prompt_toolkit" in results:
        ratio = percentile(results["screen"].ms, 0.5) / percentile(results["prompt_toolkit"].ms, 0.5)
        row("  beside prompt_toolkit", f"{ratio:.2f} x", "<= 2 x", ratio <= 2)
    for name, result in results.items():
        mean, p99 = statistics.fmean(result.size), percentile(result.size, 0.99)
        ours = name == "screen"
        good = mean <= 650 and p99 <= 1200
        bar = "mean <= 650, p99 <= 1200" if ours else "(baseline)"
        row(f"bytes a key, 80x24: {name}", f"mean {mean:.0f}  p99 {p99:.0f} B", bar, good if ours else None)
    terminal = opened(commands["screen"], env, (160, 50), READY["screen"])
    size = typed(terminal).size
    terminal.close()
    mean = statistics.fmean(size)
    row("bytes a key, 160x50", f"mean {mean:.0f}  p99 {percentile(size, 0.99):.0f} B", "mean <= 845", mean <= 845)


def rest_and_memory(env: dict[str, str], command: list[str], idle: float) -> None:
    """One session and twenty: what they do while nobody types, and what each further one costs."""
    for count in (1, 20):
        sessions = [opened(command, env, (80, 24), READY["screen"]) for _ in range(count)]
        sent, woken, cpu = at_rest(sessions, idle)
        shares = [pss_mib(session) for session in sessions]
        figure = f"{sent} B, {woken} wake-ups, {cpu:.3f} % in {idle:.0f} s"
        row(f"idle, {count}", figure, "0 B, 0 wake-ups, <= 0.1 %", not sent and not woken and cpu <= 0.1)
        if count == 1:
            first = shares[0]
            row("memory, first session", f"{first:.1f} MiB PSS", "<= 50", first <= 50)
        else:
            further = (sum(shares) - first) / (count - 1)
            row(f"memory, each of {count - 1} further", f"{further:.1f} MiB PSS", "<= 36", further <= 36)
        for session in sessions:
            session.close()


def cold(env: dict[str, str], command: list[str], runs: int) -> None:
    """From the command to the safety steps, and to the whole screen.

    Never at real-time priority: what a program writes just before it computes would be delivered late.
    """
    os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))
    first, usable = [], []
    for _ in range(runs + 1):
        started = time.perf_counter()
        terminal = Terminal(command=command, env=env)
        terminal.shows("FIRST, ON EVERY CALL", 60)
        first.append((time.perf_counter() - started) * 1000)
        terminal.shows(READY["screen"], 120)
        usable.append((time.perf_counter() - started) * 1000)
        terminal.close()
    one, two = statistics.median(first[1:]), statistics.median(usable[1:])
    row(
        "first meaningful paint / usable, median",
        f"{one:.0f} / {two:.0f} ms",
        "<= 25 / <= 300 ms",
        one <= 25 and two <= 300,
    )


def beyond(home: Path) -> None:
    """What the two other benches of the screen measure, with their own baselines."""
    for name, arguments in (("bench_sessions.py", ["--sessions", "50"]), ("bench_ssh.py", [])):
        print(f"-- {name}", flush=True)
        os.spawnv(os.P_WAIT, sys.executable, [sys.executable, str(HERE / name), "--keep", str(home), *arguments])


def baselines() -> dict[str, list[str]]:
    """The programs to measure, ours first; prompt_toolkit only where it is installed."""
    import importlib.util

    commands = {"screen": screen_command(), "curses": [sys.executable, "-c", ECHO]}
    if importlib.util.find_spec("prompt_toolkit") is None:
        print("not compared with prompt_toolkit: it is not installed (pip install prompt_toolkit)")
    else:
        commands["prompt_toolkit"] = [sys.executable, str(HERE / "prompt_screen.py")]
    return commands


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", type=Path, help="data folder to build in, and to reuse")
    parser.add_argument("--idle", type=float, default=10.0, help="seconds to watch it idle")
    parser.add_argument("--realtime", action="store_true", help="at real-time priority (root)")
    parser.add_argument("--whole", action="store_true", help="also 50 sessions and the slow line")
    chosen = parser.parse_args()
    if chosen.realtime:
        os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(1))
    os.chdir(ROOT)
    with tempfile.TemporaryDirectory() as folder:
        home = chosen.keep or Path(folder) / "home"
        env = full_desk(home)
        commands = baselines()
        print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores{', real-time' if chosen.realtime else ''}")
        row("", "measured", "bar", None)
        steps: list[Callable[[], None]] = [
            lambda: keys(env, commands),
            lambda: rest_and_memory(env, commands["screen"], chosen.idle),
            lambda: cold(env, commands["screen"], 7),
        ]
        steps += [lambda: beyond(home)] if chosen.whole else []
        for step in steps:
            step()
    return 0


if __name__ == "__main__":
    sys.exit(main())
