"""Correcting a listing by hand: what it says as editable text, what a change would do, keeping it, taking it back."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path

from console.errors import ConsoleError
from resources.dial import spoken
from resources.listing import Hours, Listing, Phone
from resources.naming import listing_name
from resources.phone_check import phone_faults
from resources.places.index import PlaceIndex
from resources.vetting import agreement_of, vetted

OWN = "own"
"""The source of listings that staff add by hand."""

NEW_PHONE = "phone +"
AGREED = "agreed"

_TEXTS = ("about", "how_to_apply", "url", "email", "note", "alert", "street", "city", "state", "zip", "organisation",
          "service", "site", "timezone")  # fmt: skip
_AXES = {"ages": "age", "genders": "gender", "documents": "documents", "access": "access"}

FORM = ("hours", "languages", "ages", "genders", "documents", "access", "cost", "how_to_apply", "about", "note",
        "alert", "vetting", AGREED, "service", "organisation", "site", "street", "city", "state", "zip", "covers",
        "url", "email")  # fmt: skip
"""What a form shows after the numbers, in the order in which callers ask for it."""


class EditError(ConsoleError):
    """A change cannot be kept as it was written."""

    exit_code = 2


NEW_FORM = ("organisation", "service", NEW_PHONE, "kinds", "city", "state", "zip", "street", "covers", "hours",
            "languages", "ages", "genders", "documents", "access", "cost", "how_to_apply", "about", "note", "alert",
            "sealed", "url", "email")  # fmt: skip
"""What the form of a new listing asks for."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change would make of a listing: `changes` field by field in words, `doubts` for the editor to weigh."""

    old: Listing
    new: Listing
    changes: tuple[str, ...]
    doubts: tuple[str, ...]


def columns_of(listing: Listing) -> dict[str, str]:
    """What a listing says, column by column as text that an editor can correct; each number by itself."""
    numbers = [phone for phone in listing.phones if not phone.private]
    columns = {f"phone {at}": phone_text(phone) for at, phone in enumerate(numbers, 1)}
    columns[NEW_PHONE] = ""
    columns |= {name: getattr(listing, name) for name in _TEXTS}
    columns |= {name: _rules_text(listing, axis) for name, axis in _AXES.items()}
    agreed = agreement_of(listing)
    columns |= {
        "hours": listing.hours.text,
        "languages": ";".join(listing.languages),
        "cost": listing.fees,
        "covers": ";".join(f"zip:{area.code}" if area.level == "zip" else area.code for area in listing.areas),
        "vetting": listing.vetting,
        AGREED: agreed.isoformat() if agreed else "",
    }
    return columns


def phone_text(phone: Phone) -> str:
    """A number as the template writes it: crisis:936-555-0101 x3 [es] (24 hours)."""
    parts = [f"{phone.kind}:{spoken(phone).removeprefix('text ')}"]
    parts += [f"[{', '.join(phone.languages)}]"] if phone.languages else []
    parts += [f"({phone.note.replace(';', ',').replace('(', '').replace(')', '')})"] if phone.note else []
    return " ".join(parts)


def _rules_text(listing: Listing, axis: str) -> str:
    return ";".join(f"{'' if one.verdict == 'yes' else 'no '}{one.value}" for one in listing.rules if one.axis == axis)


def preview(places: PlaceIndex, held: Listing, changed: Mapping[str, str], by: str = "") -> Preview:
    """What `changed` would make of a listing. Raises ResourcesError or EditError where it cannot be kept."""
    from resources.intake.build import Builder
    from resources.intake.template_row import with_columns
    from resources.intake.whereabouts import Locator

    builder = Builder(held.source, Locator(places))
    whole = {name: text for name, text in changed.items() if not name.startswith("phone ")}
    agreed = whole.pop(AGREED, None)
    vetting = whole.pop("vetting", None)
    new = with_columns(builder, held, whole) if whole else held
    numbers = {name: text for name, text in changed.items() if name.startswith("phone ")}

    def read(text: str) -> tuple[Phone, ...]:
        return with_columns(builder, held, {"phones": text}).phones

    new = replace(new, phones=_phones(held, numbers, read)) if numbers else new
    if vetting is not None or agreed is not None:
        on = _day(agreed) if agreed is not None else agreement_of(held)
        new = vetted(new, vetting if vetting is not None else held.vetting, by, on)
    return Preview(held, new, tuple(changes(held, new)), tuple(_doubts(places, held, new, changed)))


