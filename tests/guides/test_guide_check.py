import re
from datetime import date
from pathlib import Path

import pytest
from shipped_library import GUIDES, TODAY

from protocols.check import check_files, check_folder
from protocols.fault import Fault
from protocols.writer import with_keys

PAGE = re.sub(r"(?m)^   es: .*\n", "", (GUIDES / "wage-dispute.md").read_text(encoding="utf-8"))
ALERT = (GUIDES / "monitored-caller.md").read_text(encoding="utf-8")
LONG = "word " * 26


def test_the_shipped_guides_have_no_errors():
    errors = [str(fault) for fault in check_folder(GUIDES, TODAY) if fault.error]
    assert errors == []


def checked(tmp_path: Path, text: str, name: str) -> list[Fault]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return list(check_files([path], TODAY))


def first_step(text: str) -> str:
    return next(line for line in text.split("\n") if line.startswith("1. **"))


RULES = [
    ("a step is over 25 words", lambda t: t.replace(first_step(t), f"1. **Do** {LONG}"), "has 26 words"),
    ("an Ask holds no question", lambda t: t.replace(first_step(t), "1. **Ask** Tell me more."), "without a question"),
    (
        "a phone number stands in a step",
        lambda t: t.replace(first_step(t), "1. **Do** Call 305-555-0143."),
        "phone number",
    ),
    (
        "a branch leads nowhere",
        lambda t: t.replace(first_step(t), "1. **Do** Look. If yes -> nowhere."),
        "No guide 'nowhere'",
    ),
    (
        "a branch leads back",
        lambda t: t.replace(first_step(t), "1. **Do** Look. If yes -> wage-dispute."),
        "the guide itself",
    ),
    (
        "a condition is over 8 words",
        lambda t: t.replace(
            first_step(t), "1. **Do** Look. If one two three four five six seven eight nine -> familial."
        ),
        "is too long",
    ),
    (
        "Report stands before any Say",
        lambda t: t.replace(first_step(t), "1. **Report** Tell the police."),
        "before any Say",
    ),
    ("a kind of help is unknown", lambda t: t.replace("- legal;", "- lawyers;"), "Unknown kind of help 'lawyers'"),
    ("a line key is unknown", lambda t: t.replace("line:osha", "line:osha2"), "Unknown line 'osha2'"),
    ("needs and Refer differ", lambda t: t.replace("needs: [labor_agency,", "needs: [shelter,"), "differ"),
    ("no default state", lambda t: t.replace("### default", "### CA"), "No default"),
    ("a state is unknown", lambda t: t.replace("### default", "### California\n- x\n### default"), "is no state"),
    ("the version is empty", lambda t: re.sub("version: .*", "version:", t), "'version' is empty"),
    (
        "approved without a review date",
        lambda t: t.replace("status: draft", "status: approved").replace("approved_by:", "approved_by: B"),
        "without a review date",
    ),
    (
        "the review is overdue",
        lambda t: t.replace("status: draft", "status: approved").replace("review_by:", "review_by: 2020-01-01"),
        "review was due",
    ),
    (
        "the approver is the owner",
        lambda t: t.replace("owner:", "owner: Ana").replace("approved_by:", "approved_by: Ana"),
        "approver is the owner",
    ),
]


@pytest.mark.parametrize(("rule", "break_it", "message"), RULES, ids=[rule for rule, _, _ in RULES])
def test_one_seeded_fault_of_each_rule_is_found_with_its_line(tmp_path: Path, rule, break_it, message):
    text = break_it(PAGE)
    assert text != PAGE, rule
    found = [fault for fault in checked(tmp_path, text, "wage-dispute.md") if message in fault.message]
    assert found, rule
    changed = [n for n, (old, new) in enumerate(zip(PAGE.split("\n"), text.split("\n"), strict=False), 1) if old != new]
    assert found[0].line >= 1
    assert found[0].fix
    if rule not in ("needs and Refer differ", "no default state"):
        assert found[0].line in range(min(changed), max(changed) + 3)


def test_a_guide_without_spanish_phrases_is_a_fault(tmp_path: Path):
    start = PAGE.index("## Callers say (es)")
    text = PAGE[:start] + PAGE[PAGE.index("## Signs") :]
    assert any("No Spanish phrases" in fault.message for fault in checked(tmp_path, text, "wage-dispute.md"))


