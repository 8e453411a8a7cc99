"""The objects of a JSON text one by one, whatever wraps them: a list, a page, one a line, or nothing."""

import json
import re
from collections.abc import Iterator
from typing import TextIO

from resources.errors import IntakeError
from resources.intake.sources import SourceFile
from resources.intake.text_file import encoding_of, open_text

Item = tuple[int, dict[str, object]]
_CHUNK = 1 << 18
_LONGEST_ITEM = 32_000_000
_WRAPPED = re.compile(
    r'"(contents|features|results|data|items|records|rows|value|response|resources|listings|organizations|services)"\s*:\s*\['
)
_SPACE = re.compile(r"[\s,]*")


def json_items(source: SourceFile) -> Iterator[Item]:
    """Number and object for each item; raises where the text is not JSON or breaks off."""
    with open_text(source, encoding_of(source)) as text:
        reader = _Reader(source.name, text)
        try:
            yield from reader.items()
        except RecursionError as error:
            raise IntakeError(f"{source.name} nests deeper than any directory does: it is not taken.") from error


class _Reader:
    """Decodes one value after another from a stream, holding no more than one."""

    def __init__(self, name: str, text: TextIO) -> None:
        self._name, self._text = name, text
        self._held, self._at = "", 0
        self._decoder = json.JSONDecoder()

    def items(self) -> Iterator[Item]:
        self._more()
        self._skip()
        if self._held[self._at : self._at + 1] == "[":
            self._at += 1
            yield from self._numbered(until="]")
            return
        wrapped = self._wrapping()
        if wrapped:
            self._at = wrapped
            yield from self._numbered(until="]")
            return
        yield from self._numbered(until="")

    def _numbered(self, until: str) -> Iterator[Item]:
        number = 0
        while True:
            self._skip()
            if self._at >= len(self._held):
                if until:
                    raise IntakeError(
                        f"{self._name} breaks off after item {number}: it is half a file. Ask for the whole one."
                    )
                return
            if until and self._held[self._at] == until:
                return
            number += 1
            value = self._value(number)
            yield number, value if isinstance(value, dict) else {}

    def _value(self, number: int) -> object:
        while True:
            try:
                value, self._at = self._decoder.raw_decode(self._held, self._at)
            except json.JSONDecodeError as error:
                if self._more():
                    continue
                raise IntakeError(
                    f"{self._name} is not whole JSON: item {number} cannot be read ({error.msg}). Export it again."
                ) from error
            return value

    def _wrapping(self) -> int:
        """Where the list of a page starts, if its name comes at the first level; 0 if the object is the item itself."""
        found = _WRAPPED.search(self._held, self._at)
        before = self._held[self._at : found.start()] if found else ""
        shallow = found is not None and _depth(before) == 1
        # An organisation holds a list of services too, but says its own name before or after it.
        if found is None or not shallow or (found[1] == "services" and '"name"' in before):
            return 0
        return found.end()

    def _skip(self) -> None:
        while True:
            found = _SPACE.match(self._held, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._held) or not self._more():
                return

    def _more(self) -> bool:
        chunk = self._text.read(_CHUNK)
        if not chunk:
            return False
        if len(self._held) - self._at > _LONGEST_ITEM:
            raise IntakeError(f"{self._name} has an item of over {_LONGEST_ITEM // 1_000_000} MB: it is not taken.")
        self._held, self._at = self._held[self._at :] + chunk, 0
        return True


def _depth(text: str) -> int:
    bare = re.sub(r'"(?:[^"\\]|\\.)*"', "", text)
    return bare.count("{") + bare.count("[") - bare.count("}") - bare.count("]")
