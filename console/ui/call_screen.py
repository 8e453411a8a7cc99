"""Where everything of one call stands on the screen, for every size of terminal."""

from dataclasses import dataclass, replace
from datetime import datetime

from console.desk import Answer, DeskStatus, GuideStep
from console.ui.alert_bar import alert_rows, dispatch_rows, under_u0
from console.ui.contact import Contact
from console.ui.fit import beside, cut, wrap
from console.ui.heard_bar import heard_rows, other_places, place_text
from console.ui.help_panel import help_rows, why_text
from console.ui.numbers import first_number
from console.ui.opening import opening_rows
from console.ui.rows import EMPTY, Row, row
from console.ui.said_bar import said_row
from console.ui.status_line import status_row
from console.ui.steps_panel import GuideOf, Look, current_of, guides_row, steps_rows
from console.ui.terminal.checks import SMALLEST
from resources.dial import dialled
from resources.kinds import KINDS
from resources.naming import listing_name
from resources.want import Help

TWO_COLUMNS = 132
"""Columns from which steps and help stand side by side."""

STEPS_UNDER_ALERT = 3
NUMBERS_UNDER_ALERT = 2
ACT_NOW = frozenset({"dispatch", "law_enforcement", "crisis_line"})
"""Kinds of help that can act while the line is open."""

HELP_ROWS = 18
"""Rows of help at most where steps stand above it."""

ROOMY = 16
"""Rows of the body from which blank ones set its parts apart."""

HIDDEN_TEXT = "Notes"


@dataclass(frozen=True, slots=True)
class View:
    """Everything the screen is drawn from; equal views draw equal screens."""

    contact: Contact
    answer: Answer | None
    steps: tuple[GuideStep, ...]
    help: tuple[Help, ...]
    page: tuple[Row, ...] | None
    status: DeskStatus
    guide_of: GuideOf
    now: datetime
    notice: str
    near: str
    spanish: bool
    parked: int
    locked: bool
    hidden: bool
    record: str = ""


def screen_rows(view: View, width: int, height: int) -> tuple[list[Row], tuple[int, int]]:
    """All rows, top to bottom, and the column and row of the cursor."""
    if view.hidden:
        return [row(HIDDEN_TEXT), *[EMPTY] * (height - 1)], (0, min(1, height - 1))
    said, column = said_row(view.contact.line, width)
    if width < SMALLEST[0] or height < SMALLEST[1]:
        return _too_small(said, width, height), (column, 0)
    notice = view.notice or other_places(view.answer, view.contact)
    alerts = _alerts(view, width)
    heard = heard_rows(view.answer, view.contact, width)
    top = [said, *heard, row(notice, "bold" if view.notice else "plain"), *alerts]
    rows = top + _body(view, width, height - len(top) - 1)
    rows = rows[: height - 1] + [EMPTY] * (height - 1 - len(rows))
    rows.append(status_row(view.answer, view.status, view.now, _told(view), width))
    return rows, (column, 0)


def _told(view: View) -> tuple[str, ...]:
    """What the status line says of this session besides the desk itself."""
    aside = f"{view.parked} aside" if view.parked else ""
    return aside, "locked, last call forgotten" if view.locked else "", view.record


def _too_small(said: Row, width: int, height: int) -> list[Row]:
    sentence = (
        f"This window is {width}x{height}. Northline needs {SMALLEST[0]} columns and {SMALLEST[1]} rows: make it "
        "larger, or leave (Ctrl+C twice) and use northline ask -"
    )
    rows = [said, *(row(line) for line in wrap(sentence, width))]
    return rows[:height] + [EMPTY] * (height - len(rows))


def _alerts(view: View, width: int) -> list[Row]:
    if view.answer is None:
        return []
    on_call = view.status.supervisor(view.now) if view.answer.alerts else ""
    rows = alert_rows(view.answer.alerts, on_call, view.contact.told, width, 3 if width < TWO_COLUMNS else 4)
    return rows + dispatch_rows(view.answer.dispatch, width)


