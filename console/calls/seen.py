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
    log, known = book.log, dict[str, Seen]()
    for row in log.ask(sql("seen_exactly.sql"), exact, MOST):
        one = _seen(row, f"same {kind}", exact=True)
        known[one.situation] = one
    if folds and len(known) < MOST:
        holes = ", ".join("?" * len(folds))
        for row in log.ask(sql("seen_nearly.sql").replace("(:folds)", f"({holes})"), *folds, exact, MOST):
            one = _seen(row, _WHY.get(kind, "written almost the same"), exact=False)
            known.setdefault(one.situation, one)
    return list(known.values())[:MOST]


def _seen(row: tuple[object, ...], why: str, *, exact: bool) -> Seen:
    situation, month, county, state, of_type, role, heard, calls = row
    heard_so = "" if heard else ", not heard letter by letter"
    return Seen(
        str(situation), date.fromisoformat(str(month)), str(county), str(state), str(of_type), str(role),
        bool(heard), int(str(calls)), f"{why}{heard_so}", exact,
    )  # fmt: skip
