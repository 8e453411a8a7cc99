"""Which guides are on the live screen: drafts too until the organisation goes live, approved ones alone after that."""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from protocols.approval import Decisions, approved_hashes, approved_path, decisions, person, ships_as_alert
from protocols.approval_record import ApprovalError, Entry, Folders, file_hash, read_text_of, write_text
from protocols.drafts import guides_in_use, opened_by
from protocols.guide import Guide
from protocols.own_words import CALLS, copy_own, never_approved, own_files_in_use
from protocols.wordlists import FILE as WORDS
from protocols.writer import front_keys, with_keys

FLAG = "go-live"


@dataclass(frozen=True, slots=True)
class Standing:
    """How one guide stands. `edited`: a draft is being written beside the approved text; `due`: its review is past."""

    id: str
    title: str
    kind: str
    urgency: str
    version: str
    status: str
    owner: str
    approved_by: str
    approved_on: str
    review_by: str
    own: bool
    edited: bool
    due: bool
    live: bool


@dataclass(frozen=True, slots=True)
class GoLive:
    """What going live would mean: the guides in the way with the reason, those that vanish, and those that stay."""

    blocking: Mapping[str, str]
    vanishing: tuple[Standing, ...]
    staying: tuple[Standing, ...]


def is_live(own: Path) -> bool:
    """Whether the organisation went live: approved guides alone are on the screen, beside the alerts."""
    return (own / FLAG).is_file()


def live_files(shipped: Path, own: Path, *, training: bool, signed: bool = False) -> tuple[Path, ...]:
    """The guide files to compile, in order; of two files of one name the later one counts where it can be read."""
    folders = Folders(shipped, own, signed)
    standing = decisions(folders)
    live = is_live(own) and not training
    return tuple(path for guide in folders.ids() for path in _files(folders, standing, guide, live, training))


def _files(folders: Folders, standing: Decisions, guide: str, live: bool, training: bool) -> Iterator[Path]:
    own, shipped = folders.own_file(guide), folders.shipped_file(guide)
    if not (live or own.is_file() or guide in standing.approvals or guide in standing.retired):
        yield shipped
        return
    approved = approved_path(folders, standing.approvals.get(guide))
    alert = _is_alert(folders, guide)
    if guide in standing.retired and not (shipped.is_file() and alert):
        if training and own.is_file() and _keys(own).get("status") != "retired":
            yield own
    elif approved is not None:
        yield approved
        if training and own.is_file() and own != approved:
            yield own
    elif not live or alert:
        if shipped.is_file():
            yield shipped
        # An edit that makes a shipped alert something else would silence it: the shipped one goes on firing.
        if own.is_file() and not (shipped.is_file() and alert and _keys(own).get("kind", "overlay") != "overlay"):
            yield own
    elif folders.signed and _keys(shipped).get("status") == "approved":
        yield shipped


def compiled_from(shipped: Path, own: Path, *, training: bool, signed: bool = False) -> tuple[Path, ...]:
    """Every file that decides what is compiled: live guides, word lists, the record, the calls to learn from."""
    folders = Folders(shipped, own)
    beside = [path for path in (shipped / WORDS, folders.record) if path.is_file()]
    beside += [*(shipped / CALLS).glob("*.txt"), *own_files_in_use(folders, live=is_live(own) and not training)]
    return (*live_files(shipped, own, training=training, signed=signed), *beside)


def gather_live(shipped: Path, own: Path, into: Path, *, training: bool, signed: bool = False) -> tuple[Path, ...]:
    """Copy the live guides, word lists and calls to learn from into folders under `into`, in the order to compile.

    A file that calls itself approved without standing in the record is marked a draft in its copy. Once live, staff's
    own word lists and calls are those that were last approved.
    """
    folders = Folders(shipped, own)
    approved = approved_hashes(folders)
    layers = {shipped: into / "1-shipped", folders.approved_file("").parent: into / "2-approved", own: into / "3-own"}
    for layer in layers.values():
        layer.mkdir(parents=True)
    for path in live_files(shipped, own, training=training, signed=signed):
        text = path.read_bytes() if signed and path.parent == shipped else _marked(path, approved)
        (layers[path.parent] / path.name).write_bytes(text)
    if (shipped / WORDS).is_file():
        shutil.copyfile(shipped / WORDS, layers[shipped] / WORDS)
    if (shipped / CALLS).is_dir():
        shutil.copytree(shipped / CALLS, layers[shipped] / CALLS)
    copy_own(folders, layers[own], live=is_live(own) and not training)
    return tuple(layers.values())


