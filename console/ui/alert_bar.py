"""Alerts: what must be on screen whatever else is, with the words that made it so and whom to tell."""

from console.ui.fit import filled
from console.ui.rows import Row, row
from protocols.guide import Alert

MOST_URGENT = "U0"


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


def _alert_text(alert: Alert) -> str:
    draft = "" if alert.guide.status == "approved" else "DRAFT "
    return f"! {draft}{alert.guide.title.upper()}  (heard: {', '.join(alert.why)})"


def supervisor_text(on_call: str, told: str) -> str:
    """Whom to tell, or when it was done."""
    if told:
        return f"Supervisor told at {told}."
    return f"Supervisor on call: {on_call or 'not set - northline.toml'}. Ctrl+G when told."
