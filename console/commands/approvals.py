"""The commands that decide about guides: review, approve, retire and go-live."""

import sys
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import asdict
from getpass import getuser

from console.commands.answers import UsageError, write_json, write_lines
from console.commands.guides import fault_shapes, guide_folders, standing_line, today
from protocols import drafts
from protocols.approval import approve as keep_approval
from protocols.approval import approve_own, proposal_faults, propose
from protocols.approval_record import Folders
from protocols.check import check_own
from protocols.drafts import guides_in_use, opened_by
from protocols.fault import Fault
from protocols.live import GoLive, going_live, is_live, standings, stop_live
from protocols.live import go_live as raise_flag
from protocols.own_words import KINDS, OwnKind
from resources.clean import safe


def review(arguments: Namespace) -> int:
    """Hand a draft in for review."""
    with guide_folders() as folders:
        drafts.ask_review(folders, arguments.id, arguments.owner)
    shape: dict[str, object] = {"id": arguments.id, "status": "review"}
    return done(arguments, shape, f"{arguments.id}: in review, owner {arguments.owner}.")


def done(arguments: Namespace, shape: dict[str, object], sentence: str) -> int:
    """Say what was done, as a sentence or as JSON."""
    if arguments.json:
        write_json(shape)
    else:
        write_lines([safe(sentence)])
    return 0


def approve(arguments: Namespace) -> int:
    """Approve a guide, or the own `words` or `calls`; refused while it has faults, or by the person who wrote it."""
    if arguments.id in KINDS:
        return _approve_own(arguments, KINDS[arguments.id])
    with guide_folders() as folders:
        proposal = propose(
            folders,
            arguments.id,
            by=arguments.by,
            owner=arguments.owner or "",
            review_by=arguments.review_by or "",
            today=today(),
        )
        faults = proposal_faults(folders, proposal)
        if any(fault.severity == "error" for fault in faults):
            return _refused(arguments, faults)
        keep_approval(folders, proposal)
        open_ends = _unapproved_branches(folders, arguments.id)
    entry = proposal.entry
    if arguments.json:
        write_json({"id": entry.guide, "approved": True, **asdict(entry), "opens_unapproved": open_ends})
        return 0
    signed = f"approved by {entry.by}, written by {entry.owner}, review by {entry.review_by}"
    write_lines([safe(f"{entry.guide} {entry.version}: {signed}.")])
    if open_ends:
        print(f"Its branches open guides that nobody has approved yet: {', '.join(open_ends)}.", file=sys.stderr)
    return 0


def _approve_own(arguments: Namespace, kind: OwnKind) -> int:
    """Word lists and calls of one's own: they have no version and no review day, only their very text."""
    with guide_folders() as folders:
        faults = tuple(check_own(folders, kind))
        if any(fault.severity == "error" for fault in faults):
            return _refused(arguments, faults)
        entry = approve_own(folders, kind, by=arguments.by, owner=arguments.owner or "", today=today())
        count = len(kind.files(folders.own))
    shape: dict[str, object] = {"id": kind.name, "approved": True, "files": count, **asdict(entry)}
    return done(arguments, shape, f"{kind.told.capitalize()}: approved by {entry.by} as they stand; files: {count}.")


def _refused(arguments: Namespace, faults: Sequence[Fault]) -> int:
    if arguments.json:
        write_json({"id": arguments.id, "approved": False, "faults": fault_shapes(faults)})
    else:
        write_lines([*map(safe, map(str, faults)), f"{arguments.id} is not approved: put these right first."])
    return 1


def _unapproved_branches(folders: Folders, guide_id: str) -> list[str]:
    approved = {one.id for one in standings(folders, today()) if one.status == "approved"}
    guide = next((one for one in guides_in_use(folders) if one.id == guide_id), None)
    return [target for target in opened_by(guide) if target not in approved] if guide else []


def retire(arguments: Namespace) -> int:
    """Take a guide out of use."""
    with guide_folders() as folders:
        drafts.retire(folders, arguments.id, by=arguments.by, today=today())
    return done(
        arguments,
        {"id": arguments.id, "status": "retired"},
        f"{arguments.id}: retired by {arguments.by}. Approving it again brings it back.",
    )


def go_live(arguments: Namespace) -> int:
    """Show approved guides alone from now on; refused while an alert or an opened guide is not approved."""
    with guide_folders() as folders:
        if arguments.undo:
            undone = stop_live(folders)
            sentence = "Drafts are on the screen again, each marked." if undone else "The desk was not live."
            return done(arguments, {"live": False}, sentence)
        plan = going_live(folders, today())
        if not arguments.json:
            write_lines(_plan_lines(plan))
        said_yes = not plan.blocking and not arguments.dry_run and agreed(arguments, "Go live now?")
        if said_yes:
            raise_flag(folders, by=arguments.by or account(), today=today())
        if arguments.json:
            write_json(_plan_shape(plan, is_live(folders.own)))
        elif said_yes:
            write_lines(["Live. Drafts are in training only."])
    return 0 if said_yes or (arguments.dry_run and not plan.blocking) else 1


def _plan_lines(plan: GoLive) -> list[str]:
    blocking = [f"  {guide}: {why}" for guide, why in plan.blocking.items()]
    vanishing = [f"  {safe(standing_line(one))}" for one in plan.vanishing]
    overdue = [f"  {one.id}: its review was due on {one.review_by}" for one in plan.staying if one.due]
    parts = (
        (f"Not yet. {len(blocking)} must be approved first:", blocking),
        (f"{len(vanishing)} guides will vanish from the live screen; training keeps them:", vanishing),
        ("Approved, but their review is past; they stay:", overdue),
    )
    told = [line for heading, lines in parts if lines for line in (heading, *lines)]
    return [*told, f"{len(plan.staying)} approved guides stay."]


def _plan_shape(plan: GoLive, live: bool) -> dict[str, object]:
    return {
        "live": live,
        "blocking": [{"id": guide, "why": why} for guide, why in plan.blocking.items()],
        "vanishing": [one.id for one in plan.vanishing],
        "staying": [one.id for one in plan.staying],
        "review_due": [one.id for one in plan.staying if one.due],
    }


def agreed(arguments: Namespace, question: str) -> bool:
    """A yes, by --yes or typed. Raises UsageError where nobody can be asked."""
    if arguments.yes:
        return True
    if not sys.stdin.isatty():
        raise UsageError("Nobody is here to say yes: nothing was changed. Add --yes once you have read the above.")
    print(f"{question} [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def account() -> str:
    """The name of the account that runs the command, where nobody gave theirs."""
    try:
        return getuser()
    except (OSError, KeyError, ImportError):
        return "this desk"
