"""A name written in capitals as people write it, for showing only: what a source says stays as it is."""

import re
from functools import lru_cache

from resources.listing import Listing
from resources.places.states import US

_SMALL_WORDS = "a an and at by de del for in la las los of on or the to with y"
_SMALL = frozenset(_SMALL_WORDS.split())
_SPELT = """
AA ACLU AFB AIDS ASAP ATF BIA CAC CASA CBP CIA CPS DA DARC DBA DC DCF DCFS DEA DHS DMV DUI DV EMS ER FBI FQHC GED HHS
HIV HUD ICE II III IRS IV JCS LAPD LGBT LGBTQ LLC LLP LPD MCSO MPD NAACP NAMI NCMEC NE NW NYPD OSHA PAL PC PD PTSD SANE
SART SE SPCA SRO STD SW SWAT TB TTY UCLA UF UM UNC US USA USC USDA USF UT VA VFW VI VII WIC YMCA YWCA
"""
_ALSO_WORDS = frozenset({"IN", "OR", "ME", "HI", "OK", "LA", "PA", "MA", "DE", "AL", "CO", "ID", "MO", "ND"})
_CAPITALS = frozenset(_SPELT.split()) | (frozenset(US) - _ALSO_WORDS)
_OWN = {
    "PHD": "PhD", "DEKALB": "DeKalb", "DESOTO": "DeSoto", "DUPAGE": "DuPage", "LASALLE": "LaSalle",
    "LAPORTE": "LaPorte", "SGT": "Sgt", "DEWITT": "DeWitt", "DUBOIS": "DuBois", "INC": "Inc", "ST": "St", "MT": "Mt",
    "FT": "Ft", "DEPT": "Dept", "MACON": "Macon", "MACOMB": "Macomb", "MACHIAS": "Machias",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def listing_name(listing: Listing) -> str:
    """What a listing is called on one line: who runs it, and the service where that says more."""
    service, organisation = listing.service, listing.organisation
    if not organisation or organisation.lower() in service.lower():
        return readable(service)
    if not service or service.lower() in organisation.lower():
        return readable(organisation)
    return f"{readable(organisation)}: {readable(service)}"


@lru_cache(maxsize=8192)
def readable(name: str) -> str:
    """`name`, or where it is all capitals the same words in readable case: "MCALLEN POLICE" is "McAllen Police".

    Acronyms, states, numbers and anything that already holds a small letter stay as they are.
    """
    letters = [character for character in name if character.isalpha()]
    if len(letters) < 4 or any(character.islower() for character in letters) or name in _CAPITALS:
        return name
    return _WORD.sub(lambda word: _cased(word, name), name)


def _cased(found: re.Match[str], name: str) -> str:
    word, start = found[0], found.start()
    before = name[start - 1 : start]
    plain = word.replace("’", "'")
    if before.isdigit():
        return word.lower() if word in ("ST", "ND", "RD", "TH") else word
    # One letter between full stops or ampersands, and words without a vowel, are spoken letter by letter.
    lettered = len(word) <= 4 and not re.search("[AEIOUY]", plain) and plain not in _OWN
    if word in _CAPITALS or lettered or (before and before in ".&" and len(word) == 1):
        return word
    if name[found.end() : found.end() + 1] == "." and len(word) == 1:
        return word
    if plain.lower() in _SMALL and start and before not in "(-/:,":
        return word.lower()
    return _OWN.get(plain) or _capital(word)


def _capital(word: str) -> str:
    head, mark, tail = word.partition("'") if "'" in word else word.partition("’")
    if mark:
        # O'Brien and D'Arcy, but Sheriff's and Women's.
        return f"{_capital(head)}{mark}{_capital(tail) if len(head) == 1 else tail.lower()}"
    if re.match(r"MC[A-Z]{3}", word):
        return f"Mc{word[2]}{word[3:].lower()}"
    return word[:1] + word[1:].lower()
