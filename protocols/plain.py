"""Text as it comes from hands and word processors, made plain: one form for each letter, quote and arrow."""

import re
import unicodedata

_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_TYPOGRAPHY = str.maketrans({
    "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u00b4": "'", "`": "'",
    "\u00a0": " ", "\u202f": " ", "\u2011": "-", "\u2192": "->",
})  # fmt: skip
_FOLDED: dict[int, int | str | None] = {ord("'"): None, ord("ß"): "ss", ord("ø"): "o", ord("ł"): "l"}


def plain(text: str) -> str:
    """The same text with straight quotes, composed accents, `->` arrows and nothing invisible."""
    return unicodedata.normalize("NFC", _UNSAFE.sub("", text.replace("\r\n", "\n")).translate(_TYPOGRAPHY))


def fold(text: str) -> str:
    """Lowercase without accents or apostrophes: `can't` and `cant`, `niña` and `nina` are one word."""
    text = text.translate(_TYPOGRAPHY).casefold()
    if text.isascii():
        return text.replace("'", "")
    decomposed = unicodedata.normalize("NFKD", _UNSAFE.sub(" ", text))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).translate(_FOLDED)