def _body(view: View, width: int, height: int) -> list[Row]:
    if view.page is not None and width < TWO_COLUMNS:
        return _page(view, height)
    if (
        view.page is None
        and view.answer is not None
        and under_u0(view.answer.alerts)
        and not view.contact.more
        and not view.contact.trail
    ):
        return _under_alert(view, width, height)
    if width >= TWO_COLUMNS:
        left = steps_width(width)
        right = _page(view, height) if view.page is not None else _help(view, page_width(width), height)
        return beside(_steps(view, left, height), right, left, height)
    helps = _help(view, width, max(5, min(HELP_ROWS, height * 11 // 20)))
    steps = _steps(view, width, height - len(helps))
    return steps + [EMPTY] * (height - len(helps) - len(steps)) + helps


def steps_width(width: int) -> int:
    """Columns of the left half where there are two."""
    return width * 2 // 5


def page_width(width: int) -> int:
    """Columns that a page may fill: where there are two halves, the steps stay beside it."""
    return width if width < TWO_COLUMNS else width - steps_width(width) - 2


def _page(view: View, height: int) -> list[Row]:
    """The open page, scrolled; a cut end is said."""
    page = view.page or ()
    if len(page) <= height:
        return list(page)
    first = min(view.contact.scroll, len(page) - height + 1)
    rows = list(page[first : first + height - 1])
    left = len(page) - first - len(rows)
    return [*rows, row(f"-- {left} more rows: Down, PgDn --" if left else "-- end: Up, PgUp --", "bold")]


def _steps(view: View, width: int, height: int) -> list[Row]:
    """The steps, and in the last row, where it never moves them, the guides on offer."""
    room = height - (view.answer is not None)
    if not view.steps or (view.contact.safety and not view.contact.trail):
        rows = opening_rows(width, spanish=view.spanish)[:room]
    else:
        matched = {m.guide.id: m.why for m in view.answer.guides} if view.answer is not None else {}
        look = Look(view.guide_of, matched, view.spanish, width, _named(view))
        rows = steps_rows(view.steps, look, view.contact, room)
    if view.answer is None:
        return rows
    guides = view.answer.guides
    offered = guides_row(guides, view.contact.chips.people.chosen, width) if guides else EMPTY
    return [*rows, *[EMPTY] * (room - len(rows)), offered]


def _named(view: View) -> str:
    """The guide whose title the first alert row bears: steps that begin with it need no title of their own."""
    alerts = view.answer.alerts if view.answer is not None else ()
    return alerts[0].guide.id if alerts and not view.contact.trail else ""


def _help(view: View, width: int, height: int) -> list[Row]:
    if not view.help:
        return [row(cut(note, width)) for note in (view.answer.notes if view.answer else ())[:2]]
    contact = replace(view.contact, marked=min(view.contact.marked, len(view.help) - 1))
    notes = view.answer.notes if view.answer is not None else ()
    return help_rows(view.help, contact, width, height, _help_head(view), notes)


def _help_head(view: View) -> str:
    answer = view.answer
    near = f" near {view.near}" if view.near else ""
    kinds = ", ".join(KINDS.get(kind, kind) for kind in (answer.kinds if answer else ())[:4])
    unfit = f" ({len(answer.not_fitting)} do not fit: Tab z)" if answer and answer.not_fitting else ""
    return f"HELP{near}{unfit}: {kinds}"


def _numbers_under_alert(helps: tuple[Help, ...]) -> list[tuple[int, Help]]:
    """The first two numbers that can act on danger now, each with its key; any others only where there are none."""
    numbered = [(nth, found) for nth, found in enumerate(helps, 1) if dialled(found.listing.phones)]
    acting = [one for one in numbered if not ACT_NOW.isdisjoint(one[1].listing.kinds)]
    # 911 itself reaches the city of whoever dials it: it stands where nobody with ten digits can act.
    acting.sort(key=lambda one: first_number(one[1].listing) == "911")
    return [*acting, *(one for one in numbered if one not in acting)][:NUMBERS_UNDER_ALERT]


def _under_alert(view: View, width: int, height: int) -> list[Row]:
    """Life at risk: the place, two numbers and three steps; everything else is one key away."""
    answer = view.answer
    place = (
        place_text(answer.places[0].place)
        if answer and answer.places
        else "NOT KNOWN - ask: town, county, what do you see?"
    )
    gap = [EMPTY] if height >= ROOMY else []
    rows: list[Row] = [*gap, (("Place   ", "bold"), (cut(place, width - 8), "bold"))]
    for nth, found in _numbers_under_alert(view.help):
        number = " ".join(first_number(found.listing))
        rows.append(
            ((f"Call F{nth} ", "bold"), (f"{number}   ", "bold"), (cut(listing_name(found.listing), 40), "plain"))
        )
        about = why_text(found) if found.listing.alert else f"{found.reach_text}; {found.opening.text}"
        rows.append(row(cut(f"        {about}", width)))
    at = current_of(view.steps, view.contact)
    three = view.steps[at : at + STEPS_UNDER_ALERT]
    room = height - len(rows) - len(gap) * 2 - 1
    look = Look(view.guide_of, {}, view.spanish, width, _named(view))
    steps = steps_rows(three, look, view.contact, room, numbered_from=at)
    more = max(0, len(view.steps) - at - STEPS_UNDER_ALERT)
    rest = f"{more} more steps, {len(view.help)} listings: Ctrl+V shows everything."
    return [*rows, *gap, *steps, *gap, row(cut(rest, width))]
