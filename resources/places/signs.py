"""What speaks for and against an answer, each as a number of about 0 to 1, for `confidence` to weigh."""

from collections.abc import Sequence
from typing import NamedTuple

from resources.places.entry import Name
from resources.places.said_words import said_words
from resources.places.scoring import Scored, is_tempting
from resources.places.segments import Guess
from resources.places.tokens import Token

_NOTHING = (0.0,) * 9
_SEXES = frozenset({"f", "m", "yo", "female", "male", "girl", "boy", "woman", "man", "teen", "minor", "trans"})

NAMES = (
    "likeness", "exact", "letters", "prefix", "loose", "length", "short", "words", "state", "state_fuzzy", "cue",
    "isolated", "whole", "sentence", "dropped", "prior", "alias", "tempting", "person", "brand", "tempting_cue",
    "tempting_isolated", "spoken_of", "spoken_to", "long_text", "fuzzy_tempting", "exact_rare", "county", "state_only",
    "abroad", "number_after", "code_state", "drawn", "verb_after", "title_before", "pause_before", "pause_after",
    "first", "last", "doubted", "plain_after", "plain_before", "unknown_after", "tempting_first", "prior_tempting",
    "likeness_sentence", "prior_sentence", "tempting_stated", "tempting_code",
    "noted", "fuzzy_sentence", "known", "known_opening", "known_spoken_of", "known_title", "phrase", "phrase_opening",
    "tempting_opening", "tempting_verb", "tempting_opening_known", "stated_own", "doubted_state", "like_opening",
    "known_number", "known_pause", "known_unknown", "thing_after", "town", "town_opening", "origin", "asked",
    "scene_after", "scene_before", "tempting_scene", "tempting_phrase", "scene_opening", "known_scene",
)  # fmt: skip
"""Names of the signs, in the order of `Signs.of`."""


class Setting(NamedTuple):
    """What stands round a guess: the same for every place it may mean."""

    letters: int
    stated: bool
    tempting: bool
    lured: bool
    """Tempting, and no state tells that a place is meant."""
    person: bool
    brand: bool
    before: str
    after: str
    code: bool
    """The state was said as its code."""
    ahead: tuple[float, ...]
    """Signs of the words on both sides that need no look at the place."""
    noted: bool
    opening: bool
    verb: bool
    title: bool
    behind: tuple[float, ...]


class Signs:
    """The signs of the answers to one text."""

    def __init__(self, tokens: Sequence[Token], *, county_said: bool) -> None:
        self.tokens = tokens
        self._county_said = county_said
        self._settings: dict[Guess, Setting] = {}

    def of(self, one: Scored) -> tuple[float, ...]:
        """The signs of one answer, in the order of `NAMES`."""
        guess, bearer, like = one.guess, one.bearer, one.candidate.likeness
        here = self._settings.get(guess)
        if here is None:
            here = self._settings[guess] = setting_of(guess, self.tokens)
        exact = like.way == "exact"
        score = min(1.0, like.score)
        free = guess.sentence and not here.stated
        return (
            score, exact, like.way == "letters", like.way == "prefix", like.way == "loose",
            min(here.letters, 12) / 12, here.letters <= 4, min(len(guess.words), 4) / 4,
            guess.state_likeness == 1.0, guess.state_likeness if 0 < guess.state_likeness < 1 else 0.0,
            min(1.0, guess.cue), guess.isolated, guess.whole, guess.sentence, min(1.0, guess.dropped), bearer.prior,
            bearer.trust not in (Name.OWN, Name.OTHER), here.lured * (0.5 if exact and len(guess.words) > 1 else 1.0),
            here.person, here.brand, guess.cue if here.lured else 0.0, here.lured and guess.isolated,
            *here.ahead[:3], here.lured and not exact, exact and not here.tempting and not here.stated,
            bearer.kind == "county" and self._county_said, bearer.kind == "state", bearer.region.startswith("@"),
            here.ahead[3], here.code, one.drawn > 0, *here.ahead[4:],
            here.lured and guess.first == 0, bearer.prior if here.lured else 0.0,
            score if free else 0.0, bearer.prior if free else 0.0,
            here.stated and here.tempting, here.tempting and here.code, here.noted, free and not exact,
            *_standing(one, here),
        )  # fmt: skip


