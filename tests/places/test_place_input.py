"""Whatever is typed, the matcher answers and never fails."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from resources.places.index import PlaceIndex

ANY = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
NASTY = [
    "'; DROP TABLE place; --", 'NEAR("a" "b", 3) OR *', '"', "%_%", "\x00\x01\x7f", "\u202edallas", 
    "🚨 help 🚨 dallas tx",
    "مدينة دالاس", "דאלאס", "北京", "a" * 10_000, "dallas " * 1_500, ", " * 5_000, "1" * 10_000, "\n\t\r", 
    "(", "((((", ")",
    "tx", "in", "st", "pt", "n s e w", "st st st st st st st", "é" * 3_000, "\ud800",
]  # fmt: skip


@ANY
@given(st.text(max_size=400))
def test_any_text_is_answered(index: PlaceIndex, said: str) -> None:
    assert len(index.hear(said)) <= 5


@ANY
@given(
    st.lists(
        st.sampled_from(
            [
                "in",
                "near",
                "tx",
                "or",
                "saint",
                "st",
                "of",
                "the",
                "la",
                "75961",
                "936",
                ",",
                "dallas",
                "hope",
                "i",
                "10",
                "county",
                "between",
                "and",
            ]
        ),
        max_size=40,
    )
)
def test_any_row_of_place_words_is_answered(index: PlaceIndex, words: list[str]) -> None:
    assert len(index.hear(" ".join(words))) <= 5


def test_hostile_text_is_answered(index: PlaceIndex) -> None:
    for said in NASTY:
        assert len(index.hear(said)) <= 5, said[:20]


def test_a_place_is_heard_behind_signs_of_other_scripts(index: PlaceIndex) -> None:
    assert index.hear("🚨 help 🚨 dallas tx")[0].place.name == "Dallas"
    assert index.hear("\u202edallas, tx\u202c")[0].place.name == "Dallas"
