"""The commands for call-back cards: add, open, end, extend. What is sealed is typed or piped, never an argument."""

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from console.calls.cards import Card, SafeContact, add_card, checked_contact, end_card, extend_card, open_card
from console.calls.codes import CHANNEL, VOICEMAIL
from console.calls.errors import CallsError
from console.calls.named import SHOWN, named
from console.calls.record import Signal
from console.calls.retention import card_days
from console.calls.shift_told import contact_lines, window_text
from console.calls.window import Window, here, window_of, zone_named
from console.commands.answers import UsageError, write_lines
from console.commands.call_book import opened_book, say, today
from console.commands.sealed import refuse_file, show_once
from console.settings import load_settings
from resources.clean import safe

FIELDS = ("channel", "contact", "window", "zone", "answers", "voicemail", "safe_word", "note")
_OTHER_SCREEN, _BACK = "\x1b[?1049h\x1b[H", "\x1b[2J\x1b[?1049l"
_TRIES = 3

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Promise:
    """What was asked for a card: what is to be sealed, and when the call is promised."""

    said: SafeContact
    window: Window


def add(arguments: Namespace) -> int:
    """Seal a promised call-back."""
    settings = load_settings()
    zone, days = here(settings.time_zone), card_days(settings)
    promise = _piped(zone) if arguments.source == "-" else _typed(zone)
    with opened_book(arguments) as book:
        call = named(book.log, Signal, arguments.call, "call").id if arguments.call else ""
        card = add_card(book, promise.said, promise.window, call, days)
    say(f"Call back {_when(card, zone)}. The card is destroyed when it is done, or on {card.expires_on}.")
    write_lines([card.id[:SHOWN]])
    return 0


def open_one(arguments: Namespace) -> int:
    """Show one card, once, after the audit line is on disk."""
    reason = reason_of(arguments)
    refuse_file()
    zone = here(load_settings().time_zone)
    with opened_book(arguments) as book:
        card = named(book.log, Card, arguments.id, "call-back card")
        said = open_card(book, card, reason)
    show_once([_when(card, zone), *contact_lines(said)])
    return 0


def end(arguments: Namespace) -> int:
    """The call-back is over: destroy its card."""
    with opened_book(arguments) as book:
        card = named(book.log, Card, arguments.id, "call-back card")
        if not (arguments.yes or confirmed("The card is destroyed for good, and nothing brings it back. Type yes: ")):
            say("Nothing was changed: the card stands.")
            return 1
        gone = end_card(book, card, arguments.outcome, today())
    say("The card is destroyed." if gone else "Done. A legal hold keeps the sealed card until it is lifted.")
    return 0


def extend(arguments: Namespace) -> int:
    """Promise it for another time, or keep the card longer."""
    if not (arguments.window or arguments.days):
        raise UsageError("Say --window TEXT for another time, --days N to keep the card longer, or both.")
    settings = load_settings()
    zone, now = here(settings.time_zone), datetime.now(UTC)
    with opened_book(arguments) as book:
        card = named(book.log, Card, arguments.id, "call-back card")
        window = Window(card.opens, card.due, card.zone)
        if arguments.window:
            window = window_of(arguments.window, zone_named(arguments.zone or card.zone), now)
        days = arguments.days or card_days(settings)
        expires = max(window.day, today()) + timedelta(days=days)
        moved = extend_card(book, card, window, expires, "extended")
    say(f"Call back {_when(moved, zone)}. The card is destroyed when it is done, or on {moved.expires_on}.")
    return 0


def reason_of(arguments: Namespace) -> str:
    """Why, as the audit keeps it. Raises UsageError where it says nothing."""
    said = safe(arguments.reason or "").strip()[:200]
    if not any(sign.isalpha() for sign in said):
        raise UsageError("Say --reason TEXT: it is kept in the audit. Name nobody in it.")
    return said


def confirmed(question: str, *, otherwise: bool | None = None) -> bool:
    """Did a person say yes? Where there is none, `otherwise`; without that, raises UsageError."""
    if not sys.stdin.isatty():
        if otherwise is not None:
            return otherwise
        raise UsageError("This cannot be taken back: in a script, say --yes.")
    print(question, end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() == "yes"


def _when(card: Card, zone: ZoneInfo) -> str:
    return window_text(card.opens, card.due, card.zone, zone)


def _piped(zone: ZoneInfo) -> Promise:
    """From standard input, `name: value` a line."""
    said: dict[str, str] = {}
    for line in sys.stdin.read(8192).splitlines():
        name, colon, value = line.partition(":")
        key = name.strip().lower().replace(" ", "_")
        if line.strip() and (not colon or key not in FIELDS):
            raise UsageError(f"A card is read as `name: value` a line; the names are {', '.join(FIELDS)}.")
        said[key] = value.strip()
    where = zone_named(said.pop("zone", "") or zone.key)
    window = window_of(said.pop("window", ""), where, datetime.now(UTC))
    said.pop("", None)
    return Promise(checked_contact(SafeContact(**{"channel": "call", "contact": "", "answers": "", **said})), window)


def _typed(zone: ZoneInfo) -> Promise:
    """From a person, on the terminal's other screen: no scrollback and no history keeps it."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("There is nobody to ask here. In a script: shift card add - <FILE, name: value a line.")
    with _other_screen():
        print("A CALL-BACK CARD   sealed when it is kept; nothing typed here stays on the terminal.\n")
        channel = _asked(f"Channel ({', '.join(CHANNEL)}) [call]: ", lambda text: _one_of(text or "call", CHANNEL))
        contact = _asked("Number, handle or address: ", _something)
        again = _asked("The same again, read back by the caller: ", lambda text: text)
        if "".join(again.split()) != "".join(contact.split()):
            raise CallsError("The two differ. Nothing was kept: begin again, digit by digit.")
        where = _asked(f"Their time zone (eastern, central, ...) [{zone.key}]: ", lambda t: zone_named(t or zone.key))
        window = _asked(
            "When, in their own time (tomorrow 6pm-8pm): ", lambda text: window_of(text, where, datetime.now(UTC))
        )
        answers = _asked("Who may answer: ", lambda text: text)
        voicemail = _asked(
            f"Voicemail ({', '.join(VOICEMAIL)}) [nothing]: ", lambda t: _one_of(t or "nothing", VOICEMAIL)
        )
        safe_word = _asked("Safe word, none is fine: ", lambda text: text)
        note = _asked("Note, none is fine: ", lambda text: text)
        said = checked_contact(SafeContact(channel, contact, answers, voicemail, safe_word, note))
        print(f"\n{window_text(window.opens, window.due, window.zone, zone)}")
        _asked("Right? Enter keeps it, Ctrl+C drops it. ", lambda text: text)
    return Promise(said, window)


@contextmanager
def _other_screen() -> Iterator[None]:
    sys.stdout.write(_OTHER_SCREEN)
    try:
        yield
    finally:
        sys.stdout.write(_BACK)
        sys.stdout.flush()


def _asked(question: str, read: Callable[[str], T]) -> T:
    for _ in range(_TRIES):
        print(question, end="", flush=True)
        try:
            return read(safe(sys.stdin.readline()).strip())
        except CallsError as fault:
            print(fault)
    raise CallsError("Nothing was kept. Begin again with the answers at hand.")


def _one_of(text: str, allowed: Mapping[str, str]) -> str:
    if text.lower() not in allowed:
        raise CallsError(f"Say one of: {', '.join(allowed)}.")
    return text.lower()


def _something(text: str) -> str:
    if not text:
        raise CallsError("A card needs one.")
    return text
