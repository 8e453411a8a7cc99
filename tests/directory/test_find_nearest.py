"""The indexes against slow references: the nearest are the nearest, and a gist says of fit what the listing says."""

import random
from dataclasses import replace
from pathlib import Path

from geographiclib.geodesic import Geodesic
from hypothesis import given, settings
from hypothesis import strategies as st
from listed import OAKVALE, directory_of, find, listed

from resources.find import Want
from resources.fit import OPEN_TO_ALL, first_fit, fit_of
from resources.geodesic import geodesic_km
from resources.gist import gist
from resources.listing import Rule
from resources.rows import COLUMNS, row_of


def test_the_nearest_of_four_thousand_are_those_that_measuring_all_of_them_finds(tmp_path: Path) -> None:
    dice = random.Random(4)
    listings = [
        listed(str(n), lat=dice.gauss(41.0, 1.5), lon=dice.gauss(-88.0, 1.5), precision="exact", phones=())
        for n in range(4000)
    ]
    directory = directory_of(tmp_path, listings)
    for _ in range(40):
        place = replace(OAKVALE, lat=dice.gauss(41.0, 2.0), lon=dice.gauss(-88.0, 2.0))
        far = {one.service: geodesic_km(place.lat, place.lon, one.lat or 0, one.lon or 0) for one in listings}
        nearest = sorted(name for name, km in far.items() if km < 321)
        expected = sorted(nearest, key=far.__getitem__)[:5]
        found = [one.listing.service for one in find(directory, place=place, limit=5).help]
        assert found == expected


def test_flat_distance_does_not_cheat_in_alaska(tmp_path: Path) -> None:
    north = replace(OAKVALE, state="AK", lat=70.0, lon=-150.0)
    east = listed("East", lat=70.0, lon=-149.0, precision="exact")
    south = listed("South", lat=69.5, lon=-150.0, precision="exact")
    found = find(directory_of(tmp_path, [east, south]), place=north)
    assert [(one.listing.service, one.reach_text) for one in found.help] == [("East", "24 mi"), ("South", "35 mi")]


points = st.tuples(st.floats(-89, 89), st.floats(-180, 180))


@settings(max_examples=200, deadline=None)
@given(points, points)
def test_distance_agrees_with_karney(one: tuple[float, float], other: tuple[float, float]) -> None:
    km = Geodesic.WGS84.Inverse(*one, *other)["s12"] / 1000
    assert abs(geodesic_km(*one, *other) - km) < 1e-5


rules = st.lists(
    st.builds(
        Rule,
        st.sampled_from(["age", "age", "gender", "population", "documents", "access"]),
        st.sampled_from(
            ["18-", "-17", "12-17", "21", "0-", "female", "male", "adults | only", "veterans", "wheelchair", ""]
        ),
        st.sampled_from(["yes", "yes", "no"]),
        st.sampled_from(["", "ask"]),
    ),
    max_size=4,
)
wants = st.builds(
    Want,
    ages=st.lists(st.integers(0, 90), max_size=2).map(tuple),
    minor=st.sampled_from([None, True, False]),
    gender=st.sampled_from([None, "female", "male", "other"]),
    language=st.sampled_from([None, "es", "en"]),
    access=st.sampled_from([(), ("wheelchair",)]),
)


@settings(max_examples=400, deadline=None)
@given(
    rules,
    st.lists(st.sampled_from(["en", "es", "Spanish"]), max_size=2),
    st.sampled_from(["shelter", "crisis_line"]),
    wants,
)
def test_a_gist_says_of_fit_what_the_whole_listing_says(
    said: list[Rule], languages: list[str], kind: str, want: Want
) -> None:
    listing = listed("One", kind, rules=tuple(said), languages=tuple(languages))
    row = dict(zip(COLUMNS, row_of(listing), strict=True))
    short = gist(row["rules"], row["languages"], row["areas"])
    assert first_fit(short, kind in OPEN_TO_ALL, want) == fit_of(listing, want).verdict
