"""Who may do what at a hub: every group, every table, every column; the server is tested against this very table."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from console.calls.bodies import KINDS
from console.calls.hub_admin import DUTIES, OFFICE

GROUPS = (OFFICE, *DUTIES)


@dataclass(frozen=True, slots=True)
class Allowed:
    """What one group may do with one table: which columns it may read, put and change, and of which rows."""

    rows: str = "none"
    select: frozenset[str] = frozenset()
    insert: frozenset[str] = frozenset()
    update: frozenset[str] = frozenset()
    delete: bool = False

    @property
    def text(self) -> str:
        """The same in a cell: what, of which columns, of which rows."""
        said = [
            f"{verb} {', '.join(sorted(columns))}"
            for verb, columns in (("read", self.select), ("put", self.insert), ("change", self.update))
            if columns
        ]
        said += ["delete"] if self.delete else []
        return f"{self.rows} rows: {'; '.join(said)}" if said else "nothing"


NOTHING = Allowed()
_BOOKED = frozenset({"id", "desk", "version", "body_sha256"})
_HUB = frozenset({"one", "id", "organisation", "sealing_key", "key_check", "version", "made"})


def _columns(*names: str) -> frozenset[str]:
    return frozenset(names)


def _records() -> dict[tuple[str, str], Allowed]:
    cells = {}
    for kind in KINDS.values():
        sealed = _columns("sealed") if kind.sealed else frozenset()
        shown = frozenset(kind.columns) | ({"has_value"} if kind.name == "entity" else frozenset())
        cells[OFFICE, kind.name] = Allowed("own", insert=_BOOKED | frozenset(kind.columns) | sealed)
        cells["analyst", kind.name] = Allowed("all", select=shown | {"office", "id", "received"})
    return cells


_CELLS: Mapping[tuple[str, str], Allowed] = MappingProxyType(
    _records()
    | {(group, "hub"): Allowed("all", select=_HUB) for group in GROUPS}
    | {
        (OFFICE, "gone"): Allowed("own", insert=_BOOKED | {"kind"}),
        (OFFICE, "desk"): Allowed(
            "own",
            select=_columns("office", "id", "number"),
            insert=_columns("id", "organisation", "key_check"),
        ),
        (OFFICE, "item"): Allowed(
            "own", select=_columns("office", "kind", "id", "number", "version", "body_sha256", "gone")
        ),
        (OFFICE, "audit_head"): Allowed(
            "own", select=_columns("office", "desk", "seq", "own"), insert=_columns("desk", "seq", "own")
        ),
        (OFFICE, "asked"): Allowed("own", insert=_columns("made_on", "text_until", "values_until", "tokens_until")),
        ("retention", "signal"): Allowed(
            "expired", select=_columns("office", "id", "day", "situation"), update=_columns("day")
        ),
        ("retention", "narrative"): Allowed(
            "expired", select=_columns("office", "id", "expires_on", "received"), delete=True
        ),
        ("retention", "entity"): Allowed(
            "expired",
            select=_columns("office", "id", "last_month", "has_value"),
            update=_columns("sealed"),
            delete=True,
        ),
        ("retention", "mention"): Allowed(
            "expired", select=_columns("office", "id", "entity", "month", "situation"), delete=True
        ),
    }
    | {
        (group, table): Allowed("all", select=columns)
        for table, columns, groups in (
            ("term", _columns("what", "days"), ("retention", "auditor")),
            (
                "asked",
                _columns("office", "made_on", "text_until", "values_until", "tokens_until", "received"),
                ("retention", "auditor"),
            ),
            (
                "desk",
                _columns("office", "id", "number", "organisation", "key_check", "received"),
                ("auditor",),
            ),
            (
                "item",
                _columns("office", "kind", "id", "number", "version", "body_sha256", "gone", "received"),
                ("auditor",),
            ),
            ("audit_head", _columns("office", "desk", "seq", "own", "received"), ("auditor",)),
            ("alarm", _columns("number", "office", "kind", "item", "what", "received"), ("auditor",)),
            (
                "opening",
                _columns("number", "made", "who", "office", "kind", "id", "reason", "deed", "previous", "own"),
                ("auditor",),
            ),
        )
        for group in groups
    }
)

TABLES = (*KINDS, "gone", "item", "desk", "audit_head", "asked", "alarm", "opening", "term", "hub")
FUNCTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"ask_to_open": ("opener",), "opened": ("opener",), "counted": ("auditor",)}
)
"""What is done by calling, and who may call it."""


def allowed(group: str, table: str) -> Allowed:
    """What a group may do with a table; what is not said is not allowed."""
    return _CELLS.get((group, table), NOTHING)