def setting_of(guess: Guess, tokens: Sequence[Token]) -> Setting:
    """What stands round a guess."""
    said = said_words()
    stated = bool(guess.state)
    tempting = is_tempting(guess)
    lured = tempting and not stated
    before, after = _neighbours(tokens, guess.first, guess.last)
    last, next_ = _word(tokens, guess.first - 1), _word(tokens, guess.last)
    verb, title = next_ in said.verbs, last in said.titles
    free = not stated
    ahead = (
        free and after in ("noise", "cue"), free and before == "noise" and guess.cue == 0, min(len(tokens), 12) / 12,
        free and after == "number", free and verb, free and title,
        free and before in ("pause", "road"), free and after in ("pause", "road"),
        free and guess.first == 0, free and guess.last >= len(tokens), free and next_ in ("?", "!"),
        free and after == "name" and said.is_tempting(next_), free and before == "name" and said.is_tempting(last),
        free and after == "name" and not said.is_tempting(next_),
    )  # fmt: skip
    opening = _opens(tokens, guess.first)
    things = (guess.last, guess.last + 1)[: 1 + (after == "name")]
    town = all(word in said.towns for word in guess.words)
    scene = _word(tokens, guess.last) in said.scenes or _word(tokens, guess.last + 1) in said.scenes
    scene_before = last in said.scenes and after in ("pause", "number")
    behind = (
        any(_word(tokens, at) in said.things for at in things), town, town and opening and not verb,
        guess.words[-1] in said.origins, any(token.word == "?" for token in tokens[guess.last + 1 : guess.last + 4]),
        scene, scene_before,
    )  # fmt: skip
    return Setting(
        sum(map(len, guess.words)), stated, tempting, lured, lured and any(word in said.people for word in guess.words),
        lured and any(word in said.brands for word in guess.words), before, after,
        guess.state_likeness == 1.0 and stated and _state_is_code(tokens, guess.last), ahead,
        free and not tempting and guess.first == 0 and any(map(_is_age, tokens)), opening, verb, title, behind,
    )  # fmt: skip


def _standing(one: Scored, here: Setting) -> tuple[float, ...]:
    """Signs of a name that stands on its own merits: well known, unlike other words, where a note names its town."""
    guess, exact = one.guess, one.candidate.likeness.way == "exact"
    if here.stated:
        own = exact and one.bearer.trust == Name.OWN
        return (*_NOTHING, own * one.bearer.prior, guess.doubted > 0, *_NOTHING, *_NOTHING[:6])
    known = max(0.0, one.bearer.prior - 0.5) * 2 * (exact and one.bearer.trust in (Name.OWN, Name.OTHER))
    if not guess.sentence:
        known = 0.0
    plain_name = 0.0 if here.lured else known
    phrase = known if len(guess.words) > 1 else 0.0
    lured = here.lured and len(guess.words) == 1
    opening, verb = here.opening, here.verb
    like = one.candidate.likeness.way in ("letters", "sound") and not here.lured and guess.sentence and opening
    thing, town, town_opening, origin, asked, scene, scene_before = here.behind
    return (
        plain_name, plain_name * opening, plain_name * (here.after in ("noise", "cue")), plain_name * here.title,
        phrase, phrase * opening, lured and opening, lured and verb, lured * opening * (not verb) * known, 0.0, 0.0,
        like * one.bearer.prior, plain_name * (here.after == "number"),
        plain_name * (here.before in ("pause", "number", "road")), plain_name * (here.after == "name"),
        thing, exact and town, exact and town_opening, origin, asked,
        scene, scene_before, here.lured and (scene or scene_before), here.lured * phrase, scene and opening,
        plain_name * (scene or scene_before),
    )  # fmt: skip


def _opens(tokens: Sequence[Token], first: int) -> bool:
    """Whether nothing but numbers, pauses and the letter of a sex stands before: the note begins with it."""
    return all(token.part in ("number", "pause", "road") or token.word in _SEXES for token in tokens[:first])


def _is_age(token: Token) -> bool:
    return token.part == "number" and token.word[:2].isdigit() and len(token.word) < 5


def _word(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].word if 0 <= at < len(tokens) else ""


def _neighbours(tokens: Sequence[Token], first: int, last: int) -> tuple[str, str]:
    before = tokens[first - 1].part if first > 0 else "pause"
    after = tokens[last].part if last < len(tokens) else "pause"
    return before, after


def _state_is_code(tokens: Sequence[Token], at: int) -> bool:
    while at < len(tokens) and tokens[at].part == "pause":
        at += 1
    return at < len(tokens) and len(tokens[at].word) == 2
