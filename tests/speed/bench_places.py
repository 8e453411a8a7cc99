"""Prints how well and how fast places are heard, beside two baselines measured in the same run.

Run with `python tests/speed/bench_places.py`; practice queries are read from ../shared where that is present.
"""

import gc
import json
import resource
import sqlite3
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from random import Random
from statistics import median
from typing import Any, TypeVar

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "places")]

from place_cases import cases_in, is_right  # noqa: E402
from rapidfuzz import fuzz, process  # noqa: E402

from resources.places.build import ensure_places  # noqa: E402
from resources.places.candidates import fuzzy_candidates  # noqa: E402
from resources.places.folding import fold, squashed_name  # noqa: E402
from resources.places.grid import kilometres  # noqa: E402
from resources.places.heard import answers  # noqa: E402
from resources.places.index import PlaceIndex, open_places  # noqa: E402
from resources.places.place import Place  # noqa: E402
from resources.places.segments import with_states  # noqa: E402
from resources.places.states import US  # noqa: E402
from resources.places.store import PlaceStore  # noqa: E402
from resources.places.tokens import tokens_of  # noqa: E402

PRACTICE = ROOT.parent / "shared" / "data" / "places"
DESKS = 50
PLACE_WORDS = "in near dallas nacadoches tx hope friend i-10 st north san new york ohio between and paris la me"
SAMPLE = 12
"""The slow baselines answer every twelfth query only."""

Answerer = Callable[[str], list[Place]]
Answer = TypeVar("Answer")


def right(expected: dict[str, Any], place: Place) -> bool:
    """Whether a place is one of the expected: same name and state, or a town within three kilometres."""
    if expected["kind"] != "city":
        return (expected["kind"], expected["name"], expected["state"]) == (place.kind, place.name, place.state)
    if squashed_name(str(expected["name"])) == squashed_name(place.name) and expected["state"] == place.state:
        return place.kind in ("city", "other")
    lat, lon = float(str(expected["lat"])), float(str(expected["lon"]))
    return place.kind in ("city", "other") and kilometres(lat, lon, place.lat, place.lon) <= 3


class Times:
    """How long calls took, in milliseconds of the processor and of the clock."""

    def __init__(self) -> None:
        self._cpu: list[float] = []
        self._wall: list[float] = []

    def of(self, answer: Callable[[str], Answer], said: str) -> Answer:
        """The answer, timed."""
        clock, started = time.perf_counter(), time.thread_time()
        answered = answer(said)
        self._cpu.append((time.thread_time() - started) * 1000)
        self._wall.append((time.perf_counter() - clock) * 1000)
        return answered

    def __str__(self) -> str:
        return f"{len(self._cpu)}, processor {spread(self._cpu)}; wall {spread(self._wall)}"


def measure(answer: Answerer, rows: list[dict[str, Any]]) -> tuple[dict[str, list[int]], Times]:
    """First, in five and number of queries by kind, and how long each took."""
    kinds: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    times = Times()
    for row in rows:
        places = times.of(answer, str(row["q"]))
        hits = [any(right(one, place) for one in row["expect"]) for place in places[:5]]
        for kind in {str(row["kind"]), "all", *(["real misspellings"] if row.get("source") == "real" else [])}:
            kinds[kind][0] += hits[:1] == [True]
            kinds[kind][1] += any(hits)
            kinds[kind][2] += 1
    return kinds, times


def spread(times: list[float]) -> str:
    """Median, 99th percentile and worst."""
    ordered = sorted(times)
    return (
        f"p50 {ordered[len(ordered) // 2]:.2f}  p99 {ordered[int(len(ordered) * 0.99)]:.2f}  max {ordered[-1]:.2f} ms"
    )


def report(name: str, answer: Answerer, rows: list[dict[str, Any]]) -> None:
    """One table."""
    kinds, times = measure(answer, rows)
    print(f"\n{name}, queries: {times}")
    for kind, (first, five, count) in sorted(kinds.items()):
        print(f"  {kind:20} {count:5}  first {100 * first / count:5.1f}  in five {100 * five / count:5.1f}")


