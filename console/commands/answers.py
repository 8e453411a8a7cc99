"""The commands that answer: ask, place, guide, find, search and talk."""

import json
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from time import perf_counter
from typing import Any, TypeVar

from console import plain, shapes
from console.desk import CallChips, Desk
from console.errors import ConsoleError
from console.opening import ready_desk
from console.progress import Bar
from console.settings import load_settings
from console.ui.terminal.fold import folded
from protocols.alerts import alerts_for
from protocols.heard import Chips, hear_people
from protocols.match import guides_for
from resources.find import IMMIGRATION, Found, Help, Want, find_help
from resources.kinds import KINDS
from resources.outcome import shares
from resources.places.place import HeardPlace, Place
from resources.search import search_directory

LONGEST = 10_000
"""Characters of one text that are read; what is longer is no speech."""

T = TypeVar("T")


class UsageError(ConsoleError):
    """An argument cannot be used."""

    exit_code = 2


def opened() -> Desk:
    """The desk, with whatever was missing of its offline copy built first."""
    with Bar() as bar:
        return ready_desk(load_settings(), bar)


def texts(argument: str) -> Iterator[str]:
    """The argument itself, or with "-" one text a line of standard input."""
    if argument != "-":
        yield argument[:LONGEST]
        return
    sys.stdin.reconfigure(errors="replace")  # type: ignore[union-attr]
    for line in sys.stdin:
        yield line.rstrip("\r\n")[:LONGEST]


def write_json(shape: object) -> None:
    """One JSON object a line, flushed, so that a program can hold a conversation through a pipe."""
    print(json.dumps(shape, ensure_ascii=False), flush=True)


def write_lines(lines: Iterable[str]) -> None:
    """Plain text, flushed; where the output cannot carry every letter, letters lose their marks instead of the line."""
    text = "\n".join(lines)
    if (sys.stdout.encoding or "").lower().replace("-", "") != "utf8":
        text = "\n".join(map(folded, text.split("\n")))
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    print(text, flush=True)


def ask(arguments: Namespace) -> int:
    """Answer what a caller said."""
    at = _moment(arguments.at)
    desk = opened()
    chips = _chips(arguments, desk)
    found = False
    for said in texts(arguments.text):
        answer = desk.answer(said, chips, at or datetime.now(UTC), finished=True)
        found = found or bool(answer.help)
        if arguments.json:
            write_json(shapes.answer_shape(answer))
        else:
            write_lines([*plain.answer_lines(answer), ""] if arguments.text == "-" else plain.answer_lines(answer))
    return 0 if found or arguments.text == "-" else 1


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--at {text!r} is no moment. Write it like 2026-11-23T22:00-06:00.") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _chips(arguments: Namespace, desk: Desk) -> CallChips:
    place = _point(arguments, desk)
    if arguments.place:
        place = named_place(desk, arguments.place)
    if arguments.age is not None and not 0 <= arguments.age <= 120:
        raise UsageError("--age takes years from 0 to 120.")
    people = Chips(age=arguments.age, gender=arguments.gender, language=arguments.language)
    return CallChips(people=people, place=place, access=tuple(arguments.access))


def _point(arguments: Namespace, desk: Desk) -> Place | None:
    if arguments.lat is None and arguments.lon is None:
        return None
    if arguments.lat is None or arguments.lon is None or abs(arguments.lat) > 90 or abs(arguments.lon) > 180:
        raise UsageError("--lat takes -90 to 90 and --lon -180 to 180 degrees; give both.")
    county = desk.places.nearest_county(arguments.lat, arguments.lon)
    if county is None:
        raise UsageError("No county of the US lies near that point. Give a place with --place instead.")
    return replace(county, id=-1, name="this point", kind="other", lat=arguments.lat, lon=arguments.lon)


def named_place(desk: Desk, text: str) -> Place:
    """The place a text names. Raises UsageError when not sure which."""
    heard = desk.places.hear(text)
    if not heard:
        raise UsageError("Not sure which place that is. Give the town with its state, a county, or a ZIP code.")
    return heard[0].place


