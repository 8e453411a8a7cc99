"""The command that teaches a guide the words callers use."""

import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from console.commands.answers import UsageError, write_json, write_lines
from console.commands.approvals import account, agreed, done
from console.commands.guides import guide_folders, today
from console.settings import load_settings
from protocols.approval_record import Folders
from protocols.learn import also_in, clean_phrase, trial, unlearn, with_learnt
from protocols.learn import learn as keep_phrase
from protocols.live import standings
from protocols.practice import Change, Effect, effect_of, read_cases, shipped_notes
from resources.clean import safe

CHANGES_SHOWN = 12
Item = TypeVar("Item")


def learn(arguments: Namespace) -> int:
    """Add a phrase that callers used to a guide, once its effect on the practice notes was seen."""
    with guide_folders() as folders:
        by = arguments.by or (account() if arguments.dry_run else _unnamed(folders, arguments.id))
        if arguments.undo:
            entry = unlearn(folders, arguments.id, by=by, today=today())
            removed: dict[str, object] = {"id": entry.guide, "removed": entry.phrase}
            return done(arguments, removed, f"{entry.guide}: taken back: {entry.phrase}")
        phrase = clean_phrase(arguments.phrase or "")
        text = with_learnt(folders, arguments.id, arguments.language, phrase)
        shared = also_in(folders, arguments.id, phrase)
        effect = _effect(folders, arguments.id, text, arguments.cases)
        if not arguments.json:
            write_lines(_effect_lines(arguments.id, phrase, effect, shared))
        saved = not arguments.dry_run and agreed(arguments, f"Add it to {arguments.id}?")
        approved = saved and keep_phrase(folders, arguments.id, arguments.language, phrase, by=by, today=today())
    if arguments.json:
        told = {"id": arguments.id, "phrase": phrase, "saved": saved, "approved": approved, "also_in": shared}
        write_json({**told, **_shape(effect)})
    elif saved:
        status = "approved" if approved else "draft"
        write_lines([f"Added to {arguments.id} ({status}). Undo: northline guides learn {arguments.id} --undo"])
    return 0 if saved or arguments.dry_run else 1


def _unnamed(folders: Folders, guide: str) -> str:
    """The account's name; an approved guide takes no phrase without a person's name."""
    if guide in {one.id for one in standings(folders, today()) if one.status == "approved"}:
        raise UsageError(f"{guide!r} is approved: say who approves the phrase, with --by NAME.")
    return account()


def _effect(folders: Folders, guide: str, text: str, named: Sequence[str] | None) -> Effect | None:
    """The effect on the practice notes that ship, on the desk's own and those named; None where there are none."""
    own = own_notes()
    cases = read_cases([*shipped_notes(), *([own] if own.is_file() else []), *map(Path, named or ())])
    if not cases:
        return None
    print(f"Trying it on {len(cases)} practice notes ...", file=sys.stderr, flush=True)
    with trial(folders, guide, text) as (before, after):
        return effect_of(cases, before, after, today())


def _effect_lines(guide: str, phrase: str, effect: Effect | None, shared: Sequence[str]) -> list[str]:
    lines = [f"{guide} + {phrase!r}"]
    if shared:
        lines.append(f"Caution: it stands in {', '.join(shared)} too, and so tells them apart no longer.")
    if effect is None:
        return [
            *lines,
            f"Its effect is not known: write practice notes in {own_notes()}, a line each: guide-id | what was said",
        ]
    if effect.cases:
        first, shown = _share(effect.first, effect.cases), _share(effect.shown, effect.cases)
        lines.append(f"{effect.cases} practice notes: right guide first {first}, in three {shown}")
    lines += _some(effect.changes, _change_line)
    lines += _some(effect.alarms, lambda case: f"  ALERT newly raised by {case.source}, not expected: {case.said}")
    lines += _some(effect.silenced, lambda case: f"  ALERT no longer raised by {case.source}: {case.said}")
    same = not (effect.changes or effect.alarms or effect.silenced)
    return [*lines, "No note is answered differently."] if same else lines


def _some(items: Sequence[Item], line: Callable[[Item], str]) -> list[str]:
    """The first of many, and how many more there are."""
    more = len(items) - CHANGES_SHOWN
    return [safe(line(item)) for item in items[:CHANGES_SHOWN]] + ([f"  and {more} more"] if more > 0 else [])


def own_notes() -> Path:
    """Where a desk keeps its own practice notes."""
    return load_settings().home / "cases" / "notes.txt"


def _share(pair: tuple[int, int], cases: int) -> str:
    before, after = (100 * number / cases for number in pair)
    return f"{before:.1f} % -> {after:.1f} % ({pair[1] - pair[0]:+d})"


def _change_line(change: Change) -> str:
    unseen = 9
    before, after = (unseen if place is None else place for place in (change.before, change.after))
    verdict = "better" if after < before else "WORSE "
    expected = ", ".join(sorted(change.case.expected))
    places = f"{_place(change.before)} -> {_place(change.after)}"
    return f"  {verdict} {change.case.source} {expected}: {places}: {change.case.said}"


def _place(place: int | None) -> str:
    return "not shown" if place is None else "alert" if place == 0 else f"place {place}"


def _shape(effect: Effect | None) -> dict[str, object]:
    if effect is None:
        return {"cases": 0, "effect": None}
    changes = [
        {"source": c.case.source, "expected": sorted(c.case.expected), "before": c.before, "after": c.after}
        for c in effect.changes
    ]
    alarms, silenced = ([case.source for case in some] for some in (effect.alarms, effect.silenced))
    return {
        "cases": effect.cases,
        "effect": {
            "first": effect.first,
            "in_three": effect.shown,
            "changes": changes,
            "alarms": alarms,
            "silenced": silenced,
        },
    }
