"""What is kept of a call: signal, situation, referrals, mentions, consent. No name and no number of a caller."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from console.calls import codes
from console.calls.errors import CallsError

NOTE_AT_MOST = 500
"""Letters of a note: it says what matters for the next contact, never what was said word for word."""


@dataclass(frozen=True, slots=True)
class Signal:
    """One contact. `day` is a date, or its first of the month once coarsened; `hour_band` is 0 to 5, four hours each.

    `situation` is empty while the contact concerns no case. `first_help_s` is measured by itself, in seconds from the
    first key to the first help opened, and never reported by person. `finished` is off while the call goes on.
    """

    id: str
    day: date
    hour_band: int
    channel: str = "call"
    language: str = ""
    duration_s: int | None = None
    signal_type: str = "general_info"
    caller: str = "anonymous_unknown"
    how_heard: str = ""
    county: str = ""
    state: str = ""
    situation: str = ""
    protocol: str = ""
    protocol_version: str = ""
    disposition: str = "unknown"
    first_help_s: int | None = None
    finished: bool = False


@dataclass(frozen=True, slots=True)
class Situation:
    """One case, which many contacts may concern. County (FIPS) is the finest place."""

    id: str
    first_month: date
    trafficking_type: str = "not_specified"
    venue: str = "not_specified"
    isic: str = ""
    controls: frozenset[str] = frozenset()
    recruitment: str = ""
    relationship: str = "unknown"
    minors: str = "unknown"
    gender_band: str = "unknown"
    victims: str = "unknown"
    status: str = "possible"
    state: str = ""
    county: str = ""
    place_confidence: int | None = None
    place_type: str = "exploitation"


@dataclass(frozen=True, slots=True)
class Referral:
    """A listing given in a contact, and what became of it. `listing` is its id in the directory.

    `spoken_consent`: the caller agreed aloud, all three on the line, to a warm transfer; never a written release.
    """

    id: str
    signal: str
    listing: int
    kind: str
    made_month: date
    outcome: str = "offered"
    situation: str = ""
    spoken_consent: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """An identifier named in a situation: whose it is (`role`), and whether it was heard letter by letter."""

    situation: str
    entity: str
    role: str
    heard_exactly: bool
    month: date


@dataclass(frozen=True, slots=True)
class Consent:
    """A written, time-limited consent; no row means none. `form` is where the paper is, never what it says."""

    id: str
    situation: str
    scope: str
    given_on: date
    expires_on: date
    form: str
    withdrawn_on: date | None = None

    def live(self, on: date) -> bool:
        """Whether it allows anything on that day."""
        return self.given_on <= on < self.expires_on and (self.withdrawn_on is None or on < self.withdrawn_on)


_CODED: tuple[tuple[type, str, Collection[str]], ...] = (
    (Signal, "channel", codes.CHANNEL), (Signal, "signal_type", codes.SIGNAL_TYPE), (Signal, "caller", codes.CALLER),
    (Signal, "disposition", codes.DISPOSITION),
    (Signal, "how_heard", {**codes.HOW_HEARD, "": ""}), (Situation, "trafficking_type", codes.TRAFFICKING_TYPE),
    (Situation, "venue", codes.VENUE), (Situation, "relationship", codes.RELATIONSHIP),
    (Situation, "minors", codes.MINORS), (Situation, "gender_band", codes.GENDER_BAND),
    (Situation, "victims", codes.VICTIMS), (Situation, "status", codes.STATUS),
    (Situation, "place_type", codes.PLACE_TYPE), (Referral, "outcome", codes.OUTCOME), (Mention, "role", codes.ROLE),
    (Consent, "scope", codes.SCOPE),
)  # fmt: skip


Row = TypeVar("Row", Signal, Situation, Referral, Mention, Consent)


def checked(row: Row) -> Row:
    """The row itself, where every code in it is one of ours.

    Raises:
        CallsError: a code is unknown; its message names the field and what it may say, never the row.
    """
    for kind, name, allowed in _CODED:
        if isinstance(row, kind) and getattr(row, name) not in allowed:
            raise CallsError(f"{name} may be {', '.join(allowed)}. Choose one of them; nothing was kept.")
    if isinstance(row, Situation) and not row.controls <= codes.CONTROL.keys():
        raise CallsError(f"methods of control may be {', '.join(codes.CONTROL)}. Nothing was kept.")
    return row
