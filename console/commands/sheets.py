"""A recovery sheet as one person alone sees it: on a screen of its own, proved by a row typed back, and then gone."""

import secrets
import sys

from console.exchange.keyring import Person, sheet_of
from console.keys.errors import KeyFaultError
from console.keys.recovery import read_row, sheet_rows

_OTHER_SCREEN, _BACK = "\x1b[?1049h\x1b[H", "\x1b[2J\x1b[H\x1b[?1049l"
_TRIES = 3


def somebody_watches() -> bool:
    """Whether a person sits here who can be shown something."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def shown_alone(person: Person) -> None:
    """Show somebody's sheet so that the next person at this screen cannot read it."""
    input(f"{person.name}: sit here alone with pen and paper, the others look away. Then press Enter. ")
    print(_OTHER_SCREEN, end="")
    try:
        print("\n".join(sheet_of(person)))
        _written_down(person)
    finally:
        print(_BACK, end="", flush=True)
    print(f"The sheet of {person.name} was shown. Lock the paper away; the next person may come.")


def _written_down(person: Person) -> None:
    """A slip of the pen shows now, and not on the day when the key is lost."""
    number = secrets.randbelow(4)
    wanted = read_row(number, sheet_rows(person.seed)[number])
    for _ in range(_TRIES):
        try:
            if read_row(number, input(f"Read row {number + 1} from your paper and type it here: ")) == wanted:
                return
        except KeyFaultError as fault:
            print(fault)
    input("Compare all four rows with your paper once more, letter by letter. Then press Enter. ")
