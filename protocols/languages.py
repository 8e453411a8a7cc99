"""The language a caller speaks, from what was said about it or from the words themselves."""

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from protocols.late import LatePattern

LANGUAGES = {
    "spanish": "es", "espanol": "es", "castellano": "es", "english": "en", "ingles": "en", "mandarin": "zh",
    "chinese": "zh", "mandarin chinese": "zh", "chino": "zh", "cantonese": "yue", "fujianese": "cdo",
    "fuzhounese": "cdo", "taiwanese": "nan", "toisanese": "yue", "korean": "ko", "coreano": "ko", "vietnamese": "vi",
    "vietnamita": "vi", "thai": "th", "tagalog": "tl", "filipino": "tl", "ilocano": "ilo", "cebuano": "ceb",
    "bisaya": "ceb", "russian": "ru", "ruso": "ru", "ukrainian": "uk", "polish": "pl", "arabic": "ar", "arabe": "ar",
    "french": "fr", "frances": "fr", "haitian": "ht", "haitian creole": "ht", "creole": "ht", "kreyol": "ht",
    "criollo": "ht", "portuguese": "pt", "portugues": "pt", "brazilian": "pt", "hindi": "hi", "urdu": "ur",
    "punjabi": "pa", "bengali": "bn", "bangla": "bn", "gujarati": "gu", "nepali": "ne", "nepalese": "ne",
    "tamil": "ta", "telugu": "te", "malayalam": "ml", "sinhala": "si", "burmese": "my", "karen": "kar", "khmer": "km",
    "cambodian": "km", "lao": "lo", "laotian": "lo", "hmong": "hmn", "indonesian": "id", "malay": "ms",
    "mongolian": "mn", "japanese": "ja", "japones": "ja", "farsi": "fa", "persian": "fa", "dari": "prs",
    "pashto": "ps", "turkish": "tr", "kurdish": "ku", "amharic": "am", "tigrinya": "ti", "oromo": "om",
    "somali": "so", "swahili": "sw", "yoruba": "yo", "igbo": "ig", "hausa": "ha", "twi": "tw", "wolof": "wo",
    "fulani": "ff", "romanian": "ro", "hungarian": "hu", "bulgarian": "bg", "albanian": "sq", "serbian": "sr",
    "armenian": "hy", "georgian": "ka", "uzbek": "uz", "kazakh": "kk", "kyrgyz": "ky", "tajik": "tg", "german": "de",
    "italian": "it", "greek": "el", "hebrew": "he", "yiddish": "yi", "mixteco": "mix", "mixtec": "mix",
    "zapoteco": "zap", "zapotec": "zap", "triqui": "trc", "trique": "trc", "nahuatl": "nah", "kiche": "quc",
    "quiche": "quc", "kekchi": "kek", "qeqchi": "kek", "mam": "mam", "qanjobal": "kjb", "kanjobal": "kjb",
    "chuj": "cac", "ixil": "ixl", "kaqchikel": "cak", "cakchiquel": "cak", "akateko": "knj", "acateco": "knj",
    "popti": "jac", "quechua": "qu", "kichwa": "qu", "aymara": "ay", "guarani": "gn", "garifuna": "cab",
    "maya": "yua", "navajo": "nv", "yupik": "esu", "inupiaq": "ik", "marshallese": "mh", "chuukese": "chk",
    "samoan": "sm", "tongan": "to", "asl": "ase", "sign language": "ase", "lengua de senas": "ase", "miskito": "miq",
    "purepecha": "pua", "otomi": "oto", "tzotzil": "tzo", "tzeltal": "tzh",
}  # fmt: skip
"""Folded English and Spanish name -> ISO 639 code."""

_FROM = {
    "vietnam": "vi", "korea": "ko", "china": "zh", "thailand": "th", "mexico": "es", "honduras": "es",
    "el salvador": "es", "nicaragua": "es", "colombia": "es", "venezuela": "es", "ecuador": "es", "cuba": "es",
    "dominican republic": "es", "brazil": "pt", "haiti": "ht", "russia": "ru", "japan": "ja", "nepal": "ne",
}  # fmt: skip
"""Countries where one language is spoken by nearly everybody; a guess, behind anything said about a language."""

