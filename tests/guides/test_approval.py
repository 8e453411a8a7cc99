"""Who may approve what, what an edit does to it, and what going live leaves on the screen."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from protocols import approval, drafts, live
from protocols.approval import approve, decisions, next_version, propose, record_faults
from protocols.approval_record import ApprovalError, Folders
from protocols.compiler import compile_library
from protocols.library import open_library
from protocols.live import gather_live, go_live, going_live, live_files, standings, stop_live
from protocols.reader import read_file
from protocols.writer import front_keys, skeleton, with_keys

TODAY = date(2026, 11, 23)
ALERT = (
    skeleton("fire", "Fire")
    .replace("kind: situation", "kind: overlay")
    .replace(
        "1. **Ask** Are you safe to talk right now?\n   es: ¿Es seguro hablar ahora?", "1. **Do** Alert the supervisor."
    )
)


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    """Three shipped drafts: `boat` opens `harbour`; `fire` is an alert."""
    shipped = tmp_path / "shipped"
    shipped.mkdir()
    (shipped / "words.md").write_text("# Word lists\n\n## no\n- no\n")
    (shipped / "fire.md").write_text(ALERT)
    (shipped / "harbour.md").write_text(skeleton("harbour"))
    (shipped / "boat.md").write_text(skeleton("boat").replace("right now?", "right now? If no -> harbour."))
    return Folders(shipped, tmp_path / "own")


def approved(folders: Folders, guide: str, day: date = TODAY) -> str:
    proposal = propose(folders, guide, by="B. Reader", owner="A. Writer", review_by="", today=day)
    approve(folders, proposal)
    return proposal.text


def names(folders: Folders, *, training: bool = False) -> list[str]:
    root = folders.own.parent
    return [str(path.relative_to(root)) for path in live_files(folders.shipped, folders.own, training=training)]


def status(folders: Folders, guide: str) -> live.Standing:
    return next(one for one in standings(folders, TODAY) if one.id == guide)


def test_an_approved_text_says_who_when_and_until(folders: Folders) -> None:
    keys = front_keys(approved(folders, "boat"))
    assert keys["status"] == "approved"
    assert (keys["version"], keys["owner"], keys["approved_by"]) == ("1.0", "A. Writer", "B. Reader")
    assert (keys["approved_on"], keys["review_by"]) == ("2026-11-23", "2027-11-23")
    assert read_file(folders.own_file("boat")).guide is not None
    assert status(folders, "boat").status == "approved"
    assert list(record_faults(folders)) == []


@pytest.mark.parametrize("by", ["A. Writer", "a writer", "  A.  WRITER ", "À. Writer"])
def test_nobody_approves_what_they_wrote(folders: Folders, by: str) -> None:
    with pytest.raises(ApprovalError, match="somebody else"):
        propose(folders, "boat", by=by, owner="A. Writer", review_by="", today=TODAY)


def test_an_owner_and_an_approver_have_names(folders: Folders) -> None:
    with pytest.raises(ApprovalError, match="--owner"):
        propose(folders, "boat", by="B", owner="", review_by="", today=TODAY)
    with pytest.raises(ApprovalError, match="--by"):
        propose(folders, "boat", by=" \u202e ", owner="A", review_by="", today=TODAY)


@pytest.mark.parametrize("day", ["2026-11-23", "2020-01-01", "2027-11-25", "soon", "2027-02-30"])
def test_a_review_is_due_within_a_year(folders: Folders, day: str) -> None:
    with pytest.raises(ApprovalError, match="review-by"):
        propose(folders, "boat", by="B", owner="A", review_by=day, today=TODAY)


def test_any_edit_makes_a_draft_while_the_approved_text_stays_live(folders: Folders) -> None:
    text = approved(folders, "boat")
    own = folders.own_file("boat")
    own.write_text(text.replace("safe to talk", "able to talk"))
    assert status(folders, "boat").edited
    assert names(folders) == ["own/approved/boat.md", "shipped/fire.md", "shipped/harbour.md"]
    assert folders.approved_file("boat").read_text() == text
    assert names(folders, training=True)[:2] == ["own/approved/boat.md", "own/boat.md"]
    assert [fault.severity for fault in record_faults(folders)] == ["warning"]
    assert approval.approved_hashes(folders) == {read_file(folders.approved_file("boat")).guide.sha256}  # type: ignore[union-attr]


def test_editing_an_approved_guide_opens_the_next_version_as_a_draft(folders: Folders) -> None:
    approved(folders, "boat")
    keys = front_keys(drafts.begin_edit(folders, "boat").read_text())
    assert (keys["status"], keys["version"], keys["approved_by"], keys["review_by"]) == ("draft", "1.1", "", "")
    again = drafts.begin_edit(folders, "boat").read_text()
    assert front_keys(again)["version"] == "1.1"


def test_the_text_before_is_kept_under_its_version(folders: Folders) -> None:
    first = approved(folders, "boat")
    path = drafts.begin_edit(folders, "boat")
    path.write_text(path.read_text().replace("safe to talk", "able to talk"))
    second = approved(folders, "boat", TODAY + timedelta(days=3))
    assert front_keys(second)["version"] == "1.1"
    assert folders.earlier_file("boat", "1.0").read_text() == first
    assert folders.approved_file("boat").read_text() == second == folders.own_file("boat").read_text()


def test_a_text_changed_by_hand_is_approved_under_a_new_version(folders: Folders) -> None:
    text = approved(folders, "boat")
    folders.own_file("boat").write_text(text.replace("safe", "able"))
    assert front_keys(approved(folders, "boat"))["version"] == "1.1"
    assert folders.earlier_file("boat", "1.0").read_text() == text


def test_a_file_cannot_approve_itself(folders: Folders) -> None:
    folders.own.mkdir()
    folders.own_file("boat").write_text(with_keys(skeleton("boat"), status="approved", approved_by="B", owner="A"))
    assert status(folders, "boat").status == "draft"
    (fault,) = record_faults(folders)
    assert (fault.file, fault.severity) == ("boat.md", "warning")
    assert "northline guides approve boat" in str(fault)


def test_going_live_waits_for_alerts_and_for_what_branches_open(folders: Folders) -> None:
    approved(folders, "boat")
    assert dict(going_live(folders, TODAY).blocking) == {
        "fire": "an alert that nobody has approved",
        "harbour": "opened by a branch of 'boat', and not approved",
    }
    with pytest.raises(ApprovalError, match="fire, harbour"):
        go_live(folders, by="C", today=TODAY)
    approved(folders, "fire")
    approved(folders, "harbour")
    go_live(folders, by="C", today=TODAY)
    assert live.is_live(folders.own)


def test_live_shows_approved_guides_alone_and_training_all(folders: Folders) -> None:
    for guide in ("fire", "harbour"):
        approved(folders, guide)
    assert [one.id for one in going_live(folders, TODAY).vanishing] == ["boat"]
    assert names(folders) == ["shipped/boat.md", "own/fire.md", "own/harbour.md"]
    go_live(folders, by="C", today=TODAY)
    assert names(folders) == ["own/fire.md", "own/harbour.md"]
    assert names(folders, training=True) == ["shipped/boat.md", "own/fire.md", "own/harbour.md"]
    assert stop_live(folders)
    assert not stop_live(folders)
    assert "shipped/boat.md" in names(folders)


def test_an_alert_is_shown_after_going_live_though_nobody_approved_it(folders: Folders) -> None:
    for guide in ("fire", "harbour", "boat"):
        approved(folders, guide)
    go_live(folders, by="C", today=TODAY)
    (folders.shipped / "flood.md").write_text(ALERT.replace("fire", "flood").replace("Fire", "Flood"))
    folders.record.write_text("")
    assert names(folders) == ["shipped/fire.md", "own/fire.md", "shipped/flood.md"]


def test_an_edit_cannot_silence_a_shipped_alert(folders: Folders) -> None:
    path = drafts.begin_edit(folders, "fire")
    path.write_text(path.read_text().replace("kind: overlay", "kind: need"))
    assert "own/fire.md" not in names(folders)
    assert "shipped/fire.md" in names(folders)
    with pytest.raises(ApprovalError, match="must stay one"):
        propose(folders, "fire", by="B", owner="A", review_by="", today=TODAY)
    with pytest.raises(ApprovalError, match="never retired"):
        drafts.retire(folders, "fire", by="B", today=TODAY)


def test_a_guide_is_retired_only_when_no_branch_opens_it(folders: Folders) -> None:
    with pytest.raises(ApprovalError, match="boat"):
        drafts.retire(folders, "harbour", by="B", today=TODAY)
    drafts.retire(folders, "boat", by="B", today=TODAY)
    drafts.retire(folders, "harbour", by="B", today=TODAY)
    assert status(folders, "harbour").status == "retired"
    assert names(folders) == ["shipped/fire.md"]
    approved(folders, "harbour")
    assert "own/harbour.md" in names(folders)


def test_an_alert_of_ones_own_can_be_retired_and_a_shipped_one_never(folders: Folders) -> None:
    folders.own.mkdir()
    folders.own_file("flood").write_text(ALERT.replace("fire", "flood").replace("Fire", "Flood"))
    assert "flood" in going_live(folders, TODAY).blocking
    drafts.retire(folders, "flood", by="B", today=TODAY)
    assert "own/flood.md" not in names(folders)
    assert "flood" not in going_live(folders, TODAY).blocking
    with folders.record.open("a") as handle:
        handle.write('{"action": "retire", "guide": "fire", "by": "by hand", "on": "2026-11-23"}\n')
    assert "shipped/fire.md" in names(folders)


def test_a_damaged_record_is_told_and_costs_only_its_own_line(folders: Folders) -> None:
    approved(folders, "fire")
    with folders.record.open("a") as handle:
        handle.write('{"action": "approve", "guide": ')
    approved(folders, "harbour")
    assert set(decisions(folders).approvals) == {"fire", "harbour"}
    assert [fault.line for fault in record_faults(folders)] == [2]
    folders.record.write_bytes(b"\xff\xfe[1]\n[]\n" + b"[" * 5000)
    assert decisions(folders).approvals == {}


def test_an_approved_text_that_is_lost_is_told(folders: Folders) -> None:
    approved(folders, "harbour")
    folders.own_file("harbour").write_text("changed")
    folders.approved_file("harbour").unlink()
    assert "lost or was changed" in str(next(record_faults(folders)))
    assert status(folders, "harbour").status == "draft"
    assert names(folders)[-2:] == ["shipped/harbour.md", "own/harbour.md"]


def test_a_review_that_is_past_is_shown_and_the_guide_stays(folders: Folders) -> None:
    approved(folders, "harbour", TODAY - timedelta(days=500))
    assert status(folders, "harbour").due
    assert "own/harbour.md" in names(folders)


def test_handing_in_names_the_owner(folders: Folders) -> None:
    drafts.ask_review(folders, "boat", "A. Writer")
    assert (status(folders, "boat").status, status(folders, "boat").owner) == ("review", "A. Writer")
    proposal = propose(folders, "boat", by="B", owner="", review_by="2027-01-01", today=TODAY)
    assert proposal.entry.owner == "A. Writer"


def test_what_is_live_can_be_gathered_for_the_compiler(folders: Folders) -> None:
    approved(folders, "harbour")
    path = drafts.begin_edit(folders, "harbour")
    path.write_text("broken by an edit")
    folders.own_file("boat").write_text(with_keys(skeleton("boat"), status="approved", approved_by="Nobody"))
    (folders.own / ".#boat.md").symlink_to("nowhere")
    for training, expected in ((False, ["boat", "fire", "harbour"]), (True, ["boat", "fire", "harbour"])):
        into = folders.own.parent / f"gathered-{training}"
        target = into / "library.db"
        faults = compile_library(gather_live(folders.shipped, folders.own, into, training=training), target)
        library = open_library(target)
        assert list(library.ids) == expected
        statuses = {guide.id: guide.status for guide in library.guides()}
        assert statuses == {"boat": "draft", "fire": "draft", "harbour": "approved"}
        assert bool(faults) is training
        library.close()


def test_the_record_is_plain_json_lines(folders: Folders) -> None:
    approved(folders, "boat")
    (line,) = folders.record.read_text().splitlines()
    assert json.loads(line)["review_by"] == "2027-11-23"


@pytest.mark.parametrize(
    ("version", "used", "expected"),
    [("0.3", set(), "1.0"), ("", set(), "1.0"), ("2", {"2"}, "2.1"), ("1.9", {"1.9"}, "1.10")],
)
def test_versions_rise_and_never_repeat(version: str, used: set[str], expected: str) -> None:
    assert next_version(version, used) == expected


def test_an_unknown_guide_is_refused_with_what_to_do(folders: Folders) -> None:
    with pytest.raises(ApprovalError, match="northline guides"):
        folders.working_file("../../etc/passwd")
