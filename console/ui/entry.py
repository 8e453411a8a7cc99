"""Setting what was heard by hand: a prompt in the notice line, which any other key leaves."""

from dataclasses import dataclass, replace

from protocols.corrected import ADULT, set_for, with_person, with_role
from protocols.heard import Chips, Person
from protocols.language_names import LANGUAGE_NAMES

PROMPTS = {
    "age": "Age: digits, then Enter; m minor, d adult, u not known. Esc leaves.",
    "gender": "Gender: f, m, o other, u as heard. Esc leaves.",
    "language": "Language: its first letters, then Enter; - as heard. Esc leaves.",
    "role": "Role: r at risk, k child with them, c caller, o other, u as heard. Esc leaves.",
    "minutes": "Minutes to talk: digits, then Enter; n no limit, u as heard. Esc leaves.",
    "caller": "Who calls: s self, c child, t third party, p professional, u as heard. Esc leaves.",
}
GENDERS = {"f": "female", "m": "male", "o": "other", "u": None}
CALLERS = {"s": "self", "c": "child", "t": "third_party", "p": "professional", "u": None}
ROLES = {"r": "at_risk", "k": "child", "c": "caller", "o": "other", "u": None}
OLDEST = 120


@dataclass(frozen=True, slots=True)
class Entered:
    """What a key did to an entry: `text` so far; `chips` once it is complete; neither where the key is not for it."""

    text: str | None = None
    chips: Chips | None = None


@dataclass(frozen=True, slots=True)
class About:
    """Whom an entry is about: one of the people shown, by number; None is whoever is at risk."""

    people: tuple[Person, ...] = ()
    nth: int | None = None


def entry_key(kind: str, text: str, key: str, character: str, chips: Chips, about: About = About()) -> Entered:
    """One key typed into the prompt of `kind`."""
    if key == "backspace":
        return Entered(text=text[:-1])
    if kind == "age":
        return _age_key(text, key, character, chips, about)
    if kind == "minutes":
        return _minutes_key(text, key, character, chips)
    if kind == "language":
        return _language_key(text, key, character, chips)
    letter = character.lower()
    if kind == "gender" and letter in GENDERS:
        held = set_for(chips, about.people, about.nth)
        return Entered(chips=with_person(chips, about.people, about.nth, replace(held, gender=GENDERS[letter])))
    if kind == "role" and letter in ROLES:
        return Entered(chips=with_role(chips, about.people, about.nth, ROLES[letter]))
    if kind == "caller" and letter in CALLERS:
        return Entered(chips=replace(chips, caller=CALLERS[letter]))
    return Entered()


def _age_key(text: str, key: str, character: str, chips: Chips, about: About) -> Entered:
    held = set_for(chips, about.people, about.nth)

    def entered(age: int | None, minor: bool | None) -> Entered:
        return Entered(chips=with_person(chips, about.people, about.nth, replace(held, age=age, minor=minor)))

    if character.isdigit() and character.isascii() and len(text) < 3:
        return Entered(text=text + character)
    if key in ("enter", "ctrl+j") and text and int(text) <= OLDEST:
        return entered(int(text), int(text) < ADULT)
    if character.lower() in ("m", "d") and not text:
        return entered(None, character.lower() == "m")
    if character.lower() == "u" and not text:
        return entered(None, None)
    return Entered()


def _minutes_key(text: str, key: str, character: str, chips: Chips) -> Entered:
    if character.isdigit() and character.isascii() and len(text) < 3:
        return Entered(text=text + character)
    if key in ("enter", "ctrl+j") and text:
        return Entered(chips=replace(chips, minutes=int(text)))
    if character.lower() in ("n", "u") and not text:
        return Entered(chips=replace(chips, minutes=0 if character.lower() == "n" else None))
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
    return f"{'Minutes' if kind == 'minutes' else 'Age'}: {text}. Enter sets it, Esc leaves."
