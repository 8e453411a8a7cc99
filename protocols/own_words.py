"""Staff's own word lists and calls: they change what alerts fire on, so their very text is approved like a guide's."""

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from protocols.approval_record import ApprovalError, Entry, Folders, read_record, write_entry, write_text
from protocols.fault import Fault
from protocols.wordlists import FILE

CALLS = "calls"
"""The folder beside the guides with the calls that alerts are learned from."""
APPROVE_OWN = "approve own"
"""In the record another deed than approving a guide, which is kept and looked for in another way."""


@dataclass(frozen=True, slots=True)
class OwnKind:
    """One kind of own text that alerts read: its name in commands, how it is told, and its files below a folder."""

    name: str
    told: str
    pattern: str

    def files(self, folder: Path) -> tuple[Path, ...]:
        """The files of this kind in a folder, in order of name."""
        return tuple(path for path in sorted(folder.glob(self.pattern)) if path.is_file())

    def hash(self, folder: Path) -> str:
        """The hash an approval is bound to: of names and texts; empty where there are no such files."""
        found = self.files(folder)
        names = "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()} {path.name}\n" for path in found)
        return hashlib.sha256(names.encode()).hexdigest() if found else ""


WORD_LISTS = OwnKind("words", "own word lists", FILE)
OWN_CALLS = OwnKind(CALLS, "own calls", f"{CALLS}/*.txt")
KINDS = {kind.name: kind for kind in (WORD_LISTS, OWN_CALLS)}


def approvals_of_own(folders: Folders) -> dict[str, Entry]:
    """The last approval of each kind, by its name."""
    return {entry.guide: entry for entry in read_record(folders) if entry.action == APPROVE_OWN}


def unapproved(folders: Folders) -> tuple[OwnKind, ...]:
    """The kinds whose text in the own folder is not the approved one; no files need no approval, unless some had it."""
    last = approvals_of_own(folders)
    return tuple(kind for kind in KINDS.values() if kind.hash(folders.own) != _approved_hash(last.get(kind.name)))


def never_approved(folders: Folders) -> tuple[OwnKind, ...]:
    """Those of them that no text of was ever approved: going live would silence them whole."""
    last = approvals_of_own(folders)
    return tuple(kind for kind in unapproved(folders) if kind.name not in last)


def own_files_in_use(folders: Folders, *, live: bool) -> Iterator[Path]:
    """The own word lists and calls to compile: as they are, or once live, as they were last approved."""
    last = approvals_of_own(folders)
    for kind in KINDS.values():
        approved = _approved_hash(last.get(kind.name))
        places = (folders.own, approved_folder(folders)) if live else (folders.own,)
        held = next((place for place in places if not live or (approved and kind.hash(place) == approved)), None)
        yield from kind.files(held) if held else ()


def copy_own(folders: Folders, into: Path, *, live: bool) -> None:
    """Copy what is in use into a folder that is compiled."""
    for path in own_files_in_use(folders, live=live):
        target = into / (f"{CALLS}/{path.name}" if path.parent.name == CALLS else path.name)
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(path, target)


def approved_folder(folders: Folders) -> Path:
    """Where approved texts are kept word for word."""
    return folders.approved_file("").parent


def keep_approved(folders: Folders, kind: OwnKind, *, by: str, owner: str, on: str) -> Entry:
    """Record that this very text is approved, and keep a copy that stays live while the files are edited."""
    fresh = {path.name: _text(path) for path in kind.files(folders.own)}
    before = kind.files(approved_folder(folders))
    entry = Entry(APPROVE_OWN, kind.name, by, on, sha256=kind.hash(folders.own), owner=owner)
    # The record comes first: from then on the own files are what is live, whatever becomes of the copies.
    write_entry(folders, entry)
    for path in before:
        if path.name not in fresh:
            path.unlink()
    for name, text in fresh.items():
        write_text(approved_folder(folders) / (f"{CALLS}/{name}" if kind is OWN_CALLS else name), text)
    return entry


def own_faults(folders: Folders) -> Iterator[Fault]:
    """What of the own texts nobody approved as it stands, and what approved text is lost."""
    last = approvals_of_own(folders)
    for kind in unapproved(folders):
        approved = _approved_hash(last.get(kind.name))
        lost = approved and kind.hash(approved_folder(folders)) != approved
        kept = "the text approved before is lost" if lost else "once live, only the text approved before is used"
        standing = kept if approved else "once live, they are not used"
        fix = f"Another person than the writer runs 'northline guides approve {kind.name} --by NAME'."
        yield Fault(_shown(kind), 0, f"{kind.told.capitalize()} not approved: {standing}.", fix, "warning")


def _shown(kind: OwnKind) -> str:
    return FILE if kind is WORD_LISTS else CALLS


def _approved_hash(entry: Entry | None) -> str:
    return entry.sha256 if entry else ""


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as trouble:
        raise ApprovalError(f"{path} cannot be read: {trouble}. Save it as UTF-8 text, then try again.") from None
