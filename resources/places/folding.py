"""Spelling made comparable: the same steps for every name in the index and every word of what was said."""

import re
import unicodedata
from collections.abc import Sequence

from resources.places.abbreviations import LONGER, SHORTER, SPELT_OUT

_SPECIAL = str.maketrans({
    "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "ß": "ss", "æ": "ae", "Æ": "ae", "đ": "d", "ı": "i",
    "ʻ": "'", "’": "'", "‘": "'", "`": "'", "´": "'", "–": "-", "—": ",",
})  # fmt: skip
_UNSEEN = re.compile("[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_SIGNS = re.compile(r"[^a-z0-9]+")


def fold(text: str) -> str:
    """Lower-case ASCII for any text; letters of other scripts and signs that cannot be spelt become spaces."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", _UNSEEN.sub("", text).translate(_SPECIAL))
        text = "".join(c for c in text if not unicodedata.combining(c))
        text = text.encode("ascii", "replace").decode("ascii").replace("?", " ")
    return text.lower()


def plain_words(text: str) -> list[str]:
    """The words of a name, folded, without apostrophes and full stops, nothing abbreviated or spelt out yet."""
    folded = fold(text).replace("'", "").replace(".", "").replace("&", " and ")
    return _SIGNS.sub(" ", folded).split()


def short_words(words: Sequence[str]) -> list[str]:
    """Each word in the one form the index uses: saint is st, hts is heights, north is n."""
    return [LONGER.get(word) or SHORTER.get(word) or word for word in words]


def squash(words: Sequence[str]) -> str:
    """The key two spellings of a name share: short words run together, so that "De Land" is "deland"."""
    return "".join(short_words(words))


def squashed_name(name: str) -> str:
    """`squash` of a name as it is written."""
    return squash(plain_words(name))


def spelt_out(words: Sequence[str]) -> list[str]:
    """Short words with st, ft, mt and compass words written in full, for names still being typed: "sout"."""
    return [SPELT_OUT.get(word, word) for word in words]
