"""From a place, kinds and people to the help that can be offered now."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import chain

from resources.caller import Caller, caller_in
from resources.choose import BEFORE_POLICE, CRISIS, choose
from resources.coverage import country_name
from resources.fit import together
from resources.geodesic import geodesic_km
from resources.kinds import KINDS
from resources.places.place import Place
from resources.rank import Ranked
from resources.reach import known_facts
from resources.seek import Seeker
from resources.spelling import sound_of
from resources.store import Directory
from resources.want import Found, Help, Opening, Want

__all__ = ["Found", "Help", "Opening", "Want", "find_help"]

IMMIGRATION = "immigration_enforcement"
"""Named as such, and offered only when it was asked for."""

_REMEMBERED = 64
_MOST_TURNS = 40
_NOES = 8
_SPARE = 2
_ASKED = 8
_LINES = 60


def find_help(
    directory: Directory,
    place: Place | None,
    kinds: Sequence[str],
    want: Want,
    now: datetime,
    limit: int = 12,
    outcomes: Mapping[int, float] | None = None,
    urgent: Collection[str] = (),
    named: Sequence[tuple[str, int]] = (),
) -> Found:
    """Whom to offer a caller in `place`: a few of every wanted kind, from near to national.

    The best of every `urgent` kind stand first, crisis lines before all. `named` are the lines that guides refer to, as
    kind and id: they are among the answers wherever in the country the caller is. `outcomes` maps the id of a listing
    to the share (0..1) of its past referrals that went well. Never empty while the directory holds a single national
    line: where nothing nearer is held, those answer, and a note says so. What is found for one kind is remembered:
    another set of kinds for the same place, people and minute asks only what is new.
    """
    directory.reload_if_changed()
    wanted = _in_order(kinds, want)
    minute = now.replace(second=0, microsecond=0)
    people = (place, want, minute, tuple(sorted(outcomes.items())) if outcomes else ())
    asked = (people, wanted, limit, tuple(urgent), tuple(named))
    found: Found | None = directory.answers.get(asked)
    if found is None:
        if len(directory.answers) >= _REMEMBERED:
            directory.answers.clear()
        caller, faults = caller_in(place, want, minute, outcomes), len(directory.faults)
        with _one_look(directory):
            found = _Finding(directory, people, caller, limit, urgent, named).find(wanted)
        if len(directory.faults) > faults:
            # A file broke while it was read and was set aside: the whole question goes to what is left.
            directory.seekers.clear()
            found = _Finding(directory, people, caller, limit, urgent, named).find(wanted)
        directory.answers[asked] = found
    return found


@contextmanager
def _one_look(directory: Directory) -> Iterator[None]:
    """All statements of a question see the desk's own file as it was at the first: locked once and not for each."""
    own = directory.own
    if own is None or own.connection.in_transaction:
        yield
        return
    own.connection.execute("BEGIN")
    try:
        yield
    finally:
        if own.connection.in_transaction:
            own.connection.execute("ROLLBACK")


def forget_callers(directory: Directory) -> None:
    """Drop whom and where help was sought for: what was kept to answer the next key faster names people and places."""
    directory.answers.clear()
    directory.seekers.clear()
    for shelf in directory.shelves:
        shelf.asked.clear()
    for kept in (known_facts, together, geodesic_km, sound_of):
        kept.cache_clear()