_PEOPLES = {
    "mexican": "es", "honduran": "es", "salvadoran": "es", "nicaraguan": "es", "colombian": "es", "venezuelan": "es",
    "cuban": "es", "dominican": "es", "ecuadorian": "es", "peruvian": "es", "chilean": "es", "argentine": "es",
    "mexicana": "es", "mexicano": "es", "hondurena": "es", "hondureno": "es", "salvadorena": "es", "cubana": "es",
    "colombiana": "es", "venezolana": "es", "filipina": "tl", "filipinas": "tl", "filipinos": "tl", "brasilena": "pt",
    "brasileno": "pt", "ethiopian": "am", "eritrean": "ti", "bangladeshi": "bn", "pakistani": "ur", "haitiana": "ht",
    "haitiano": "ht", "china": "zh", "coreana": "ko", "rusa": "ru", "ucraniana": "uk",
}  # fmt: skip
"""What a person is called who most likely speaks a language; a guess, behind anything said about a language."""

_NAMES = "|".join(sorted(map(re.escape, LANGUAGES), key=len, reverse=True))
_COUNTRIES = "|".join(sorted(_FROM, key=len, reverse=True))
_PEOPLE = (
    r"(?:lady|ladies|wom[ae]n|girls?|m[ae]n|boys?|workers?|speak\w*|caller|mother|couple|nanny|maid|cook|patient"
    r"|victims?|wife|family"
    r"|teens?|interpreter|translator|line)"
)
_SPEAKS = LatePattern(
    rf"\b(?:speaks?|speaking|habla[ns]?|hablo|in|en|solo|only|needs?|necesita|interpret\w+(?: de| for| in)?"
    rf"|translat\w+(?: for| in)?"
    rf"|language(?: is)?|lang|idioma|lengua)\s+(?:only |solo |un poco de |mostly |interprete (?:de"
    rf" )?)?(?P<a>{_NAMES})\b"
    rf"|\b(?P<b>{_NAMES})[\s-]+(?:only|speak\w*|interpreter|translator|language|lang|line|solamente|caller)\b"
)
_NOT_SPOKEN = LatePattern(
    rf"\b(?:no|not|doesnt|dont|does not|do not|cant|cannot|limited|little|without|poco|barely|never|nor|isnt)\s+"
    rf"(?:\w+\s+)?(?:(?:speaks?|hablan?|hablo|know|sabe|much|good|well|understand|entiende|any|in"
    rf"|en)\s+)?(?:{_NAMES})\b"
)
_PERSON = LatePattern(
    rf"\b(?P<a>{_NAMES})\s+(?:young |older |elderly )?{_PEOPLE}\b|\b(?:{_PEOPLE}|she|he|they|hes|shes|am|im)"
    rf"\s+(?:is |are |who is |, )?(?P<b>{_NAMES})\b(?!\s+\w*(?:buffet|restaurant|food|massage))"
)
_BARE = LatePattern(rf"(?:^|[,;]\s*)(?P<a>{_NAMES})\s*(?=[,;]|$|\d)")
"""A language noted on its own, between commas or before an age: `lot 5, korean 43, no key`."""
_ALSO_WORDS = frozenset({"mam", "karen", "maya", "twi", "line"})
_COUNTRY = LatePattern(rf"\b(?:from|de|came from|viene de|es de)\s+(?P<a>{_COUNTRIES})\b")
_A_PEOPLE = LatePattern(
    rf"\b(?P<a>{'|'.join(_PEOPLES)})(?=\s*(?:[,;]|$|\d)|\s+(?:young |older )?(?:{_PEOPLE}|nurses?|crew|national)\b)"
)
_LONG_NAMES = tuple(name for name in LANGUAGES if len(name) >= 6 and " " not in name)
"""Names long enough that one slip leaves no doubt; a shorter one may be another word (thai, than)."""

