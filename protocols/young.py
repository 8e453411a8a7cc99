"""Ways to say that somebody is under 18 without an age: school years, school life, what one is too young for."""

from collections.abc import Iterator
from datetime import date

from protocols.late import LatePattern

_TEENS = LatePattern(r"\b(?:early|mid|in (?:her|his|their))[\s-]+(?:mid |early |late )?teens\b")
_SCHOOL = LatePattern(
    r"\b(?:[1-9]|10|11|12)(?:st|nd|rd|th)?[\s-]+grade(?:rs?)?\b|\bgrade\s+(?:[1-9]|10|11|12)\b|\b(?:sophomore|jr"
    r" high|junior high|homeroom|learners permit|quinceanera)\b|\b(?:primero|segundo|tercero|tercer|sexto|quinto"
    r"|cuarto) (?:de|ano de|grado)\b|\b(?:[1-9]|10|11|12)(?:st|nd|rd|th)[\s-]+grade(?:rs?)?\b|\b(?:first|second"
    r"|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|"
    r"eleventh)[\s-]+grade(?:rs?)?\b|\b(?:middle|elementary|junior high|high)[\s-]*school(?:ers?)?\b(?!\s+(?:teacher"
    r"|counselor|principal"
    r"|staff|nurse|diploma|training|worker))|\bpre-?teens?\b|\bkindergart\w*|\b(?:secundaria|preparatoria|la prepa"
    r"|primaria|kinder)\b(?!\s+than)"
)
_SCHOOL_LIFE = LatePattern(
    r"\b(?:skips?|skipping|miss(?:es|ing)?|absent from|out of|pulled from|kept from|walks? home from|picked up (?:at"
    r"|from)) school\b"
    r"|\b(?:school bus|recess|prom|varsity|truant|truancy|diapers|sleepover|classmates?|girl scout|youth group"
    r"|pre-?k|juvenile hall|group home)\b"
    r"|\b(?:teacher|counselor|principal|coach)\b[^.;]{0,30}\bstudents?\b|\bstudents?\b[^.;]{0,25}\b(?:teacher"
    r"|counselor|principal|coach)\b"
    r"|\b(?:in|from|left|ran from|missing from|lives in|living in) (?:a )?foster (?:home|care|placement)\b(?! years)"
)
_YEAR_OF_SCHOOL = LatePattern(
    r"\b(?:in|only in|just in|still in|into)\s+(?:the\s+|her\s+|his\s+|my\s+)?(?:[5-9]|1[0-2])th"
    r"(?=\s*(?:$|[,.;)!?]|anyway\b|and\b|now\b|but\b|or\b))"
    r"|\b(?:in|at|a|still in|hs) (?:hs|h\.s\.)(?=\W|$)(?! diploma)|\bhs (?:student|kid|girl|boy|senior|junior)s?\b"
    r"|\b(?:fresh|soph|sopho)mores?\b|\bfreshm[ae]ns?\b"
    r"|\b(?:en|va en|esta en|cursa) (?:primero|segundo|tercero|cuarto|quinto|sexto)"
    r" (?:basico|grado|de (?:primaria|secundaria|basico|prepa))\b"
)
_TOO_YOUNG = LatePattern(
    r"\b(?:not|isnt|arent|nt) (?:yet |even )*old enough to (?:drive|drink|vote|work|sign|marry|buy)\b"
    r"|\bbirthdays? (?:until|till|til|before|from|away from|short of) (?:she|he|i|they)?(?:'?s| is| turns?)? ?18\b"
    r"|\b(?:until|till|til) (?:she|he|i|they) (?:is|am|are|turns?|gets? to be) (?:18|eighteen)\b"
    r"|\bunaccompanied\b(?! (?:adult|m[ae]n|wom[ae]n))|\bward of (?:the|this) (?:court|state)\b|\bguardian ad litem\b"
    r"|\b(?:small|little|young) (?:son|daughter|sister|brother|nephew|niece)s?\b"
    r"|\b(?:childs|babys|toddlers|infants) (?!support|protective|care|welfare|protection|advoca|custody)"
)
_CLASS_OF = LatePattern(r"\bclass of (?P<year>20\d\d)(?P<high>[^.;]{0,12}\b(?:hs|high)\b)?")
_SOONEST, _LATEST, _COLLEGE = 1, 8, 4


def young_in(folded: str, today: date | None) -> Iterator[tuple[int, int]]:
    """Where the folded text shows somebody under 18; `today` tells which school class is still at school."""
    for pattern in (_TEENS, _SCHOOL, _SCHOOL_LIFE, _YEAR_OF_SCHOOL, _TOO_YOUNG):
        for match in pattern.finditer(folded):
            yield match.span()
    for match in _CLASS_OF.finditer(folded):
        ahead = int(match["year"]) - today.year if today is not None else 0
        # A class further off than a college course can only be one of school.
        if _SOONEST <= ahead <= _LATEST and (match["high"] or ahead > _COLLEGE):
            yield match.span()
