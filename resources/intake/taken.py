"""One row taken or refused: the account and the listing, kept in step."""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import blake2b

from resources.intake.build import Builder
from resources.intake.facts import Facts
from resources.intake.report import FileReport
from resources.intake.seen import Seen
from resources.listing import Listing


class Taken:
    """Builds the listing of each row and counts what became of it."""

    def __init__(self, builder: Builder, seen: Seen) -> None:
        self.builder = builder
        self._seen = seen
        self._counted = ("", -1)

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
        before = self._seen.before(listing)
        if before == "other":
            listing = self._apart(listing)
            facts.doubts.add("same-id-other-content")
            before = self._seen.before(listing)
        if before:
            report.repeats += 1
            return
        self._count(facts, listing, report)
        yield listing

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
