"""The organisation's key for tokens, handed from desk to desk in a sealed box; the hub never has it."""

import base64
import binascii

from console.calls.book import CallBook
from console.calls.errors import HubError
from console.calls.people import take_token_key
from console.calls.sealed_box import closed, opened
from console.keys.recovery import new_recovery_key, public_half

_FORMAT = "northline token key 1"
_DESK_KEY = "hub_desk_key"
_KEY_BYTES = 32


def desk_key(book: CallBook) -> str:
    """The public half of this desk's own key, 64 digits; its private half stands in the encrypted log."""
    private = book.log.fact(_DESK_KEY)
    if private is None:
        private, _ = new_recovery_key()
        book.log.set_fact(_DESK_KEY, private)
    return public_half(private).hex()


def give_key(book: CallBook, to: str) -> str:
    """The organisation's key, sealed to the desk whose public half is `to`: text that only that desk reads.

    Raises:
        HubError: that is no public half.
    """
    try:
        public = bytes.fromhex(to.strip())
    except ValueError:
        public = b""
    if len(public) != _KEY_BYTES:
        raise HubError("A desk's key has 64 digits and letters a to f; `northline hub key show` there prints it.")
    book.note("key give", to.strip()[:16], "key for tokens")
    return f"{_FORMAT}\n{base64.b64encode(closed(public, book.token_key(), _FORMAT)).decode()}\n"


def take_key(book: CallBook, text: str) -> None:
    """Use the organisation's key that another desk gave, for every token from now on.

    Raises:
        HubError: it was sealed for another desk, is damaged, or tokens of another key stand here already.
    """
    head, _, body = text.strip().partition("\n")
    if head != _FORMAT:
        raise HubError("That is no key for tokens. `northline hub key give` at the other desk makes the file.")
    desk_key(book)
    try:
        box = base64.b64decode(body, validate=True)
        key = opened(book.log.fact(_DESK_KEY) or b"", box, _FORMAT)
    except (binascii.Error, HubError) as error:
        raise HubError("That key was sealed for another desk, or the file is damaged. Ask for a new one.") from error
    if key == book.token_key():
        return
    if book.log.ask("SELECT 1 FROM entity LIMIT 1"):
        raise HubError(
            "This desk has tokens of its own key already, which would match no other desk's. Take the organisation's "
            "key on a fresh desk, before the first identifier."
        )
    book.note("key take", "calls", "key for tokens")
    take_token_key(book.files.home, book.key, key)
