"""Names of languages, as directories write them, to ISO 639 codes."""

import re
from functools import lru_cache

_NAMES = """
af afrikaans|am amharic|ar arabic|as american sign language,sign language,asl,american sign,signed|bn bengali,bangla
bs bosnian|my burmese|km khmer,cambodian|yue cantonese|zh chinese,mandarin,simplified chinese,traditional chinese
hr croatian|cs czech|da danish|prs dari|nl dutch|en english,ingles,inglés|fa farsi,persian|tl tagalog,filipino,pilipino
fi finnish|fr french,francais,français|de german|el greek|gu gujarati|ht haitian creole,creole,haitian,kreyol,kreyòl
ha hausa|haw hawaiian|he hebrew|hi hindi|hmn hmong|hu hungarian|ig igbo,ibo|id indonesian|it italian|ja japanese
rw kinyarwanda|ko korean|ku kurdish|lo lao,laotian|lt lithuanian|ms malay|ml malayalam|mr marathi|mam mam|mixb mixtec
nv navajo|ne nepali|no norwegian|om oromo|ps pashto|pl polish|pt portuguese,português|pa punjabi|ro romanian
ru russian|sm samoan|sr serbian|so somali|es spanish,espanol,español,castellano|sw swahili|sv swedish|ta tamil|te telugu
th thai|ti tigrinya|to tongan|tr turkish|uk ukrainian|ur urdu|vi vietnamese|wo wolof|yi yiddish|yo yoruba
quc k'iche',quiche|ksw karen|mn mongolian|hy armenian|sq albanian|ilo ilocano|ch chamorro|mh marshallese|chk chuukese
zap zapotec|nah nahuatl
"""
_CODES: dict[str, str] = {}
for _entry in _NAMES.replace("\n", "|").split("|"):
    if _entry.strip():
        _code, _, _words = _entry.strip().partition(" ")
        _CODES.update(dict.fromkeys(_words.split(","), {"as": "ase", "mixb": "mix"}.get(_code, _code)))
_KNOWN = frozenset(_CODES.values())
_WORDS = re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, _CODES), key=len, reverse=True)) + r")(?!\w)", re.I)
# A word of refusal turns "No Spanish" and "English only, Spanish not available" into silence, not into an offer.
_REFUSED = re.compile(r"\b(?:no|not|without|except)\b", re.I)


@lru_cache(maxsize=8192)
def language_codes(text: str, strict: bool = False) -> tuple[str, ...]:
    """The ISO codes of the languages that `text` offers, in its order; `strict` passes over bare codes such as `en`."""
    if not text:
        return ()
    found: list[str] = []
    for clause in re.split(r"[;,\n/|.]+|\band\b|\+", text):
        if _REFUSED.search(clause):
            continue
        found.extend(_CODES[match[0].lower()] for match in _WORDS.finditer(clause))
        bare = clause.strip()
        if not strict and (bare.lower() in _KNOWN or re.fullmatch(r"[a-z]{2}(?:-[A-Z]{2})?", bare)):
            found.append(bare.lower()[:2] if "-" in bare else bare.lower())
    return tuple(dict.fromkeys(found))
