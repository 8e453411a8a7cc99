"""One row taken or refused: the account and the listing, kept in step."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import blake2b

from resources.intake.build import Builder
from resources.intake.facts import Facts
from resources.intake.report import FileReport
from resources.intake.seen import Seen
from resources.intake.whereabouts import exact_address
from resources.listing import Listing
from resources.sealed import ExactAddress

KeepSealed = Callable[[str, ExactAddress], None]
"""Offered the key of a listing whose address is confidential, and that address. Without one it is dropped."""


class Taken:
    """Builds the listing of each row and counts what became of it."""

    def __init__(self, builder: Builder, seen: Seen, keep_sealed: KeepSealed | None = None) -> None:
        self.builder = builder
        self._seen = seen
        self._keep_sealed = keep_sealed
        self._counted = ("", -1)
        self._places: dict[str, list[ExactAddress]] = {}

    def take(self, facts: Facts, report: FileReport) -> Iterator[Listing]:
        """The listing of a row, if it is one."""
        return self.take_all([facts], report)

    def take_all(self, several: list[Facts], report: FileReport) -> Iterator[Listing]:
        """The listings of one row that speaks of several places; the row is refused only where none of them stands."""
        built = [(facts, self.builder.listing(facts)) for facts in several]
        listings = [(facts, listing) for facts, listing in built if not isinstance(listing, str)]
        if not listings:
            reason = next((reason for _, reason in built if isinstance(reason, str)), "no-name")
            report.refuse(several[0].row if several else 0, reason)
            return
        report.keep()
        for facts, listing in listings:
            yield from self._once(facts, listing, report)

    def _once(self, facts: Facts, listing: Listing, report: FileReport) -> Iterator[Listing]:
        if listing.sealed:
            listing = self._sealed_apart(listing, exact_address(facts))
        before = self._seen.before(listing)
        if before == "other":
            listing = self._apart(listing)
            facts.doubts.add("same-id-other-content")
            before = self._seen.before(listing)
        if before:
            report.repeats += 1
            return
        self._count(facts, listing, report)
        if listing.sealed and self._keep_sealed and (exact := exact_address(facts)).says_more:
            self._keep_sealed(listing.key, exact)
        yield listing

    def _sealed_apart(self, listing: Listing, exact: ExactAddress) -> Listing:
        # Two shelters of one name and number differ by what nobody may see: they are counted, since a digest of a
        # street is soon guessed.
        known = self._places.setdefault(listing.key, [])
        if exact not in known:
            known.append(exact)
        number = known.index(exact)
        return replace(listing, key=f"{listing.key}#{number + 1}") if number else listing

    def _apart(self, listing: Listing) -> Listing:
        # Two places under one id are two listings: neither may swallow the other.
        told = f"{listing.service}|{listing.organisation}|{listing.street}|{listing.city}|{listing.phones}"
        return replace(listing, key=f"{listing.key}~{blake2b(told.encode(), digest_size=4).hexdigest()}")

    def _count(self, facts: Facts, listing: Listing, report: FileReport) -> None:
        report.listings += 1
        row = (report.file, facts.row)
        if row == self._counted:
            return  # one row, several places: its flags count once
        self._counted = row
        report.repaired += facts.repaired or bool(facts.doubts)
        report.hidden += bool(listing.hidden)
        report.sealed += listing.sealed
        report.doubts.update(facts.doubts)
