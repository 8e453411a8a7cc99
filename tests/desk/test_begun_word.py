"""While a word is being typed, the screen does not guess what it will be."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from console.desk import CallChips, Desk
from console.opening import open_desk
from console.settings import Settings

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def desk(prepared_home: Path, places_db: Path) -> Desk:
    return open_desk(Settings(home=prepared_home, places=str(places_db)))


@pytest.mark.parametrize("word", ["hous", "houst", "pasp", "paspor"])
def test_a_word_just_begun_is_not_repaired_into_another_that_brings_a_guide(desk: Desk, word: str) -> None:
    assert desk.answer(word, CallChips(), NOW).guides == ()


def test_a_misspelt_word_brings_its_guide_once_it_is_parted_off(desk: Desk) -> None:
    assert "documents-visa" in [match.guide.id for match in desk.answer("pasport ", CallChips(), NOW).guides]
    finished = desk.answer("pasport", CallChips(), NOW, finished=True)
    assert "documents-visa" in [match.guide.id for match in finished.guides]


def test_a_word_that_is_right_as_typed_brings_its_guide_at_once(desk: Desk) -> None:
    assert "documents-visa" in [match.guide.id for match in desk.answer("passport", CallChips(), NOW).guides]


def test_guides_stay_while_the_next_word_is_begun(desk: Desk) -> None:
    before = [match.guide.id for match in desk.answer("boss took passport ", CallChips(), NOW).guides]
    for begun in ("h", "hou", "hous", "houst"):
        after = [match.guide.id for match in desk.answer(f"boss took passport {begun}", CallChips(), NOW).guides]
        assert after == before
