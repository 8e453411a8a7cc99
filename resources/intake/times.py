"""A listing's hours, from text and from structured rows, believed only where the two agree."""

import re
from datetime import date

from resources.intake.facts import Facts, HolidayRow, TimeRow
from resources.intake.hours_text import DAY_MINUTES, read_hours
from resources.intake.values import day, filled
from resources.listing import Hours, HoursException, Span

_CLOCK = re.compile(r"(\d{1,2})(?::(\d{2}))?(?::\d{2}(?:\.\d+)?)?\s*([ap])?\.?m?\.?", re.I)
_DAY_NAMED = re.compile(r"\b(?:mon|tue|wed|thu|fri|sat|sun|daily|weekday|24)", re.I)
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def hours_of(facts: Facts) -> Hours:
    """The hours of the facts; unknown, with every text kept, where a text or a row cannot be read or they disagree."""
    texts = [_with_days(text, facts.first("open_days")) for text in facts.every("hours") if filled(text)]
    exceptions = tuple(found for row in facts.holidays for found in _exceptions(row))
    read = [read_hours(text) for text in texts]
    by_text = read[0] if read else Hours()
    if len({hours.spans for hours in read}) > 1:
        by_text = Hours(text="\n".join(texts))
        facts.doubts.add("hours-disagree")
    elif texts and not by_text.known:
        facts.doubts.add("times-unreadable")
    if not facts.times:
        return Hours(by_text.known, by_text.spans, exceptions, by_text.text)
    spans = _spans(facts)
    shown = by_text.text
    if spans is None:
        facts.doubts.add("close-before-open")
        return Hours(False, (), exceptions, shown or _rows_text(facts.times))
    if not texts:
        known = bool(spans) and all(row.weekly and not row.text for row in facts.times)
        extra = "\n".join(dict.fromkeys(row.text for row in facts.times if row.text))
        if known or not extra:
            return Hours(known, spans if known else (), exceptions, extra or _rows_text(facts.times))
        return _against(spans, extra, exceptions, facts)
    return _agreed(by_text, spans, exceptions, facts)


def _with_days(text: str, days: str) -> str:
    """Days and times stand in two columns of some sheets."""
    return f"{days} {text}" if days and not _DAY_NAMED.search(text) else text


def _against(spans: tuple[Span, ...], text: str, exceptions: tuple[HoursException, ...], facts: Facts) -> Hours:
    """Rows that carry a description: it is prose more often than hours, and only hours can contradict."""
    read = read_hours(text)
    if read.known:
        return _agreed(read, spans, exceptions, facts)
    weekly = all(row.weekly for row in facts.times) and bool(spans)
    tempting = re.search(
        r"\d\s*(?:[ap]\.?m\b|:\d\d)|appointment|closed|except|only|every other|"
        r"(?:first|second|third|last|1st|2nd|3rd)\b",
        text,
        re.I,
    )
    if weekly and not tempting:
        return Hours(True, spans, exceptions, text)
    return Hours(False, (), exceptions, f"{text}\n{_rows_text(facts.times)}")


def _agreed(by_text: Hours, spans: tuple[Span, ...], exceptions: tuple[HoursException, ...], facts: Facts) -> Hours:
    same = _pattern(by_text.spans) == _pattern(spans)
    if by_text.known and same and all(row.weekly for row in facts.times):
        return Hours(True, spans, exceptions, by_text.text)
    if by_text.known and not same:
        facts.doubts.add("hours-disagree")
    rows = _rows_text(facts.times)
    return Hours(False, (), exceptions, f"{by_text.text}\n(the schedule says: {rows})" if rows else by_text.text)


def _pattern(spans: tuple[Span, ...]) -> frozenset[tuple[int, int, int]]:
    return frozenset((span.weekday, span.opens, span.closes) for span in spans)


def _spans(facts: Facts) -> tuple[Span, ...] | None:
    """The weekly spans of the rows, or None where one of them cannot be."""
    spans: dict[Span, None] = {}
    for row in facts.times:
        if not row.weekly or not (row.opens or row.closes) or _closed(row):
            continue
        opens, closes = minutes(row.opens), minutes(row.closes)
        if opens is None or closes is None or not row.days or opens == closes:
            return None
        if (opens == 0 and closes >= DAY_MINUTES - 1) or (closes == 0 and opens >= 12 * 60):
            closes = DAY_MINUTES
        elif closes < opens and opens >= 15 * 60 and closes <= 12 * 60:
            closes += DAY_MINUTES
        elif closes < opens:
            return None
        for weekday in row.days:
            spans[Span(weekday, opens, closes, day(row.valid_from), day(row.valid_to))] = None
    return tuple(sorted(spans, key=lambda span: (span.weekday, span.opens, span.closes)))


def _closed(row: TimeRow) -> bool:
    return "closed" in f"{row.opens} {row.closes}".lower()


def minutes(text: str) -> int | None:
    """Minutes after midnight for a clock time; one with a UTC mark is not sure, since exports mean local time by it."""
    found = _CLOCK.fullmatch(text.strip())
    if not found:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    elif not found[2]:
        return None
    return hour * 60 + minute if hour <= 24 and minute < 60 and (hour < 24 or not minute) else None


def _rows_text(rows: list[TimeRow]) -> str:
    told = []
    for row in rows:
        if row.opens or row.closes:
            days = ",".join(_DAYS[weekday] for weekday in row.days)
            times = re.sub(r"(:\d\d):00\b", r"\1", f"{row.opens}-{row.closes}")
            told.append(f"{days} {times}".strip())
    return "; ".join(dict.fromkeys(told))


def _exceptions(row: HolidayRow) -> list[HoursException]:
    yearly = row.start.startswith(("0001", "1-"))
    years = range(date.today().year, date.today().year + 3) if yearly else (0,)
    found = []
    for year in years:
        start, end = (
            day(text.replace("0001", str(year), 1) if yearly else text) for text in (row.start, row.end or row.start)
        )
        opens, closes = minutes(row.opens), minutes(row.closes)
        if start is None or end is None or end < start:
            continue
        if row.closed:
            found.append(HoursException(start, end, True))
        elif opens is not None and closes is not None and opens < closes:
            found.append(HoursException(start, end, False, opens, closes))
    return found
