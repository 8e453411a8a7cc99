"""How often the right guide and alert are shown, beside two ordinary rankings, and what a key costs.

Baselines in the same run: rapidfuzz token_set_ratio on the best phrase, and plain FTS5 BM25 over whole guides. Reads
the blind case files of tests/guides, and the practice vignettes in ../shared where present.
"""

import json
import random
import re
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rapidfuzz import fuzz

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "guides")]

from shipped_library import ask, cases, library  # noqa: E402
from test_alerts_while_typing import alarms_while_typing  # noqa: E402

from protocols.alerts import alerts_for  # noqa: E402
from protocols.compiler import compile_library  # noqa: E402
from protocols.heard import Chips, hear_people  # noqa: E402
from protocols.library import open_library  # noqa: E402
from protocols.match import guides_for  # noqa: E402
from protocols.plain import fold  # noqa: E402

VIGNETTES = ROOT.parent / "shared" / "data" / "protocols" / "vignettes_dev.jsonl"
TODAY = date(2026, 11, 23)
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Row:
    """One text and the guides any of which is right."""

    text: str
    expected: frozenset[str]


Ranking = Callable[[str], tuple[set[str], list[str]]]
"""A text -> the alerts shown, and the guides ranked."""


def misspelt(text: str, dice: random.Random) -> str:
    """Each word over three letters, in a third of cases, with one inner slip: dropped, swapped or replaced."""
    words = []
    for word in text.split(" "):
        if len(word) > 3 and dice.random() < 0.35:
            at, kind = dice.randrange(1, len(word) - 1), dice.random()
            new = "" if kind < 0.4 else word[at + 1] + word[at] if kind < 0.7 else dice.choice(LETTERS)
            words.append(word[:at] + new + word[at + (2 if 0.4 <= kind < 0.7 else 1) :])
        else:
            words.append(word)
    return " ".join(words)


def northline(text: str) -> tuple[set[str], list[str]]:
    """What the screen shows."""
    alerts, guides = ask(text)
    return {alert.guide.id for alert in alerts}, [match.guide.id for match in guides]


def token_set_ratio() -> Ranking:
    """The best phrase of each guide by rapidfuzz."""
    phrases = [(g.id, fold(p)) for g in library().guides() if g.kind != "mode" for ps in g.phrases.values() for p in ps]

    def rank(text: str) -> tuple[set[str], list[str]]:
        folded, best = fold(text), dict[str, float]()
        for guide, phrase in phrases:
            best[guide] = max(best.get(guide, 0.0), fuzz.token_set_ratio(folded, phrase))
        return set(), sorted(best, key=lambda guide: -best[guide])[:3]

    return rank


def plain_bm25() -> Ranking:
    """FTS5 over title, phrases and signs, as it comes."""
    db = sqlite3.connect(":memory:")
    db.execute(
        "CREATE VIRTUAL TABLE page USING fts5 (id UNINDEXED, text, tokenize = 'porter unicode61 remove_diacritics 2')"
    )
    for guide in library().guides():
        if guide.kind != "mode":
            text = " . ".join([guide.title, *(p for ps in guide.phrases.values() for p in ps), *guide.signs])
            db.execute("INSERT INTO page VALUES (?, ?)", (guide.id, text))

    def rank(text: str) -> tuple[set[str], list[str]]:
        words = re.findall(r"[a-z0-9]+", fold(text))
        query = " OR ".join(f'"{word}"' for word in words)
        found = db.execute("SELECT id FROM page WHERE page MATCH ? ORDER BY rank LIMIT 3", (query,)) if words else []
        return set(), [row[0] for row in found]

    return rank


def score(rank: Ranking, rows: Sequence[Row]) -> str:
    """Right first, and right in three, in percent."""
    first = three = 0
    for row in rows:
        alerts, ranked = rank(row.text)
        first += bool(row.expected & (alerts | set(ranked[:1])))
        three += bool(row.expected & (alerts | set(ranked[:3])))
    return f"{100 * first / len(rows):5.1f} /{100 * three / len(rows):5.1f}"


