"""Many screens on one host that share the stores, all typing at three keys a second: painted when, and at what cost.

Baseline in the same run: one session alone with the same keys. Needs ../shared/tools/ttysession.py; without it it says
so and measures nothing. A session's screen is followed by its bytes, not by an emulator: painted is the last byte a
key brought. About two minutes.
"""

import argparse
import os
import select
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from full_desk import TOOLS, full_desk, screen_command

if TYPE_CHECKING:
    from ttysession import Session

BARS = "bars: 50 typing p99 <= 50 ms; PSS first <= 50 MiB, each further <= 36; idle 0 bytes, 20 sessions <= 0.1 % CPU"
CALLS = (
    "motel nacogdoches tx 17 yo wont let her leave ",
    "nurse in hialeah fl woman with bruises boss has passport ",
    "im 15 he posts ads of me truck stop albakerky ",
    "boss didnt pay last two weeks tulsa ok ",
)
KEYS_PER_SECOND = 3.0


def opened(count: int, environment: dict[str, str]) -> list["Session"]:
    """`count` screens, opened one after another and quiet."""
    from ttysession import Session

    sessions = []
    for _ in range(count):
        session = Session(screen_command(), 80, 24, dict(environment))
        while session.alive and b"F9 keys" not in session.written():
            session.pump(time.perf_counter() + 20)
        session.settle(0.3, 20)
        sessions.append(session)
    return sessions


def typed(sessions: list["Session"], seconds: float) -> list[float]:
    """Everybody types for a while, each in their own rhythm; the milliseconds from each key to its last byte."""
    start, step = time.perf_counter(), 1 / KEYS_PER_SECOND
    due = [start + step * at / len(sessions) for at in range(len(sessions))]
    sent: list[list[float]] = [[] for _ in sessions]
    words = [iter(CALLS[at % len(CALLS)] * 100) for at in range(len(sessions))]
    for session in sessions:
        session.log.clear()
    by_fd = {session.fd: session for session in sessions}
    while (now := time.perf_counter()) < start + seconds + 0.6:
        for at, session in enumerate(sessions):
            if due[at] <= now < start + seconds:
                due[at] += step
                sent[at].append(session.send(next(words[at]).encode()))
        wait = max(0.0, min(due) - time.perf_counter()) if now < start + seconds else 0.05
        for fd in select.select(list(by_fd), [], [], min(wait, 0.05))[0]:
            by_fd[fd].log.append((time.perf_counter(), os.read(fd, 65536)))
    return [ms for session, keys in zip(sessions, sent, strict=True) for ms in painted(session, keys)]


def painted(session: "Session", keys: list[float]) -> list[float]:
    """From each key to the last byte before the next one."""
    times = []
    for key, following in zip(keys, [*keys[1:], float("inf")], strict=True):
        came = [at for at, _ in session.log if key <= at < following]
        if came:
            times.append((came[-1] - key) * 1000)
    return times


def memory_line(sessions: list["Session"], first: float) -> str:
    """PSS of all, and of each further one."""
    from ttysession import memory

    total = memory([pid for session in sessions for pid in session.pids()])["pss_kb"] / 1024
    further = (total - first) / max(1, len(sessions) - 1)
    return f"PSS {total:6.0f} MiB, mean {total / len(sessions):5.1f}, each further {further:5.1f}"


def idle_line(sessions: list["Session"], seconds: float) -> str:
    """What they do while nobody types."""
    from ttysession import cpu_ms, wakeups

    pids = [pid for session in sessions for pid in session.pids()]
    for session in sessions:
        session.log.clear()
    before = cpu_ms(pids), wakeups(pids)
    time.sleep(seconds)
    for session in sessions:
        session.settle(0.01, 0.1)
    used, woken = cpu_ms(pids) - before[0], wakeups(pids) - before[1]
    written = sum(len(session.written()) for session in sessions)
    return f"idle {used / seconds / 10:.3f} % CPU, {woken / seconds:.1f} wake-ups/s, {written} bytes in {seconds:.0f} s"


def measure(count: int, seconds: float, first: float, environment: dict[str, str]) -> float:
    """Open, idle, type, idle again; returns the memory in use before typing."""
    from ttysession import memory

    began = time.perf_counter()
    sessions = opened(count, environment)
    opening = (time.perf_counter() - began) / count - 0.3
    try:
        before = memory_line(sessions, first)
        alone = memory([pid for session in sessions for pid in session.pids()])["pss_kb"] / 1024
        resting = idle_line(sessions, 5)
        times = sorted(typed(sessions, seconds))
        p99 = times[min(len(times) - 1, int(0.99 * len(times)))]
        middle = statistics.median(times)
        print(
            f"{count:>3} sessions  painted p50 {middle:6.1f}  p99 {p99:6.1f}  max {times[-1]:6.1f} ms  n {len(times)}"
        )
        print(f"              opened in {opening * 1000:.0f} ms each; {resting}")
        print(f"              before typing {before}")
        print(f"              after typing  {memory_line(sessions, first)}", flush=True)
    finally:
        for session in sessions:
            session.close(wait=0.5)
    return alone


def main() -> None:
    """One session, then as many as were asked for."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sessions", type=int, nargs="*", default=[20, 50])
    options.add_argument("--seconds", type=float, default=12)
    options.add_argument("--keep", type=Path, help="data folder to build in, and to reuse")
    options.add_argument("--realtime", action="store_true", help="at real-time priority (root): no other work counts")
    chosen = options.parse_args()
    if chosen.realtime:
        os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(1))
    if not (TOOLS / "ttysession.py").is_file():
        print("not measured: needs ../shared/tools/ttysession.py")
        return
    sys.path.insert(0, str(TOOLS))
    with tempfile.TemporaryDirectory() as folder:
        environment = full_desk(chosen.keep or Path(folder) / "home")
        print(f"load {os.getloadavg()[0]:.1f}; {BARS}")
        first = measure(1, chosen.seconds, 0.0, environment)
        for count in chosen.sessions:
            measure(count, chosen.seconds, first, environment)
            print(f"              load now {os.getloadavg()[0]:.1f}, of {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
