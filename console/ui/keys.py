"""Every key of the screen, once: the bindings, the help pane and the printed card are all made from this list."""

from dataclasses import dataclass

from console.ui.opening import wrapped

CARD_WIDTH = 96


@dataclass(frozen=True, slots=True)
class Key:
    """One action: its own keys, the key after Tab that does the same, and what it does in words.

    `nth` means that the keys stand for a first, second, third one of something.
    """

    act: str
    keys: tuple[str, ...]
    tab: tuple[str, ...]
    shown: str
    does: str
    nth: bool = False


GROUPS: tuple[tuple[str, tuple[Key, ...]], ...] = (
    (
        "Help nearby",
        (
            Key("up", ("up", "ctrl+p"), (), "Up, Ctrl+P", "up in the list, or scroll an open page"),
            Key("down", ("down", "ctrl+n"), (), "Down, Ctrl+N", "down in the list, or scroll an open page"),
            Key("page_up", ("pageup",), (), "PgUp, PgDn", "scroll an open page by half a screen"),
            Key("page_down", ("pagedown",), (), "", ""),
            Key("enter", ("enter", "ctrl+j"), (), "Enter", "open the marked help, or tick the marked step"),
            Key("open", ("f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8"), ("1", "2", "3", "4", "5", "6", "7", "8"),
                "F1-F8, Tab 1-8", "open the nth help in full", nth=True),
            Key("unfit", (), ("z",), "Tab z", "the listings that do not fit, each with its reason"),
            Key("big_number", (), ("b",), "Tab b", "its number large, to read aloud; again for its next number"),
            Key("confirmed", (), ("+",), "Tab +", "its number was just confirmed"),
            Key("wrong", (), ("-",), "Tab -", "its number is wrong"),
            Key("fresh", ("ctrl+r",), ("r",), "Ctrl+R, Tab r", "show the new results that were held back"),
        ),
    ),
    (
        "The directory",
        (
            Key("search", (), ("S",), "Tab S", "search everything held by name or words, misspelt too"),
            Key("access", (), ("W",), "Tab W", "what they need to get in: w wheelchair, d deaf, b blind, - nothing"),
            Key("beds", (), ("F",), "Tab F", "free beds just seen there: digits and Enter; counts for 12 hours"),
            Key("given", (), ("G",), "Tab G, 1-7", "this listing was given; the digit: what became of it"),
            Key("edit", (), ("E",), "Tab E, L, Z", "correct this listing; add one; take the last correction back"),
            Key("add", (), ("L",), "", ""),
            Key("take_back", (), ("Z",), "", ""),
            Key("enforcers", (), ("I",), "Tab I",
                "immigration enforcement (ICE, HSI): only where the caller asks for it"),
        ),
    ),
    (
        "Steps",
        (
            Key("tick", ("ctrl+t",), ("t",), "Ctrl+T, Tab t", "tick the marked step and go to the next"),
            Key("follow", ("ctrl+f",), ("f",), "Ctrl+F, Tab f", "follow the step's -> branch; again for its next one"),
            Key("switch", (), ("tab",), "Tab Tab", "arrows move in the steps, or in the help again"),
            Key("spanish", ("ctrl+e",), ("s",), "Ctrl+E, Tab s", "words to say in Spanish, or in English again"),
            Key("choose", (), ("A", "B", "C"), "Tab A, B, C", "choose a guide of the Guides row, or drop it", nth=True),
            Key("no_guide", (), ("N",), "Tab N", "none of these guides"),
            Key("not_guide", ("ctrl+x",), ("x",), "Ctrl+X, Tab x", "not this guide"),
            Key("close_alert", (), ("!",), "Tab !", "close the first alert"),
            Key("safety", (), ("o",), "Tab o", "the opening safety check again"),
            Key("told", ("ctrl+g",), ("m",), "Ctrl+G, Tab m", "the supervisor on call was told"),
            Key("more", ("ctrl+v",), ("v",), "Ctrl+V, Tab v", "show everything under an alert, or the alert alone"),
        ),
    ),
    (
        "What was heard",
        (
            Key("place", ("ctrl+o",), ("p",), "Ctrl+O, Tab p", "the next place it could be"),
            Key("age", (), ("a",), "Tab a", "the age: digits and Enter, or m minor, d adult, u not known"),
            Key("gender", (), ("g",), "Tab g", "the gender: f, m, o other, u as heard"),
            Key("role", (), ("R",), "Tab R", "the role: r at risk, k child with them, c caller, o other"),
            Key("person", (), ("P",), "Tab P", "the next person: age, gender and role are then theirs"),
            Key("language", (), ("l",), "Tab l", "the language: its first letters, then Enter"),
            Key("caller", (), ("c",), "Tab c", "who calls: s self, c child, t third party, p professional, u as heard"),
            Key("minutes", (), ("M",), "Tab M", "how long they can talk: minutes and Enter; n no limit, u as heard"),
        ),
    ),
    (
        "The call",
        (
            Key("undo", ("ctrl+underscore",), ("u",), "Ctrl+_, Tab u", "undo"),
            Key("done", ("ctrl+d",), ("d",), "Ctrl+D, Tab d", "clear for the next call"),
            Key("park", (), ("j",), "Tab j", "put this contact aside (three at most)"),
            Key("resume", (), ("n",), "Tab n", "take up the contact put aside first"),
            Key("line_dropped", (), ("h",), "Tab h", "the line dropped"),
            Key("yes_no", (), ("y",), "Tab y", "the caller can only say yes or no"),
            Key("child_calls", (), ("k",), "Tab k", "a child is calling"),
            Key("transfer", (), ("w",), "Tab w", "warm transfer"),
            Key("interpreter", (), ("T",), "Tab T", "the interpreter card: vendor, languages, who never interprets"),
            Key("text_mode", (), ("e",), "Tab e", "text or chat: words in lines of at most 160 characters"),
            Key("cover", (), ("i",), "Tab i", "a cover story, for when somebody comes in"),
        ),
    ),
    (
        "The record",
        (
            Key("record", (), ("K",), "Tab K", "the record of this call: its codes, what was given, a short note"),
            Key("seen", (), ("Q",), "Tab Q", "seen before? by a number, plate or name of a suspect or place"),
            Key("shift", (), ("D",), "Tab D", "what is owed: call-backs, transfers, reports, referrals"),
            Key("lock", (), ("X",), "Tab X", "lock the record; the call and its help stay"),
        ),
    ),
    (
        "The screen",
        (
            Key("hide", ("ctrl+backslash", "f12"), ("0",), "Ctrl+\\, F12, Tab 0",
                "hide everything at once; the same key returns (no protection against monitoring)"),
            Key("back", ("escape",), (".",), "Esc, Tab .", "leave whatever is open"),
            Key("keys", ("f9",), ("?", "9"), "F9, Tab ?", "this list"),
            Key("tour", (), ("/",), "Tab /", "a first call, key by key"),
            Key("redraw", ("ctrl+l",), (), "Ctrl+L", "draw the screen anew, after noise on the line"),
            Key("quit", ("ctrl+c",), ("q",), "Ctrl+C twice", "leave Northline"),
        ),
    ),
    (
        "The line",
        (
            Key("line_left", ("left",), (), "Left, Right", "move in the line; with Ctrl by words"),
            Key("line_right", ("right",), (), "", ""),
            Key("word_left", ("ctrl+left",), (), "", ""),
            Key("word_right", ("ctrl+right",), (), "", ""),
            Key("line_start", ("home",), (), "Home, End", "to the start or end of the line"),
            Key("line_end", ("end",), (), "", ""),
            Key("rub_out", ("backspace",), (), "Backspace, Delete", "rub out a letter"),
            Key("delete", ("delete",), (), "", ""),
            Key("rub_word", ("ctrl+w",), (), "Ctrl+W, Ctrl+U", "rub out a word, or all before the cursor"),
            Key("rub_line", ("ctrl+u",), (), "", ""),
        ),
    ),
)  # fmt: skip
"""Groups in the order of the help pane."""

