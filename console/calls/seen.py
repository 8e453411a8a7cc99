"""Seen before? Earlier situations that mention the same identifier, or one a sign apart: asked by a key alone."""

from dataclasses import dataclass
from datetime import date

from console.calls.book import CallBook
from console.calls.log import sql
from console.calls.tokens import tokens_of

MOST = 9
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
    same = [str(row[0]) for row in book.log.ask("SELECT id FROM entity WHERE token = ?", exact)]
    holes = ", ".join("?" * len(folds))
    near = book.log.ask(f"SELECT DISTINCT entity FROM fold WHERE token IN ({holes}) LIMIT 50", *folds) if folds else []
    close = [str(row[0]) for row in near if str(row[0]) not in same]
    known: dict[str, Seen] = {}
    for ids, exactly in ((same, True), (close, False)):
        for id in ids:
            for row in book.log.ask(sql("seen.sql"), id, MOST):
                why = f"same {kind}" if exactly else _WHY.get(kind, "written almost the same")
                one = _seen(row, why, exactly)
                known.setdefault(one.situation, one)
    return list(known.values())[:MOST]


def _seen(row: tuple[object, ...], why: str, exact: bool) -> Seen:
    situation, month, county, state, of_type, role, heard, calls = row
    heard_so = "" if heard else ", not heard letter by letter"
    return Seen(
        str(situation), date.fromisoformat(str(month)), str(county), str(state), str(of_type), str(role),
        bool(heard), int(str(calls)), f"{why}{heard_so}", exact,
    )  # fmt: skip
