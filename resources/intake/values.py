"""Single cells understood: nothing, yes or no, a ZIP, a state, a point, a day."""

import re
from datetime import date, datetime
from functools import lru_cache

from resources.places.states import SHORT, US

_NOTHING = re.compile(
    r"(?:not available|not applicable|none|null|nan|n/?a|n\.a\.|#n/?a|nil|undefined|unknown|tbd|tba|-999(?:\.0)?|-9999|"
    r"\{\}|\[\]|\"\"|no (?:phone|telephone|number|fax|email|e-mail|website|address|data)|"
    r"[-–—.\s*_]+|\(\d{3}\)[\s\-]*|\(\s*\)[\s\-]*|x{2,})",
    re.I,
)
_YES = frozenset({"yes", "y", "true", "t", "1", "1.0", "x", "✓", "✔", "si", "sí", "checked", "on", "always"})
_NO = frozenset({"no", "n", "false", "f", "0", "0.0", "-", "never", "off", "unchecked", "none"})
STATES = (
    {name.lower(): code for code, name in US.items()}
    | {"us virgin islands": "VI", "washington dc": "DC"}
    | {short: code for short, code in SHORT.items() if len(short) > 2}
)
"""Lower-case name or clipped form -> USPS code, territories included."""

STATE_CODES = frozenset(US)
_ZIP = re.compile(r"(\d{5})(?:[-\s]?\d{4})?")
_DATES = (
    "%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y", "%Y/%m/%d", "%d-%b-%Y", "%b %d, %Y", "%B %d, %Y", "%d %B %Y", "%Y%m%d",
    "%m-%d-%Y",
)  # fmt: skip
# The states and territories, as boxes of south, north, west, east: a point outside all of them is a slip.
_BOXES = (
    (24.3, 49.5, -125.0, -66.8), (51.0, 71.6, -180.0, -129.0), (51.0, 55.0, 172.0, 180.0), (18.7, 28.5, -178.5, -154.5),
    (17.5, 18.7, -68.0, -64.4), (13.1, 20.7, 144.5, 146.2), (-14.7, -10.9, -171.2, -168.0),
)  # fmt: skip


def filled(text: str) -> str:
    """`text`, or "" where it is one of the many ways to write that nothing is known."""
    text = text.strip()
    return "" if len(text) < 20 and _NOTHING.fullmatch(text) else text


def yes_or_no(text: str) -> bool | None:
    """True, False, or None where the cell says neither."""
    word = text.strip().lower().rstrip(".")
    if word in _YES or word.startswith(("yes,", "yes ", "yes;", "yes-")):
        return True
    if word in _NO or word.startswith(("no,", "no ", "no;")):
        return False
    return None


def zip_code(text: str) -> str:
    """Five digits with the zeros that a spreadsheet lost put back, or "" where the text is no ZIP."""
    text = text.strip().removesuffix(".0").strip(" '\"")
    if text.isdigit() and 3 <= len(text) < 5:
        return text.zfill(5)
    if text.isdigit() and len(text) == 8:
        text = text.zfill(9)
    found = _ZIP.fullmatch(text)
    return found[1] if found and found[1] != "00000" else ""


def fips_code(text: str) -> str:
    """A county's five digits, zero-filled, or ""."""
    text = text.strip().removesuffix(".0")
    return text.zfill(5) if text.isdigit() and 4 <= len(text) <= 5 and int(text) >= 1001 else ""


def state_code(text: str) -> str:
    """The USPS code for a code or a name, or ""."""
    word = re.sub(r"[^a-z ]", "", text.lower()).strip()
    return word.upper() if word.upper() in STATE_CODES else STATES.get(re.sub(r"^state of | state$", "", word), "")


def degrees(text: str) -> float | None:
    """A coordinate, or None: 0 and -999 stand for nothing in too many exports."""
    try:
        value = float(text.strip().rstrip("°"))
    except ValueError:
        return None
    return value if 0.0001 < abs(value) <= 180 else None


def in_us(lat: float, lon: float) -> bool:
    """Whether a point lies in or just off a state or a territory."""
    return any(south <= lat <= north and west <= lon <= east for south, north, west, east in _BOXES)


@lru_cache(maxsize=8192)
def day(text: str) -> date | None:
    """The day that a cell names, month before day as in the US, or None."""
    text = text.strip()
    if not text or not any(character.isdigit() for character in text):
        return None
    stamp = re.match(r"(\d{4}-\d{2}-\d{2})[T ]|(\d{1,2}/\d{1,2}/\d{2,4}) ", text)
    text = next((part for part in stamp.groups() if part), text) if stamp else text
    for form in _DATES:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


def web_address(text: str) -> str:
    """A web address with its scheme, or "" where the text is none."""
    if not text:
        return ""
    text = text.strip().strip("<>\"'.,;")
    text = re.split(r"[\s;,|]+", text, maxsplit=1)[0]
    if re.match(r"https?://[^\s/]+\.\w", text, re.I):
        return text
    return f"https://{text}" if re.match(r"(?:[\w-]+\.)+[a-z]{2,}(?:[/:?#]|$)", text, re.I) and "@" not in text else ""


def mail_address(text: str) -> str:
    """The first e-mail address in the text, or ""."""
    if "@" not in text:
        return ""
    found = re.search(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+", text)
    return found[0].strip(".'") if found else ""
