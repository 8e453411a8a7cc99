"""A table whose every row is a listing, or a part of one."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from resources.clean import clean
from resources.intake.facts import Facts
from resources.intake.flags import apply_flag, is_private
from resources.intake.headers import legend, plain_heading
from resources.intake.hours_text import read_hours
from resources.intake.kind_words import kinds_named
from resources.intake.mapping import Columns, Mapping, map_columns
from resources.intake.report import FileReport
from resources.intake.same_place import SamePlace
from resources.intake.tables import Table, odd_row
from resources.intake.values import filled, yes_or_no

_FLAGS = frozenset({"hide", "show", "sealed", "address_public", "email_private", "status"})
_PASSED_OVER = frozenset({"ignore", "person", "phone_private", "phone_ext", "phone_label", "holidays"})
_STEM = re.compile(
    r"\b(?:is private|private|number|name|type|label|descr?(?:iption)?|notes?|department|comments?|ext(?:ension)?|"
    r"language|kind|is|num|no)\b|\?"
)
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_EARLY = 3
_REMEMBERED = 50_000
_HREF = re.compile(r"""href\s*=\s*["']?(https?://[^"'\s>]+)""", re.I)
# A file is about one kind of help when most of its own rows say so.
_MOSTLY = 0.6


@dataclass(slots=True)
class _PhonePlan:
    index: int
    kind: str
    heading: str
    private: list[int] = field(default_factory=list)
    extension: list[int] = field(default_factory=list)
    labels: list[int] = field(default_factory=list)


@dataclass(slots=True)
class FlatPlan:
    """How to read the rows of one table."""

    columns: Columns
    phones: list[_PhonePlan]
    others: list[tuple[int, str, str]]
    sample: list[list[str]] = field(default_factory=list)
    kinds: tuple[str, ...] = ()

    def refresh(self) -> None:
        """Take up fields that were settled after the columns had been mapped."""
        self.others = _others(self.columns)


def plan_table(table: Table, report: FileReport, mapping: Mapping | None = None) -> FlatPlan:
    """Map the columns of a table, and tell the report."""
    columns = map_columns(table.headings, table.sample, mapping)
    report.fields.update(columns.named())
    report.unmapped.extend(columns.unmapped())
    for heading in columns.misfits:
        report.doubts["header-misfits-values"] += bool(heading)
    phones = _phone_plans(columns)
    plan = FlatPlan(columns, phones, _others(columns), table.sample)
    plan.kinds = _file_kinds(table, plan)
    return plan


def facts_of(plan: FlatPlan, file: str, row: int, cells: list[str]) -> Facts:
    """What one row says."""
    facts = Facts(file, row)
    cleaned = [clean(cell) for cell in cells]
    facts.repaired = any(made != cell.strip() for made, cell in zip(cleaned, cells, strict=True))
    for index, name, heading in plan.others:
        if index >= len(cleaned) or not cleaned[index]:
            continue
        text = cleaned[index]
        if name in _FLAGS:
            apply_flag(facts, name, heading, text)
        elif name == "day_hours":
            _add_day(facts, heading, text)
        elif name == "hours" and (days := _days_in(heading)):
            facts.add("headed_hours", f"{days}: {text}")
        elif filled(text):
            facts.add(name or "extra", legend(heading).get(text.removesuffix(".0"), text), heading)
    for phone in plan.phones:
        _add_phone(facts, phone, cleaned)
    if facts.repaired and not facts.first("url"):
        facts.add("url", next((found[1] for cell in cells if "<" in cell and (found := _HREF.search(cell))), ""))
    if "day_hours" in plan.columns.fields:
        _join_days(facts)
    facts.add("hours", "; ".join(facts.every("headed_hours")))
    return facts


def read_rows(table: Table, plan: FlatPlan, report: FileReport, same: SamePlace | None = None) -> Iterator[Facts]:
    """The facts of each row; rows that are no records are refused in the report."""
    content = [index for index, name in enumerate(plan.columns.fields) if name not in ("as_of", "ignore")]
    recent: dict[int, None] = {}
    for count, (row, cells) in enumerate(table.rows):
        if cells and cells[0].lstrip().startswith("#") and "key" in plan.columns.fields[:1]:
            continue  # a practice row or a remark in our own template
        odd = odd_row(cells, table, plan.columns.fields, count < _EARLY)
        if odd:
            report.refuse(row, odd)
            continue
        # Monthly snapshots in one file say the same thing fifty times over.
        told = hash(tuple(cells[index] for index in content if index < len(cells)))
        if told in recent or (same and same.is_old(cells)):
            report.keep()
            report.repeats += 1
            continue
        kept = report.kept
        facts = facts_of(plan, table.name, row, cells)
        if same:
            same.tell(facts, cells)
        yield facts
        if report.kept > kept:
            recent[told] = None
            if len(recent) > _REMEMBERED:
                del recent[next(iter(recent))]


def _others(columns: Columns) -> list[tuple[int, str, str]]:
    return [
        (index, name, columns.headings[index])
        for index, name in enumerate(columns.fields)
        if name not in _PASSED_OVER and name.partition(":")[0] not in ("phones", "template_phones")
    ]


def _phone_plans(columns: Columns) -> list[_PhonePlan]:
    plans = [
        _PhonePlan(index, "template" if name == "template_phones" else name.partition(":")[2], columns.headings[index])
        for index, name in enumerate(columns.fields)
        if name.partition(":")[0] in ("phones", "template_phones")
    ]
    stems = {_stem(plan.heading): plan for plan in reversed(plans)}
    for index, name in enumerate(columns.fields):
        if name not in ("phone_private", "phone_ext", "phone_label"):
            continue
        plan = stems.get(_stem(columns.headings[index]))
        # A flag that names no number of the table guards them all.
        guarded = [plan] if plan else plans if name == "phone_private" else plans[:1]
        for each in guarded:
            {"phone_private": each.private, "phone_ext": each.extension, "phone_label": each.labels}[name].append(index)
    return plans


def _stem(heading: str) -> str:
    return " ".join(_STEM.sub(" ", plain_heading(heading)).split()) or "phone"


def _add_phone(facts: Facts, plan: _PhonePlan, cells: list[str]) -> None:
    text = cells[plan.index] if plan.index < len(cells) else ""
    if not filled(text) or yes_or_no(text) is not None:
        return
    extension = _cell(cells, plan.extension)
    if extension and extension.strip("xX. ").isdigit():
        text = f"{text} x{extension.strip('xX. ')}"
    label = _cell(cells, plan.labels)
    private = any(is_private(cells[index]) for index in plan.private if index < len(cells))
    facts.add("phones", text, label or (plan.heading if plan.kind in ("", "main") else ""), plan.kind, private)


@lru_cache(maxsize=2048)
def _days_in(heading: str) -> str:
    """The days that a heading such as `Hours (Mon-Fri)` gives to all its cells, or ""."""
    found = re.search(r"\(([^)]*)\)", heading)
    days = {"weekend": "Sat-Sun", "weekends": "Sat-Sun"}.get(found[1].strip().lower(), found[1]) if found else ""
    return days if days and read_hours(f"{days} 9:00am-5:00pm").known else ""


def _cell(cells: list[str], indexes: list[int]) -> str:
    return "; ".join(cells[index] for index in indexes if index < len(cells) and filled(cells[index]))


def _add_day(facts: Facts, heading: str, text: str) -> None:
    words = plain_heading(heading)
    name = next((each for each in _DAYS if re.search(rf"\b{each}", words)), "")
    part = (
        "opens"
        if re.search(r"\b(?:open|opens|start|from|begin)", words)
        else "closes"
        if re.search(r"\b(?:close|end|to)", words)
        else "text"
    )
    if name:
        facts.add(f"day:{name}:{part}", text)


def _join_days(facts: Facts) -> None:
    """Seven columns of times become one text, read by the same grammar as any other."""
    lines = []
    for name in _DAYS:
        text = facts.first(f"day:{name}:text")
        opens, closes = facts.first(f"day:{name}:opens"), facts.first(f"day:{name}:closes")
        text = text or (f"{opens} - {closes}" if opens and closes else opens)
        if text:
            lines.append(f"{name.title()}: {text}")
    if lines:
        facts.add("hours", "; ".join(lines))


def _file_kinds(table: Table, plan: FlatPlan) -> tuple[str, ...]:
    """The kind that the whole file is about: by its own name, or because most rows name it."""
    counts: Counter[str] = Counter()
    named = 0
    for number, cells in enumerate(table.sample):
        facts = facts_of(plan, table.name, number, list(cells))
        told = " ".join(
            (*facts.every("name"), *facts.every("organisation"), *facts.every("service"), *facts.every("kinds"))
        )
        named += bool(told)
        counts.update(kinds_named(told[:200]))
    title = kinds_named(re.sub(r"[\W_]+", " ", f"{table.name.rpartition('.')[0]} {table.title}")[:120])
    if counts and named:
        kind, count = counts.most_common(1)[0]
        if count >= _MOSTLY * named or (title and title[0] == kind and count >= 0.3 * named):
            return (kind,)
    return title[:1] if len(title) == 1 and not plan_has_kinds(plan) else ()


def plan_has_kinds(plan: FlatPlan) -> bool:
    """Whether the rows themselves say what kind of help they are."""
    return "kinds" in plan.columns.fields
