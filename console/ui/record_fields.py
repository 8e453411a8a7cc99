"""The coded fields of a record at the screen: their keys, what each says now, and whether that is only proposed."""

from collections.abc import Mapping
from dataclasses import dataclass

from console.calls import codes
from console.calls.at_hand import AtHand, as_rows
from console.calls.proposal import Proposal
from console.ui.fit import cut, filled
from console.ui.rows import Row, row

CONTROLS = "controls"
_LABEL = 12


@dataclass(frozen=True, slots=True)
class Field:
    """One coded field: its key, where it stands, what it is called, what it may say."""

    key: str
    name: str
    label: str
    allowed: Mapping[str, str]
    of_case: bool = False


FIELDS = (
    Field("t", "signal_type", "type", codes.SIGNAL_TYPE),
    Field("c", "caller", "caller", codes.CALLER),
    Field("a", "channel", "channel", codes.CHANNEL),
    Field("h", "how_heard", "heard of us", codes.HOW_HEARD),
    Field("d", "disposition", "ends with", codes.DISPOSITION),
    Field("k", "trafficking_type", "trafficking", codes.TRAFFICKING_TYPE, of_case=True),
    Field("v", "venue", "venue", codes.VENUE, of_case=True),
    Field("m", "minors", "minors", codes.MINORS, of_case=True),
    Field("g", "gender_band", "gender", codes.GENDER_BAND, of_case=True),
    Field("n", "victims", "victims", codes.VICTIMS, of_case=True),
    Field("s", "status", "status", codes.STATUS, of_case=True),
    Field("r", "relationship", "relation", codes.RELATIONSHIP, of_case=True),
    Field("p", "place_type", "there", codes.PLACE_TYPE, of_case=True),
    Field("o", CONTROLS, "control", codes.CONTROL, of_case=True),
)
"""In the order of the page: the contact's own fields at the left, the case's at the right."""

BY_KEY = {one.key: one for one in FIELDS}


def said_of(record: AtHand, proposal: Proposal, asked: Field) -> tuple[str, bool]:
    """What a field says, and whether somebody chose it; nothing where the contact concerns no case."""
    signal, situation = as_rows(record, proposal)
    holder = situation if asked.of_case else signal
    if holder is None:
        return "", False
    if asked.name == CONTROLS:
        return ", ".join(codes.CONTROL[code] for code in sorted(situation.controls if situation else ())), bool(
            record.controls
        )
    return str(getattr(holder, asked.name)), asked.name in record.chosen


def code_rows(record: AtHand, proposal: Proposal, place: str, width: int) -> list[Row]:
    """The contact's own fields at the left, those of the case at the right, the place below."""
    half = width // 2
    left = [_line(record, proposal, one) for one in FIELDS if not one.of_case]
    right = [_line(record, proposal, one) for one in FIELDS if one.of_case]
    if as_rows(record, proposal)[1] is None:
        right = ["No case: counted as a contact alone. x makes it one."]
    left += ["" for _ in range(len(right) - len(left))]
    right += ["" for _ in range(len(left) - len(right))]
    pairs = zip(left, right, strict=True)
    rows = [row(filled(cut(one, half - 1), half) + cut(other, width - half)) for one, other in pairs]
    return [*rows, row(cut(f"   county {place}", width))]


def _line(record: AtHand, proposal: Proposal, asked: Field) -> str:
    code, chosen = said_of(record, proposal, asked)
    said = asked.allowed.get(code, code) or "-"
    return f" {asked.key} {asked.label:<{_LABEL}}{said}{'' if chosen or said == '-' else '?'}"
