"""A desk and its hub: joining, leaving, and what a field laptop forgets once the hub has it."""

from collections.abc import Callable
from datetime import date

from console.calls.audit_head import audit_head
from console.calls.book import CallBook
from console.calls.entities import analyst_key, set_analyst
from console.calls.erase import rewrite
from console.calls.errors import HubError
from console.calls.hub import Hub, Joined, checked_connection, joined, remember, require_joined
from console.calls.hub_admin import OFFICE
from console.calls.hub_faults import psycopg_here
from console.calls.hub_put import Asked, introduce
from console.calls.hub_upload import Progress, Uploaded, Uploader
from console.calls.log import CallLog, sql
from console.calls.outbox import desk_id, queue_all, queue_notes
from console.calls.retention import Terms, until
from console.calls.tokens import key_check

_SEALS, _DROPPING, _SENT_ON = "hub_seal", "hub_dropping", "hub_sent_on"


def join_hub(book: CallBook, connection: str, password: str, organisation: str) -> Joined:
    """Let this desk join: from now on every change waits for the hub, and what is kept already as well.

    Raises:
        HubError: it cannot be reached, is another organisation's, or the desk belongs to another hub.
    """
    checked, before = checked_connection(connection), joined(book.log)
    office = _office_of(checked)
    with Hub(checked, password) as hub:
        there = hub.greeting()
        if organisation and organisation.strip().casefold() != there.organisation.casefold():
            raise HubError(
                f"That hub belongs to {there.organisation}; this desk is set to another organisation. One hub is one "
                "legal organisation. Nothing was sent."
            )
        if before and (before.hub, before.sealing_key) != (there.hub, there.sealing_key):
            raise HubError("This desk belongs to another hub. `northline hub leave` first, if that is meant.")
        introduce(hub, desk_id(book.log), there.organisation, key_check(book.token_key()))
    known = Joined(checked, password, there.hub, there.organisation, office, there.sealing_key)
    book.note("hub join", there.hub, office)
    if analyst_key(book.log) is None:
        set_analyst(book, known.public)
    with book.log.changing():
        remember(book.log, known)
        if before is None:
            queue_all(book.log)
    return known


def leave_hub(book: CallBook) -> None:
    """Belong to no hub any more: nothing waits, and the hub keeps what it has."""
    known = require_joined(book.log)
    book.note("hub leave", known.hub, known.office)
    with book.log.changing() as connection:
        connection.execute("DELETE FROM fact WHERE name IN ('hub', ?, ?)", (_SEALS, _SENT_ON))
        connection.execute("DELETE FROM outbox")


def upload(
    book: CallBook,
    field_laptop: bool,
    terms: Terms,
    today: Callable[[], date],
    progress: Progress,
    pause: Callable[[float], None],
) -> Uploaded:
    """Send what waits, from this desk; a field laptop then forgets what the hub has. `pause` waits between two tries.
    `today` is the day by the desk's own clock.

    Raises:
        UnreachableError: the hub does not answer; everything waits.
        HubError: the hub refuses.
    """
    set_sealing(book.log, field_laptop)
    uploader = Uploader(
        book.log,
        require_joined(book.log),
        field_laptop,
        lambda: audit_head(book.log),
        key_check(book.token_key()),
        Asked(today(), *until(terms, today())),
        pause,
        today,
    )
    done = uploader.run(progress)
    book.log.set_fact(_SENT_ON, today().isoformat().encode())
    if field_laptop and (dropped := drop_sent(book.log)):
        book.note("hub drop", "calls", f"{dropped} rows that the hub has")
    return done


def sent_on(log: CallLog) -> str:
    """The day of the last upload that went through, or ""."""
    return (log.fact(_SENT_ON) or b"").decode()


def set_sealing(log: CallLog, on: bool) -> None:
    """Whether notes go up, sealed; those that are kept already begin to wait."""
    if on and log.fact(_SEALS) is None:
        with log.changing():
            log.set_fact(_SEALS, b"1")
            queue_notes(log)
    elif not on and log.fact(_SEALS) is not None:
        with log.changing() as connection:
            connection.execute("DELETE FROM fact WHERE name = ?", (_SEALS,))


def drop_sent(log: CallLog) -> int:
    """Delete every row that the hub has confirmed in its latest version; returns how many. What goes on stays."""
    with log.changing() as connection:
        log.set_fact(_DROPPING, b"1")
        before = connection.total_changes
        for statement in sql("hub_drop.sql").split(";"):
            connection.execute(statement)
        dropped = connection.total_changes - before
        connection.execute("DELETE FROM fact WHERE name = ?", (_DROPPING,))
    if dropped:
        rewrite(log)
    return dropped


def _office_of(connection: str) -> str:
    parts = psycopg_here().conninfo.conninfo_to_dict(connection)
    user = str(parts.get("user", ""))
    if not user.startswith(f"{OFFICE}_"):
        raise HubError(
            "A desk joins as its office: write user=office_NAME in the connection, as the administrator said."
        )
    return user.removeprefix(f"{OFFICE}_")
