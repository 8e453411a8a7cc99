"""Which number to dial first, and how a number is read aloud."""

from collections.abc import Iterable

from resources.listing import Phone

ORDER = ("crisis", "intake", "main", "toll_free", "after_hours", "text", "tty", "other")
"""Kinds of number as they are offered: the crisis line first. A fax is never dialled."""


def dialled(phones: Iterable[Phone]) -> tuple[Phone, ...]:
    """The numbers that may be dialled, best first: no fax, nothing private, nothing that could not be read."""
    usable = [phone for phone in phones if phone.number and not phone.private and phone.kind in ORDER]
    return tuple(sorted(usable, key=lambda phone: ORDER.index(phone.kind)))


def first_phone(phones: Iterable[Phone]) -> Phone | None:
    """The number to dial first, if any is held."""
    return next(iter(dialled(phones)), None)


def spoken(phone: Phone) -> str:
    """A number grouped for reading aloud: 936-555-0100 x3; short codes and foreign numbers as they are."""
    number = phone.number or phone.raw
    if len(number) == 12 and number.startswith("+1"):
        number = f"{number[2:5]}-{number[5:8]}-{number[8:]}"
    text = f"text {number}" if phone.kind == "text" else number
    return f"{text} x{phone.extension}" if phone.extension else text
