"""Staff write, review, approve and keep guides from the command line."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from console.cli import main
from console.settings import load_settings
from protocols.live import live_files
from protocols.practice import shipped_notes

Capture = pytest.CaptureFixture[str]
SHIPPED = Path(__file__).parents[2] / "protocols" / "guides"
GOOD = (SHIPPED / "wage-dispute.md").read_text("utf-8")


@pytest.fixture
def guides(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of staff's own guides in a new data folder."""
    # Trying 260 notes takes seconds: only the test of the notes that ship does so.
    monkeypatch.setattr("console.commands.learning.shipped_notes", lambda: ())
    return own_home / "guides"


def run(capsys: Capture, *arguments: str) -> tuple[int, str, str]:
    code = main(["guides", *arguments])
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def as_json(capsys: Capture, *arguments: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(run(capsys, *arguments, "--json")[1])
    return answer


def test_the_list_says_how_every_guide_stands(guides: Path, capsys: Capture) -> None:
    code, out, _ = run(capsys)
    assert code == 0
    assert "draft" in out
    assert "not live" in out
    held = as_json(capsys, "list")["guides"]
    assert len(held) == len(list(SHIPPED.glob("*.md"))) - 1
    assert {"id", "title", "status", "version", "owner", "approved_by", "review_by", "due", "live"} <= set(held[0])


def test_a_guide_is_begun_edited_compared_and_found_again(guides: Path, capsys: Capture) -> None:
    assert run(capsys, "new", "night-market", "--title", "Night market")[0] == 0
    assert "title: Night market" in (guides / "night-market.md").read_text()
    assert run(capsys, "new", "own-wages", "--from", "wage-dispute")[0] == 0
    assert "id: own-wages" in (guides / "own-wages.md").read_text()
    _, out, _ = run(capsys, "edit", "wage-dispute")
    path = Path(out.strip())
    assert path.read_bytes() == GOOD.encode()
    path.write_text(GOOD.replace("version: 0.3", "version: 0.4"), "utf-8")
    assert "+version: 0.4" in run(capsys, "diff", "wage-dispute")[1]
    assert as_json(capsys, "diff", "wage-dispute")["against"] == "shipped"


@pytest.mark.parametrize(
    "arguments",
    [
        ("new", "../escape"),
        ("new", "wage-dispute"),
        ("new", "words"),
        ("new", "a-copy", "--from", "no-such-guide"),
        ("edit", "no-such-guide"),
        ("diff", "no-such-guide"),
        ("diff", "wage-dispute", "--against", "approved"),
        ("approve", "wage-dispute", "--by", "A", "--owner", "a"),
        ("approve", "wage-dispute", "--by", "A"),
        ("approve", "no-such-guide", "--by", "A", "--owner", "B"),
        ("retire", "suicidal", "--by", "A"),
        ("retire", "no-such-guide", "--by", "A"),
        ("import", "no-such-file.docx"),
        ("import", "no-such-file.md"),
        ("export",),
        ("export", "--docx", "one.docx"),
        ("export", "no-such-guide"),
        ("learn", "wage-dispute", "call 206-555-0142"),
        ("learn", "wage-dispute"),
        ("learn", "wage-dispute", "--undo"),
        ("learn", "no-such-guide", "some words", "--yes"),
        ("review", "wage-dispute", "--owner", "?"),
    ],
)
def test_what_cannot_be_done_is_said_in_plain_words_and_changes_nothing(
    guides: Path, capsys: Capture, arguments: tuple[str, ...]
) -> None:
    code, _, err = run(capsys, *arguments)
    assert code in (2, 8)
    assert err.startswith("northline: ")
    assert "fault in Northline" not in err
    assert not guides.exists()


def test_a_guide_is_approved_by_another_person_and_an_edit_keeps_it_live(guides: Path, capsys: Capture) -> None:
    assert run(capsys, "review", "wage-dispute", "--owner", "A. Writer")[0] == 0
    code, out, _ = run(capsys, "approve", "wage-dispute", "--by", "B. Reader")
    assert code == 0, out
    assert "approved by B. Reader" in out
    assert run(capsys, "edit", "wage-dispute")[0] == 0
    own = guides / "wage-dispute.md"
    own.write_text(own.read_text("utf-8").replace("## Signs\n", "## Signs\n- a new sign\n"), "utf-8")
    stands = next(one for one in as_json(capsys, "list")["guides"] if one["id"] == "wage-dispute")
    assert (stands["status"], stands["edited"], stands["approved_by"]) == ("approved", True, "B. Reader")
    assert "+- a new sign" in run(capsys, "diff", "wage-dispute")[1]
    assert guides / "approved" / "wage-dispute.md" in live_files(SHIPPED, guides, training=False)


def test_a_guide_with_faults_is_not_approved(guides: Path, capsys: Capture) -> None:
    run(capsys, "new", "night-market")
    code, out, _ = run(capsys, "approve", "night-market", "--by", "B", "--owner", "A")
    assert code == 1
    assert "night-market.md:" in out
    assert not (guides / "approvals.jsonl").exists()


def test_going_live_is_refused_with_a_list_of_what_is_in_the_way(guides: Path, capsys: Capture) -> None:
    code, out, _ = run(capsys, "go-live", "--yes")
    assert code == 1
    assert "suicidal: an alert that nobody has approved" in out
    plan = as_json(capsys, "go-live", "--dry-run")
    assert plan["live"] is False
    assert {"suicidal", "immediate-danger"} <= {one["id"] for one in plan["blocking"]}
    assert "le-caller" in plan["vanishing"]
    assert not (guides / "go-live").exists()


def test_going_live_once_all_that_is_opened_is_approved(guides: Path, capsys: Capture) -> None:
    for one in as_json(capsys, "go-live", "--dry-run")["blocking"]:
        assert run(capsys, "approve", one["id"], "--by", "B. Reader", "--owner", "A. Writer")[0] == 0
    code, _, err = run(capsys, "go-live", "--by", "C. Lead")
    assert code == 2, "nobody can be asked without a terminal"
    assert "--yes" in err
    code, out, _ = run(capsys, "go-live", "--by", "C. Lead", "--yes")
    assert (code, out.splitlines()[-1]) == (0, "Live. Drafts are in training only.")
    shown = {path.stem for path in live_files(SHIPPED, guides, training=False)}
    assert "suicidal" in shown
    assert "le-caller" not in shown
    assert "le-caller" in {path.stem for path in live_files(SHIPPED, guides, training=True)}
    assert run(capsys, "go-live", "--undo")[0] == 0
    assert "le-caller" in {path.stem for path in live_files(SHIPPED, guides, training=False)}


def test_guides_go_out_as_word_and_come_back_as_drafts(guides: Path, tmp_path: Path, capsys: Capture) -> None:
    document = tmp_path / "out" / "wages.docx"
    assert run(capsys, "export", "wage-dispute", "--docx", str(document))[0] == 0
    assert run(capsys, "import", "--docx", str(document))[0] == 0
    assert (guides / "wage-dispute.md").read_bytes() == GOOD.encode()
    assert run(capsys, "export", "wage-dispute")[1] == GOOD
    (guides / "wage-dispute.md").write_text(GOOD.replace("version: 0.3", "version: 0.4"), "utf-8")
    code, _, err = run(capsys, "import", str(document))
    assert code == 2
    assert "--replace" in err
    assert run(capsys, "import", str(document), "--replace")[0] == 0
    written = as_json(capsys, "export", "suicidal", "--docx", str(tmp_path / "folder"))["files"]
    assert [Path(path).name for path in written] == ["suicidal.docx"]


def test_an_imported_guide_never_arrives_approved(guides: Path, tmp_path: Path, capsys: Capture) -> None:
    foreign = tmp_path / "wage-dispute.md"
    claim = "status: approved\nowner: A\napproved_by: B\napproved_on: 2026-01-01\nreview_by: 2027-01-01\n"
    foreign.write_text(GOOD.replace("status: draft\nowner:\napproved_by:\napproved_on:\nreview_by:\n", claim), "utf-8")
    assert run(capsys, "import", str(foreign))[0] == 0
    assert "status: draft" in (guides / "wage-dispute.md").read_text("utf-8")


def test_a_plain_procedure_arrives_as_a_checked_draft(guides: Path, shared: Path, capsys: Capture) -> None:
    document = shared / "data" / "directories" / "docx" / "nhs_update_SOP.docx"
    code, out, _ = run(capsys, "import", str(document), "--id", "benchmark-report")
    assert code == 0
    assert "31 numbered steps" in out
    assert "benchmark-report.md:" in out
    assert "31. **Do** " in (guides / "benchmark-report.md").read_text("utf-8")


def test_a_phrase_is_learnt_only_once_its_effect_was_shown(guides: Path, tmp_path: Path, capsys: Capture) -> None:
    named, own = tmp_path / "notes.txt", load_settings().home / "cases" / "notes.txt"
    own.parent.mkdir(parents=True)
    own.write_text("wage-dispute | no overtime pay\n")
    named.write_text("sales-crew | zirconium brochures all day\n")
    code, out, err = run(capsys, "learn", "sales-crew", "zirconium brochures", "--cases", str(named))
    assert code == 2
    assert "2 practice notes: right guide first" in out
    assert "better notes.txt:1 sales-crew: not shown -> place 1" in out
    assert "--yes" in err
    assert not guides.exists()


def test_a_learnt_phrase_can_be_taken_back(guides: Path, capsys: Capture) -> None:
    learnt = as_json(capsys, "learn", "sales-crew", "zirconium brochures", "--yes")
    assert (learnt["saved"], learnt["approved"], learnt["effect"]) == (True, False, None)
    assert "- zirconium brochures" in (guides / "sales-crew.md").read_text("utf-8")
    assert as_json(capsys, "learn", "sales-crew", "--undo")["removed"] == "zirconium brochures"
    assert not (guides / "sales-crew.md").exists()


def test_a_phrase_for_an_approved_guide_needs_a_name(guides: Path, capsys: Capture) -> None:
    assert run(capsys, "approve", "wage-dispute", "--by", "B. Reader", "--owner", "A. Writer")[0] == 0
    code, _, err = run(capsys, "learn", "wage-dispute", "zirconium overtime", "--yes")
    assert code == 2
    assert "--by" in err
    assert as_json(capsys, "learn", "wage-dispute", "zirconium overtime", "--yes", "--by", "C")["approved"] is True


@pytest.mark.parametrize(
    ("typed", "saved"), [("y\n", True), ("YES\n", True), ("\n", False), ("no\n", False), ("", False)]
)
def test_at_a_terminal_one_is_asked_and_only_yes_means_yes(
    guides: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch, typed: str, saved: bool
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdin", Terminal(typed))
    code, _, err = run(capsys, "learn", "sales-crew", "zirconium gondola")
    assert "[y/N]" in err
    assert (code == 0) is saved
    assert (guides / "sales-crew.md").exists() is saved


def test_one_unreadable_guide_does_not_keep_the_others_from_word(guides: Path, tmp_path: Path, capsys: Capture) -> None:
    guides.mkdir(parents=True)
    (guides / "wage-dispute.md").write_bytes(b"\xff\xfe not text")
    code, out, err = run(capsys, "export", "--docx", str(tmp_path / "out"))
    assert code == 1
    assert len(out.splitlines()) >= 37
    assert "wage-dispute.md" in err


def test_check_tells_of_approvals_that_are_only_claimed(guides: Path, capsys: Capture) -> None:
    guides.mkdir(parents=True)
    (guides / "wage-dispute.md").write_text(GOOD.replace("status: draft", "status: approved"), "utf-8")
    faults = as_json(capsys, "check")["faults"]
    assert any(one["file"] == "wage-dispute.md" and "counts as a draft" in one["message"] for one in faults)


def test_json_may_stand_before_or_after_the_guide_command(guides: Path, capsys: Capture) -> None:
    assert main(["guides", "--json", "list"]) == 0
    before = capsys.readouterr().out
    assert json.loads(before) == as_json(capsys, "list")


def test_the_effect_on_the_notes_that_ship_is_shown_though_the_desk_has_none(
    guides: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("console.commands.learning.shipped_notes", shipped_notes)
    shown = as_json(capsys, "learn", "sales-crew", "zirconium brochures", "--dry-run")
    assert shown["cases"] > 200 and set(shown["effect"]) >= {"first", "in_three", "changes", "alarms", "silenced"}
    assert not guides.exists()
