"""A text still being typed: its last word may become any other, so it only counts where it already is one."""

import re

from protocols.library import Library

_LAST_WORD = re.compile(r"[^\W_]+$")


def settled_so_far(library: Library, said: str) -> str:
    """`said` without a last word just begun, unless that is, as typed, a word that speaks for some guide.

    "hous" is on its way to Houston, not a slip for "hops": guides that came and went with every letter would take the
    steps from under the eyes of whoever reads them aloud, and cost a whole screen a key on a slow line.
    """
    if not said or not said[-1].isalnum() or not (words := library.words(said)):
        return said
    last = words[-1]
    right = last.meant == last.text
    if right and any(library.ranker.telling_words(place, [last.text]) for place in range(len(library.ids))):
        return said
    return _LAST_WORD.sub("", said)
