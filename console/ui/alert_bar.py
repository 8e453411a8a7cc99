"""Alerts: what must be on screen whatever else is, with the words that made it so and whom to tell."""

from console.ui.fit import filled, wrap
from console.ui.numbers import first_number
from console.ui.rows import Row, row
from protocols.guide import Alert
from resources.dispatch import Dispatch

MOST_URGENT = "U0"
DISPATCH_ROWS = 2


def under_u0(alerts: tuple[Alert, ...]) -> bool:
    """Is a life at risk now? Then the screen is the alert, three steps, two numbers and the place."""
    return any(alert.guide.urgency == MOST_URGENT for alert in alerts)


def alert_rows(alerts: tuple[Alert, ...], on_call: str, told: str, width: int, most: int) -> list[Row]:
    """One row an alert; further ones share the last row, since an alert is never hidden."""
    rows = [row(filled(_alert_text(alert), width), "alert") for alert in alerts[:most]]
    if len(alerts) > most:
        others = " + ".join(alert.guide.title for alert in alerts[most - 1 :])
        rows[-1] = row(filled(f"! {others}", width), "alert")
    if alerts:
        rows.append(((supervisor_text(on_call, told)[:width], "bold"),))
    return rows


def dispatch_rows(dispatch: Dispatch | None, width: int) -> list[Row]:
    """Who sends help to the place: its own 911 center by ten digits, or that none is held and what was approved."""
    if dispatch is None:
        return []
    number = f"{first_number(dispatch.held.listing)}  " if dispatch.held else ""
    lines = wrap(f"{number}{dispatch.note}", width)[:DISPATCH_ROWS]
    return [row(line, "bold") for line in lines]


def _alert_text(alert: Alert) -> str:
    draft = "" if alert.guide.status == "approved" else "DRAFT "
    return f"! {draft}{alert.guide.title.upper()}  (heard: {', '.join(alert.why)})"


def supervisor_text(on_call: str, told: str) -> str:
    """Whom to tell, or when it was done."""
    if told:
        return f"Supervisor told at {told}."
    return f"Supervisor on call: {on_call or 'not set - northline.toml'}. Ctrl+G when told."
