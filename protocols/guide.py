"""One response protocol, as its Markdown file says it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

VERBS = ("Say", "Ask", "Do", "Check", "Report", "Refer")
"""Say and Ask are read aloud; Do and Check are for the specialist alone."""

GUIDE_KINDS = ("overlay", "situation", "role", "need", "not_trafficking", "mode")
"""An overlay is an alert: shown whatever the ranking says. A mode is a way of talking, reached by a key."""

NO_KIND = "none"
"""What a Refer line says where the guide sends nobody anywhere."""

URGENCIES = ("U0", "U1", "U2", "U3", "U4")
"""U0 life now, U1 this call, U2 days, U3 planned, U4 information."""


@dataclass(frozen=True, slots=True)
class Branch:
    """If `condition` holds, `guide` opens over this one."""

    condition: str
    guide: str


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a guide. `say` maps ISO 639 codes to the words to read aloud, for Say and Ask steps."""

    verb: str
    text: str
    say: Mapping[str, str] = field(default_factory=dict)
    branches: tuple[Branch, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class ReferLine:
    """A kind of help the guide asks for, for whom, and the key of a national line where one exists."""

    kind: str
    eligibility: str
    line_key: str = ""


@dataclass(frozen=True, slots=True)
class Trigger:
    """One readable rule: `clause` any, all or not; `pattern` as written in the file; see protocols/README.md."""

    clause: str
    pattern: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Guide:
    """One response protocol. `status` is draft, review, approved or retired; `sha256` is that of the file's text."""

    id: str
    title: str
    kind: str
    urgency: str
    needs: tuple[str, ...]
    version: str
    status: str
    owner: str
    approved_by: str
    approved_on: str
    review_by: str
    languages: tuple[str, ...]
    phrases: Mapping[str, tuple[str, ...]]
    triggers: tuple[Trigger, ...]
    signs: tuple[str, ...]
    steps: tuple[Step, ...]
    refer: tuple[ReferLine, ...]
    states: Mapping[str, tuple[str, ...]]
    sources: tuple[str, ...]
    sha256: str = ""

    @property
    def is_alert(self) -> bool:
        """An overlay is shown whatever the ranking says."""
        return self.kind == "overlay"


@dataclass(frozen=True, slots=True)
class Alert:
    """A guide that must be on screen, and the words or facts that made it so."""

    guide: Guide
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GuideMatch:
    """A guide that fits what was said; `confidence` 0..1, `why` the words that matched."""

    guide: Guide
    confidence: float
    why: tuple[str, ...]
