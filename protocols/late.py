"""A pattern that is compiled when it is first asked: a start of the program pays only for what is used."""

import re
from collections.abc import Iterator
from functools import cached_property

_WAITING: list["LatePattern"] = []


def compile_one() -> bool:
    """Compile the next pattern of all, while nobody waits for it; False when none is left."""
    if _WAITING:
        _WAITING.pop(0).compile()
    return bool(_WAITING)


class LatePattern:
    """A regular expression that looks like a compiled one to those who search with it."""

    def __init__(self, source: str) -> None:
        self.source = source
        _WAITING.append(self)

    def compile(self) -> None:
        """Compile it now, if nobody asked for it yet."""
        _ = self._compiled

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.source)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Every match, as in `re`."""
        return self._compiled.finditer(text)

    def search(self, text: str) -> re.Match[str] | None:
        """The first match, as in `re`."""
        return self._compiled.search(text)

    def sub(self, new: str, text: str) -> str:
        """The text with every match replaced, as in `re`."""
        return self._compiled.sub(new, text)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """The match of the whole text, as in `re`."""
        return self._compiled.fullmatch(text)
