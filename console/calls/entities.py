"""Identifiers of suspects, venues and vehicles, tied to a situation: kept as tokens, values sealed or not at all."""

from dataclasses import dataclass
from datetime import date

from console.calls.book import CallBook, new_id
from console.calls.codes import ENTITY_KIND, ROLE
from console.calls.errors import CallsError
from console.calls.log import CallLog
from console.calls.record import Mention, Situation, checked
from console.calls.sealed_box import closed
from console.calls.tokens import tokens_of

_ANALYST = "analyst"


@dataclass(frozen=True, slots=True)
class Identifier:
    """What was heard: its kind, its value, whose it is, and whether it was heard letter by letter."""

    kind: str
    value: str
    role: str
    exactly: bool = True


def mention(book: CallBook, situation: Situation, heard: Identifier, month: date) -> Mention:
    """Tie an identifier to a situation. Nothing of a caller or a victim is ever kept.

    Raises:
        CallsError: it is a victim's or the caller's, or none of its kind.
    """
    _refuse_callers(heard)
    tokens = tokens_of(book.token_key(), heard.kind, heard.value)
    log = book.log
    with log.changing() as connection:
        found = log.ask("SELECT id FROM entity WHERE token = ?", tokens.exact)
        id = str(found[0][0]) if found else new_id()
        if found:
            connection.execute("UPDATE entity SET last_month = max(last_month, ?) WHERE id = ?", (str(month), id))
        else:
            row = (id, heard.kind, tokens.exact, _sealed(book, id, heard.value), str(month))
            connection.execute("INSERT INTO entity VALUES (?, ?, ?, ?, ?)", row)
            connection.executemany("INSERT OR IGNORE INTO fold VALUES (?, ?)", [(one, id) for one in tokens.folds])
        made = checked(Mention(situation.id, id, heard.role, heard.exactly, month))
        log.keep(made)
    book.note("mention", situation.id, heard.kind)
    return made


def take_back(book: CallBook, made: Mention) -> None:
    """Undo a mention; an identifier that nothing mentions any more goes with it."""
    with book.log.changing() as connection:
        key = (made.entity, made.situation, made.role)
        connection.execute("DELETE FROM mention WHERE entity = ? AND situation = ? AND role = ?", key)
        if not book.log.ask("SELECT 1 FROM mention WHERE entity = ? LIMIT 1", made.entity):
            connection.execute("DELETE FROM fold WHERE entity = ?", (made.entity,))
            connection.execute("DELETE FROM entity WHERE id = ?", (made.entity,))


def set_analyst(book: CallBook, public: bytes) -> None:
    """Seal values to this key from now on; without one only tokens are kept."""
    book.note("analyst key", public.hex()[:16], "")
    book.log.set_fact(_ANALYST, public)


def analyst_key(log: CallLog) -> bytes | None:
    """The key that values are sealed to, or nothing where no value is kept."""
    return log.fact(_ANALYST)


def _sealed(book: CallBook, id: str, value: str) -> bytes | None:
    public = analyst_key(book.log)
    return closed(public, value.strip().encode(), f"entity {id}") if public else None


def _refuse_callers(heard: Identifier) -> None:
    if heard.kind not in ENTITY_KIND:
        raise CallsError(f"An identifier is one of: {', '.join(ENTITY_KIND)}.")
    if heard.role not in ROLE or heard.role == "victim":
        allowed = ", ".join(role for role in ROLE if role != "victim")
        raise CallsError(f"Whose is it? {allowed}. A caller's or a victim's identifier is never kept.")
