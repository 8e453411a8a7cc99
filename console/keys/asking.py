"""Asking for a secret: on the terminal without echo, or from a file descriptor, and from nowhere else."""

import os
import sys
import unicodedata
from collections.abc import Callable
from getpass import getpass

from console.keys.errors import KeyFaultError
from console.keys.recovery import read_row, read_sheet

SHORTEST = 12
_MOST_BYTES = 4096
_TRIES = 3


class Asker:
    """Where secrets come from in this run: the lines of one descriptor, in the order asked for, or a person."""

    def __init__(self, descriptor: int | None, ask: Callable[[str], str] = getpass) -> None:
        self._ask = ask
        self._lines = None if descriptor is None else _lines_of(descriptor)

    def passphrase(self, prompt: str = "Passphrase: ") -> str:
        """The passphrase that stands."""
        return _normal(self._line(prompt))

    def new_passphrase(self, prompt: str = "New passphrase: ") -> str:
        """A passphrase to be set: long enough, and from a person twice the same."""
        for _ in range(_TRIES):
            chosen = self.passphrase(prompt)
            if fault := _unfit(chosen):
                if self._lines is not None:
                    raise KeyFaultError(fault)
                print(fault, file=sys.stderr)
            elif self._lines is not None or self.passphrase("The same again: ") == chosen:
                return chosen
            else:
                print("The two differ. Begin again.", file=sys.stderr)
        raise KeyFaultError("No passphrase was set. Think of one, write nothing down, and begin again.")

    def recovery_key(self) -> bytes:
        """The private half from the recovery sheet: row by row, so that a slip shows at once."""
        if self._lines is not None:
            rows: list[str] = []
            while len("".join(rows).replace(" ", "").replace("-", "")) < 64:
                rows.append(self._line(""))
            return read_sheet(rows)
        return b"".join(self._row(number) for number in range(4))

    def _row(self, number: int) -> bytes:
        for _ in range(_TRIES):
            try:
                return read_row(number, self._ask(f"Recovery key, row {number + 1} of 4: "))
            except KeyFaultError as fault:
                print(fault, file=sys.stderr)
        raise KeyFaultError("The recovery key was not read. Begin again with the sheet before you.")

    def _line(self, prompt: str) -> str:
        if self._lines is not None:
            if not self._lines:
                raise KeyFaultError("The descriptor of --passphrase-fd ended too soon: write one secret a line.")
            return self._lines.pop(0)
        if not sys.stdin.isatty() and self._ask is getpass:
            raise KeyFaultError("There is nobody to ask for the passphrase here. Use --passphrase-fd N for a script.")
        try:
            return self._ask(prompt)
        except EOFError as error:
            raise KeyFaultError("No passphrase was given; nothing was done.") from error


def _lines_of(descriptor: int) -> list[str]:
    try:
        raw = b""
        while len(raw) <= _MOST_BYTES and (chunk := os.read(descriptor, _MOST_BYTES)):
            raw += chunk
        return raw.decode("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise KeyFaultError(
            f"No passphrase can be read from descriptor {descriptor}. In a shell: --passphrase-fd 3 3<FILE"
        ) from error


def _normal(text: str) -> str:
    # One keyboard sends é as one sign, another as two: both are the same passphrase.
    return unicodedata.normalize("NFC", text)


def _unfit(passphrase: str) -> str:
    if len(passphrase.strip()) < SHORTEST:
        return f"Too short: use at least {SHORTEST} characters, such as four or five words that nobody would guess."
    if len(set(passphrase)) < 5:
        return "Too plain: it repeats a few signs only."
    return ""
