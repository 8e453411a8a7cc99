"""What ends, and when: free text and days, then values, then tokens; deleted for good, and told as counts alone."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from console.calls.book import CallBook
from console.calls.cards import destroy, open_cards
from console.calls.erase import emptied_journal, rewrite
from console.calls.holds import holds_signal
from console.calls.log import CallLog, sql
from console.errors import SettingsError
from console.settings import Settings
from resources.cipher import cipher_faults

Progress = Callable[[str, float], None]

_WORDS = {
    "notes": "notes deleted", "days": "days coarsened to their month", "dues": "done reports and transfers coarsened",
    "links": "reasons for a link deleted",
    "cards": "call-back cards destroyed", "values": "identifiers deleted", "tokens": "tokens deleted",
}  # fmt: skip
_GONE = "(SELECT id FROM overdue WHERE what = ?)"
_CHANGES = (
    ("notes", f"DELETE FROM note WHERE signal IN {_GONE}"),
    ("days", f"UPDATE signal SET day = substr(day, 1, 8) || '01' WHERE id IN {_GONE}"),
    ("dues", f"UPDATE due SET reference = '', agency = '', owner = '', deadline = substr(deadline, 1, 8) || "
             f"'01T00:00:00+00:00', done_on = substr(done_on, 1, 8) || '01' WHERE id IN {_GONE}"),
    ("links", f"UPDATE link SET reason = '' WHERE signal IN {_GONE}"),
    ("links", "DELETE FROM fact WHERE name IN (SELECT 'left ' || id FROM overdue WHERE what = ?)"),
    ("values", f"UPDATE entity SET value = NULL WHERE id IN {_GONE}"),
    ("tokens", f"DELETE FROM fold WHERE entity IN {_GONE}"),
    ("tokens", f"DELETE FROM mention WHERE entity IN {_GONE}"),
    ("tokens", f"DELETE FROM entity WHERE id IN {_GONE}"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Terms:
    """How long what is kept: free text and days in days, values and tokens in months since they were last heard."""

    text_days: int = 90
    values_months: int = 24
    tokens_months: int = 60


@dataclass(frozen=True, slots=True)
class Purged:
    """How much of each went, or would go. `whole` is off while another session keeps the journal from being emptied."""

    counts: dict[str, int]
    whole: bool = True

    @property
    def total(self) -> int:
        """All of it."""
        return sum(self.counts.values())

    def lines(self) -> list[str]:
        """The counts in words; never what they were about."""
        return [f"{count:,} {_WORDS[name]}" for name, count in self.counts.items() if count]


def terms_of(settings: Settings) -> Terms:
    """The organisation's own terms. Raises SettingsError where one is no whole number above 0."""
    return Terms(
        _whole("keep_text_days", settings.keep_text_days),
        _whole("keep_values_months", settings.keep_values_months),
        _whole("keep_tokens_months", settings.keep_tokens_months),
    )


def card_days(settings: Settings) -> int:
    """How many days after its window a card is destroyed at the latest."""
    return _whole("keep_card_days", settings.keep_card_days)


def overdue(book: CallBook, terms: Terms, today: date) -> Purged:
    """What a purge would do today; changes nothing."""
    with cipher_faults(book.log.path.name):
        return Purged(_looked(book, terms, today))


def days_late(log: CallLog, terms: Terms, today: date) -> int | None:
    """For how many days the oldest of it should have been gone; nothing where nothing is overdue."""
    bound = {
        "text_days": f"+{terms.text_days} days",
        "values_months": f"+{terms.values_months} months",
        "tokens_months": f"+{terms.tokens_months} months",
    }
    with cipher_faults(log.path.name):
        _run(log, "held", {})
        found = log.connection.execute(_parts()["oldest"], bound).fetchone()[0]
    late = (today - date.fromisoformat(found)).days if found else -1
    return late if late >= 0 else None


def purge(book: CallBook, terms: Terms, today: date, progress: Progress) -> Purged:
    """Delete and coarsen what is overdue, in one change; then write the file anew so that nothing of it is left."""
    log = book.log
    progress("deleting", 0.0)
    with log.changing() as connection:
        purged = Purged(_looked(book, terms, today))
        cards = [str(row[0]) for row in connection.execute("SELECT id FROM overdue WHERE what = 'cards'")]
        for done, (name, statement) in enumerate(_CHANGES, 1):
            connection.execute(statement, (name,))
            progress("deleting", done / len(_CHANGES))
    if cards:
        destroy(log, cards)
    progress("writing the file anew", 0.0)
    # Where nothing is overdue, a purge from before may still have left its journal to a session that read from it.
    whole = rewrite(log) if purged.total else emptied_journal(log)
    progress("writing the file anew", 1.0)
    log.set_fact("purged_on", today.isoformat().encode())
    book.note("purge", "calls", ", ".join(purged.lines()) or "nothing was overdue")
    return replace(purged, whole=whole)


def until(terms: Terms, today: date) -> tuple[date, date, date]:
    """The last days of which free text, values and tokens are not kept any more."""
    return (
        today - timedelta(days=terms.text_days),
        _months_before(today, terms.values_months),
        _months_before(today, terms.tokens_months),
    )


def _looked(book: CallBook, terms: Terms, today: date) -> dict[str, int]:
    """Write into the temporary table `overdue` what is, and count it."""
    text, values, tokens = (day.isoformat() for day in until(terms, today))
    _run(book.log, "held", {})
    _run(book.log, "overdue", {"today": today.isoformat(), "text": text, "values": values, "tokens": tokens})
    _look_at_ended_cards(book)
    counted = dict(book.log.connection.execute("SELECT what, count(*) FROM overdue GROUP BY what").fetchall())
    return {name: int(counted.get(name, 0)) for name in _WORDS}


def _look_at_ended_cards(book: CallBook) -> None:
    """What the audit says was ended is ended, though a back-up from before brought its card back."""
    standing = {card.id for card in open_cards(book.log) if not holds_signal(book.log, card.signal)}
    if standing:
        ended = standing & {line.object for line in book.audit().lines if line.action == "card done"}
        book.log.connection.executemany("INSERT OR IGNORE INTO overdue VALUES ('cards', ?)", [(id,) for id in ended])


def _run(log: CallLog, part: str, bound: dict[str, str]) -> None:
    for statement in _parts()[part].split(";"):
        log.connection.execute(statement, bound)


@lru_cache(maxsize=1)
def _parts() -> dict[str, str]:
    """The statements of `retention.sql` by name."""
    named = sql("retention.sql").split("-- : ")[1:]
    return {name.strip(): text.strip() for name, _, text in (part.partition("\n") for part in named)}


def _months_before(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)


def _whole(name: str, text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 10_000):
        raise SettingsError(f"{name} is {text!r}. Give a whole number above 0.")
    return int(text)