def test_an_alert_that_opens_with_a_question_is_a_fault(tmp_path: Path):
    text = ALERT.replace("1. **Do** Lower", "1. **Say** Lower")
    assert any("opens with a Do" in fault.message for fault in checked(tmp_path, text, "monitored-caller.md"))


def test_an_unknown_word_list_in_a_trigger_is_a_fault(tmp_path: Path):
    text = ALERT.replace("- any: [little time]", "- any: [little time], {wepon}")
    faults = [
        fault for fault in checked(tmp_path, text, "monitored-caller.md") if "No word list 'wepon'" in fault.message
    ]
    assert faults[0].line == next(n for n, line in enumerate(text.split("\n"), 1) if "wepon" in line)


def test_more_than_ten_steps_is_a_fault(tmp_path: Path):
    last = [line for line in PAGE.split("\n") if line[:1].isdigit()][-1]
    count = int(last.split(".")[0])
    more = "\n".join(f"{number}. **Do** Wait." for number in range(count + 1, 12))
    faults = checked(tmp_path, PAGE.replace(last, f"{last}\n{more}"), "wage-dispute.md")
    assert any("10 is the most" in fault.message for fault in faults)


def test_one_phrase_in_two_guides_is_a_warning():
    faults = check_files([GUIDES / "le-caller.md", GUIDES / "legal-immigration.md"], date(2026, 1, 1))
    assert [fault.severity for fault in faults if "continued presence" in fault.message] == ["warning"]


@pytest.mark.parametrize(
    ("heading", "line"),
    [
        ("## Callers say (en)", "- call me at 305-555-0143"),
        ("## Callers say (es)", "- mi numero es (305) 555 0143"),
        ("## Signs", "- a flyer with 1-800-HELP-NOW"),
        ("## Refer", "- shelter; ask for 555-0143"),
        ("### default", "- the county line, 305.555.0143"),
        ("## Sources", "- a leaflet, text HELP to 555014"),
    ],
)
def test_a_phone_number_is_found_wherever_it_stands(tmp_path: Path, heading: str, line: str):
    text = PAGE.replace(f"{heading}\n", f"{heading}\n{line}\n", 1)
    found = [fault for fault in checked(tmp_path, text, "wage-dispute.md") if "phone number" in fault.message]
    assert [fault.line for fault in found] == [text.split("\n").index(line) + 1]


def approved(**keys: str) -> str:
    held = {"status": "approved", "owner": "A. Writer", "approved_by": "B. Reader", "approved_on": "2026-01-01"}
    return with_keys(PAGE, **{**held, "review_by": "2026-06-01", **keys})


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"approved_by": "a writer"}, "approver is the owner"),
        ({"review_by": "2029-01-01"}, "more than a year on"),
        ({"approved_on": "soon"}, "no day in the past"),
        ({"approved_on": "2031-01-01"}, "no day in the past"),
        ({"owner": ""}, "nobody wrote it"),
    ],
)
def test_what_an_approval_says_of_itself_is_checked(tmp_path: Path, keys: dict[str, str], message: str):
    (tmp_path / "wage-dispute.md").write_text(approved(**keys), encoding="utf-8")
    faults = check_files([tmp_path / "wage-dispute.md"], date(2026, 1, 2))
    assert [fault.message for fault in faults if message in fault.message]


def test_a_sound_approval_is_no_fault(tmp_path: Path):
    (tmp_path / "wage-dispute.md").write_text(approved(), encoding="utf-8")
    assert not check_files([tmp_path / "wage-dispute.md"], date(2026, 1, 2))


@pytest.mark.parametrize(
    ("step", "message"),
    [
        ("1. **Ask** Free to go? If no -> labor-other. And who has the key?", "Unreadable branch"),
        ("1. **Ask** Are you free to go?\n   xx: Free?", "Unknown language 'xx'"),
        (f"1. **Say** You decide.\n   es: {'palabra ' * 26}", "'es:' line has 26 words"),
    ],
)
def test_words_that_would_get_lost_or_run_on_are_found(tmp_path: Path, step: str, message: str):
    faults = checked(tmp_path, PAGE.replace(first_step(PAGE), step), "wage-dispute.md")
    assert any(message in fault.message for fault in faults)


def test_a_state_that_does_not_exist_is_found(tmp_path: Path):
    faults = checked(tmp_path, PAGE.replace("### default", "### ZZ\n- x\n\n### default"), "wage-dispute.md")
    assert any("'ZZ' is no state" in fault.message for fault in faults)
