"""One kind of help sought from one place: ranked rung by rung as far as needed, read whole only where it is shown."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import islice

from resources.caller import Caller
from resources.rank import Ranked, ranked
from resources.reach import NO, Search
from resources.store import Directory
from resources.want import Help
from resources.weigh import help_of


class Seeker:
    """What was found so far of one kind; `lines_only` seeks the nation's lines alone, from wherever the caller is."""

    def __init__(self, directory: Directory, kind: str, caller: Caller, lines_only: bool = False) -> None:
        self.kind = kind
        self.name = (kind, lines_only)
        self._directory = directory
        self._caller = caller
        self._search = Search(directory, None if lines_only else caller.place, kind, caller.want)
        self._rungs = self._search.rungs()
        self._fitting: list[Ranked] = []
        self._best: dict[int, Ranked] = {}
        self._unfit: list[Ranked] = []
        self._seen: set[tuple[int, int]] = set()
        self._helps: dict[tuple[int, int], Help | None] = {}

    def best(self, need: int) -> list[Ranked]:
        """The first `need` that fit as far as is known, each number once; rungs are read until there are so many."""
        while len(self._best) < need:
            self._search.found = len(self._best)
            if not self._next_rung():
                break
        return list(islice(self._best.values(), need))

    def _next_rung(self) -> bool:
        rung = next(self._rungs, None)
        if rung is None:
            return False
        for one in ranked(self._directory, rung, self.name, self._caller):
            candidate = one.candidate
            key = candidate.shelf, candidate.listing
            if key in self._seen:
                continue
            self._seen.add(key)
            if candidate.fit == NO:
                self._unfit.append(one)
            else:
                self._fitting.append(one)
                self._best.setdefault(candidate.dial or -candidate.listing, one)
        return True

    def read(self, chosen: Iterable[Ranked]) -> bool:
        """Make answers of those chosen; False where one of them cannot be offered after all, and was set aside."""
        chosen = list(chosen)
        self._make(one for one in chosen if one.key not in self._helps)
        bad = [one for one in chosen if (help_ := self._helps.get(one.key)) is None or help_.fit == "no"]
        if bad:
            self._fitting = [one for one in self._fitting if one not in bad]
            self._best = {}
            for one in self._fitting:
                self._best.setdefault(one.dial or -one.listing, one)
            self._unfit += [one for one in bad if self._helps.get(one.key)]
        return not bad

    def help(self, one: Ranked) -> Help | None:
        """The answer made of a candidate."""
        return self._helps.get(one.key)

    def unfit(self, most: int) -> list[Ranked]:
        """The best of those that do not fit, as candidates."""
        return self._unfit[:most]

    def refused(self, most: int) -> list[Help]:
        """The best of those that do not fit, each with its reason."""
        first = self.unfit(most)
        self._make(one for one in first if one.key not in self._helps)
        return [help_ for one in first if (help_ := self._helps.get(one.key))]

    def _make(self, candidates: Iterable[Ranked]) -> None:
        by_shelf: dict[int, list[Ranked]] = defaultdict(list)
        for one in candidates:
            by_shelf[one.candidate.shelf].append(one)
        shelves = tuple(self._directory.shelves)
        for at, of_shelf in by_shelf.items():
            if at >= len(shelves):
                continue
            self._directory.offered(shelves[at], [one.listing for one in of_shelf])
            for one in of_shelf:
                self._helps[one.key] = made(self._directory, one, self.kind, self._caller)


def made(directory: Directory, one: Ranked, kind: str, caller: Caller) -> Help | None:
    """The answer that a candidate makes, read from its file; None where it cannot be offered after all."""
    shelves = tuple(directory.shelves)
    if one.candidate.shelf >= len(shelves):
        return None
    listing = directory.offered(shelves[one.candidate.shelf], [one.listing]).get(one.listing)
    seen = directory.vacancies.get(one.listing, ())
    return help_of(listing, one.rung, kind, caller, seen) if listing else None
