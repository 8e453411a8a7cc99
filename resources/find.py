"""From a place, kinds and people to the help that can be offered now."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from resources.choose import BEFORE_POLICE, choose
from resources.coverage import country_name
from resources.kinds import KINDS
from resources.listing import Listing
from resources.places.place import Place
from resources.reach import NO, Rung, Search
from resources.store import Directory
from resources.want import Found, Help, Opening, Want
from resources.weigh import Caller, weigh

__all__ = ["Found", "Help", "Opening", "Want", "find_help"]

IMMIGRATION = "immigration_enforcement"
"""Named as such, and offered only when it was asked for."""

_REMEMBERED = 64
_SPARE = 2
_NOES = 2


def find_help(
    directory: Directory,
    place: Place | None,
    kinds: Sequence[str],
    want: Want,
    now: datetime,
    limit: int = 12,
    outcomes: Mapping[int, float] | None = None,
) -> Found:
    """Whom to offer a caller in `place`: a few of every wanted kind, in the order of `kinds`, crisis lines first.

    `outcomes` maps the id of a listing to the share (0..1) of its past referrals that went well. Never empty while the
    directory holds a single national line: where nothing nearer is held, those answer, and a note says so.
    """
    directory.reload_if_changed()
    wanted = _in_order(kinds, want)
    minute = now.replace(second=0, microsecond=0)
    asked = (place, wanted, want, minute, limit, tuple(sorted(outcomes.items())) if outcomes else ())
    found: Found | None = directory.answers.get(asked)
    if found is None:
        if len(directory.answers) >= _REMEMBERED:
            directory.answers.clear()
        caller, faults = Caller(place, want, minute, outcomes or {}), len(directory.faults)
        found = _find(directory, wanted, caller, limit)
        if len(directory.faults) > faults:
            # A file broke while it was read and was set aside: the whole question goes to what is left.
            found = _find(directory, wanted, caller, limit)
        directory.answers[asked] = found
    return found


def _find(directory: Directory, kinds: tuple[str, ...], caller: Caller, limit: int) -> Found:
    need = limit if len(kinds) == 1 else max(3, -(-limit // max(1, len(kinds))) + 2)
    by_kind: list[list[Help]] = []
    refused: dict[int, Help] = {}
    notes = _notes_on(caller.place)
    for kind in kinds:
        fitting, unfit = _of_kind(directory, kind, caller, need)
        by_kind.append(fitting)
        refused.update((one.listing.id, one) for one in unfit)
        notes += _notes_on_kind(kind, fitting, caller.place)
    chosen = choose(by_kind, caller.want, limit)
    if len(chosen) < min(limit, BEFORE_POLICE):
        chosen = _with_national_lines(directory, by_kind, caller, limit)
    shown = {one.listing.id for one in chosen}
    return Found(chosen, tuple(one for id_, one in refused.items() if id_ not in shown), tuple(notes))


def _of_kind(
    directory: Directory, kind: str, caller: Caller, need: int, lines_only: bool = False
) -> tuple[list[Help], list[Help]]:
    """What is offered of one kind, the best first, and what does not fit; `lines_only` asks for the nation's alone."""
    fitting: list[Help] = []
    unfit: list[Help] = []
    seen: set[int] = set()
    search = Search(directory, None if lines_only else caller.place, kind, caller.want, min(30, 3 * need))
    for rung in search.rungs():
        if fitting and rung.says_nothing:
            break
        weighed = []
        for listing in _listings(directory, rung, need, seen):
            found = weigh(listing, rung, kind, caller)
            if found is None:
                continue
            seen.add(listing.id)
            if found.help.fit == "no":
                unfit.append(found.help)
            else:
                weighed.append(found)
        fitting += [found.help for found in sorted(weighed, key=lambda found: found.order)]
        if len(fitting) >= need:
            break
    return fitting[:need], unfit[:need]


def _listings(directory: Directory, rung: Rung, need: int, seen: set[int]) -> Iterator[Listing]:
    """The nearest of a rung, more than needed since the open ones come first; and a few that do not fit."""
    left = [one for one in rung.candidates if one.listing not in seen]
    fits = [one for one in left if one.fit != NO]
    noes = [one for one in left if one.fit == NO][:_NOES]
    for first in range(0, len(fits), need + _SPARE):
        asked = fits[first : first + need + _SPARE] + (noes if first == 0 else [])
        offered = 0
        for at, shelf in enumerate(tuple(directory.shelves)):
            for listing in directory.offered(shelf, [one.listing for one in asked if one.shelf == at]).values():
                offered += listing.id not in seen
                yield listing
        if offered >= need:
            return


def _with_national_lines(
    directory: Directory, by_kind: list[list[Help]], caller: Caller, limit: int
) -> tuple[Help, ...]:
    """Too little was found (or nothing but police): the national lines answer as well."""
    kinds = ("crisis_line", "information")
    lines = [_of_kind(directory, kind, caller, BEFORE_POLICE, lines_only=True)[0] for kind in kinds]
    return choose([*by_kind, *lines], caller.want, limit)


def _in_order(kinds: Sequence[str], want: Want) -> tuple[str, ...]:
    """Each kind once, crisis lines first, immigration enforcement only when asked for."""
    once = dict.fromkeys(kind for kind in kinds if kind != IMMIGRATION or want.asked_immigration)
    return tuple(sorted(once, key=lambda kind: kind != "crisis_line"))


def _notes_on(place: Place | None) -> list[str]:
    if place is None:
        return ["No place yet: national lines only"]
    if place.country != "US":
        return [f"{place.name} is outside the US: toll-free numbers may fail from abroad"]
    return []


def _notes_on_kind(kind: str, fitting: Sequence[Help], place: Place | None) -> list[str]:
    """Says where nothing is held, so that an empty place is not taken for an answer."""
    if not fitting:
        return [f"{KINDS.get(kind, kind)}: none held for here"]
    if place is not None and place.country != "US" and all("US" in one.reach_text for one in fitting):
        return [f"{KINDS.get(kind, kind)}: none held for {country_name(place.country)}, US lines shown"]
    return []
