"""A box that anybody may close for the hub and only the holder of the hub's sheet opens: a note, a value."""

from console.calls.errors import HubError
from console.keys.errors import KeyFaultError
from console.keys.recovery import SealedKey, open_sealed, public_half, seal_to

_EPHEMERAL = 32
_STEP = 512
"""Boxes are filled up to a multiple of this, so that their length says little."""


def closed(public: bytes, text: bytes, bound: str) -> bytes:
    """`text` in a box for the key `public`; `bound` is what it belongs to: moved to another thing it stays shut.

    Raises:
        HubError: that key is none.
    """
    filled = len(text).to_bytes(4, "big") + text
    filled += b"\0" * (-len(filled) % _STEP)
    try:
        box = seal_to(public, filled, bound.encode())
    except KeyFaultError as error:
        raise HubError("The hub's sealing key cannot be used. Join the hub again with `northline hub join`.") from error
    return box.ephemeral + box.wrapped


def opened(private: bytes, box: bytes, bound: str) -> bytes:
    """What is in the box.

    Raises:
        HubError: it was closed for another key or for another thing, or is damaged.
    """
    sealed = SealedKey(public_half(private), box[:_EPHEMERAL], box[_EPHEMERAL:])
    try:
        filled = open_sealed(private, sealed, bound.encode())
    except (KeyFaultError, ValueError) as error:
        raise HubError(
            "The hub's sheet does not open this: it is another hub's, or what is sealed is damaged."
        ) from error
    return filled[4 : 4 + int.from_bytes(filled[:4], "big")]
