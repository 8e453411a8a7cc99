"""The commands that decide about guides: review, approve, retire, go-live and learn."""

import sys
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import asdict
from getpass import getuser
from pathlib import Path

from console.commands.answers import UsageError, write_json, write_lines
from console.commands.guides import fault_shapes, guide_folders, standing_line, today
from console.settings import load_settings
from protocols import drafts
from protocols.approval import approve as keep_approval
from protocols.approval import proposal_faults, propose
from protocols.approval_record import Folders
from protocols.drafts import guides_in_use, opened_by
from protocols.learn import also_in, clean_phrase, trial, unlearn, with_learnt
from protocols.learn import learn as keep_phrase
from protocols.live import GoLive, going_live, is_live, standings, stop_live
from protocols.live import go_live as raise_flag
from protocols.practice import Change, Effect, effect_of, read_cases
from resources.clean import safe

CHANGES_SHOWN = 12


def review(arguments: Namespace) -> int:
    """Hand a draft in for review."""
    with guide_folders() as folders:
        drafts.ask_review(folders, arguments.id, arguments.owner)
    return _done(
        arguments, {"id": arguments.id, "status": "review"}, f"{arguments.id}: in review, owner {arguments.owner}."
    )


def _done(arguments: Namespace, shape: dict[str, object], sentence: str) -> int:
    if arguments.json:
        write_json(shape)
    else:
        write_lines([safe(sentence)])
    return 0


def approve(arguments: Namespace) -> int:
    """Approve a guide; refused while it has faults, or by the person who wrote it."""
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
            if arguments.json:
                write_json({"id": arguments.id, "approved": False, "faults": fault_shapes(faults)})
            else:
                write_lines(
                    [*(safe(str(fault)) for fault in faults), f"{arguments.id} is not approved: put these right first."]
                )
            return 1
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


def _unapproved_branches(folders: Folders, guide_id: str) -> list[str]:
    approved = {one.id for one in standings(folders, today()) if one.status == "approved"}
    guide = next((one for one in guides_in_use(folders) if one.id == guide_id), None)
    return [target for target in opened_by(guide) if target not in approved] if guide else []


