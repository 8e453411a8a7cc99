"""The command that reports: the funder's indicators or the organisation's own, on the screen or in a file."""

from argparse import Namespace
from datetime import date
from pathlib import Path

from console.calls.report_files import write_report
from console.calls.reports import KINDS, Line, Period
from console.commands.answers import UsageError, write_json, write_lines
from console.commands.call_book import opened_book, say, today


def report(arguments: Namespace) -> int:
    """Count what was recorded between two days."""
    period = _period(arguments.first, arguments.end)
    with opened_book(arguments) as book:
        lines = KINDS[arguments.kind](book.log, period)
        book.note("report", arguments.kind, f"{period.first} {period.end}")
    if arguments.to:
        write_report(Path(arguments.to), lines, period)
        say(f"Written to {Path(arguments.to).name}. For inside only: small counts tell of people.")
    elif arguments.json:
        shape = [{"section": x.section, "indicator": x.name, "value": x.value, "note": x.note} for x in lines]
        write_json({"kind": arguments.kind, "first": str(period.first), "end": str(period.end), "lines": shape})
    else:
        write_lines(_told(lines))
        say("For inside only: small counts tell of people. --to FILE.csv or FILE.xlsx writes it.")
    return 0


def _told(lines: list[Line]) -> list[str]:
    told: list[str] = []
    for before, one in zip([None, *lines], lines, strict=False):
        if before is None or before.section != one.section:
            told.append(one.section)
        told.append(f"  {one.name:<48} {one.said}{'  (' + one.note + ')' if one.note else ''}")
    return told


def _period(first: str, end: str) -> Period:
    try:
        begins = date.fromisoformat(first) if first else _month_before(today())
        ends = date.fromisoformat(end) if end else _next_month(begins)
    except ValueError:
        raise UsageError("--from and --to-day take dates such as 2026-10-01.") from None
    if begins >= ends:
        raise UsageError("--to-day is the day after the last one that counts: it comes after --from.")
    return Period(begins, ends)


def _month_before(day: date) -> date:
    return date(day.year - (day.month == 1), (day.month - 2) % 12 + 1, 1)


def _next_month(day: date) -> date:
    return date(day.year + (day.month == 12), day.month % 12 + 1, 1)
