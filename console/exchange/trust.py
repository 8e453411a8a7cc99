"""Whose signature counts, for how long, and what to say when it does not: rules without any reading or writing."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

AMBER, RED = timedelta(days=3), timedelta(days=14)
"""When the last word of the publisher is old, and when it is too old to trust without asking; never hidden for it."""

CLOCK_SLACK = timedelta(hours=2)
"""How far a clock may be behind the publisher's before it is called wrong."""

MOST_PATCHES = 14
"""How many days behind a desk may be and still catch up by patches."""

HIDE = "hide"
"""The role whose signers may take a number away, each alone; it can show nothing."""

HOST = "host"
"""The key of the publisher's host: it says daily that nothing newer exists, and can change no content."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How many of a role's holders must sign, and for how many days that counts."""

    threshold: int
    days: int


@dataclass(frozen=True, slots=True)
class Constitution:
    """Who the publisher is: how many people at least, and the rule of each role."""

    name: str
    holders: int
    editors: int
    rules: dict[str, Rule]


_ONLINE = {"snapshot": Rule(1, 14), "timestamp": Rule(1, 14), HIDE: Rule(1, 365)}
SMALL = Constitution(
    "small", 2, 2,
    {"root": Rule(2, 365), "targets": Rule(2, 365), "directory": Rule(2, 90), "guides": Rule(2, 180), **_ONLINE},
)  # fmt: skip
FULL = Constitution(
    "full", 5, 3,
    {"root": Rule(3, 365), "targets": Rule(2, 365), "directory": Rule(2, 90), "guides": Rule(2, 180), **_ONLINE},
)  # fmt: skip
CONSTITUTIONS = {one.name: one for one in (SMALL, FULL)}


@dataclass(frozen=True, slots=True)
class Age:
    """How long ago the publisher last spoke: `level` is fresh, amber or red, or clock where that cannot be right."""

    level: str
    text: str


def age_at(now: datetime, issued: datetime | None) -> Age:
    """The age of what the publisher signed last."""
    if issued is None:
        return Age("fresh", "never synced")
    gone = now - issued
    if gone < -CLOCK_SLACK:
        return Age("clock", f"this computer's clock is wrong: it says {now:%d %b %Y}, before the last check")
    level = "red" if gone > RED else "amber" if gone > AMBER else "fresh"
    return Age(level, f"checked {ago(gone)}")


def ago(gone: timedelta) -> str:
    """A time span in the words of a status line."""
    minutes = max(0, int(gone.total_seconds() // 60))
    if minutes < 60:
        return f"{minutes} min ago" if minutes else "just now"
    return f"{minutes // 60} h ago" if minutes < 48 * 60 else f"{minutes // 1440} d ago"


def fingerprint(signed: bytes) -> str:
    """A publisher's root as eight groups of four, to be read aloud and compared with the printed sheet."""
    import hashlib  # brings all of OpenSSL, and every desk asks for ages when it opens

    digest = hashlib.sha256(signed).hexdigest()[:32]
    return "-".join(digest[at : at + 4] for at in range(0, 32, 4))


def same_fingerprint(one: str, other: str) -> bool:
    """Whether two fingerprints are the same, however they were typed."""
    return re.sub(r"[^0-9a-f]", "", one.lower()) == re.sub(r"[^0-9a-f]", "", other.lower())


_WHO = {
    "root": "the holders of the root keys",
    "targets": "the holders of the root keys",
    "snapshot": "whoever looks after the publisher's host",
    "timestamp": "whoever looks after the publisher's host",
    "directory": "the directory's editors",
    "guides": "the clinical leads",
    HIDE: "the editors",
}


def who_acts(role: str) -> str:
    """The people who must do something about a fault of this role."""
    return _WHO.get(role, "the publisher")


def expired_text(role: str, now: datetime) -> str:
    """What to say where a role's signature ran out."""
    act = {
        "timestamp": "run `northline publish tick`",
        "snapshot": "run `northline publish tick`",
        "root": "run `northline publish renew`",
        "targets": "run `northline publish renew`",
    }.get(role, "build, sign and release again")
    return (
        f"The publisher's {role} signature has run out, or this computer's clock is wrong (it says {now:%d %b %Y}). "
        f"Check the clock; if it is right, {who_acts(role)} must {act}. The directory held here goes on working."
    )


def unsigned_text(role: str) -> str:
    """What to say where too few of the right people signed."""
    return (
        f"REFUSED: {role} is not signed by enough of the people who may sign it. Nothing was changed. Do not use this "
        f"source again before {who_acts(role)} have told you, on a number you already have, what happened."
    )


def older_text(role: str) -> str:
    """What to say where something older than what was already seen is offered."""
    return (
        f"REFUSED: this source offers an older {role} than this desk has already seen. Nothing was changed. It may be "
        f"an old stick or copy: get a newer one. If it is the publisher's own address, tell {who_acts(role)}."
    )


def foreign_text(role: str, what: str) -> str:
    """What to say of something that does not belong together or cannot be read."""
    return (
        f"REFUSED: {role} is not as the publisher signed it ({what}). Nothing was changed. Copy it again from where it "
        f"came; if that does not help, tell {who_acts(role)}."
    )


def parse_time(text: object) -> datetime | None:
    """A signed moment, or None where there is none."""
    try:
        moment = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return moment.replace(tzinfo=moment.tzinfo or UTC) if moment else None
