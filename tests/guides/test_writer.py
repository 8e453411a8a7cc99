"""Guides written back to text, and small changes to that text."""

from importlib.resources import files
from pathlib import Path

import pytest

from protocols.guide import Guide
from protocols.reader import read_text
from protocols.writer import (
    GuideTextError,
    front_keys,
    guide_text,
    skeleton,
    with_item,
    with_keys,
    with_title,
    without_item,
)

SHIPPED = sorted(
    path for path in Path(str(files("protocols") / "guides")).glob("*.md") if path.name not in ("words.md", "README.md")
)


def read(text: str, name: str) -> Guide:
    reading = read_text(text, name)
    assert reading.guide is not None, [str(fault) for fault in reading.faults]
    return reading.guide


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_guide_is_written_back_byte_for_byte(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    assert guide_text(read(text, path.name)) == text


def test_a_guide_for_several_states_is_written_back_byte_for_byte() -> None:
    text = SHIPPED[0].read_text("utf-8").replace("\n\n## Sources", "\n\n### CA\n- Ask the supervisor.\n\n## Sources")
    guide = read(text, SHIPPED[0].name)
    assert guide.states["CA"] == ("Ask the supervisor.",)
    assert guide_text(guide) == text


def test_setting_a_key_leaves_every_other_line_alone() -> None:
    text = SHIPPED[0].read_text("utf-8")
    changed = with_keys(text, status="approved", approved_by="A. Person: of the desk")
    assert front_keys(changed)["approved_by"] == "A. Person: of the desk"
    different = [new for old, new in zip(text.split("\n"), changed.split("\n"), strict=True) if old != new]
    assert different == ["status: approved", "approved_by: A. Person: of the desk"]
    assert with_keys(changed, status="draft", approved_by="") == text


def test_a_missing_key_is_added_before_the_block_closes() -> None:
    assert with_keys("---\nid: a\n---\n", owner="B") == "---\nid: a\nowner: B\n---\n"


def test_a_text_without_keys_is_refused_in_plain_words() -> None:
    with pytest.raises(GuideTextError, match="northline check"):
        with_keys("# only a heading\n", status="draft")


def test_a_phrase_is_added_last_and_taken_back_without_trace() -> None:
    text = SHIPPED[0].read_text("utf-8")
    learnt = with_item(text, "Callers say (es)", "me tiene encerrada en el taller")
    assert read(learnt, SHIPPED[0].name).phrases["es"][-1] == "me tiene encerrada en el taller"
    assert without_item(learnt, "Callers say (es)", "me tiene encerrada en el taller") == text
    assert without_item(text, "Signs", "never stood here") == text


def test_a_new_guide_can_be_read_and_written_from_the_start() -> None:
    text = skeleton("night-market")
    guide = read(text, "night-market.md")
    assert (guide.status, guide.title) == ("draft", "Night market")
    assert guide_text(guide) == text


def test_a_title_stands_in_the_key_and_the_heading() -> None:
    guide = read(with_title(skeleton("night-market"), "Stalls: sold at night"), "night-market.md")
    assert guide.title == "Stalls: sold at night"
