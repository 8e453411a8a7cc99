"""The screen measured from outside, as a person meets it: key to painted, bytes, memory, idling, cold start.

`python tests/speed/bench_screen.py [--real] [--size 80x24]`: the canned desk, or the real one. The baseline is a
program that only echoes keys with curses, in the same run on the same machine.
"""

import argparse
import os
import re
import statistics
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "screen"), str(HERE.parents[1])]

from pty_session import CANNED, PYTHON, ROOT, Terminal  # noqa: E402

WORDS = ["hous", "huoston", "pasport", "nu yrok", "atl", "motel nacog tx 17 yo bf wont let her leave"]
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


def memory_kib(pid: int) -> tuple[int, int]:
    """PSS and USS."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    kib = {name: int(value) for name, value in re.findall(r"^(\w+):\s+(\d+) kB", text, re.M)}
    return kib["Pss"], kib["Private_Clean"] + kib["Private_Dirty"]


def switches(pid: int) -> int:
    """Context switches so far: a sleeping program has none."""
    return sum(int(n) for n in re.findall(r"ctxt_switches:\s+(\d+)", Path(f"/proc/{pid}/status").read_text()))


def key_times(terminal: Terminal) -> tuple[list[float], list[int]]:
    """Milliseconds from key to last byte, and bytes, for every key of the words and of their deletion."""
    times, sizes = [], []
    for key in [k for word in WORDS for k in [*word, *"\x7f" * len(word)]]:
        since, sent = len(terminal.chunks), time.perf_counter()
        os.write(terminal.fd, key.encode())
        last = sent
        while terminal.read(0.05 if last > sent else 1):
            last = time.perf_counter()
        times.append((last - sent) * 1000)
        sizes.append(len(terminal.written(since)))
    return times, sizes


def cold_ms(command: list[str], env: dict[str, str], size: tuple[int, int]) -> tuple[float, float]:
    """Milliseconds to the safety steps, and to the usable screen."""
    started = time.perf_counter()
    terminal = Terminal(command=command, env=env, size=size)
    terminal.shows("FIRST, ON EVERY CALL", 60)
    first = time.perf_counter()
    terminal.shows("F9 keys", 120)
    usable = time.perf_counter()
    terminal.close()
    return (first - started) * 1000, (usable - started) * 1000


def line(name: str, values: list[float], unit: str) -> str:
    """Median, p99 and mean of one figure."""
    ordered = sorted(values)
    p99 = ordered[min(len(ordered) - 1, round(len(ordered) * 0.99))]
    middle, mean = statistics.median(values), statistics.fmean(values)
    return f"{name:<34} median {middle:>8.1f}  p99 {p99:>8.1f}  mean {mean:>8.1f} {unit}"


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--real", action="store_true", help="the real desk (NORTHLINE_HOME) instead of the canned one")
    parser.add_argument("--size", default="80x24")
    parser.add_argument("--idle", type=float, default=5.0, help="seconds to watch it idle")
    arguments = parser.parse_args()
    cols, rows = (int(part) for part in arguments.size.split("x"))
    command = [PYTHON, "-m", "console.cli"] if arguments.real else [PYTHON, CANNED]
    # A bare checkout has no compiled files, and the shell may forbid writing them: an installed desk has them.
    env = {"PYTHONPYCACHEPREFIX": f"/tmp/northline-bench-{os.getuid()}", "PYTHONDONTWRITEBYTECODE": ""}
    os.chdir(ROOT)
    cold = [cold_ms(command, env, (cols, rows)) for _ in range(6)][1:]
    print(line("cold: safety steps", [one for one, _ in cold], "ms"))
    print(line("cold: usable", [two for _, two in cold], "ms"))
    for name, argv in (("echo in curses (baseline)", [PYTHON, "-c", ECHO]), ("screen", command)):
        terminal = Terminal(command=argv, env=env, size=(cols, rows))
        terminal.shows("F9 keys" if argv is command else "Said>", 120)
        terminal.settle(0.5)
        times, sizes = key_times(terminal)
        print(line(f"{name}: key to painted", times, "ms"))
        print(line(f"{name}: bytes a key", [float(size) for size in sizes], "B"))
        pss, uss = memory_kib(terminal.pid)
        before, since = switches(terminal.pid), len(terminal.chunks)
        terminal.read(arguments.idle)
        idle = len(terminal.written(since))
        print(f"{name}: PSS {pss / 1024:.1f} MiB, USS {uss / 1024:.1f} MiB; idle {arguments.idle:.0f} s: {idle} bytes, "
              f"{switches(terminal.pid) - before} wake-ups")  # fmt: skip
        terminal.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