def _phones(held: Listing, numbers: Mapping[str, str], read: Callable[[str], tuple[Phone, ...]]) -> tuple[Phone, ...]:
    """The numbers with some written anew: the others keep every detail; an emptied one goes."""
    open_ones = [phone for phone in held.phones if not phone.private]
    kept: list[Phone] = []
    for at, phone in enumerate(open_ones, 1):
        text = numbers.get(f"phone {at}")
        kept += [phone] if text is None else _one_number(text, read)
    kept += _one_number(numbers.get(NEW_PHONE, ""), read)
    return (*kept, *(phone for phone in held.phones if phone.private))


def _one_number(text: str, read: Callable[[str], tuple[Phone, ...]]) -> list[Phone]:
    if not text.strip():
        return []
    phones = list(read(text if ":" in text else f"main:{text}"))
    if not phones or not all(phone.number for phone in phones):
        raise EditError(f"{text!r} cannot be read as a number. Write it like crisis:936-559-2607 x3 (24 hours).")
    return phones


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text.strip() else None
    except ValueError:
        raise EditError(f"{text!r} is no day. Write it like 2026-11-23.") from None


def new_listing(places: PlaceIndex, key: str, columns: Mapping[str, str]) -> Listing:
    """A listing of the desk's own. Raises ResourcesError with what is missing."""
    from resources.intake.build import Builder
    from resources.intake.template_row import row_listing
    from resources.intake.whereabouts import Locator

    row = {"key": key, **columns}
    if number := row.pop(NEW_PHONE, ""):
        row["phones"] = number if ":" in number else f"main:{number}"
    return row_listing(Builder(OWN, Locator(places)), "the new listing", 1, row)


def preview_new(places: PlaceIndex, key: str, columns: Mapping[str, str]) -> Preview:
    """A listing of the desk's own before it is kept, field by field. Raises ResourcesError with what is missing."""
    new = new_listing(places, key, columns)
    nothing = Listing(new.source, new.key, "", "", ())
    shown = [change for change in changes(nothing, new) if not change.endswith("-> nothing")]
    return Preview(new, new, tuple(shown), tuple(_doubts(places, nothing, new, columns)))


def changes(old: Listing, new: Listing) -> Iterator[str]:
    """Field by field, what it said and what it would say."""
    for field in fields(Listing):
        before, after = getattr(old, field.name), getattr(new, field.name)
        if before != after and field.name != "id":
            yield f"{field.name}: {_words(before)} -> {_words(after)}"


def _words(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(_words(each) for each in value) or "nothing"
    if isinstance(value, Phone):
        return phone_text(value)
    if isinstance(value, Hours):
        return value.text or "not known"
    for name in ("code", "text", "value"):
        if text := getattr(value, name, ""):
            return str(text)
    field, on = getattr(value, "field", ""), getattr(value, "on", None)
    return f"{field} {on}" if on else str(value or "nothing")


def _doubts(places: PlaceIndex, held: Listing, new: Listing, changed: Mapping[str, str]) -> Iterator[str]:
    known = set(phone_faults(held, lambda code: state_of_area(places, code)))
    yield from (fault for fault in phone_faults(new, lambda code: state_of_area(places, code)) if fault not in known)
    if changed.get("hours") and not new.hours.known:
        yield "these hours cannot be read for sure: they are shown as written, and it counts as unknown"
    if "city" in changed and new.lat is None and not new.sealed:
        yield f"no place is known for {new.city}, {new.state}: it will be found by what it covers alone"


def state_of_area(places: PlaceIndex, code: str) -> str:
    """The state of a telephone area code, as far as ZIP codes tell."""
    found = places.area(code)
    return found.state if found is not None else ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What was written, in words, and the number under which the directory keeps the change."""

    text: str
    change: int


def keep(own: Path, made: Preview, by: str, *, new: bool = False) -> Kept:
    """Write a change. Raises StoreError where the directory cannot be written."""
    from resources.local import LocalStore

    store = LocalStore(own)
    try:
        kept = store.add(made.new, by=by) if new else store.edit_published(made.old, made.new, by=by)
        return Kept(listing_name(kept), store.last_change().number)
    finally:
        store.close()


def take_back(own: Path, change: int) -> str:
    """Take the change of that number back, if nothing was changed since; says in words what was done."""
    from resources.local import LocalStore

    store = LocalStore(own)
    try:
        last = store.last_change()
        if last.number != change:
            return f"Not taken back: {last.by} did {last.action} since. Edit the listing again instead."
        return store.undo()
    finally:
        store.close()
