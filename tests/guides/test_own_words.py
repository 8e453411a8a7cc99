"""Staff's own word lists and calls change alerts: what they do before and after going live, and who approved them."""

from datetime import date
from pathlib import Path

import pytest

from protocols.approval import approve_own, record_faults
from protocols.approval_record import ApprovalError, Folders
from protocols.check import check_own
from protocols.live import FLAG, compiled_from, gather_live, go_live, going_live
from protocols.own_words import OWN_CALLS, WORD_LISTS, OwnKind, own_faults, unapproved
from protocols.writer import skeleton

TODAY = date(2026, 11, 23)
FIRST, SECOND = "# Word lists\n\n## weapon\n- gun\n", "# Word lists\n\n## weapon\n- rope\n"


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    shipped, own = tmp_path / "shipped", tmp_path / "own"
    (own / "calls").mkdir(parents=True)
    shipped.mkdir()
    (shipped / "boat.md").write_text(skeleton("boat"))
    (own / "words.md").write_text(FIRST)
    (own / "calls" / "ours.txt").write_text("none | a poster\n")
    return Folders(shipped, own)


def approved(folders: Folders, kind: OwnKind = WORD_LISTS) -> None:
    approve_own(folders, kind, by="B. Reader", owner="", today=TODAY)


def compiled(folders: Folders, *, training: bool = False) -> dict[str, str]:
    """What is compiled of the own texts, by name."""
    into = folders.own.parent / f"gathered-{len(list(folders.own.parent.iterdir()))}"
    layer = gather_live(folders.shipped, folders.own, into, training=training)[-1]
    return {path.name: path.read_text() for path in layer.rglob("*") if path.is_file() and path.suffix != ".db"}


def raise_flag(folders: Folders) -> None:
    (folders.own / FLAG).write_text("Live.\n")


def test_before_going_live_drafts_count_and_are_told(folders: Folders) -> None:
    assert compiled(folders) == {"words.md": FIRST, "ours.txt": "none | a poster\n"}
    told = [fault.message for fault in record_faults(folders)]
    assert [text.partition(":")[0] for text in told] == ["Own word lists not approved", "Own calls not approved"]


def test_an_approval_holds_for_that_very_text(folders: Folders) -> None:
    approved(folders)
    approved(folders, OWN_CALLS)
    assert list(record_faults(folders)) == []
    (folders.own / "words.md").write_text(SECOND)
    (folders.own / "calls" / "more.txt").write_text("none | a flyer\n")
    assert unapproved(folders) == (WORD_LISTS, OWN_CALLS)


def test_once_live_only_the_approved_text_is_compiled(folders: Folders) -> None:
    approved(folders)
    (folders.own / "words.md").write_text(SECOND)
    raise_flag(folders)
    assert compiled(folders) == {"words.md": FIRST}
    assert compiled(folders, training=True)["words.md"] == SECOND
    assert folders.own / "words.md" not in compiled_from(folders.shipped, folders.own, training=False)
    approved(folders)
    assert compiled(folders) == {"words.md": SECOND}


def test_text_that_was_deleted_stays_live_until_that_is_approved(folders: Folders) -> None:
    approved(folders, OWN_CALLS)
    raise_flag(folders)
    (folders.own / "calls" / "ours.txt").unlink()
    assert compiled(folders) == {"ours.txt": "none | a poster\n"}
    assert OWN_CALLS in unapproved(folders)
    approved(folders, OWN_CALLS)
    assert compiled(folders) == {}
    assert OWN_CALLS not in unapproved(folders)


def test_an_approved_text_changed_behind_the_record_is_not_used_and_told(folders: Folders) -> None:
    approved(folders)
    (folders.own / "words.md").write_text(SECOND)
    (folders.own / "approved" / "words.md").write_text(SECOND)
    raise_flag(folders)
    assert compiled(folders) == {}
    assert "is lost" in next(own_faults(folders)).message


def test_going_live_waits_for_own_texts_that_nobody_ever_approved(folders: Folders) -> None:
    assert set(going_live(folders, TODAY).blocking) == {"words", "calls"}
    with pytest.raises(ApprovalError, match="words"):
        go_live(folders, by="C", today=TODAY)
    approved(folders)
    approved(folders, OWN_CALLS)
    (folders.own / "words.md").write_text(SECOND)
    go_live(folders, by="C", today=TODAY)
    assert compiled(folders)["words.md"] == FIRST


def test_nobody_approves_word_lists_they_wrote(folders: Folders) -> None:
    with pytest.raises(ApprovalError, match="somebody else"):
        approve_own(folders, WORD_LISTS, by="a. writer", owner="A. Writer", today=TODAY)


def test_own_calls_are_checked_with_line_numbers(folders: Folders) -> None:
    (folders.own / "calls" / "ours.txt").write_text("# ours\nboat | at sea\nboot | at sea\nboat at sea\n")
    assert [fault.line for fault in check_own(folders, OWN_CALLS)] == [3, 4]


def test_a_desk_without_own_texts_is_told_nothing(tmp_path: Path) -> None:
    (tmp_path / "shipped").mkdir()
    folders = Folders(tmp_path / "shipped", tmp_path / "own")
    assert list(own_faults(folders)) == []
    with pytest.raises(ApprovalError, match="nothing to approve"):
        approved(folders)