def slices() -> Iterable[tuple[str, list[Row]]]:
    """Every set of lines to score, by name."""
    for half in ("tune", "check"):
        rows = [Row(case.text, case.expected) for case in cases(f"notes_{half}.txt")]
        yield f"blind notes, {half} half", rows
        dice = random.Random(7)
        yield f"blind notes, {half} half, misspelt", [Row(misspelt(row.text, dice), row.expected) for row in rows]
    if not VIGNETTES.is_file():
        print("(the practice vignettes are not here: ../shared/data/protocols)")
        return
    vignettes = [json.loads(line) for line in VIGNETTES.read_text(encoding="utf-8").splitlines()]
    dice = random.Random(7)
    yield from _vignette_slices(vignettes, dice)


def _vignette_slices(vignettes: list[dict], dice: random.Random) -> Iterable[tuple[str, list[Row]]]:
    def rows(field: str, keep: Callable[[dict], bool] = lambda row: True) -> list[Row]:
        return [Row(row[field], frozenset(row["expected"])) for row in vignettes if keep(row)]

    notes = rows("paraphrase")
    yield "practice notes", notes
    yield "practice notes, misspelt", [Row(misspelt(row.text, dice), row.expected) for row in notes]
    yield "practice long text", rows("text")
    yield "practice long text, verbatim", rows("text", lambda row: row["text_kind"] == "verbatim-redacted")
    yield "practice notes, not trafficking", rows("paraphrase", lambda row: row["negative"])
    yield "practice notes, Spanish", rows("paraphrase", lambda row: row["language"] == "es")
    yield "practice notes, doubtful", rows("paraphrase", lambda row: row["doubtful"])


def alert_table() -> None:
    """Alerts shown of those expected, and quiet lines that raise any, on the blind lines as typed and misspelt."""
    print(f"\n{'alerts':<38}{'shown':>10}{'false on quiet lines':>24}")
    for half in ("tune", "check", "unseen"):
        for name, slip in (("as typed", False), ("misspelt", True)):
            dice = random.Random(7)
            expected = shown = quiet = false = 0
            for case in cases(f"alerts_{half}.txt"):
                ids = northline(misspelt(case.text, dice) if slip else case.text)[0]
                expected += len(case.expected)
                shown += len(case.expected & ids)
                quiet += not case.expected
                false += not case.expected and bool(ids)
            print(f"  blind lines, {half}, {name:<17}{100 * shown / expected:>9.1f} %{100 * false / quiet:>22.1f} %")


NEEDED = ("immediate-danger", "suicidal", "minor-duty")


def practice_alerts() -> None:
    """Life safety, suicide and known minor on the practice vignettes, the age given; false is per alert and call."""
    if not VIGNETTES.is_file():
        return
    rows = [json.loads(line) for line in VIGNETTES.read_text(encoding="utf-8").splitlines()]
    for field in ("paraphrase", "text"):
        expected = shown = quiet = false = 0
        for row in rows:
            minor = row["age"] in ("minor", "mixed")
            wanted = set(row["expected"]) | ({"minor-duty"} if minor and not row["negative"] else set())
            chips = Chips(minor=True) if minor else Chips(minor=False) if row["age"] == "adult" else Chips()
            ids = {alert.guide.id for alert in ask(row[field], chips)[0]}
            for alert in NEEDED:
                expected += alert in wanted
                shown += alert in wanted & ids
                quiet += alert not in wanted | set(row["related"])
                false += alert in ids - wanted - set(row["related"])
        name = "notes" if field == "paraphrase" else "long text"
        print(f"  practice {name:<28}{100 * shown / expected:>9.1f} %{100 * false / quiet:>22.1f} %")


def private_kb() -> int:
    """The memory that is this process's own."""
    lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_"))


