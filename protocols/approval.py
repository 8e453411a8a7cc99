"""draft, review, approved, retired: an approval is bound to the very text, so that any edit is a draft again."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from protocols.approval_record import (
    APPROVE,
    RECORD,
    RETIRE,
    ApprovalError,
    Entry,
    Folders,
    file_hash,
    read_record,
    read_text_of,
    text_hash,
    unreadable_lines,
    write_entry,
    write_text,
)
from protocols.check import check_files
from protocols.check_approval import YEAR, same_person
from protocols.fault import Fault
from protocols.own_words import OwnKind, keep_approved, own_faults, unapproved
from protocols.plain import plain
from protocols.writer import front_keys, with_keys

_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Proposal:
    """A text about to be approved, with its keys filled in, and what the record will say of it."""

    text: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Decisions:
    """What stands according to the record: the last approval of each guide, and the guides that were retired."""

    approvals: dict[str, Entry]
    retired: frozenset[str]
    history: tuple[Entry, ...]


def decisions(folders: Folders) -> Decisions:
    """Read the record; the last word on each guide counts."""
    history = read_record(folders)
    last = {entry.guide: entry for entry in history if entry.action in (APPROVE, RETIRE)}
    approvals = {guide: entry for guide, entry in last.items() if entry.action == APPROVE}
    return Decisions(approvals, frozenset(last) - frozenset(approvals), history)


def approved_path(folders: Folders, approval: Entry | None) -> Path | None:
    """The file that holds the approved text unchanged; None where nothing is approved, or the text is lost."""
    if approval is None:
        return None
    candidates = (folders.own_file(approval.guide), folders.approved_file(approval.guide))
    return next((path for path in candidates if file_hash(path) == approval.sha256), None)


def approved_hashes(folders: Folders) -> frozenset[str]:
    """The hashes of all approved texts: a guide that claims approval with another hash is a draft."""
    return frozenset(entry.sha256 for entry in decisions(folders).approvals.values())


def record_faults(folders: Folders) -> Iterator[Fault]:
    """Lines of the record that cannot be read, approved texts that are lost, and approvals lacking or only claimed."""
    for line in unreadable_lines(folders):
        yield Fault(RECORD, line, "Unreadable line.", "Take the line out, and approve again what it was about.")
    standing = decisions(folders)
    for guide, entry in standing.approvals.items():
        if approved_path(folders, entry) is None:
            message = f"The text of '{guide}' approved on {entry.on} is lost or was changed."
            yield Fault(f"approved/{guide}.md", 0, message, "Restore it from a backup, or approve the guide again.")
    for guide in folders.ids():
        path = folders.own_file(guide)
        if path.is_file() and _claims(path) and file_hash(path) != _hash(standing.approvals.get(guide)):
            message = "It says approved, but this text was not: it counts as a draft."
            yield Fault(path.name, _status_line(path), message, f"Run 'northline guides approve {guide}'.", "warning")
    yield from own_faults(folders)


def _claims(path: Path) -> bool:
    try:
        return front_keys(read_text_of(path)).get("status") == "approved"
    except ApprovalError:
        return False


def _status_line(path: Path) -> int:
    lines = read_text_of(path).split("\n")
    return next((number for number, line in enumerate(lines, 1) if line.startswith("status:")), 0)


def _hash(entry: Entry | None) -> str:
    return entry.sha256 if entry else ""


def person(name: str, option: str) -> str:
    """A person's name as it is kept. Raises ApprovalError for a name that says nothing."""
    clean = " ".join(plain(name).split())[:_LONGEST_NAME]
    if not re.search(r"\w", clean):
        raise ApprovalError(f"{option} {name!r} names nobody. Write a person's name, such as {option} 'A. Person'.")
    return clean


def review_day(wanted: str, today: date) -> str:
    """The day an approval is looked at again: within a year, and a year on where none is given."""
    if not wanted:
        return (today + timedelta(days=365)).isoformat()
    try:
        day = date.fromisoformat(wanted)
    except ValueError:
        raise ApprovalError(
            f"--review-by {wanted!r} is no date. Write it like {today.replace(month=1, day=31)}."
        ) from None
    if not today < day <= today + YEAR:
        raise ApprovalError(f"--review-by {wanted} must be after today and at most a year on.")
    return day.isoformat()


