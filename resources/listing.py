"""One service at one place, or by phone: the unit that is ranked and referred to."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Phone:
    """One number.

    `number` is E.164 (+18883737888), or a short code as dialled (911, 988, 233733); "" where `raw` could not be read.
    `kind` is crisis, intake, main, after_hours, toll_free, tty, text, fax or other.
    """

    number: str
    kind: str = "main"
    extension: str = ""
    languages: tuple[str, ...] = ()
    note: str = ""
    raw: str = ""
    private: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """Open on `weekday` (0 = Monday) from `opens` to `closes`, minutes after midnight; `closes` may pass 1440."""

    weekday: int
    opens: int
    closes: int
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class HoursException:
    """From `start` to `end`, both included: closed, or open from `opens` to `closes` instead of the usual hours."""

    start: date
    end: date
    closed: bool
    opens: int = 0
    closes: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Hours:
    """When a listing answers; `known` is False where its text could not be read for sure; `text` keeps that text."""

    known: bool = False
    spans: tuple[Span, ...] = ()
    exceptions: tuple[HoursException, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """Whom a listing serves on one axis, as recorded.

    `axis` is age, gender, population, exclusion, documents, access, cost or situation. `value` is "18-" or "12-17" for
    ages, female/male/other for gender, a plain word elsewhere. `verdict` is yes or no: a missing rule is unknown.
    """

    axis: str
    value: str
    verdict: str = "yes"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Area:
    """What a listing covers: `level` country (US), state (TX), county (five FIPS digits), zip, or text as found."""

    level: str
    code: str


@dataclass(frozen=True, slots=True)
class Verified:
    """That `field` ("all", or phone, hours, address, ...) was checked on a day, by whom, and how."""

    field: str
    on: date
    by: str = ""
    how: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """One service at one place, or by phone.

    `source` names the file or publisher, `key` is its id there; together they are unique. `precision` of lat/lon is
    exact, zip, town, region or none. `refer` is False for do-not-refer rows and `hidden` says why a listing is kept but
    not shown. `sealed` means that the exact address is confidential: street, ZIP and coordinates are then empty or
    coarse. `source_name` and `source_url` say where the facts were found. `confidence` is the source's own grade
    (A, A-, B, ...), `as_of` the date its source states, as text.
    `vetting` is partner, checked or unvetted.
    """

    source: str
    key: str
    service: str
    organisation: str
    kinds: tuple[str, ...]
    id: int = 0
    site: str = ""
    street: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    county_fips: str = ""
    country: str = "US"
    lat: float | None = None
    lon: float | None = None
    precision: str = "none"
    timezone: str = ""
    phones: tuple[Phone, ...] = ()
    hours: Hours = Hours()
    rules: tuple[Rule, ...] = ()
    areas: tuple[Area, ...] = ()
    languages: tuple[str, ...] = ()
    about: str = ""
    how_to_apply: str = ""
    fees: str = ""
    url: str = ""
    email: str = ""
    note: str = ""
    alert: str = ""
    status: str = "active"
    refer: bool = True
    hidden: str = ""
    sealed: bool = False
    virtual: bool = False
    vetting: str = "unvetted"
    verified: tuple[Verified, ...] = ()
    source_name: str = ""
    source_url: str = ""
    as_of: str = ""
    confidence: str = ""
    extra: tuple[tuple[str, str], ...] = ()