def memory_added() -> float | None:
    """Megabytes of its own that a fresh process takes on for an open library and 40 typed notes."""
    if not Path("/proc/self/smaps_rollup").is_file():
        return None
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "g.db"
        compile_library([ROOT / "protocols" / "guides"], target)
        run = [sys.executable, __file__, "--memory", str(target)]
        return float(subprocess.run(run, capture_output=True, text=True, check=True).stdout)


def _memory_of(target: Path) -> float:
    texts = [case.text for case in cases("notes_tune.txt")][:40]
    before = private_kb()
    opened = open_library(target)
    for text in texts:
        for end in range(1, len(text) + 1):
            heard = hear_people(text[:end], TODAY)
            alerts_for(opened, text[:end], heard, Chips())
            guides_for(opened, text[:end], heard, Chips())
        opened.forget()
    return (private_kb() - before) / 1024


def key_times(texts: Sequence[str]) -> list[float]:
    """Milliseconds of heard, alerts and guides together, for every key of every text."""
    times = []
    for text in texts:
        library().forget()
        for end in range(1, len(text) + 1):
            started = time.perf_counter()
            heard = hear_people(text[:end], TODAY)
            alerts_for(library(), text[:end], heard, Chips())
            guides_for(library(), text[:end], heard, Chips())
            times.append((time.perf_counter() - started) * 1000)
    return times


def keys_until_right(rows: Sequence[Row]) -> float:
    """The median number of keys until the right guide is on screen; lines never right count in full."""
    counts = []
    for row in rows:
        ends = range(1, len(row.text) + 1)
        counts.append(next((end for end in ends if _right(row, row.text[:end])), len(row.text)))
    return statistics.median(counts)


def _right(row: Row, text: str) -> bool:
    alerts, ranked = northline(text)
    return bool(row.expected & (alerts | set(ranked)))


def cost() -> None:
    """What opening and a key cost."""
    rows = [Row(case.text, case.expected) for case in cases("notes_tune.txt")]
    times = sorted(key_times([row.text for row in rows[:40]]))
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "g.db"
        began, busy = time.perf_counter(), time.process_time()
        compile_library([ROOT / "protocols" / "guides"], target)
        wall, cpu = time.perf_counter() - began, time.process_time() - busy
        print(f"\ncompiling all guides anew         {wall:.1f} s   CPU {cpu:.1f} s")
        opens = []
        for _ in range(7):
            started = time.perf_counter()
            open_library(target).close()
            opens.append((time.perf_counter() - started) * 1000)
        size = target.stat().st_size / 1e6
    late = times[int(0.99 * len(times))]
    print(f"\none key (heard, alerts, guides)  median {statistics.median(times):.2f} ms   p99 {late:.2f} ms")
    print(f"opening the library               median {statistics.median(opens):.1f} ms   file {size:.1f} MB")
    print(f"keys until the right guide is on screen (in three or alert)  median {keys_until_right(rows):.0f}")
    alarms, keys = alarms_while_typing(130)
    print(f"keys with an alert that the whole note does not raise  {alarms / keys:.1%} of {keys}")
    added = memory_added()
    if added is not None:
        print(f"private memory added by guides    {added:.1f} MB")
    print(f"this process at its largest       {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def main() -> None:
    """Print the tables."""
    rankings = (("Northline", northline), ("token_set_ratio", token_set_ratio()), ("FTS5 BM25", plain_bm25()))
    print(f"{'right first / in three, %':<38}{'n':>4}" + "".join(f"{name:>18}" for name, _ in rankings))
    for name, rows in slices():
        print(f"{name:<38}{len(rows):>4}" + "".join(f"{score(rank, rows):>18}" for _, rank in rankings), flush=True)
    alert_table()
    practice_alerts()
    cost()


if __name__ == "__main__":
    if "--memory" in sys.argv:
        print(_memory_of(Path(sys.argv[-1])))
    else:
        main()
