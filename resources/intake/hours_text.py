"""Opening hours written as text, read only when every word of the text is understood."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from resources.clean import clean
from resources.intake.hours_blocks import blocks_of, deciding
from resources.intake.hours_spanish import in_english
from resources.listing import Hours, Span

DAY_MINUTES = 1440
_DAY = re.compile(
    r"mondays?|mon|mo|tuesdays?|tues|tue|tu|wednesdays?|weds|wed|we|thursdays?|thurs|thur|thu|th|fridays?|fri|fr|"
    r"saturdays?|sat|sa|sundays?|sun|su"
)
_DAY_STARTS = ("mo", "tu", "we", "th", "fr", "sa", "su")
_LETTER_DAYS = {
    "m": (0,), "t": (1,), "w": (2,), "f": (4,), "mwf": (0, 2, 4), "tth": (1, 3), "tuth": (1, 3),
    "mw": (0, 2), "wf": (2, 4),
    "mtw": (0, 1, 2), "mtwth": (0, 1, 2, 3), "mtwthf": (0, 1, 2, 3, 4), "mtthf": (0, 1, 3, 4),
}  # fmt: skip
_EVERY = tuple(range(7))
_DAY_SETS = {
    "weekdays": (0, 1, 2, 3, 4), "weekday": (0, 1, 2, 3, 4), "weekends": (5, 6), "weekend": (5, 6), "daily": _EVERY,
    "every day": _EVERY, "everyday": _EVERY, "7 days a week": _EVERY, "seven days a week": _EVERY,
    "7 days per week": _EVERY,
    "7 days/week": _EVERY, "7 days": _EVERY, "seven days": _EVERY, "all week": _EVERY, "all days": _EVERY,
}  # fmt: skip
_HOLIDAYS = (
    r"(?:,?\s*\(?(?:and\s+)?(?:closed|except|excluding|not|no)\s+(?:on\s+|for\s+|open\s+)?"
    r"(?:all\s+|most\s+|major\s+|federal\s+|state\s+|county\s+|city\s+|legal\s+|bank\s+|national\s+|public\s+|and\s+)*holidays?\)?)"
)
_TOKENS = re.compile(
    rf"""
    (?P<space>[\s.]+?(?=\S)|\s+$)
  | (?P<holiday>{_HOLIDAYS})
  | (?P<allday>(?:open\s+)?24\s*(?:/\s*7(?:/365)?|(?:-\s*)?(?:hours?|hrs?)(?:\s*(?:a|per|/|each)\s*day)?)|
        around\ the\ clock)
  | (?P<dayset>{"|".join(sorted(map(re.escape, _DAY_SETS), key=len, reverse=True))})\b
  | (?P<noon>(?:12(?::00)?\s*)?noon)\b | (?P<midnight>(?:12(?::00)?\s*)?midnight)\b
  | (?P<hour>\d{{1,2}})(?:[:.](?P<minute>[0-5]\d)(?::00)?)?\s*(?P<meridiem>(?:[ap]\.?\s?m\b\.?|[ap]\b))?(?!\d)
  | (?P<military>[0-2]\d[0-5]\d)(?:\s*(?:hrs?|hours))?\b
  | (?P<day>{_DAY.pattern})\b
  | (?P<letters>mtwthf|mtthf|mtwth|mtw|mwf|tuth|tth|mw|wf|[mtwf])\b
  | (?P<dash>-|to\b|through\b|thru\b|until\b|till\b)
  | (?P<closed>closed)\b
  | (?P<zone>(?:eastern|central|mountain|pacific|alaska|hawaii)(?:\s+(?:standard|daylight))?(?:\s+time)?\b|
        [ecmp][sd]?t\b|\((?:[ecmp][sd]?t)\))
  | (?P<fill>(?:(?:office|business|operating|regular|opening|service)\s+)?hours(?:\s+of\s+(?:operation|service))?
        (?:\s+are)?\b|open\b|from\b|between\b|year[ -]?round\b|hours?\b|on\b)
  | (?P<join>,|&|/|\+|and\b|\|)
  | (?P<break>;)
  | (?P<colon>:)
    """,
    re.X,
)
# Only behind a time: "Mon-Fri (Sat) 9am-5pm" leaves open whether Saturday is like the rest.
_DAYS_IN_BRACKETS = re.compile(
    rf"(?<=[\dm.])(\s*)\(\s*((?:(?:{_DAY.pattern}|weekdays|daily|[mtwf]|-|to|through|thru|and|&|,|\.)"
    r"(?:\s+|(?=[-,&.)])|(?<=[-,&])))+)\)"
)
_DASHES = str.maketrans({"–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "~": "-", "’": "'"})


@dataclass(frozen=True, slots=True)
class _Clock:
    hour: int
    minute: int
    meridiem: str  # a, p, 24 where the text proves a 24-hour clock, or "" where it does not say


@dataclass(slots=True)
class _Group:
    """Either days or times, in the order of the text."""

    days: tuple[int, ...] = ()
    times: tuple[tuple[int, int], ...] = ()
    closed: bool = False

    @property
    def is_days(self) -> bool:
        return bool(self.days)


class _UnsureError(Exception):
    """The text can be read in more than one way, or not at all."""


@lru_cache(maxsize=16384)
def read_hours(text: str) -> Hours:
    """The weekly hours in `text`; `known` only where each word was understood, else the text alone."""
    text = clean(text)
    plain = in_english(text.lower().translate(_DASHES))
    for read in (_spans, _labelled):
        try:
            return Hours(known=True, spans=read(plain), text=text)
        except _UnsureError:
            continue
    return Hours(text=text)


def _labelled(plain: str) -> tuple[Span, ...]:
    """Hours in labelled blocks: sure where each block can be read, and those that decide agree."""
    blocks = blocks_of(plain)
    read = {block: _spans(block.text) for block in blocks}
    told = {read[block] for block in deciding(blocks)}
    if len(told) != 1:
        raise _UnsureError
    return told.pop()


def _spans(plain: str) -> tuple[Span, ...]:
    plain = _DAYS_IN_BRACKETS.sub(r" \2 ", plain)
    chunks = [_groups(tokens) for tokens in _chunks(plain)]
    chunks = [chunk for chunk in chunks if chunk]
    if not chunks:
        raise _UnsureError
    open_at: dict[int, list[tuple[int, int]]] = {}
    closed: set[int] = set()
    for days, times in _pairs(chunks):
        for day in days:
            if times:
                open_at.setdefault(day, []).extend(times)
            else:
                closed.add(day)
    if closed & open_at.keys() or not open_at:
        raise _UnsureError
    return tuple(Span(day, *times) for day in sorted(open_at) for times in _disjoint(open_at[day]))


def _pairs(chunks: list[list[_Group]]) -> list[tuple[tuple[int, ...], tuple[tuple[int, int], ...]]]:
    """Days beside their times, whichever the text names first."""
    alone = [group for chunk in chunks for group in chunk]
    if len(alone) == 1 and alone[0].times == ((0, DAY_MINUTES),):
        return [(_EVERY, alone[0].times)]
    if len(chunks) > 1 and all(len(chunk) == 1 for chunk in chunks):
        chunks = [alone]  # one line of days, the next of times
    pairs = []
    for chunk in _joined_times(chunks):
        if len(chunk) % 2:
            raise _UnsureError
        for first, second in zip(chunk[::2], chunk[1::2], strict=True):
            if first.is_days == second.is_days or first.is_days != chunk[0].is_days:
                raise _UnsureError
            days, hours = (first, second) if first.is_days else (second, first)
            pairs.append((days.days, hours.times))
    return pairs


def _joined_times(chunks: list[list[_Group]]) -> list[list[_Group]]:
    """ "8am-12pm; 1pm-5pm, Mon-Fri": times without days belong to the days of the next times."""
    joined: list[list[_Group]] = []
    waiting: tuple[tuple[int, int], ...] = ()
    for chunk in chunks:
        if len(chunk) == 1 and chunk[0].times and not waiting:
            waiting = chunk[0].times
            continue
        if waiting:
            if len(chunk) != 2 or not chunk[0].times:
                raise _UnsureError
            chunk[0].times, waiting = waiting + chunk[0].times, ()
        joined.append(chunk)
    if waiting:
        raise _UnsureError
    return joined


def _disjoint(times: list[tuple[int, int]]) -> list[tuple[int, int]]:
    times = sorted(times)
    for (_, closes), (opens, _) in pairwise(times):
        if opens < closes:
            raise _UnsureError
    return times


def _chunks(plain: str) -> list[list[re.Match[str]]]:
    chunks: list[list[re.Match[str]]] = []
    for line in plain.split("\n"):
        chunks.append([])
        position = 0
        while position < len(line):
            token = _TOKENS.match(line, position)
            if token is None or token.end() == position:
                raise _UnsureError
            position = token.end()
            if token["break"]:
                chunks.append([])
            elif not token["space"] and not token["holiday"] and not token["zone"] and not token["fill"]:
                chunks[-1].append(token)
    return _continued(chunks)


def _continued(chunks: list[list[re.Match[str]]]) -> list[list[re.Match[str]]]:
    # "Mon, Tue,\nWed 9am-5pm": a line that ends with a comma goes on in the next.
    whole: list[list[re.Match[str]]] = []
    for chunk in chunks:
        if (
            whole
            and whole[-1]
            and whole[-1][-1]["join"]
            and whole[-1][-1].string is not (chunk[0].string if chunk else None)
        ):
            whole[-1].extend(chunk)
        else:
            whole.append(chunk)
    return whole


def _groups(tokens: list[re.Match[str]]) -> list[_Group]:
    groups: list[_Group] = []
    index = 0
    joined = True
    zeroed = any(_is_24_hour(token) for token in tokens)
    while index < len(tokens):
        token = tokens[index]
        if token["join"] or token["colon"]:
            joined = joined or bool(token["join"])
            index += 1
            continue
        if token["dash"]:
            # "Mon-Fri - 9am-5pm": a dash between days and times says no more than a colon does.
            if not groups or index + 1 == len(tokens) or _is_day(tokens[index - 1]) == _is_day(tokens[index + 1]):
                raise _UnsureError
            index += 1
            continue
        group, index = _group(tokens, index, zeroed)
        _append(groups, group)
    return groups


def _append(groups: list[_Group], group: _Group) -> None:
    last = groups[-1] if groups else None
    if last is None or last.is_days != group.is_days:
        groups.append(group)
    elif group.is_days:
        last.days = tuple(dict.fromkeys(last.days + group.days))
    elif last.closed or group.closed or (0, DAY_MINUTES) in last.times + group.times:
        if last.times != group.times:
            raise _UnsureError
    else:
        last.times += group.times


def _group(tokens: list[re.Match[str]], index: int, zeroed: bool) -> tuple[_Group, int]:
    token = tokens[index]
    if token["closed"]:
        return _Group(closed=True), index + 1
    if token["allday"]:
        return _Group(times=((0, DAY_MINUTES),)), index + 1
    if _is_day(token):
        return _days(tokens, index)
    if index + 2 < len(tokens) and _is_range(tokens[index + 1], tokens[index + 2]):
        # Who writes out midnight means the end of the day; "12am" is as often a slip for noon.
        ends_at_midnight = bool(tokens[index + 2]["midnight"])
        opens = _clock(token, zeroed)
        closes = _Clock(24, 0, "24") if ends_at_midnight else _clock(tokens[index + 2], zeroed)
        return _Group(times=(_span(opens, closes),)), index + 3
    raise _UnsureError


def _is_range(dash: re.Match[str], end: re.Match[str]) -> bool:
    return bool(dash["dash"] or dash[0] == "and") and not _is_day(end)


def _is_day(token: re.Match[str]) -> bool:
    return bool(token["day"] or token["dayset"] or token["letters"])


def _days(tokens: list[re.Match[str]], index: int) -> tuple[_Group, int]:
    days = _named(tokens[index])
    if index + 2 < len(tokens) and tokens[index + 1]["dash"] and _is_day(tokens[index + 2]):
        last = _named(tokens[index + 2])
        if len(days) != 1 or len(last) != 1 or days == last:
            raise _UnsureError
        length = (last[0] - days[0]) % 7
        return _Group(days=tuple((days[0] + step) % 7 for step in range(length + 1))), index + 3
    return _Group(days=days), index + 1


def _named(token: re.Match[str]) -> tuple[int, ...]:
    if token["dayset"]:
        return _DAY_SETS[token["dayset"]]
    if token["letters"]:
        return _LETTER_DAYS[token["letters"]]
    return (_DAY_STARTS.index(token["day"][:2]),)


def _is_24_hour(token: re.Match[str]) -> bool:
    if token["military"]:
        return True
    if not token["hour"] or token["meridiem"] or not token["minute"]:
        return False
    return token["hour"].startswith("0") or int(token["hour"]) >= 13


def _clock(token: re.Match[str], zeroed: bool) -> _Clock:
    if token["noon"]:
        return _Clock(12, 0, "p")
    if token["midnight"]:
        return _Clock(12, 0, "a")
    if token["military"]:
        return _Clock(int(token["military"][:2]), int(token["military"][2:]), "24")
    if not token["hour"]:
        raise _UnsureError
    hour, minute = int(token["hour"]), int(token["minute"] or 0)
    meridiem = (token["meridiem"] or "")[:1]
    if meridiem and not 1 <= hour <= 12:
        raise _UnsureError
    if not meridiem and zeroed and token["minute"]:
        meridiem = "24"
    return _Clock(hour, minute, meridiem)


def _span(opens: _Clock, closes: _Clock) -> tuple[int, int]:
    """Minutes of one span; a typing slip that would make a place look open (9am-4am) is not sure."""
    opens, closes = _with_meridiem(opens, closes)
    start, end = _minutes(opens), _minutes(closes)
    if start == 0 and end in (DAY_MINUTES - 1, DAY_MINUTES):
        return 0, DAY_MINUTES
    if end == 0:
        end = DAY_MINUTES
    if end == DAY_MINUTES and start < 12 * 60 and start != 0 and closes.hour != 24:
        raise _UnsureError
    if end <= start and "24" not in (opens.meridiem, closes.meridiem) and start >= 15 * 60 and end <= 12 * 60:
        return start, end + DAY_MINUTES
    if end <= start or start < 4 * 60:
        raise _UnsureError
    return start, end


def _with_meridiem(opens: _Clock, closes: _Clock) -> tuple[_Clock, _Clock]:
    if opens.meridiem and closes.meridiem:
        return opens, closes
    first, last = opens.hour % 12, closes.hour % 12
    if closes.meridiem == "p" and 1 <= opens.hour <= 12:
        if opens.hour == 12 or (first, opens.minute) > (last, closes.minute):
            return _Clock(opens.hour, opens.minute, "p" if opens.hour == 12 else "a"), closes
        if 1 <= first <= 4:
            return _Clock(opens.hour, opens.minute, "p"), closes
    if closes.meridiem == "a" and first < last and first >= 5:
        return _Clock(opens.hour, opens.minute, "a"), closes
    if opens.meridiem == "a" and 1 <= closes.hour <= 12 and first != 0 and last < first:
        return opens, _Clock(closes.hour, closes.minute, "p")
    if opens.meridiem == "p" and 1 <= closes.hour <= 11 and first < last:
        return opens, _Clock(closes.hour, closes.minute, "p")
    raise _UnsureError


def _minutes(clock: _Clock) -> int:
    hour = clock.hour
    if clock.meridiem != "24":
        hour = hour % 12 + (12 if clock.meridiem == "p" else 0)
    if hour > 24 or (hour == 24 and clock.minute):
        raise _UnsureError
    return hour * 60 + clock.minute
