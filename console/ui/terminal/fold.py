"""Letters for a terminal that promises nothing but ASCII."""

import unicodedata

_ASCII = str.maketrans({
    "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-", "\u2026": "...",
    "\u00a0": " ", "\u00bf": "?", "\u00a1": "!", "\u2022": "*", "\u2192": "->", "\u00df": "ss",
    "\u00f8": "o", "\u00d8": "O",
    "\u0142": "l", "\u0141": "L", "\u00e6": "ae", "\u00c6": "AE", "\u0153": "oe", "\u0152": "OE",
})  # fmt: skip


def folded(text: str) -> str:
    """`text` in ASCII: accents dropped, dashes and quotes mapped, anything else a question mark."""
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKD", text.translate(_ASCII))
    return "".join(c for c in plain if not unicodedata.combining(c)).encode("ascii", "replace").decode("ascii")