def _marked(path: Path, approved: frozenset[str]) -> bytes:
    """A guide's file as it is compiled; one that cannot be opened is empty, and so told as a fault."""
    try:
        if file_hash(path) not in approved and _keys(path).get("status") == "approved":
            return with_keys(read_text_of(path), status="draft", approved_by="", approved_on="").encode()
        return path.read_bytes()
    except OSError:
        return b""


def _is_alert(folders: Folders, guide: str) -> bool:
    paths = (folders.shipped_file(guide), folders.own_file(guide))
    return any(path.is_file() and _keys(path).get("kind") == "overlay" for path in paths)


def _keys(path: Path) -> dict[str, str]:
    try:
        return front_keys(read_text_of(path))
    except ApprovalError:
        return {}


def standings(folders: Folders, today: date) -> tuple[Standing, ...]:
    """Every guide with its status, in order of id; what the record says outranks what a file claims."""
    record = decisions(folders)
    shown = {path.stem for path in live_files(folders.shipped, folders.own, training=False)}
    return tuple(_standing(folders, record, guide, guide in shown, today) for guide in folders.ids())


def _standing(folders: Folders, record: Decisions, guide: str, live: bool, today: date) -> Standing:
    approval: Entry | None = record.approvals.get(guide)
    approved = approved_path(folders, approval)
    working = folders.working_file(guide)
    keys = _keys(approved or working)
    status = "approved" if approved else _claimed(keys.get("status", ""))
    review_by = approval.review_by if approval and approved else ""
    return Standing(
        id=guide,
        title=keys.get("title", guide),
        kind=keys.get("kind", ""),
        urgency=keys.get("urgency", ""),
        version=keys.get("version", ""),
        status="retired" if guide in record.retired else status,
        owner=keys.get("owner", ""),
        approved_by=approval.by if approval and approved else "",
        approved_on=approval.on if approval and approved else "",
        review_by=review_by,
        own=folders.own_file(guide).is_file(),
        edited=approved is not None and file_hash(working) != file_hash(approved),
        due=bool(review_by) and review_by < today.isoformat(),
        live=live,
    )


def _claimed(status: str) -> str:
    """A file alone can ask for review; it cannot make itself approved."""
    return "review" if status == "review" else "draft"


def going_live(folders: Folders, today: date) -> GoLive:
    """What stands in the way of going live, and what would be gone from the screen afterwards."""
    by_id = {one.id: one for one in standings(folders, today)}
    guides = {guide.id: guide for guide in guides_in_use(folders)}
    alerts = (one for one in by_id.values() if one.kind == "overlay" or ships_as_alert(folders, one.id))
    blocking = {one.id: "an alert that nobody has approved" for one in alerts if one.status in ("draft", "review")}
    blocking |= {kind.name: f"{kind.told} that nobody has approved" for kind in never_approved(folders)}
    blocking |= {guide: why for guide, why in _reached(by_id, guides).items() if guide not in blocking}
    drafts = (one for one in by_id.values() if one.status in ("draft", "review") and one.kind != "overlay")
    vanishing = tuple(one for one in drafts if one.id not in blocking)
    return GoLive(blocking, vanishing, tuple(one for one in by_id.values() if one.status == "approved"))


def _reached(by_id: Mapping[str, Standing], guides: Mapping[str, Guide]) -> dict[str, str]:
    """The guides without approval that branches lead to from an approved guide or an alert, and from which one."""
    waiting = [one.id for one in by_id.values() if one.status == "approved" or one.kind == "overlay"]
    seen = set(waiting)
    reached: dict[str, str] = {}
    while waiting:
        source = waiting.pop()
        for target in opened_by(guides[source]) if source in guides else ():
            if target not in by_id or by_id[target].status != "approved":
                reached.setdefault(target, f"opened by a branch of '{source}', and not approved")
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return reached


def go_live(folders: Folders, *, by: str, today: date) -> None:
    """Raise the flag. Raises ApprovalError while something stands in the way."""
    blocking = going_live(folders, today).blocking
    if blocking:
        raise ApprovalError(f"Not yet: {len(blocking)} must be approved first: {', '.join(blocking)}.")
    write_text(folders.own / FLAG, f"Live since {today.isoformat()}, decided by {person(by, '--by')}.\n")


def stop_live(folders: Folders) -> bool:
    """Take the flag down: drafts are on the screen again, each marked. False where it was not up."""
    try:
        (folders.own / FLAG).unlink()
    except FileNotFoundError:
        return False
    except OSError as trouble:
        raise ApprovalError(
            f"{folders.own / FLAG} was not removed: {trouble.strerror}. Remove it by hand."
        ) from trouble
    return True