def place(arguments: Namespace) -> int:
    """Say which place was meant."""
    desk = opened()

    def answered(said: str) -> tuple[tuple[HeardPlace, ...], dict[str, Any]]:
        heard = desk.places.hear(said, arguments.limit)
        return heard, {"places": shapes.place_shapes(heard)}

    return _each(arguments, answered, plain.place_lines)


def guide(arguments: Namespace) -> int:
    """Find the guides and alerts that fit, or show one by its id."""
    desk = opened()
    if (shown := desk.guide(arguments.text)) is not None:
        if arguments.json:
            write_json(shapes.guide_in_full(shown))
        else:
            write_lines(plain.guide_lines(shown))
        return 0

    def answered(said: str) -> tuple[tuple[str, ...], dict[str, Any]]:
        heard = hear_people(said)
        alerts = alerts_for(desk.library, said, heard, Chips())
        guides = guides_for(desk.library, f"{said} ", heard, Chips())
        lines = (
            *(f"ALERT   {plain.alert_text(a)}" for a in alerts),
            *(f"GUIDE   {plain.guide_text(g)}" for g in guides),
        )
        return lines, {"alerts": shapes.alert_shapes(alerts), "guides": shapes.guide_shapes(guides)}

    return _each(arguments, answered, lambda lines: lines)


def find(arguments: Namespace) -> int:
    """Find help of one kind near a place."""
    if arguments.kind not in KINDS:
        raise UsageError(f"{arguments.kind!r} is no kind of help. The kinds are: {', '.join(KINDS)}.")
    desk = opened()
    near = named_place(desk, arguments.near)
    at = _moment(arguments.at) or datetime.now(UTC)
    if arguments.kind == IMMIGRATION:
        found = Found(desk.immigration(near, at)[: arguments.limit])
    else:
        outcomes = shares(desk.directory.outcomes)
        found = find_help(desk.directory, near, (arguments.kind,), _want(arguments), at, arguments.limit, outcomes)
    if arguments.json:
        heard = {"name": near.name, "county": near.county, "state": near.state, "country": near.country}
        answer = {"help": shapes.help_shapes(found.help), "not_fitting": shapes.help_shapes(found.not_fitting)}
        write_json({"kind": arguments.kind, "near": heard, **answer, "notes": list(found.notes)})
    else:
        notes = (f"NOTE    {note}" for note in found.notes)
        lines = (*plain.help_lines(found.help), *plain.unfit_lines(found.not_fitting), *notes)
        write_lines([f"NEAR    {plain.place_text(near)}", *lines])
    return 0 if found.help else 1


def _want(arguments: Namespace) -> Want:
    ages = () if arguments.age is None else (arguments.age,)
    access = tuple(arguments.access)
    return Want(ages, None, arguments.gender, arguments.language, asked_police=True, access=access)


def search(arguments: Namespace) -> int:
    """Search the directory by name or words."""
    desk = opened()
    near = named_place(desk, arguments.near) if arguments.near else None

    def answered(said: str) -> tuple[tuple[Help, ...], dict[str, Any]]:
        found = search_directory(desk.directory, said, near, arguments.limit)
        return found, {"help": shapes.help_shapes(found)}

    return _each(arguments, answered, plain.help_lines)


def _each(
    arguments: Namespace,
    answered: Callable[[str], tuple[tuple[T, ...], dict[str, Any]]],
    lines: Callable[[tuple[T, ...]], Iterable[str]],
) -> int:
    found = False
    for said in texts(arguments.text):
        started = perf_counter()
        results, shape = answered(said)
        found = found or bool(results)
        if arguments.json:
            took = round((perf_counter() - started) * 1000, 3)
            write_json({"said": said, **shape, "took_ms": took})
        else:
            write_lines(lines(results) if results else ["nothing found"])
    return 0 if found or arguments.text == "-" else 1


def talk(arguments: Namespace) -> int:
    """Answer line by line: everything the screen gives, for screen readers and plain terminals."""
    from console.ui.line_mode import HOW, LineMode

    lines = LineMode(opened())
    print(f"{HOW} Ctrl+D ends Northline.", file=sys.stderr)
    write_lines([*lines.begin(), ""])
    for line in texts("-"):
        write_lines([*lines.take(line, datetime.now(UTC)), ""])
        if lines.over:
            break
    return 0