KEYS: tuple[Key, ...] = tuple(key for _, group in GROUPS for key in group)

LEADER = "tab"
"""Pressed before a letter or digit, for whatever has no key of its own and for terminals that lose function keys."""

RESERVED = frozenset(
    ["ctrl+s", "ctrl+q", "ctrl+z", "ctrl+a", "ctrl+b", "f10", "f11"]
    + [f"alt+{digit}" for digit in range(10)]
    + [str(digit) for digit in range(10)]
)
"""Never bound: flow control, multiplexers, menus, and the digits of an address."""


def by_key() -> dict[str, tuple[Key, int]]:
    """Key name -> what it does, and which of its keys it is."""
    return {name: (key, nth) for key in KEYS for nth, name in enumerate(key.keys)}


def by_tab() -> dict[str, tuple[Key, int]]:
    """Character or key after Tab -> what it does."""
    return {name: (key, nth) for key in KEYS for nth, name in enumerate(key.tab)}


def key_lines() -> list[tuple[str, str]]:
    """Heading ("" beside it), or keys and what they do: the lines of the help pane and of the card."""
    lines: list[tuple[str, str]] = []
    for title, group in GROUPS:
        lines.append((title, ""))
        lines += [(key.shown, key.does) for key in group if key.shown]
    return lines


def key_card() -> str:
    """The printable card of all keys."""
    lines = ["NORTHLINE KEYS", "Typing types. Tab, then a letter or digit, reaches whatever has no key of its own."]
    for keys, does in key_lines():
        if not does:
            lines.append(f"\n{keys}")
            continue
        first, *more = wrapped(does, CARD_WIDTH - 23)
        lines += [f"  {keys:<20} {first}", *(" " * 23 + line for line in more)]
    return "\n".join(lines) + "\n"
