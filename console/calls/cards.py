"""The safe-contact card: how somebody may be called back, sealed, and destroyed when it is done or out of time."""

import json
import os
from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from console.calls.book import CallBook, new_id
from console.calls.codes import CALL_BACK, CHANNEL, VOICEMAIL
from console.calls.erase import emptied_journal
from console.calls.errors import CallsError
from console.calls.holds import holds_signal
from console.calls.log import CallLog
from console.calls.record import NOTE_AT_MOST
from console.calls.window import Window
from resources.clean import safe

LONGEST = 200
_FACT = "cards"
_KEY_BYTES, _NONCE_BYTES, _PADDED = 32, 12, 1024


@dataclass(frozen=True, slots=True)
class SafeContact:
    """What a card keeps sealed."""

    channel: str
    contact: str
    answers: str
    voicemail: str = "nothing"
    safe_word: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A promised call-back as everybody of the shift sees it: when, until when, and whose it is. No word of how."""

    id: str
    signal: str
    opens: datetime
    due: datetime
    zone: str
    expires_on: date
    owner: str
    done_on: date | None
    body: bytes


def checked_contact(said: SafeContact) -> SafeContact:
    """The same, cleaned.

    Raises:
        CallsError: no contact, or a code that is none; the message never repeats what was typed.
    """
    if said.channel not in CHANNEL:
        raise CallsError(f"The channel may be {', '.join(CHANNEL)}. Nothing was kept.")
    if said.voicemail not in VOICEMAIL:
        raise CallsError(f"For voicemail say {', '.join(VOICEMAIL)}. Nothing was kept.")
    words = {name: safe(text).strip() for name, text in asdict(said).items()}
    if not words["contact"]:
        raise CallsError("A card needs a contact: a number, a handle or an address. Nothing was kept.")
    if len(words["note"]) > NOTE_AT_MOST or any(len(t) > LONGEST for n, t in words.items() if n != "note"):
        raise CallsError(f"A card takes {LONGEST} letters a line and {NOTE_AT_MOST} in the note. Nothing was kept.")
    return SafeContact(**words)


def add_card(book: CallBook, said: SafeContact, window: Window, signal: str, days: int) -> Card:
    """Seal a card for the call `signal` ("" for none), to be destroyed so many days after its window at the latest."""
    id, said = new_id(), checked_contact(said)
    with book.log.changing():
        body = _sealed(_secret(book.log), id, said)
        expires = window.day + timedelta(days=days)
        card = Card(id, signal, window.opens, window.due, window.zone, expires, book.person, None, body)
        book.log.keep(card)
    book.note("card add", id, "")
    return card


def open_card(book: CallBook, card: Card, reason: str) -> SafeContact:
    """What the card says. Who opened it and why is on disk before anything of it is read."""
    book.note("card open", card.id, reason)
    with book.log.changing():
        standing = book.log.one(Card, card.id)
        said = _opened(_secret(book.log), standing) if standing else None
    if said is None:
        raise CallsError(
            "This card does not open: it is gone, or was changed by hand. `northline shift` lists the rest."
        )
    return said


def open_cards(log: CallLog) -> list[Card]:
    """The call-backs still promised, the most urgent first."""
    return list(log.rows(Card, "done_on IS NULL ORDER BY due, id"))


def end_card(book: CallBook, card: Card, outcome: str, on: date) -> bool:
    """The call-back is over: the card is destroyed. True unless a legal hold keeps it, closed, until that is lifted.

    Raises:
        CallsError: no such outcome.
    """
    if outcome not in CALL_BACK:
        raise CallsError(f"A call-back ends with {', '.join(CALL_BACK)}. The card stands as it was.")
    book.note("card done", card.id, outcome)
    if holds_signal(book.log, card.signal):
        book.log.keep(replace(card, done_on=on))
        return False
    destroy(book.log, [card.id])
    return True


def extend_card(book: CallBook, card: Card, window: Window, expires_on: date, reason: str) -> Card:
    """Promise it for another time, or keep it for longer; what is sealed in it stays sealed."""
    book.note("card extend", card.id, reason)
    moved = replace(card, opens=window.opens, due=window.due, zone=window.zone, expires_on=expires_on)
    book.log.keep(moved)
    return moved


def destroy(log: CallLog, ids: Collection[str]) -> bool:
    """Destroy these cards for good; False where another session still reads the journal, which ends when it closes.

    The others are sealed anew under a fresh secret, so that a scrap of a destroyed one, wherever a page or a sector
    kept it, cannot be opened by anybody any more.
    """
    with log.changing() as connection:
        old = _secret(log)
        left = [(card, said) for card in log.rows(Card) if card.id not in ids and (said := _opened(old, card))]
        connection.executemany("DELETE FROM card WHERE id = ?", [(id,) for id in ids])
        fresh = os.urandom(_KEY_BYTES)
        log.set_fact(_FACT, fresh)
        log.keep(*(replace(card, body=_sealed(fresh, card.id, said)) for card, said in left))
    return emptied_journal(log)


def _secret(log: CallLog) -> bytes:
    """What the keys of all cards are derived from."""
    if (held := log.fact(_FACT)) is None:
        held = os.urandom(_KEY_BYTES)
        log.set_fact(_FACT, held)
    return held


def _key(secret: bytes, id: str) -> AESGCM:
    return AESGCM(HKDF(SHA256(), _KEY_BYTES, salt=None, info=b"northline card 1\0" + id.encode()).derive(secret))


def _sealed(secret: bytes, id: str, said: SafeContact) -> bytes:
    # Padded, so that its length tells nothing either.
    text = json.dumps(asdict(said), ensure_ascii=False).encode()
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + _key(secret, id).encrypt(nonce, text + b" " * (-len(text) % _PADDED), id.encode())


def _opened(secret: bytes, card: Card) -> SafeContact | None:
    nonce, body = card.body[:_NONCE_BYTES], card.body[_NONCE_BYTES:]
    try:
        return SafeContact(**json.loads(_key(secret, card.id).decrypt(nonce, body, card.id.encode())))
    except InvalidTag:
        return None
