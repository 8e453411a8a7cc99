"""A text still being typed: its last word may become any other, so it is not repaired into one yet."""

import re

from protocols.library import Library

_LAST_WORD = re.compile(r"[^\W_]+$")


def settled_so_far(library: Library, said: str) -> str:
    """`said` without a last word just begun that guides would have to repair.

    "hous" is on its way to Houston, not a slip for "hops": guides that came and went with every letter would take the
    steps from under the eyes of whoever reads them aloud, and cost a whole screen a key on a slow line.
    """
    if not said or not said[-1].isalnum():
        return said
    words = library.words(said)
    return _LAST_WORD.sub("", said) if words and words[-1].meant != words[-1].text else said
