"""What a name sounds like with its vowels told apart, to choose between names whose `sound_key` is the same."""

import re
from functools import lru_cache

from resources.places.sound import ENDINGS

_STEPS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), key)
    for pattern, key in (
        (r"^[kgp]n", "n"), (r"^wr", "r"), (r"^wh", "w"), (r"ph", "f"),
        (r"eigh|aigh", "A"), (r"igh", "I"), (r"augh", "o"), (r"ough", "O"), (r"gh", "g"), (r"sch", "sk"),
        (r"t?ch", "C"), (r"sh|ti(?=on|a)|ci(?=a)", "S"), (r"th", "t"), (r"dg(?=[eiy])|zh", "j"),
        (r"c(?=[eiy])", "s"), (r"ck|qu|q|c|kw(?=[aeiouy])", "k"), (r"x", "ks"), (r"g(?=[eiy])", "j"), (r"z", "s"),
        (rf"(?<=.[^aeiouyrw])e(?=s?(?:{ENDINGS})$)", ""),
        (r"ville$", "vil"), (r"([^eo])\1+", r"\1"),
        (r"ia$", "Eu"), (r"io$", "EO"), (r"ee|ea|ie(?=[^aeiou])|(?:ey|ie|y|i)$", "E"),
        (r"a([^aeiouyr])e(?=s?$)", r"A\1"), (r"i([^aeiouy])e(?=s?$)", r"I\1"),
        (r"o([^aeiouy])e(?=s?$)", r"O\1"), (r"u([^aeiouy])e(?=s?$)", r"U\1"),
        (r"(?<=..)le(?=s?$)", "ul"), (r"(?<=.)e$", ""),
        (r"[ae][iy]", "A"), (r"oa|ow?$", "O"), (r"o[uw]", "W"), (r"yoo|oo|ew|u[ei]", "U"), (r"o[iy]", "Y"),
        (r"a[uw]|al(?=[^aeiou])|a(?=r)|aa?h", "o"), (r"(?<=[^aeiou])a$", "u"),
        (r"(?<=.[^aeiou])[aeiou](?=[nlmrs](?:$|[^aeiouAEIOUWY]))", "u"),
        (r"(?<=[aeiouAEIOUWY])h(?=[^aeiouAEIOUWYy]|$)", ""), (r"y", "i"), (r"(.)\1+", r"\1"),
    )
)  # fmt: skip
"""Long vowels become capitals; one that is not stressed before n, l, m, r or s becomes u."""


@lru_cache(maxsize=1024)
def spoken(name: str) -> str:
    """How a squashed name or a word is probably said."""
    for pattern, key in _STEPS:
        name = pattern.sub(key, name)
    return name


def forget_spoken() -> None:
    """Drop the names that were kept to be compared faster."""
    spoken.cache_clear()
