"""The key registry: every action has a key, every key an action, and none is a key that somebody else owns."""

from collections import Counter

import pytest
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser

from console.ui.acts import ACTS
from console.ui.keys import KEYS, LEADER, RESERVED, by_tab, key_card


def test_every_key_has_an_action_and_every_action_a_key() -> None:
    assert {key.act for key in KEYS} == set(ACTS)


def test_no_key_does_two_things() -> None:
    assert [name for name, count in Counter(n for key in KEYS for n in key.keys).items() if count > 1] == []
    assert [name for name, count in Counter(n for key in KEYS for n in key.tab).items() if count > 1] == []


def test_flow_control_multiplexer_and_digit_keys_are_never_bound() -> None:
    assert {name for key in KEYS for name in key.keys} & RESERVED == set()
    assert LEADER not in {name for key in KEYS for name in key.keys}


def test_every_action_can_be_reached_without_function_or_alt_keys() -> None:
    def plain(name: str) -> bool:
        return not name.startswith("alt+") and not (name[0] == "f" and name[1:].isdigit())

    assert [key.act for key in KEYS if not key.tab and not any(plain(name) for name in key.keys)] == []


def test_all_keys_are_names_that_the_terminal_parser_can_produce() -> None:
    named = {key.value for keys in ANSI_SEQUENCES_KEYS.values() if isinstance(keys, tuple) for key in keys}
    assert [name for key in KEYS for name in key.keys if name not in named and len(name) > 1] == []


@pytest.mark.parametrize(
    ("data", "name"),
    [("\x1c", "ctrl+backslash"), ("\x1f", "ctrl+underscore"), ("\x1b[24~", "f12"), ("\x1bOP", "f1"), ("\x1b[11~", "f1"),
     ("\x1b[[A", "f1"), ("\x7f", "backspace"), ("\x1b[A", "up"), ("\x1bOA", "up")],
)  # fmt: skip
def test_the_bytes_of_every_kind_of_terminal_arrive_as_the_key_they_mean(data: str, name: str) -> None:
    assert [event.key for event in XTermParser().feed(data)] == [name]


def test_the_key_card_holds_every_key_of_the_registry() -> None:
    card = key_card()
    assert [key.shown for key in KEYS if key.shown and key.shown not in card] == []
    assert all(len(line) <= 100 for line in card.splitlines())


def test_tab_and_a_capital_or_sign_is_never_taken_for_the_line() -> None:
    assert {"A", "B", "C", "!", "+", "-", "?"} <= set(by_tab())
