"""The pages that cover the body: all keys, a number to read aloud, a cover story, words to copy into a chat."""

from console.ui.fit import wrap
from console.ui.keys import KEYS, key_lines
from console.ui.numbers import large
from console.ui.rows import EMPTY, Row, row

COVER = (
    ("Say", "Thank you for your time. May I ask how you heard about our customer survey?"),
    ("Say", "This is a wrong number, I am sorry. (Then stay silent, and let the caller end the call.)"),
    ("Ask", "If you cannot talk now, say only: 'No, thank you.' May I call again? Yes or no?"),
    ("Do", "Ask only questions with yes or no. Never say what this line is. Voicemail: leave nothing."),
    ("Do", "If the other voice asks who you are: a survey, no name, goodbye. Note the time for your supervisor."),
)
"""General practice, marked DRAFT on the page until the organisation approves its own guide `cover`."""

TOUR = (
    ("", "Type what you hear, as you hear it: a town, an age, what is happening. Spelling does not matter."),
    ("place", "The town is wrong? Each press takes the next one it could be. It then stays picked."),
    ("age", "The age is wrong or missing? Digits and Enter; m for minor. Not known is not adult."),
    ("tick", "Done with a step: tick it, the next one is marked."),
    ("follow", "A step says [no -> ...]? This opens that guide over the steps."),
    ("back", "Back from whatever is open, to the same step."),
    ("open", "Help nearby in full: every number, the hours, whom it serves. It stays open while you type."),
    ("big_number", "Its number alone and large, to read aloud."),
    ("told", "You told the supervisor: the time is noted."),
    ("undo", "Anything above, taken back."),
    ("hide", "Somebody steps up behind you: everything is gone at once. The same key brings it back."),
    ("done", "The call is over: clear for the next one. Undo works until you type again."),
    ("keys", "All keys."),
)
"""An action of the key registry, and when a newcomer needs it."""

CHAT_ADVICE = (
    "Text or chat: copy by eye, one line a message. First ask: is it safe to text, and who else sees this phone?",
    "At the end: 'Please delete this thread now, also from Recently Deleted.' Send nothing after that.",
)
CHAT_LINE = 160
"""The most that one plain text message holds."""


def keys_rows(width: int) -> list[Row]:
    """Every key and what it does, from the one registry."""
    rows: list[Row] = [row("KEYS   typing types; Tab, then a letter or digit, reaches the rest. Esc leaves.", "head")]
    for keys, does in key_lines():
        if not does:
            rows.append(row(keys, "head"))
            continue
        lines = wrap(does, width - 21)
        rows.append(((f" {keys:<19} ", "bold"), (lines[0], "plain")))
        rows += [row(" " * 21 + line) for line in lines[1:]]
    return rows


def tour_rows(width: int) -> list[Row]:
    """A first call in a dozen keys, each named as the registry has it."""
    shown = {key.act: key.shown for key in KEYS}
    rows: list[Row] = [row("A FIRST CALL, KEY BY KEY   Try it now: nothing here is recorded. Esc leaves.", "head")]
    for act, words in TOUR:
        lines = wrap(words, width - 21)
        rows.append(((f" {shown.get(act, 'letters, digits'):<19} ", "bold"), (lines[0], "plain")))
        rows += [row(" " * 21 + line) for line in lines[1:]]
    return rows


def cover_rows(width: int) -> list[Row]:
    """What to say when somebody who must not know comes in."""
    rows: list[Row] = [(("SOMEBODY IS LISTENING: a cover story", "head"), ("  ", "plain"), (" DRAFT ", "draft"))]
    for verb, words in COVER:
        lines = wrap(words, width - 8)
        rows.append(((f"{verb:<8}", "bold"), (lines[0], "plain")))
        rows += [row(" " * 8 + line) for line in lines[1:]]
    return rows


def number_rows(name: str, number: str, width: int, height: int) -> list[Row]:
    """One number, as large as the screen allows, with its name and nothing beside it."""
    digits, _, extension = number.removeprefix("text ").partition(" x")
    rows = [row(line, "bold") for line in wrap(name, width)]
    rows += [EMPTY, *large(digits, width), EMPTY]
    if extension:
        rows.append(row(f"extension {' '.join(extension)}", "bold"))
    rows.append(row(f"{number}    Tab b: its next number. Esc: back.", "plain"))
    return [EMPTY] * max(0, (height - len(rows)) // 3) + rows


def chat_lines(words: str) -> list[str]:
    """`words` in lines that each fit one message, numbered where there are several."""
    lines = wrap(words, CHAT_LINE - 6)
    if len(lines) == 1:
        return lines
    return [f"{number}/{len(lines)} {line}" for number, line in enumerate(lines, 1)]


def chat_rows(words: list[str], width: int) -> list[Row]:
    """Messages to copy by eye, one after another, with the advice on deleting the thread."""
    rows: list[Row] = []
    for line in CHAT_ADVICE:
        rows += [row(part, "bold") for part in wrap(line, width)]
    for one in words:
        rows.append(EMPTY)
        for message in chat_lines(one):
            rows += [row(("| " if at == 0 else "  ") + part) for at, part in enumerate(wrap(message, width - 2))]
    return rows