def practice_rows() -> list[dict[str, Any]]:
    """Practice queries without the speech recogniser's nonsense."""
    rows: list[dict[str, Any]] = []
    for name in ("dev.jsonl", "byear_dev.jsonl"):
        if (PRACTICE / name).is_file():
            rows += map(json.loads, (PRACTICE / name).read_text(encoding="utf-8").splitlines())
    return [row for row in rows if row["kind"] != "asr"]


def us_towns(database: Path) -> list[Place]:
    """Every US town, for the baselines."""
    query = "SELECT id, name, state, lat, lon FROM place WHERE kind = 'city' AND country = 'US'"
    db = sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)
    rows = db.execute(query).fetchall()
    db.close()
    return [Place(i, name, "city", "", "", state, "US", lat, lon, 0, "", "") for i, name, state, lat, lon in rows]


def wratio(towns: list[Place]) -> Answerer:
    """rapidfuzz WRatio over "name state" and "name st"."""
    names = [f"{fold(t.name)} {US[t.state].lower()}" for t in towns] + [
        f"{fold(t.name)} {t.state.lower()}" for t in towns
    ]

    def answer(said: str) -> list[Place]:
        found = process.extract(fold(said), names, scorer=fuzz.WRatio, limit=5)
        return [towns[at % len(towns)] for _, _, at in found]

    return answer


def trigram(towns: list[Place]) -> Answerer:
    """SQLite FTS5 with trigrams, ranked by bm25."""
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE town USING fts5(name, tokenize='trigram')")
    rows = ((f"{fold(t.name)} {US[t.state].lower()} {t.state.lower()}",) for t in towns)
    db.executemany("INSERT INTO town (name) VALUES (?)", rows)

    def answer(said: str) -> list[Place]:
        text = fold(said)
        grams = {text[at : at + 3].replace('"', "") for at in range(len(text) - 2)}
        match = " OR ".join(f'"{gram}"' for gram in sorted(grams) if len(gram) == 3)
        if not match:
            return []
        query = "SELECT rowid FROM town WHERE town MATCH ? ORDER BY bm25(town) LIMIT 5"
        return [towns[row - 1] for (row,) in db.execute(query, (match,))]

    return answer


def keystrokes(name: str, answer: Callable[[str], object], rows: Iterable[dict[str, Any]]) -> None:
    """Every prefix of the queries, as they are typed."""
    times = Times()
    for row in rows:
        said = str(row["q"])[:80]
        for end in range(1, len(said) + 1):
            times.of(answer, said[:end])
    print(f"\n{name}, keystrokes: {times}")


def long_texts(index: PlaceIndex) -> None:
    """Lines of 10,000 characters, of place words and of nothing at all."""
    words = PLACE_WORDS.split()
    chance = Random(1)
    nonsense = ("".join(chance.choices("abcdefghijklmnoprstuvwyz", k=chance.randint(3, 10))) for _ in range(2_000))
    texts = [" ".join(chance.choices(words, k=2_500))[:10_000], " ".join(nonsense)[:10_000], "a" * 10_000]
    times = []
    for text in texts * 3:
        started = time.perf_counter()
        index.hear(text)
        times.append((time.perf_counter() - started) * 1000)
        index.forget()
    print(f"lines of 10,000 characters: {spread(times)}")


def kept(database: Path, rows: list[dict[str, Any]]) -> None:
    """Of the answers that are right with the rule "not sure" off, how many are kept with it on."""
    store, index = PlaceStore(database), open_places(database)
    texts = [("practice queries", str(row["q"]), partial(expected, row)) for row in rows]
    for name in ("cases_tune", "cases_check", "tempting_tune", "tempting_check", "notes_own"):
        texts += [(name, case.said, partial(is_right, index, case.expected)) for case in cases_in(f"{name}.txt")]
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for kind, said, is_it in texts:
        found = answers(store, partial(fuzzy_candidates, store), with_states(tokens_of(said)))[:1]
        if found and is_it(store.places([found[0].scored.place])[found[0].scored.place]):
            for one in (kind, "together"):
                counts[one][0] += 1
                counts[one][1] += bool(index.hear(said, 1))
    print("\nright first with the rule off   of these kept with it on")
    for kind, (off, on) in counts.items():
        print(f"  {kind:20} {off:5}   {100 * on / off:6.2f}")