def next_version(version: str, used: Collection[str]) -> str:
    """The version a text is approved as: 1.0 for the first, and never a number that another text had."""
    if version.startswith("0.") or not re.fullmatch(r"\d+(\.\d+)*", version):
        version = "1.0"
    while version in used:
        head, _, last = version.rpartition(".")
        version = f"{head}.{int(last) + 1}" if head else f"{version}.1"
    return version


def propose(
    folders: Folders, guide: str, *, by: str, owner: str, review_by: str, today: date, text: str = ""
) -> Proposal:
    """The text of a guide with its approval filled in; nothing is written yet. Raises ApprovalError."""
    text = text or read_text_of(folders.working_file(guide))
    keys = front_keys(text)
    if not (owner or keys.get("owner")):
        raise ApprovalError(
            "Who wrote the guide? Give its owner with --owner NAME; another person approves it with --by."
        )
    owner, by = person(owner or keys["owner"], "--owner"), person(by, "--by")
    if same_person(owner, by):
        raise ApprovalError(f"{by} wrote this guide, so somebody else must approve it.")
    _keep_alert(folders, guide, keys)
    used = used_versions(folders, guide)
    version, due = next_version(keys.get("version", ""), used), review_day(review_by, today)
    text = with_keys(
        text,
        version=version,
        status="approved",
        owner=owner,
        approved_by=by,
        approved_on=today.isoformat(),
        review_by=due,
    )
    return Proposal(text, Entry(APPROVE, guide, by, today.isoformat(), version, text_hash(text), owner, due))


def _keep_alert(folders: Folders, guide: str, keys: dict[str, str]) -> None:
    """An alert that ships stays an alert: it may be reworded, never switched off by way of its kind."""
    if ships_as_alert(folders, guide) and keys.get("kind") != "overlay":
        raise ApprovalError(f"'{guide}' ships as an alert and must stay one. Write 'kind: overlay' in its file.")


def ships_as_alert(folders: Folders, guide: str) -> bool:
    """Whether the shipped guide of that id is an alert."""
    path = folders.shipped_file(guide)
    return path.is_file() and front_keys(read_text_of(path)).get("kind") == "overlay"


def proposal_faults(folders: Folders, proposal: Proposal) -> tuple[Fault, ...]:
    """What `northline check` says of the text as it would be approved, beside the other guides in use."""
    guide = proposal.entry.guide
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{guide}.md"
        write_text(path, proposal.text)
        others = [folders.working_file(other) for other in folders.ids() if other != guide]
        return tuple(fault for fault in check_files([*others, path]) if fault.file == path.name)


def used_versions(folders: Folders, guide: str) -> frozenset[str]:
    """The versions under which texts of a guide were approved."""
    history = decisions(folders).history
    return frozenset(entry.version for entry in history if entry.guide == guide and entry.action == APPROVE)


def approve(folders: Folders, proposal: Proposal, draft: str = "") -> None:
    """Make the proposed text the approved one; the one before it is kept under its version.

    `draft` is the text that goes on being edited beside it, where there is one.
    """
    entry = proposal.entry
    before = decisions(folders).approvals.get(entry.guide)
    kept, fresh = approved_path(folders, before), folders.approved_file(entry.guide)
    if before is not None and kept is not None:
        write_text(folders.earlier_file(entry.guide, before.version), read_text_of(kept))
        if kept != fresh:
            write_text(fresh, read_text_of(kept))
    write_text(folders.own_file(entry.guide), draft or proposal.text)
    # The record comes last but one: until it is written, the text before it stays the approved one.
    write_entry(folders, entry)
    write_text(fresh, proposal.text)


def approve_own(folders: Folders, kind: OwnKind, *, by: str, owner: str, today: date) -> Entry:
    """Approve staff's own word lists or calls as they stand. Raises ApprovalError."""
    if kind not in unapproved(folders):
        raise ApprovalError(f"There is nothing to approve: the {kind.told} stand as approved, or there are none.")
    by, owner = person(by, "--by"), person(owner, "--owner") if owner else ""
    if owner and same_person(owner, by):
        raise ApprovalError(f"{by} wrote the {kind.told}, so somebody else must approve them.")
    return keep_approved(folders, kind, by=by, owner=owner, on=today.isoformat())
