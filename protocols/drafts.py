"""What staff do to a guide before and after its approval: edit it, hand it in, retire it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from protocols.approval import approved_path, decisions, next_version, person, ships_as_alert
from protocols.approval_record import (
    RETIRE,
    ApprovalError,
    Entry,
    Folders,
    read_text_of,
    text_hash,
    write_entry,
    write_text,
)
from protocols.guide import Guide
from protocols.reader import read_file
from protocols.writer import front_keys, with_keys


def draft_of(text: str) -> str:
    """The same text as a draft again: its approval taken out, and the version raised where it was approved."""
    keys = front_keys(text)
    if keys.get("status") not in ("approved", "retired"):
        return text
    version = next_version(keys.get("version", ""), {keys.get("version", "")})
    return with_keys(text, status="draft", version=version, approved_by="", approved_on="", review_by="")


def begin_edit(folders: Folders, guide: str) -> Path:
    """The own file of a guide, made from the shipped one where there is none; a draft again where it was approved."""
    own = folders.own_file(guide)
    text = read_text_of(folders.working_file(guide))
    draft = draft_of(text)
    if draft != text or not own.is_file():
        write_text(own, draft)
    return own


def ask_review(folders: Folders, guide: str, owner: str) -> None:
    """Hand a draft in: its owner is named, and another person is asked to approve it."""
    text = draft_of(read_text_of(folders.working_file(guide)))
    write_text(folders.own_file(guide), with_keys(text, status="review", owner=person(owner, "--owner")))


def retire(folders: Folders, guide: str, *, by: str, today: date) -> None:
    """Take a guide out of use. Raises ApprovalError for a shipped alert, or while a branch still opens it."""
    text = read_text_of(folders.working_file(guide))
    by = person(by, "--by")
    if ships_as_alert(folders, guide):
        raise ApprovalError(
            f"'{guide}' is an alert: it is never retired. Reword it with 'northline guides edit {guide}'."
        )
    callers = [other.id for other in guides_in_use(folders) if other.id != guide and guide in opened_by(other)]
    if callers:
        raise ApprovalError(f"Branches still open '{guide}': {', '.join(callers)}. Change those guides first.")
    retired = with_keys(text, status="retired")
    write_text(folders.own_file(guide), retired)
    write_entry(
        folders, Entry(RETIRE, guide, by, today.isoformat(), front_keys(text).get("version", ""), text_hash(retired))
    )


def guides_in_use(folders: Folders) -> Iterator[Guide]:
    """Every guide that is not retired and can be read: its approved text, else the text that is worked on."""
    standing = decisions(folders)
    for guide_id in folders.ids():
        if guide_id not in standing.retired:
            path = approved_path(folders, standing.approvals.get(guide_id)) or folders.working_file(guide_id)
            guide = read_file(path).guide
            if guide is not None:
                yield guide


def opened_by(guide: Guide) -> tuple[str, ...]:
    """The guides that a guide's branches open, each once."""
    return tuple(dict.fromkeys(branch.guide for step in guide.steps for branch in step.branches))
