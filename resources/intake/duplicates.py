"""Listings that may be the same place twice, proposed for a person to confirm and never merged unasked."""

import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from resources.listing import Listing

_SAME_NAME, _LIKE_NAME = 97.0, 72.0
# A number or a name that very many share tells nothing: a switchboard, "Police Department".
_MOST_SHARING = 12
_SHORT = {
    "st": "saint",
    "mt": "mount",
    "ft": "fort",
    "ctr": "center",
    "centre": "center",
    "hosp": "hospital",
    "hsptl": "hospital",
    "dept": "department",
    "med": "medical",
    "mem": "memorial",
    "meml": "memorial",
    "regl": "regional",
    "univ": "university",
    "co": "county",
    "cnty": "county",
    "svcs": "services",
    "srvcs": "services",
    "assoc": "association",
    "natl": "national",
    "comm": "community",
    "gen": "general",
    "hlth": "health",
    "intl": "international",
    "govt": "government",
    "pd": "police",
}
_EMPTY = frozenset({"the", "of", "and", "inc", "llc", "at", "for", "in", "a", "department"})
_STREETS = {
    "street": "st",
    "avenue": "ave",
    "road": "rd",
    "drive": "dr",
    "boulevard": "blvd",
    "highway": "hwy",
    "lane": "ln",
    "north": "n",
    "south": "s",
    "east": "e",
    "west": "w",
    "place": "pl",
    "parkway": "pkwy",
    "court": "ct",
    "route": "rt",
}


@dataclass(frozen=True, slots=True)
class Twin:
    """Two listings, as (source, key), that may be one; `why` says what they share."""

    first: tuple[str, str]
    second: tuple[str, str]
    why: tuple[str, ...]


def propose_twins(listings: Iterable[Listing]) -> Iterator[Twin]:
    """Pairs that agree on two of name, number, and street with town, the surest kind of agreement first by listing."""
    database = sqlite3.connect("", isolation_level=None)
    try:
        _fill(database, listings)
        told: set[tuple[int, int]] = set()
        for column in ("phone", "street", "name"):
            for first, second in _pairs(database, column):
                if (first[0], second[0]) in told:
                    continue
                told.add((first[0], second[0]))
                why = _shared(first, second)
                if why:
                    yield Twin((first[1], first[2]), (second[1], second[2]), why)
    finally:
        database.close()


_Row = tuple[int, str, str, str, str, str, str]


def _fill(database: sqlite3.Connection, listings: Iterable[Listing]) -> None:
    database.executescript(
        "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
        "CREATE TABLE one (id INTEGER PRIMARY KEY, source TEXT, key TEXT, name TEXT, town TEXT, phone TEXT, "
        "street TEXT)"
    )
    rows = ((each.source, each.key, *_marks(each)) for each in listings)
    database.execute("BEGIN")
    database.executemany("INSERT INTO one (source, key, name, town, phone, street) VALUES (?,?,?,?,?,?)", rows)
    database.execute("COMMIT")
    for column in ("name", "phone", "street"):
        database.execute(f"CREATE INDEX by_{column} ON one({column}, town)")


def _marks(listing: Listing) -> tuple[str, str, str, str]:
    town = f"{listing.state}:{_squashed(listing.city)}" if listing.city else ""
    phone = next((phone.number for phone in listing.phones if len(phone.number) > 6 and phone.kind != "fax"), "")
    return plain_name(listing.service or listing.organisation), town, phone, plain_street(listing.street)


def _pairs(database: sqlite3.Connection, column: str) -> Iterator[tuple[_Row, _Row]]:
    together = "phone" if column == "phone" else f"{column}, town"
    groups = database.execute(
        f"SELECT {together} FROM one WHERE {column} != '' GROUP BY {together} "
        f"HAVING count(*) BETWEEN 2 AND {_MOST_SHARING}"
    ).fetchall()
    test = "phone = ?" if column == "phone" else f"{column} = ? AND town = ?"
    for group in groups:
        rows: list[_Row] = database.execute(f"SELECT * FROM one WHERE {test} ORDER BY id", group).fetchall()
        for index, first in enumerate(rows):
            for second in rows[index + 1 :]:
                yield first, second


def _shared(first: _Row, second: _Row) -> tuple[str, ...]:
    """What two listings share, if it is enough: two signs of three, and a name that could be the same."""
    _, _, _, name, town, phone, street = first
    _, _, _, other_name, other_town, other_phone, other_street = second
    if _numbers(name) != _numbers(other_name) and _numbers(name) and _numbers(other_name):
        return ()  # Precinct 4 and Precinct 6 share a house and a switchboard, and are two
    likeness = fuzz.token_set_ratio(name, other_name)
    same_town = bool(town) and town == other_town
    signs = []
    if likeness >= _SAME_NAME and same_town:
        signs.append("same name and town")
    if phone and phone == other_phone:
        signs.append("same number")
    if street and street == other_street and same_town:
        signs.append("same street and town")
    if len(signs) == 1 and likeness >= _LIKE_NAME and signs[0] != "same name and town":
        signs.append("like name")
    enough = len(signs) >= 2 and likeness >= _LIKE_NAME / 2
    # Two agencies of one town with one name and no other facts to tell them apart are worth a look as well.
    bare = (
        signs == ["same name and town"]
        and name == other_name
        and not (phone and other_phone and street and other_street)
    )
    return tuple(signs) if enough or bare else ()


def _numbers(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\d+", name))


@lru_cache(maxsize=65536)
def plain_name(name: str) -> str:
    """A name as directories share it: Saint for St, no articles, no company forms."""
    words = re.sub(r"[^a-z0-9 ]+", "", name.lower().replace("&", " and ").replace("-", " ")).split()
    return " ".join(_SHORT.get(word, word) for word in words if word not in _EMPTY)


@lru_cache(maxsize=65536)
def plain_street(street: str) -> str:
    """A street with its words shortened one way, without suite or floor."""
    street = re.split(r",|\b(?:suite|ste|floor|fl|unit|room|rm|apt|bldg)\b|#", street.lower())[0]
    words = re.sub(r"[^a-z0-9 ]+", " ", street).split()
    return " ".join(_STREETS.get(word, word) for word in words)


def _squashed(text: str) -> str:
    return re.sub(r"\bst\b", "saint", re.sub(r"[^a-z ]", "", text.lower())).replace(" ", "")
