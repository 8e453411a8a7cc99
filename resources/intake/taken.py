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

    def take(self, facts: Facts, report: FileReport, *, counted: bool = True) -> Iterator[Listing]:
        """The listing of a row, if it is one; `counted` is False where the row has been counted already."""
        built = self.builder.listing(facts)
        if isinstance(built, str):
            if counted:
                report.refuse(facts.row, built)
            return
        if counted:
            report.keep()
        before = self._seen.before(built)
        if before == "repeat":
            report.repeats += 1
            return
        if before == "other":
            built = self._apart(built)
            facts.doubts.add("same-id-other-content")
            if self._seen.before(built):
                report.repeats += 1
                return
        self._count(facts, built, report)
        yield built

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