class _Finding:
    """One question on its way to an answer."""

    def __init__(
        self,
        directory: Directory,
        people: tuple[object, ...],
        caller: Caller,
        limit: int,
        urgent: Collection[str],
        named: Sequence[tuple[str, int]],
    ) -> None:
        self._directory = directory
        self._caller = caller
        if len(directory.seekers) >= _ASKED and people not in directory.seekers:
            directory.seekers.clear()
        self._seekers: dict[tuple[str, bool], Seeker] = directory.seekers.setdefault(people, {})
        self._limit = limit
        self._urgent = {*urgent, "youth_shelter"} if "shelter" in urgent else set(urgent)
        # A US line is no answer to a call from abroad; where nothing else is held, it is found as such.
        self._named = named if caller.place is None or caller.place.country == "US" else ()

    def find(self, kinds: tuple[str, ...]) -> Found:
        """Choose among what is ranked, read only that, and choose again where a listing turns out to be for others."""
        caller = self._caller
        self._urgent |= {CRISIS} & set(kinds)
        seekers = [self._seeker(kind) for kind in kinds]
        fair = -(-self._limit // max(1, len(kinds)))
        helps = self._settled(seekers, fair)
        if len(helps) < self._limit and len(kinds) > 1:
            # Some kinds have less to offer than their share: the others may say a little more, and no padding.
            helps = self._settled(seekers, max(3, fair + _SPARE))
        if len(helps) < min(self._limit, BEFORE_POLICE):
            # Too little was found, or nothing but police: the national lines answer as well.
            lines = [self._lines(kind) for kind in (CRISIS, "information")]
            helps = self._settled([*seekers, *lines], max(3, fair + _SPARE))
        notes = _notes_on(caller.place)
        for seeker in seekers:
            notes += self._notes_on_kind(seeker)
        shown = {one.listing.id for one in helps}
        most = max(1, _NOES // max(1, len(kinds)))
        self._fetch([one for seeker in seekers for one in seeker.unfit(most)])
        refused = {one.listing.id: one for seeker in seekers for one in seeker.refused(most)}
        return Found(helps, tuple(one for id_, one in refused.items() if id_ not in shown), tuple(notes))

    def _settled(self, seekers: Sequence[Seeker], need: int) -> tuple[Help, ...]:
        by_name = {seeker.name: seeker for seeker in seekers}
        want, limit, urgent = self._caller.want, self._limit, self._urgent
        chosen: list[Ranked] = []
        for _ in range(_MOST_TURNS):
            named = [one for kind, line in self._named for one in self._line(kind, line)]
            by_name |= {one.seeker: self._seekers[one.seeker] for one in named}
            chosen = choose([seeker.best(need) for seeker in seekers], want, limit, named, urgent)
            self._fetch(chosen)
            if all(seeker.read(one for one in chosen if one.seeker == name) for name, seeker in by_name.items()):
                break
        return tuple(help_ for one in chosen if (help_ := by_name[one.seeker].help(one)) and help_.fit != "no")

    def _line(self, kind: str, line: int) -> list[Ranked]:
        """One of the nation's lines, if it is held and may be offered: as the kind a guide wants, or as its own."""
        for sought in chain((kind,), self._kinds_of(line)):
            if found := [one for one in self._lines(sought).best(_LINES) if one.listing == line]:
                return found
        return []

    def _kinds_of(self, line: int) -> Iterator[str]:
        held = self._directory.by_id(line)
        yield from held.kinds if held else ()

    def _fetch(self, chosen: Sequence[Ranked]) -> None:
        """Read the listings of all that were chosen at once, file by file."""
        for at, shelf in enumerate(tuple(self._directory.shelves)):
            self._directory.offered(shelf, [one.listing for one in chosen if one.candidate.shelf == at])

    def _seeker(self, kind: str, lines_only: bool = False) -> Seeker:
        """Who seeks one kind; remembered with all that was found while place, people and minute stay the same."""
        if (kind, lines_only) not in self._seekers:
            self._seekers[kind, lines_only] = Seeker(self._directory, kind, self._caller, lines_only)
        return self._seekers[kind, lines_only]

    def _lines(self, kind: str) -> Seeker:
        return self._seeker(kind, lines_only=True)

    def _notes_on_kind(self, seeker: Seeker) -> list[str]:
        """Says where nothing is held, so that an empty place is not taken for an answer."""
        place, name = self._caller.place, KINDS.get(seeker.kind, seeker.kind)
        best = seeker.best(1)
        if not best:
            return [f"{name}: none held for here"]
        if place is not None and place.country != "US" and all(one.rung.code == "US" for one in best):
            return [f"{name}: none held for {country_name(place.country)}, US lines shown"]
        return []


def _in_order(kinds: Sequence[str], want: Want) -> tuple[str, ...]:
    """Each kind once, crisis lines first, immigration enforcement only when asked for; for a minor a youth bed."""
    once = dict.fromkeys(kind for kind in kinds if kind != IMMIGRATION or want.asked_immigration)
    if want.with_minor and "shelter" in once:
        once = dict.fromkeys(
            one for kind in once for one in (("youth_shelter", kind) if kind == "shelter" else (kind,))
        )
    return tuple(sorted(once, key=lambda kind: kind != CRISIS))


def _notes_on(place: Place | None) -> list[str]:
    if place is None:
        return ["No place yet: national lines only"]
    if place.country != "US":
        return [f"{place.name} is outside the US: toll-free numbers may fail from abroad"]
    return []
