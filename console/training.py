"""Practice calls: invented texts with what a good answer holds, and how an answer measures up."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from console.desk import Answer
from console.errors import ConsoleError


class DrillError(ConsoleError):
    """A practice call cannot be read; the message names the file and what is missing."""


@dataclass(frozen=True, slots=True)
class Drill:
    """One invented call: what the caller says, what a good answer holds, and what is worth knowing afterwards."""

    name: str
    said: str
    place: str
    alerts: tuple[str, ...]
    guides: tuple[str, ...]
    level: int
    lesson: str


def drills(own: Path | None = None) -> tuple[Drill, ...]:
    """Every practice call, easy ones first: those that ship, then the staff's own from `own`."""
    shipped = [(entry.name, entry.read_text("utf-8")) for entry in (files("console") / "drills").iterdir()]
    mine = [(path.name, path.read_text("utf-8")) for path in own.glob("*.txt")] if own and own.is_dir() else []
    read = [read_drill(name.removesuffix(".txt"), text) for name, text in shipped + mine if name.endswith(".txt")]
    return tuple(sorted(read, key=lambda drill: (drill.level, drill.name)))


def read_drill(name: str, text: str) -> Drill:
    """Read one practice call. Raises DrillError naming the line that is missing or not understood."""
    head, _, lesson = text.partition("\n\n")
    fields = {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in head.splitlines())}
    for key in ("said", "expects place", "expects alert", "expects guide", "level"):
        if not fields.get(key):
            raise DrillError(f"drill {name}: the line {key + ':'!r} is missing. Copy one that ships and change it.")
    if not fields["level"].isdigit():
        raise DrillError(f"drill {name}: level must be a number from 1 to 4, not {fields['level']!r}.")
    return Drill(
        name=name,
        said=fields["said"],
        place="" if fields["expects place"] == "not sure" else fields["expects place"],
        alerts=_ids(fields["expects alert"]),
        guides=_ids(fields["expects guide"]),
        level=int(fields["level"]),
        lesson=" ".join(lesson.split()),
    )


def _ids(text: str) -> tuple[str, ...]:
    return () if text == "none" else tuple(part.strip() for part in text.split(",") if part.strip())


def marks(drill: Drill, answer: Answer) -> Iterator[tuple[bool, str]]:
    """What the answer holds of what the drill expects: safety first, then the place, then the guide."""
    alerts = {alert.guide.id for alert in answer.alerts}
    for alert in drill.alerts:
        yield alert in alerts, f"alert {alert}"
    if not drill.alerts:
        yield not alerts, "no alert"
    place = answer.places[0].place if answer.places else None
    heard = f"{place.name} {place.state}".strip() if place else ""
    yield heard.lower() == drill.place.lower(), f"place {drill.place or 'not sure'}"
    if drill.guides:
        shown = {match.guide.id for match in answer.guides} | alerts
        yield not shown.isdisjoint(drill.guides), f"guide {' or '.join(drill.guides)}"
