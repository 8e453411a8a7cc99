"""What is doubtful about a listing's numbers, without dialling one: not a number, not in service, another state's."""

import re
from collections.abc import Callable, Iterator

import phonenumbers

from resources.listing import Listing, Phone
from resources.states import STATE_NAMES

StateOf = Callable[[str], str]
"""The state of an area code, "" where it has none: toll-free, or not known."""

_FICTIONAL = re.compile(r"\+1\d{3}55501\d\d")
_SHORT = re.compile(r"[2-9]11|988|\d{5,6}")
_LONGEST_EXTENSION = 6


def phone_faults(listing: Listing, state_of: StateOf) -> tuple[str, ...]:
    """Each doubt in words that say what to do; none where every number looks right."""
    faults = [fault for phone in listing.phones for fault in _faults_of(phone, listing, state_of)]
    dialled = [phone for phone in listing.phones if phone.number and phone.kind != "fax"]
    if not dialled:
        faults.append("no number that can be dialled")
    return tuple(dict.fromkeys(faults))


def _faults_of(phone: Phone, listing: Listing, state_of: StateOf) -> Iterator[str]:
    said = phone.raw or phone.number
    if not phone.number:
        yield f"{said!r} cannot be read as a number: write it anew"
    elif _FICTIONAL.fullmatch(phone.number):
        yield f"{said} is a number of films and practice: nobody answers"
    elif not phone.number.startswith("+"):
        if not _SHORT.fullmatch(phone.number):
            yield f"{said} is no short code that is dialled in the US"
    else:
        yield from _long_faults(phone.number, said, listing, state_of)
    if len(phone.extension) > _LONGEST_EXTENSION:
        yield f"extension {phone.extension} is longer than any: check where the number ends"


def _long_faults(number: str, said: str, listing: Listing, state_of: StateOf) -> Iterator[str]:
    parsed = phonenumbers.parse(number)
    if not phonenumbers.is_valid_number(parsed):
        yield f"{said} is no number in service: its area or exchange does not exist"
        return
    if phonenumbers.number_type(parsed) == phonenumbers.PhoneNumberType.PREMIUM_RATE:
        yield f"{said} costs the caller extra"
    if number.startswith("+1"):
        own = {listing.state, *(area.code for area in listing.areas if area.level == "state")} - {""}
        state = state_of(number[2:5])
        if own and state and state not in own:
            yield f"{said} has an area code of {_name(state)}, the listing is in {_name(min(own))}: ask"


def _name(state: str) -> str:
    return STATE_NAMES.get(state, state)
