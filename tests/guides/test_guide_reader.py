from pathlib import Path

import pytest
from shipped_library import GUIDES

from protocols.reader import read_file, read_text

PAGE = (GUIDES / "suicidal.md").read_text(encoding="utf-8")


def faults_of(text: str) -> list[tuple[int, str]]:
    return [(fault.line, fault.message) for fault in read_text(text, "suicidal.md").faults]


def line_of(text: str, part: str) -> int:
    return next(number for number, line in enumerate(text.split("\n"), start=1) if part in line)


def test_every_shipped_guide_is_read():
    faults = [fault for path in GUIDES.glob("*.md") if path.name != "words.md" for fault in read_file(path).faults]
    assert faults == []


def test_a_title_may_hold_a_colon_and_every_value_stays_text():
    guide = read_file(GUIDES / "debt-bondage.md").guide
    assert guide is not None
    assert ":" in guide.title
    assert guide.version.startswith("0.")


def test_say_lines_carry_the_words_in_both_languages():
    guide = read_text(PAGE, "suicidal.md").guide
    assert guide is not None
    step = guide.steps[1]
    assert step.verb == "Say"
    assert set(step.say) == {"en", "es"}


def test_branches_are_taken_out_of_the_words_of_a_step():
    guide = read_text(PAGE, "suicidal.md").guide
    assert guide is not None
    step = guide.steps[3]
    assert [(branch.condition, branch.guide) for branch in step.branches] == [("yes", "immediate-danger")]
    assert "->" not in step.text


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("urgency: U0", "urgncy: U0", "Unknown key 'urgncy'"),
        ("urgency: U0", "urgency: U9", "Unknown urgency"),
        ("kind: overlay", "kind: alarm", "Unknown kind"),
        ("## Signs", "## Sings", "Unknown heading"),
        ("1. **Do**", "1. **Shout**", "Unknown verb"),
        ("2. **Say**", "3. **Say**", "out of order"),
        ("- crisis_line; thoughts", "- crisis_line thoughts", "Unreadable Refer line"),
        ("### default", "default", "Unreadable line under States"),
        ("- not: suicide", "- nor: suicide", "Unreadable trigger"),
        ("id: suicidal", "id: Suicidal!", "not usable"),
    ],
)
def test_a_fault_is_told_with_its_line(before: str, after: str, message: str):
    text = PAGE.replace(before, after, 1)
    found = [fault for fault in faults_of(text) if message in fault[1]]
    assert found, faults_of(text)
    assert found[0][0] == line_of(text, after)


def test_curly_quotes_arrows_and_hard_spaces_of_word_processors_are_read():
    text = PAGE.replace("->", "→").replace("'", "’").replace(" the ", " the ")
    assert read_text(text, "suicidal.md").guide is not None


def test_a_binary_file_is_a_fault_and_no_exception(tmp_path: Path):
    path = tmp_path / "x.md"
    path.write_bytes(b"\xff\xfe\x00binary")
    assert "UTF-8" in read_file(path).faults[0].message


def test_a_missing_file_is_a_fault_and_no_exception(tmp_path: Path):
    assert read_file(tmp_path / "gone.md").guide is None
