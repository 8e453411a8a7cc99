"""Every chip is corrected by a key: for the person picked, else for whoever is at risk."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from canned_desk import CannedDesk

from console.desk import CallChips
from console.ui.acts import ACTS
from console.ui.board import Board
from console.ui.entry import PROMPTS, About, entry_key
from console.ui.working import Working
from protocols.heard import Chips, Person, PersonChip

FAMILY = (Person("at_risk", 34, False, "female"), Person("child", 15, True, "female"))


def entered(kind: str, keys: str, chips: Chips, about: About) -> Chips:
    text = ""
    for character in keys:
        result = entry_key(kind, text, "enter" if character == "\r" else character, character, chips, about)
        if result.chips is not None:
            return result.chips
        text = result.text or ""
    raise AssertionError(f"{keys!r} set nothing")


def test_the_age_typed_is_that_of_whoever_is_at_risk_until_a_person_is_picked() -> None:
    assert entered("age", "35\r", Chips(), About(FAMILY)) == Chips(age=35, minor=False)
    picked = entered("age", "16\r", Chips(), About(FAMILY, 1))
    assert picked == Chips(by_person=(PersonChip(1, age=16, minor=True),))


def test_gender_and_role_of_the_person_picked_are_set_by_one_letter() -> None:
    chips = entered("gender", "m", Chips(), About(FAMILY, 1))
    chips = entered("role", "r", chips, About(FAMILY, 1))
    assert chips.by_person[-1] == PersonChip(1, "at_risk", gender="male")


@pytest.mark.parametrize(("keys", "minutes"), [("5\r", 5), ("n", 0), ("u", None)])
def test_how_long_they_can_talk_is_set_by_digits_or_a_letter(keys: str, minutes: int | None) -> None:
    assert entered("minutes", keys, Chips(minutes=9), About()).minutes == minutes


@pytest.mark.parametrize("kind", PROMPTS)
def test_every_prompt_has_a_key_that_opens_it(kind: str) -> None:
    board = Board(CannedDesk())
    ACTS[kind](board, 0)
    assert board.contact.entry == kind and board.notice == PROMPTS[kind]


def test_a_key_walks_through_the_people_and_a_new_call_forgets_the_one_picked() -> None:
    board = Board(CannedDesk())
    working = Working(board)
    for letter in "houston 17 yo":
        working.press(letter, letter)
    working.look(datetime(2026, 11, 23, 18, 0, tzinfo=UTC))
    assert board.answer is not None
    board.answer = replace(board.answer, heard=replace(board.answer.heard, people=FAMILY))
    ACTS["person"](board, 0)
    assert board.contact.person == 1 and "Person 2 of 2: child age 15 MINOR F" in board.notice
    ACTS["person"](board, 0)
    assert board.contact.person == 0
    ACTS["done"](board, 0)
    assert board.contact.person is None and board.contact.chips == CallChips()
