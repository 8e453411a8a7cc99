"""Seen before? Earlier situations that mention the same identifier, or one a sign apart: asked by a key alone."""

from dataclasses import dataclass
from datetime import date

from console.calls.book import CallBook
from console.calls.log import CallLog, sql
from console.calls.tokens import tokens_of

MOST = 9
_MOST_NEAR = 50
_WHY = {"phone": "one digit differs", "plate": "same plate but for one sign, or look-alikes"}


@dataclass(frozen=True, slots=True)
class Seen:
    """One earlier situation: since when and where, whose identifier it was there, and why it is shown."""

    situation: str
    first_month: date
    county: str
    state: str
    trafficking_type: str
    role: str
    heard_exactly: bool
    calls: int
    why: str
    exact: bool


def seen(book: CallBook, kind: str, value: str) -> list[Seen]:
    """The situations, the same identifier first, the latest first; the audit is told of the look before anything is.

    Raises:
        CallsError: it is no identifier of that kind; the message never repeats it.
    """
    tokens = tokens_of(book.token_key(), kind, value)
    book.note("seen before", kind, "")
    return found(book, kind, tokens.exact, tokens.folds)


def found(book: CallBook, kind: str, exact: str, folds: tuple[str, ...]) -> list[Seen]:
    """The same by tokens, without a word in the audit: for `seen`, and to measure."""
    log, known = book.log, dict[str, Seen]()
    same = [row[0] for row in log.ask("SELECT id FROM entity WHERE token = ?", exact)]
    marks = ", ".join("?" * len(folds))
    shared = log.ask(f"SELECT entity FROM fold WHERE token IN ({marks})", *folds) if folds else []
    close = [id for id in dict.fromkeys(row[0] for row in shared) if id not in same][:_MOST_NEAR]
    for ids, why, is_exact in ((same, f"same {kind}", True), (close, _WHY.get(kind, "written almost the same"), False)):
        for row in _mentioned(log, ids) if ids and len(known) < MOST else ():
            one = _seen(row, why, exact=is_exact)
            known.setdefault(one.situation, one)
    return list(known.values())[:MOST]


def _mentioned(log: CallLog, entities: list[str]) -> list[tuple[object, ...]]:
    marks = ", ".join("?" * len(entities))
    return log.ask(sql("seen.sql").replace("(:entities)", f"({marks})"), *entities, MOST)


def _seen(row: tuple[object, ...], why: str, *, exact: bool) -> Seen:
    situation, month, county, state, of_type, role, heard, calls = row
    heard_so = "" if heard else ", not heard letter by letter"
    return Seen(
        str(situation), date.fromisoformat(str(month)), str(county), str(state), str(of_type), str(role),
        bool(heard), int(str(calls)), f"{why}{heard_so}", exact,
    )  # fmt: skip
