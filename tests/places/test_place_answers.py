"""What a specialist must see for things that callers say."""

import pytest

from resources.places.index import PlaceIndex

FIRST = [
    ("motel off i-10 nacadoches tx, 17 yo, bf wont let her leave, spanish only", "Nacogdoches", "TX", "city"),
    ("tijuana mexico", "Tijuana", "BCN", "city"),
    ("nuevo laredo", "Nuevo Laredo", "TAM", "city"),
    ("she crossed at nuevo laredo", "Nuevo Laredo", "TAM", "city"),
    ("laredo", "Laredo", "TX", "city"),
    ("ketch a can", "Ketchikan", "AK", "city"),
    ("west sakrumento california", "West Sacramento", "CA", "city"),
    ("gaynzvil florida", "Gainesville", "FL", "city"),
    ("on I-10 past Beaumont", "Beaumont", "TX", "city"),
    ("10 miles west of amarillo", "Amarillo", "TX", "city"),
    ("between dallas and waco", "Dallas", "TX", "city"),
    ("holly springs near atlanta", "Holly Springs", "GA", "city"),
    ("wooster mass", "Worcester", "MA", "city"),
    ("12345 main street dallas tx", "Dallas", "TX", "city"),
    ("75961", "75961", "TX", "zip"),
    ("936", "936", "TX", "area"),
    ("nacogdoches county", "Nacogdoches County", "TX", "county"),
    ("somewhere in texas", "Texas", "TX", "state"),
    ("in hope arkansas", "Hope", "AR", "city"),
    ("nueva york", "New York City", "NY", "city"),
    ("carolina del norte", "North Carolina", "NC", "state"),
    ("las vegas nv", "Las Vegas", "NV", "city"),
    ("lasvegas nv", "Las Vegas", "NV", "city"),
    ("n las vegas", "North Las Vegas", "NV", "city"),
    ("st petersburg fl", "St. Petersburg", "FL", "city"),
    ("king of prusia pa", "King of Prussia", "PA", "city"),
    ("vancouver bc", "Vancouver", "BC", "city"),
    ("toronto canada", "Toronto", "ON", "city"),
    ("navajo rez", "Navajo Nation", "AZ", "other"),
    ("saipan", "Saipan", "MP", "city"),
    ("pago pago", "Pago Pago", "AS", "city"),
    ("paris texas", "Paris", "TX", "city"),
    ("i 40 between flagstaff and kingman", "Flagstaff", "AZ", "city"),
    ("imokalee by naples fl", "Immokalee", "FL", "city"),
    ("levittown long island", "Levittown", "NY", "city"),
    ("near reading", "Reading", "PA", "city"),
    ("she is in mobile", "Mobile", "AL", "city"),
    ("chi town", "Chicago", "IL", "city"),
]


@pytest.mark.parametrize(("said", "name", "state", "kind"), FIRST)
def test_what_was_said_is_heard_first(index: PlaceIndex, said: str, name: str, state: str, kind: str) -> None:
    first = index.hear(said)[0]
    assert (first.place.name, first.place.state, first.place.kind) == (name, state, kind)


@pytest.mark.parametrize(
    "said", ["i hope so", "my friend is missing", "he is reading my mobile", "no papers", "ok hi me", ""]
)
def test_common_words_that_are_towns_need_support(index: PlaceIndex, said: str) -> None:
    assert index.hear(said) == ()


def test_a_place_abroad_is_known_to_be_abroad(index: PlaceIndex) -> None:
    assert index.hear("she was taken in guatemala")[0].place.country == "GT"
    assert all(one.place.country == "MX" for one in index.hear("tijuana mexico"))


@pytest.mark.parametrize(
    ("said", "country"),
    [("london england", "GB"), ("lagos nigeria", "NG"), ("lima peru", "PE"), ("paris france", "FR")],
)
def test_a_town_said_with_its_country_is_in_that_country(index: PlaceIndex, said: str, country: str) -> None:
    assert index.hear(said)[0].place.country == country
    assert index.hear("lebanon ohio")[0].place.state == "OH"


def test_a_shared_name_brings_several_candidates_with_county_and_state(index: PlaceIndex) -> None:
    heard = index.hear("springfield")
    assert len({one.place.state for one in heard}) >= 3
    assert all(one.place.county and one.place.state for one in heard)


def test_each_candidate_says_why(index: PlaceIndex) -> None:
    assert index.hear("nacadoches tx")[0].why == "1 letter off"
    assert index.hear("75961")[0].why == "ZIP 75961"
    assert index.hear("houst")[0].why == "begins so"


def test_candidates_are_ordered_by_confidence_between_nothing_and_one(index: PlaceIndex) -> None:
    for said in ("springfield", "motel near reding pa", "holly springs near atlanta"):
        heard = index.hear(said)
        assert all(0 <= one.confidence <= 1 for one in heard)
        assert heard[0].confidence == max(one.confidence for one in heard)


def test_no_more_places_than_asked_for_are_named(index: PlaceIndex) -> None:
    assert len(index.hear("washington", limit=2)) == 2
    assert index.hear("washington", limit=0) == ()


def test_a_us_place_knows_its_county_time_zone_and_district(index: PlaceIndex) -> None:
    place = index.hear("nacogdoches tx")[0].place
    assert (place.county, place.county_fips) == ("Nacogdoches County", "48347")
    assert (place.timezone, place.district) == ("America/Chicago", "txed")


@pytest.mark.parametrize(("said", "district"), [("san juan pr", "prd"), ("dededo guam", "gud"), ("saipan", "nmid")])
def test_territories_have_districts_of_their_own(index: PlaceIndex, said: str, district: str) -> None:
    assert index.hear(said)[0].place.district == district


def test_places_are_looked_up_by_code_and_name(index: PlaceIndex) -> None:
    assert (index.county("48347") or pytest.fail()).name == "Nacogdoches County"
    assert (index.zip("75961-1234") or pytest.fail()).county == "Nacogdoches County"
    assert (index.state("tx") or pytest.fail()).name == "Texas"
    assert (index.town("St. Louis", "mo") or pytest.fail()).county_fips == "29510"
    assert index.town("Nowhere At All", "TX") is None
    assert index.county("99999") is None
    assert index.county("x") is None
    assert index.zip("") is None


def test_the_nearest_county_is_found_and_the_open_sea_has_none(index: PlaceIndex) -> None:
    assert (index.nearest_county(31.6, -94.65) or pytest.fail()).county_fips == "48347"
    assert index.nearest_county(0.0, 0.0) is None


def test_the_whole_text_is_heard_again_when_typing_goes_on(index: PlaceIndex) -> None:
    text = "motel near nacogdoches tx"
    firsts = [index.hear(text[:end])[:1] for end in range(len("motel near nac") + 4, len(text) + 1)]
    assert all(first and first[0].place.name == "Nacogdoches" for first in firsts)
