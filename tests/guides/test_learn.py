"""Phrases learnt from practice: their effect seen first, who answers for them, and the way back."""

from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from protocols.approval import approve, approved_path, decisions, propose
from protocols.approval_record import Folders, read_record
from protocols.drafts import begin_edit
from protocols.learn import also_in, clean_phrase, last_learnt, learn, trial, unlearn, with_learnt
from protocols.practice import Case, LearnError, effect_of, read_cases, shipped_notes
from protocols.reader import read_file

TODAY = date(2026, 11, 23)
PHRASE = "they made him peddle zirconium brochures"


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return Folders(Path(str(files("protocols") / "guides")), tmp_path / "own")


def approved(folders: Folders, guide: str) -> str:
    proposal = propose(folders, guide, by="B. Reader", owner="A. Writer", review_by="2027-03-01", today=TODAY)
    approve(folders, proposal)
    return proposal.text


def phrases(path: Path) -> tuple[str, ...]:
    guide = read_file(path).guide
    assert guide is not None
    return guide.phrases["en"]


def test_a_draft_learns_and_forgets_without_trace(folders: Folders) -> None:
    assert learn(folders, "sales-crew", "en", PHRASE, by="C", today=TODAY) is False
    assert phrases(folders.own_file("sales-crew"))[-1] == PHRASE
    assert unlearn(folders, "sales-crew", by="C", today=TODAY).phrase == PHRASE
    assert not folders.own_file("sales-crew").exists()
    with pytest.raises(LearnError, match="No phrase"):
        last_learnt(folders, "sales-crew")


def test_an_approved_guide_learns_under_the_name_of_who_approved_the_phrase(folders: Folders) -> None:
    before = approved(folders, "sales-crew")
    assert learn(folders, "sales-crew", "en", PHRASE, by="C. Lead", today=TODAY)
    approval = decisions(folders).approvals["sales-crew"]
    assert (approval.by, approval.version, approval.review_by) == ("C. Lead", "1.1", "2027-03-01")
    live = approved_path(folders, approval)
    assert live is not None
    assert phrases(live)[-1] == PHRASE
    assert folders.earlier_file("sales-crew", "1.0").read_text() == before


def test_the_owner_of_an_approved_guide_does_not_approve_its_phrases(folders: Folders) -> None:
    approved(folders, "sales-crew")
    with pytest.raises(LearnError, match="another person"):
        learn(folders, "sales-crew", "en", PHRASE, by="A. Writer", today=TODAY)
    assert PHRASE not in phrases(folders.own_file("sales-crew"))
    assert all(entry.action != "learn" for entry in read_record(folders))


def test_a_guide_being_edited_learns_in_both_texts(folders: Folders) -> None:
    approved(folders, "sales-crew")
    path = begin_edit(folders, "sales-crew")
    path.write_text(path.read_text("utf-8").replace("## Signs\n", "## Signs\n- a sign of the draft\n"), "utf-8")
    assert learn(folders, "sales-crew", "en", PHRASE, by="C. Lead", today=TODAY)
    assert "a sign of the draft" in path.read_text("utf-8")
    assert phrases(path)[-1] == phrases(folders.approved_file("sales-crew"))[-1] == PHRASE
    assert "a sign of the draft" not in folders.approved_file("sales-crew").read_text("utf-8")


def test_the_phrase_learnt_last_is_taken_back_first(folders: Folders) -> None:
    for phrase in ("one odd phrase", "two odd phrases"):
        learn(folders, "sales-crew", "en", phrase, by="C", today=TODAY)
    assert [unlearn(folders, "sales-crew", by="C", today=TODAY).phrase for _ in range(2)] == [
        "two odd phrases",
        "one odd phrase",
    ]


@pytest.mark.parametrize(
    "phrase", ["", "   ", "?", "call 206-555-0142 now", "write a@example.org", "see www.example.org", "word " * 20]
)
def test_what_could_name_a_person_or_says_nothing_is_refused(phrase: str) -> None:
    with pytest.raises(LearnError):
        clean_phrase(phrase)


def test_a_phrase_is_kept_plain() -> None:
    assert clean_phrase("  he won\u2019t\u00a0let me\n leave ") == "he won't let me leave"


def test_a_phrase_that_already_stands_is_told(folders: Folders) -> None:
    known = phrases(folders.shipped_file("sales-crew"))[0]
    with pytest.raises(LearnError, match="already"):
        with_learnt(folders, "sales-crew", "en", known.upper())
    assert "sales-crew" in also_in(folders, "agriculture", known)


def test_an_alert_learns_a_trigger_and_its_false_alarms_are_shown(folders: Folders) -> None:
    phrase = "Paint the gondola, zirconium!"
    cases = [
        Case(frozenset({"suicidal"}), "she paints the gondola zirconium", "here:1"),
        Case(frozenset(), "we paint the gondola zirconium", "here:2"),
        Case(frozenset({"suicidal"}), "paint the gondola zirconium", "here:3"),
    ]
    with trial(folders, "suicidal", with_learnt(folders, "suicidal", "en", phrase)) as (before, after):
        effect = effect_of(cases, before, after, TODAY)
        taken_back = effect_of(cases, after, before, TODAY)
    assert {case.source for case in taken_back.silenced} >= {"here:2", "here:3"} and not effect.silenced
    assert effect.cases == 2
    assert ("here:3", 0) in [(change.case.source, change.after) for change in effect.changes]
    assert [case.source for case in effect.alarms] == ["here:2"]
    learn(folders, "suicidal", "en", phrase, by="C", today=TODAY)
    assert "- any: paint the gondola zirconium\n\n## Signs" in folders.own_file("suicidal").read_text("utf-8")
    unlearn(folders, "suicidal", by="C", today=TODAY)
    assert not folders.own_file("suicidal").exists()


def test_one_word_alone_never_raises_an_alert_and_a_mode_learns_nothing(folders: Folders) -> None:
    with pytest.raises(LearnError, match="single word"):
        with_learnt(folders, "suicidal", "en", "gondola")
    with pytest.raises(LearnError, match="key or a branch"):
        with_learnt(folders, "line-dropped", "en", "gone again")


def test_practice_notes_are_read_and_a_bad_line_is_named(tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("# remark\n\na-guide, b-guide | said | with a bar\nnone | nothing\n")
    assert read_cases([notes]) == (
        Case(frozenset({"a-guide", "b-guide"}), "said | with a bar", "notes.txt:3"),
        Case(frozenset(), "nothing", "notes.txt:4"),
    )
    notes.write_text("no bar here\n")
    with pytest.raises(LearnError, match=r"notes\.txt:1"):
        read_cases([notes])
    with pytest.raises(LearnError, match="nowhere"):
        read_cases([tmp_path / "nowhere.txt"])


def test_an_edit_is_tried_on_the_accuracy_set_that_ships() -> None:
    notes = read_cases(shipped_notes())
    assert len(notes) >= 200 and all(case.source.startswith("notes_tune.txt:") for case in notes)