def retire(arguments: Namespace) -> int:
    """Take a guide out of use."""
    with guide_folders() as folders:
        drafts.retire(folders, arguments.id, by=arguments.by, today=today())
    return _done(
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
            return _done(arguments, {"live": False}, sentence)
        plan = going_live(folders, today())
        if not arguments.json:
            write_lines(_plan_lines(plan))
        agreed = not plan.blocking and not arguments.dry_run and _agreed(arguments, "Go live now?")
        if agreed:
            raise_flag(folders, by=arguments.by or account(), today=today())
        if arguments.json:
            write_json(_plan_shape(plan, is_live(folders.own)))
        elif agreed:
            write_lines(["Live. Drafts are in training only."])
    return 0 if agreed or (arguments.dry_run and not plan.blocking) else 1


def _plan_lines(plan: GoLive) -> list[str]:
    lines = [f"  {guide}: {why}" for guide, why in plan.blocking.items()]
    lines = [f"Not yet. {len(lines)} guides must be approved first:", *lines] if lines else []
    vanishing = [f"  {safe(standing_line(one))}" for one in plan.vanishing]
    overdue = [f"  {one.id}: its review was due on {one.review_by}" for one in plan.staying if one.due]
    return [
        *lines,
        f"{len(vanishing)} guides will vanish from the live screen; training keeps them:"
        if vanishing
        else "No guide will vanish.",
        *vanishing,
        *(["Approved, but their review is past; they stay:", *overdue] if overdue else []),
        f"{len(plan.staying)} approved guides stay.",
    ]


def _plan_shape(plan: GoLive, live: bool) -> dict[str, object]:
    return {
        "live": live,
        "blocking": [{"id": guide, "why": why} for guide, why in plan.blocking.items()],
        "vanishing": [one.id for one in plan.vanishing],
        "staying": [one.id for one in plan.staying],
        "review_due": [one.id for one in plan.staying if one.due],
    }


def _agreed(arguments: Namespace, question: str) -> bool:
    """A yes, by --yes or typed. Raises UsageError where nobody can be asked."""
    if arguments.yes:
        return True
    if not sys.stdin.isatty():
        raise UsageError("Nobody is here to say yes: nothing was changed. Add --yes once you have read the above.")
    print(f"{question} [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def learn(arguments: Namespace) -> int:
    """Add a phrase that callers used to a guide, once its effect on the practice notes was seen."""
    with guide_folders() as folders:
        by = arguments.by or _unnamed(folders, arguments.id)
        if arguments.undo:
            entry = unlearn(folders, arguments.id, by=by, today=today())
            return _done(
                arguments, {"id": entry.guide, "removed": entry.phrase}, f"{entry.guide}: taken back: {entry.phrase}"
            )
        phrase = clean_phrase(arguments.phrase or "")
        text = with_learnt(folders, arguments.id, arguments.language, phrase)
        shared = also_in(folders, arguments.id, phrase)
        effect = _effect(folders, arguments.id, text, arguments.cases)
        if not arguments.json:
            write_lines(_effect_lines(arguments.id, phrase, effect, shared))
        saved = not arguments.dry_run and _agreed(arguments, f"Add it to {arguments.id}?")
        approved = saved and keep_phrase(folders, arguments.id, arguments.language, phrase, by=by, today=today())
    if arguments.json:
        write_json(
            {
                "id": arguments.id,
                "phrase": phrase,
                "saved": saved,
                "approved": approved,
                "also_in": shared,
                **_shape(effect),
            }
        )
    elif saved:
        status = "approved" if approved else "draft"
        write_lines(
            [f"Added to {arguments.id} ({status}). Take it back with: northline guides learn {arguments.id} --undo"]
        )
    return 0 if saved or arguments.dry_run else 1


def account() -> str:
    """The name of the account that runs the command, where nobody gave theirs."""
    try:
        return getuser()
    except (OSError, KeyError, ImportError):
        return "this desk"


def _unnamed(folders: Folders, guide: str) -> str:
    """The account's name; an approved guide takes no phrase without a person's name."""
    if guide in {one.id for one in standings(folders, today()) if one.status == "approved"}:
        raise UsageError(f"{guide!r} is approved: say who approves the phrase, with --by NAME.")
    return account()


def _effect(folders: Folders, guide: str, text: str, named: Sequence[str] | None) -> Effect | None:
    """The effect on the practice notes that were named, and on the desk's own; None where there are none."""
    own = own_notes()
    cases = read_cases([*([own] if own.is_file() else []), *map(Path, named or ())])
    if not cases:
        return None
    print(f"Trying it on {len(cases)} practice notes ...", file=sys.stderr, flush=True)
    with trial(folders, guide, text) as (before, after):
        return effect_of(cases, before, after, today())


def _effect_lines(guide: str, phrase: str, effect: Effect | None, shared: Sequence[str]) -> list[str]:
    lines = [f"{guide} + {phrase!r}"]
    if shared:
        lines.append(f"Caution: it stands in {', '.join(shared)} too, and so tells them apart no longer.")
    if effect is None:
        return [
            *lines,
            f"Its effect is not known: write practice notes in {own_notes()}, a line each: guide-id | what was said",
        ]
    first, shown = _share(effect.first, effect.cases), _share(effect.shown, effect.cases)
    lines.append(f"{effect.cases} practice notes: right guide first {first}, in three {shown}")
    lines += [safe(_change_line(change)) for change in effect.changes[:CHANGES_SHOWN]]
    more = len(effect.changes) - CHANGES_SHOWN
    lines += [f"  and {more} more changes"] if more > 0 else []
    return lines if effect.changes else [*lines, "No note is answered differently."]


def own_notes() -> Path:
    """Where a desk keeps its own practice notes."""
    return load_settings().home / "cases" / "notes.txt"


def _share(pair: tuple[int, int], cases: int) -> str:
    before, after = (100 * number / cases for number in pair)
    return f"{before:.1f} % -> {after:.1f} % ({pair[1] - pair[0]:+d})"


def _change_line(change: Change) -> str:
    unseen = 9
    before, after = (unseen if place is None else place for place in (change.before, change.after))
    verdict = "better" if after < before else "WORSE "
    expected = ", ".join(sorted(change.case.expected))
    places = f"{_place(change.before)} -> {_place(change.after)}"
    return f"  {verdict} {change.case.source} {expected}: {places}: {change.case.said}"


def _place(place: int | None) -> str:
    return "not shown" if place is None else "alert" if place == 0 else f"place {place}"


def _shape(effect: Effect | None) -> dict[str, object]:
    if effect is None:
        return {"cases": 0, "effect": None}
    changes = [
        {"source": c.case.source, "expected": sorted(c.case.expected), "before": c.before, "after": c.after}
        for c in effect.changes
    ]
    return {"cases": effect.cases, "effect": {"first": effect.first, "in_three": effect.shown, "changes": changes}}