def expected(row: dict[str, Any], place: Place) -> bool:
    """Whether a place is right for a practice query."""
    return any(right(one, place) for one in row["expect"])


def session(database: Path) -> None:
    """One desk among many: opens the index, answers 40 queries, and says what that added when all have."""
    before = memory_kb()
    index = open_places(database)
    rows = practice_rows()
    for row in rows[:: max(1, len(rows) // 40)]:
        index.hear(str(row["q"]))
    print("ready", flush=True)
    sys.stdin.readline()
    print(memory_kb() - before, flush=True)
    sys.stdin.readline()


def sessions(count: int) -> None:
    """Memory that the places add to each of many desks on one host."""
    desks = [
        subprocess.Popen(
            [sys.executable, __file__, "session"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(count)
    ]
    added = []
    for line in ("ready", "measured"):
        for desk in desks:
            assert desk.stdin is not None and desk.stdout is not None
            if line == "measured":
                desk.stdin.write("\n")
                desk.stdin.flush()
            said = desk.stdout.readline().strip()
            if line == "measured":
                added.append(int(said) / 1024)
    for desk in desks:
        desk.communicate("\n")
    print(f"{count} sessions at once: {median(added):.1f} MB each for places (PSS), at most {max(added):.1f}")


def case_files(index: PlaceIndex) -> None:
    """The case files beside the tests."""
    print("\ncase files                  first  in five  sure")
    for name in ("cases", "tempting", "no_place"):
        for part in ("tune", "check"):
            cases = list(cases_in(f"{name}_{part}.txt"))
            heard = [[is_right(index, c.expected, h.place) for h in index.hear(c.said)] for c in cases]
            first = sum(h[:1] == [True] if c.expected else not h for c, h in zip(cases, heard, strict=True))
            shares = (100 * n / len(cases) for n in (first, sum(map(any, heard)), sum(map(bool, heard))))
            print(f"  {name + '_' + part:22} " + "  ".join(f"{share:6.1f}" for share in shares))


def memory_kb() -> int:
    """Proportional memory of this process, where the system tells."""
    rollup = Path("/proc/self/smaps_rollup")
    if rollup.is_file():
        for line in rollup.read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main() -> None:
    """Print everything."""
    database = ROOT / "build" / "places.db"
    ensure_places(database, lambda stage, share: None)
    if sys.argv[1:] == ["session"]:
        session(database)
        return
    before = memory_kb()
    started = time.perf_counter()
    index = open_places(database)
    opened = (time.perf_counter() - started) * 1000
    rows = practice_rows()
    for row in rows:
        index.hear(str(row["q"]))
    size, more = database.stat().st_size / 1e6, (memory_kb() - before) / 1024
    print(f"index {size:.1f} MB, opened in {opened:.1f} ms, {more:.1f} MB a session more")
    gc.freeze()  # as the screen does once it stands
    if not rows:
        print("The practice queries are not on this machine; only the case files are measured.")
    else:
        report("northline", lambda said: [heard.place for heard in index.hear(said)], rows)
        keystrokes("northline", index.hear, rows[::4])
        kept(database, rows)
    long_texts(index)
    sessions(DESKS)
    case_files(index)
    if rows:
        towns = us_towns(database)
        for name, answer in (("rapidfuzz WRatio, every name", wratio(towns)), ("FTS5 trigram, bm25", trigram(towns))):
            report(name, answer, rows[::SAMPLE])
            keystrokes(name, answer, rows[:: SAMPLE * 12])


if __name__ == "__main__":
    main()