_SPANISH_WORDS = frozenset(
    [
        "secuestrada",
        "secuestrado",
        "secuestraron",
        "piden",
        "pide",
        "rescate",
        "obligan",
        "obliga",
        "manejar",
        "matan",
        "encerrada",
        "encerrado",
        "amenaza",
        "amenazan",
        "pagan",
        "trabajar",
        "ayuda",
        "el",
        "la",
        "los",
        "las",
        "de",
        "que",
        "y",
        "en",
        "un",
        "una",
        "mi",
        "me",
        "no",
        "le",
        "se",
        "lo",
        "su",
        "con",
        "por",
        "para",
        "es",
        "esta",
        "estoy",
        "tengo",
        "tiene",
        "quiere",
        "quiero",
        "novio",
        "esposo",
        "casa",
        "dinero",
        "trabajo",
        "trabaja",
        "dice",
        "soy",
        "hija",
        "hijo",
        "muy",
        "ya",
        "pero",
        "como",
        "donde",
        "cuando",
        "porque",
        "muchacha",
        "obligan",
        "obliga",
        "pagan",
        "paga",
        "ayuda",
        "policia",
        "senora",
        "patron",
        "jefe",
        "anos",
        "nos",
        "les",
        "del",
        "al",
        "sin",
        "miedo",
        "puedo",
        "puede",
        "hablar",
        "aqui",
        "necesito",
        "necesita",
        "desde",
        "hace",
    ]
)
_ENGLISH_WORDS = frozenset(
    [
        "the",
        "a",
        "an",
        "and",
        "or",
        "of",
        "to",
        "in",
        "on",
        "at",
        "for",
        "with",
        "is",
        "are",
        "was",
        "he",
        "she",
        "they",
        "i",
        "my",
        "her",
        "his",
        "it",
        "not",
        "no",
        "we",
        "you",
        "who",
        "want",
        "wants",
        "from",
        "out",
        "has",
        "have",
        "had",
        "boss",
        "boyfriend",
        "girl",
        "woman",
        "man",
        "work",
        "help",
        "says",
        "said",
        "told",
        "will",
        "cant",
        "wont",
        "needs",
        "need",
        "caller",
        "husband",
        "money",
        "police",
    ]
)
_SHARED = _SPANISH_WORDS & _ENGLISH_WORDS


_WORD = re.compile(r"\w+")
_TELLING_STARTS = frozenset(_WORD.findall(name)[0] for name in (*LANGUAGES, *_FROM, *_PEOPLES))


def language_in(folded: str) -> str | None:
    """ISO 639 of the language spoken: as stated, of the words themselves, or of the people described."""
    spelt = _spelt_right(folded)
    # Nearly every text names no language and no people: then none of the long patterns need be asked.
    if not _names_any(spelt):
        return "es" if _is_spanish(folded) else None
    spoken = _NOT_SPOKEN.sub(" ", spelt)
    for match in _SPEAKS.finditer(spoken):
        return LANGUAGES[match["a"] or match["b"]]
    for match in _BARE.finditer(spoken):
        if match["a"] not in _ALSO_WORDS:
            return LANGUAGES[match["a"]]
    if _is_spanish(folded):
        return "es"
    if person := _PERSON.search(spoken):
        return LANGUAGES[person["a"] or person["b"]]
    country = _COUNTRY.search(spoken)
    return _FROM[country["a"]] if country else _of_a_people(spoken)


def _names_any(text: str) -> bool:
    """Whether a word begins as some name of a language, a country or a people does."""
    return any(word in _TELLING_STARTS for word in _WORD.findall(text))


def _of_a_people(spoken: str) -> str | None:
    """The language of a people that is named before a person or an age, or on its own: never of a restaurant."""
    for match in _A_PEOPLE.finditer(spoken):
        return _PEOPLES[match["a"]]
    return None


def _spelt_right(folded: str) -> str:
    """The text with long names of languages that are one slip off written right: `portugese`, `vietnameese`."""
    return re.sub(r"[a-z]{6,}", lambda match: _language_word(match[0]), folded)


@lru_cache(maxsize=512)
def _language_word(word: str) -> str:
    if word in LANGUAGES or word in _ENGLISH_WORDS or word in _SPANISH_WORDS:
        return word
    near = [name for name in _LONG_NAMES if name[0] == word[0] and OSA.distance(name, word, score_cutoff=1) <= 1]
    return near[0] if len(near) == 1 else word


def forget_words() -> None:
    """Drop the words that were kept to be looked at once."""
    _language_word.cache_clear()


def _is_spanish(folded: str) -> bool:
    words = re.findall(r"[a-z]+", folded)
    spanish = sum(word in _SPANISH_WORDS for word in words)
    english = sum(word in _ENGLISH_WORDS for word in words)
    return spanish >= 2 and spanish > english + 1
