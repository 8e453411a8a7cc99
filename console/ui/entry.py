"""Setting what was heard by hand: a prompt in the notice line, which any other key leaves."""

from dataclasses import dataclass, replace

from protocols.heard import Chips
from protocols.language_names import LANGUAGE_NAMES

PROMPTS = {
    "age": "Age: digits, then Enter; m minor, d adult, u not known. Esc leaves.",
    "gender": "Gender: f, m, o other, u as heard. Esc leaves.",
    "language": "Language: its first letters, then Enter; - as heard. Esc leaves.",
    "caller": "Who calls: s self, c child, t third party, p professional, u as heard. Esc leaves.",
}
GENDERS = {"f": "female", "m": "male", "o": "other", "u": None}
CALLERS = {"s": "self", "c": "child", "t": "third_party", "p": "professional", "u": None}
OLDEST = 120


@dataclass(frozen=True, slots=True)
class Entered:
    """What a key did to an entry: `text` so far; `chips` once it is complete; neither where the key is not for it."""

    text: str | None = None
    chips: Chips | None = None


def entry_key(kind: str, text: str, key: str, character: str, chips: Chips) -> Entered:
    """One key typed into the prompt of `kind`."""
    if key == "backspace":
        return Entered(text=text[:-1])
    if kind == "age":
        return _age_key(text, key, character, chips)
    if kind == "language":
        return _language_key(text, key, character, chips)
    letter = character.lower()
    if kind == "gender" and letter in GENDERS:
        return Entered(chips=replace(chips, gender=GENDERS[letter]))
    if kind == "caller" and letter in CALLERS:
        return Entered(chips=replace(chips, caller=CALLERS[letter]))
    return Entered()


def _age_key(text: str, key: str, character: str, chips: Chips) -> Entered:
    if character.isdigit() and character.isascii() and len(text) < 3:
        return Entered(text=text + character)
    if key in ("enter", "ctrl+j") and text and int(text) <= OLDEST:
        return Entered(chips=replace(chips, age=int(text), minor=int(text) < 18))
    if character.lower() in ("m", "d") and not text:
        return Entered(chips=replace(chips, age=None, minor=character.lower() == "m"))
    if character.lower() == "u" and not text:
        return Entered(chips=replace(chips, age=None, minor=None))
    return Entered()


def _language_key(text: str, key: str, character: str, chips: Chips) -> Entered:
    if character == "-":
        return Entered(chips=replace(chips, language=None))
    if character.isalpha() and len(text) < 20:
        return Entered(text=text + character.lower())
    if key in ("enter", "ctrl+j") and (code := language_called(text)):
        return Entered(chips=replace(chips, language=code))
    return Entered()


def language_called(text: str) -> str:
    """The code of the language whose name, or code, begins like this; "" where none does."""
    if not text:
        return ""
    named = (code for code, name in LANGUAGE_NAMES.items() if name.lower().replace("'", "").startswith(text))
    return text if text in LANGUAGE_NAMES else next(named, "")


def entry_notice(kind: str, text: str) -> str:
    """The prompt, with what was typed into it so far."""
    if not text:
        return PROMPTS[kind]
    if kind == "language":
        name = LANGUAGE_NAMES.get(language_called(text), "no such language")
        return f"Language: {text} = {name}. Enter sets it, Esc leaves."
    return f"Age: {text}. Enter sets it, Esc leaves."
