"""Every rule a guide must keep, each broken one told with file, line and how to put it right."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from protocols.approval_record import Folders
from protocols.check_approval import approval_faults
from protocols.compiler import guide_files
from protocols.families import FILE as FAMILIES
from protocols.fault import Fault
from protocols.guide import NO_KIND, Guide, Step
from protocols.languages import LANGUAGES
from protocols.numbers_in_guides import numbers_faults
from protocols.own_words import WORD_LISTS, OwnKind
from protocols.pattern import Term, read_pattern
from protocols.plain import fold, plain
from protocols.reader import Reading, read_file
from protocols.wordlists import FILE, MOODS, WordLists, listed, read_lists
from resources.kinds import KINDS
from resources.states import STATE_NAMES

_LINES = (
    "211 911 988 childhelp eeoc fbi-tips hsi-tips ncmec ndvh nlrb orr-call-center osha poison-control rainn "
    "runaway-safeline stronghearts wage-and-hour ic3 legal-aid-finder namus stopncii take-it-down "
    "forced-marriage-line state-j1-line"
)
LINE_KEYS = frozenset(_LINES.split())
"""The national lines a guide may name; their numbers live in the directory, each with the date it was last dialed."""

MOST_WORDS, MOST_STEPS, MOST_CONDITION_WORDS = 25, 10, 8
_CODES = frozenset(LANGUAGES.values())
_NO_PLACE_NEEDED = ("mode",)


def check_folder(path: Path, today: date | None = None) -> tuple[Fault, ...]:
    """Every fault of every guide in a folder, and of the word lists beside them."""
    return check_files([*guide_files(path), *path.glob(FILE)], today)


def check_files(paths: Sequence[Path], today: date | None = None) -> tuple[Fault, ...]:
    """Every fault of these guide files; branches may also lead to guides beside them or to those that ship."""
    today = today or date.today()
    folders = list(dict.fromkeys([_shipped(), *(path.parent for path in paths)]))
    lists = read_lists(folders)
    files = [path for path in paths if path.name != FILE]
    readings = [read_file(path) for path in files]
    known = {path.stem for folder in folders for path in guide_files(folder)}
    faults = [fault for reading in readings for fault in reading.faults]
    faults += [fault for reading in readings for fault in _check(reading, known, lists, today)]
    faults += [
        fault
        for path, reading in zip(files, readings, strict=True)
        if reading.guide is not None
        for fault in numbers_faults(reading, plain(path.read_text("utf-8-sig")))
    ]
    faults += _shared_phrases(readings)
    if any(path.name == FILE for path in paths):
        faults += [*lists.faults, *_check_lists(lists)]
    return tuple(sorted(faults, key=lambda fault: (fault.file, fault.line)))


def check_own(folders: Folders, kind: OwnKind) -> Iterator[Fault]:
    """Every fault of staff's own word lists, or of their own calls."""
    if kind is WORD_LISTS:
        yield from (fault for fault in check_files(kind.files(folders.own)) if fault.file == FILE)
        return
    for path in kind.files(folders.own):
        try:
            lines = path.read_bytes().decode("utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError):
            yield Fault(path.name, 0, "Not read.", "Save the file as UTF-8 plain text.")
            continue
        if path.name != FAMILIES:
            yield from _calls_faults(path.name, lines, {*folders.ids(), "none"})


def _calls_faults(name: str, lines: Sequence[str], known: set[str]) -> Iterator[Fault]:
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        alerts, bar, said = line.partition(" | ")
        unknown = [alert for alert in map(str.strip, alerts.split(",")) if alert not in known]
        if not bar or not said.strip():
            yield Fault(
                name, number, "No call.", "Write the alerts it needs or 'none', then ' | ', then what was said."
            )
        elif unknown:
            yield Fault(name, number, f"No guide is called '{unknown[0]}'.", "Use the id of an alert, or 'none'.")


def _shipped() -> Path:
    return Path(__file__).parent / "guides"


def _check(reading: Reading, known: set[str], lists: WordLists, today: date) -> Iterator[Fault]:
    guide = reading.guide
    if guide is None:
        return
    yield from _missing_parts(reading, guide)
    yield from _steps(reading, guide, known)
    yield from _refer(reading, guide)
    yield from _states(reading, guide)
    yield from approval_faults(reading, guide, today)
    yield from _triggers(reading, guide, lists)


def _fault(reading: Reading, line: int, message: str, fix: str) -> Fault:
    return Fault(reading.file, line, message, fix)


def _missing_parts(reading: Reading, guide: Guide) -> Iterator[Fault]:
    for key in ("id", "title", "version", "languages"):
        if not getattr(guide, key):
            yield _fault(reading, reading.lines[key], f"'{key}' is empty.", "Fill it in.")
    for heading, part in (("Steps", guide.steps), ("Sources", guide.sources), ("Signs", guide.signs)):
        if not part and not (heading == "Signs" and guide.kind in _NO_PLACE_NEEDED):
            yield _fault(
                reading,
                reading.lines.get(heading, 1),
                f"'## {heading}' is missing or empty.",
                "Write at least one line.",
            )
    for language, name in (("en", "English"), ("es", "Spanish")):
        if not guide.phrases.get(language):
            line = reading.lines.get(f"Callers say ({language})", 1)
            yield _fault(
                reading, line, f"No {name} phrases.", f"List what callers say under '## Callers say ({language})'."
            )
    if guide.is_alert and not guide.triggers:
        yield _fault(reading, 1, "An alert without triggers never shows.", "Add '## Triggers' before '## Signs'.")


def _steps(reading: Reading, guide: Guide, known: set[str]) -> Iterator[Fault]:
    if len(guide.steps) > MOST_STEPS:
        line = guide.steps[MOST_STEPS].line
        yield _fault(
            reading,
            line,
            f"{len(guide.steps)} steps; {MOST_STEPS} is the most.",
            "Join steps, or branch to another guide.",
        )
    if guide.is_alert and guide.steps and guide.steps[0].verb != "Do":
        yield _fault(
            reading, guide.steps[0].line, "An alert opens with a Do step.", "Say first what the specialist does."
        )
    said = False
    for step in guide.steps:
        said = said or step.verb == "Say"
        if step.verb == "Report" and not said:
            fix = "Put a Say step before it: callers are told of a duty before it is used."
            yield _fault(reading, step.line, "Report stands before any Say.", fix)
        yield from _step(reading, guide, step, known)


def _step(reading: Reading, guide: Guide, step: Step, known: set[str]) -> Iterator[Fault]:
    for language, words in {"": step.text, **step.say}.items():
        count = len(words.split())
        if language != "en" and count > MOST_WORDS:
            where = f"The '{language}:' line" if language else "The step"
            message = f"{where} has {count} words; {MOST_WORDS} is the most."
            yield _fault(reading, step.line, message, "Make it shorter.")
        if language and language not in _CODES:
            fix = "Begin the line with the code of a language, such as es, zh, quc (K'iche') or mix (Mixteco)."
            yield _fault(reading, step.line, f"Unknown language '{language}'.", fix)
        if language != "en" and step.verb == "Ask" and "?" not in words:
            yield _fault(
                reading,
                step.line,
                "An Ask step without a question.",
                "End it with a question mark, or use Say or Check.",
            )
    for branch in step.branches:
        if branch.guide == guide.id:
            yield _fault(reading, step.line, "A branch to the guide itself.", "Name another guide, or take it out.")
        elif branch.guide not in known:
            yield _fault(
                reading, step.line, f"No guide '{branch.guide}' to branch to.", "Use the id of a guide that exists."
            )
        if len(branch.condition.split()) > MOST_CONDITION_WORDS:
            fix = f"Use {MOST_CONDITION_WORDS} words or fewer."
            yield _fault(reading, step.line, f"The condition '{branch.condition}' is too long.", fix)


def _refer(reading: Reading, guide: Guide) -> Iterator[Fault]:
    for line in guide.refer:
        at = reading.lines.get(f"Refer:{line.kind}", 1)
        if line.kind not in KINDS and line.kind != NO_KIND:
            yield _fault(
                reading, at, f"Unknown kind of help '{line.kind}'.", f"Use one of: {', '.join(sorted(KINDS))}."
            )
        if line.line_key and line.line_key not in LINE_KEYS:
            yield _fault(
                reading, at, f"Unknown line '{line.line_key}'.", f"Use one of: {', '.join(sorted(LINE_KEYS))}."
            )
    wanted = set(guide.needs) - {NO_KIND}
    offered = {line.kind for line in guide.refer} - {NO_KIND}
    if wanted != offered:
        odd = ", ".join(sorted(wanted ^ offered))
        yield _fault(
            reading, reading.lines["needs"], f"'needs' and '## Refer' differ: {odd}.", "List the same kinds in both."
        )


def _states(reading: Reading, guide: Guide) -> Iterator[Fault]:
    if not guide.states.get("default"):
        line = reading.lines.get("States", 1)
        yield _fault(
            reading,
            line,
            "No default under '## States'.",
            "Add '### default' with what holds where no state entry stands.",
        )
    for state in guide.states:
        at = reading.lines[f"State {state}"]
        if state != "default" and state not in STATE_NAMES:
            yield _fault(reading, at, f"'{state}' is no state.", "Use its two capital letters, as in '### CA'.")


def _triggers(reading: Reading, guide: Guide, lists: WordLists) -> Iterator[Fault]:
    for trigger in guide.triggers:
        for name in sorted(_lists_named(read_pattern(trigger.pattern)) - lists.phrases.keys()):
            fix = f"Use a list of {FILE}, with hyphens for spaces, or add '## {name.replace('-', ' ')}' there."
            yield _fault(reading, trigger.line, f"No word list '{name}'.", fix)


def _lists_named(terms: Iterable[Term]) -> set[str]:
    atoms = (atom for term in terms for part in term for atom in part)
    return {name for atom in atoms for element in atom.phrase for name in element.lists}


def _check_lists(lists: WordLists) -> Iterator[Fault]:
    for name, phrases in lists.phrases.items():
        named = {inner for phrase in phrases for element in phrase for inner in element.lists}
        for inner in sorted(named - lists.phrases.keys()):
            yield Fault(FILE, 0, f"The list '{name}' names a list '{inner}' that is not there.", "Correct the name.")
    for mood in MOODS:
        if listed(mood) not in lists.phrases:
            yield Fault(
                FILE, 0, f"The list '{mood}' is missing.", f"Add '## {mood}'; alerts need it to tell what is meant."
            )


def _shared_phrases(readings: Sequence[Reading]) -> Iterator[Fault]:
    """One phrase in two guides pulls both up: a warning, since some phrases truly belong to both."""
    first: dict[str, str] = {}
    places: dict[str, list[tuple[Reading, int]]] = defaultdict(list)
    for reading in readings:
        for language, phrases in (reading.guide.phrases if reading.guide else {}).items():
            for place, phrase in enumerate(phrases):
                places[fold(phrase)].append((reading, reading.lines.get(f"Callers say ({language}):{place}", 0)))
                first.setdefault(fold(phrase), reading.file)
    for phrase, found in places.items():
        for reading, line in found[1:]:
            message = f"'{phrase}' also stands in {first[phrase]}."
            yield Fault(reading.file, line, message, "Keep it where it fits best.", "warning")
