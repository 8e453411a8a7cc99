"""What one source row says, under our own names, before it is a listing."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Value:
    """One cell as found; `label` is what its column or a field beside it calls it."""

    text: str
    label: str = ""
    kind: str = ""
    private: bool = False


@dataclass(frozen=True, slots=True)
class TimeRow:
    """One row of a structured schedule, still as text."""

    days: tuple[int, ...]
    opens: str
    closes: str
    text: str = ""
    valid_from: str = ""
    valid_to: str = ""
    weekly: bool = True


@dataclass(frozen=True, slots=True)
class HolidayRow:
    """One row of a holiday schedule, still as text."""

    start: str
    end: str
    closed: bool
    opens: str = ""
    closes: str = ""


@dataclass(slots=True)
class Facts:
    """Everything known about one listing, gathered from one row or from many tables.

    `alone` says that no other row of its file has the same address and number.
    """

    file: str = ""
    row: int = 0
    values: dict[str, list[Value]] = field(default_factory=dict)
    times: list[TimeRow] = field(default_factory=list)
    holidays: list[HolidayRow] = field(default_factory=list)
    doubts: set[str] = field(default_factory=set)
    repaired: bool = False
    sealed: bool = False
    hidden: str = ""
    alone: bool = False
    own: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, text: str, label: str = "", kind: str = "", private: bool = False) -> None:
        """Note one value; empty text is nothing."""
        if text:
            self.values.setdefault(name, []).append(Value(text, label, kind, private))

    def first(self, name: str) -> str:
        """The first value of a field, or ""."""
        found = self.values.get(name)
        return found[0].text if found else ""

    def every(self, name: str) -> tuple[str, ...]:
        """Each distinct value of a field, in order."""
        found = self.values.get(name)
        if not found:
            return ()
        return (found[0].text,) if len(found) == 1 else tuple(dict.fromkeys(value.text for value in found))

    def hide(self, reason: str) -> None:
        """Keep the listing out of sight; the first reason stands."""
        self.hidden = self.hidden or reason
