"""A name as the index holds it."""

from typing import NamedTuple


class Word(NamedTuple):
    """A distinct squashed name with its packed bearers; `prior` is the weight of the best of them in a region."""

    lid: int
    name: str
    sound: str
    prior: float
    bearers: bytes
