from hypothesis import given, settings
from hypothesis import strategies as st
from shipped_library import TODAY, alert_ids, ask, library

from protocols.alerts import alerts_for
from protocols.corrected import corrected
from protocols.heard import Chips, PersonChip, hear_people
from protocols.match import guides_for
from protocols.steps import kinds_for, steps_for


def test_a_weapon_here_and_now_is_immediate_danger():
    assert "immediate-danger" in alert_ids("he is outside my door with a gun")
    assert "immediate-danger" in alert_ids("esta afuera con una pistola")


def test_a_misspelt_danger_is_still_danger():
    assert "immediate-danger" in alert_ids("he is outsde my door wth a knfe")


def test_what_is_denied_raises_no_alert():
    assert alert_ids("no weapons, no one is hurt, not suicidal") == set()
    assert alert_ids("sin armas, no quiere morir") == set()


def test_what_was_long_ago_raises_no_alert():
    assert alert_ids("she said last year he had a gun") == set()
    assert alert_ids("was suicidal back in 2015, in school now") == set()


def test_what_is_in_a_film_raises_no_alert():
    assert alert_ids("student writing a paper on child sex trafficking") == set()


def test_a_known_minor_and_commercial_sex_raise_the_duty():
    assert "minor-duty" in alert_ids("17 yo sold at a motel")
    assert "minor-duty" in alert_ids("sold at a motel, he keeps the money", Chips(age=16))
    assert "minor-duty" in alert_ids("niña de 15 años vendida")


def test_an_adult_set_by_key_outranks_the_age_heard():
    assert "minor-duty" not in alert_ids("17 yo sold at a motel", Chips(minor=False))


def test_an_alert_says_why():
    alerts, _ = ask("he has a knife to her throat")
    assert any("knife" in word for alert in alerts for word in alert.why)


def test_a_guide_says_why_and_how_sure():
    _, guides = ask("magazine crew left us in another state")
    assert guides[0].guide.id == "sales-crew"
    assert "magazine" in guides[0].why
    assert 0 < guides[0].confidence <= 1


def test_a_guide_struck_out_gives_way():
    said = "magazine crew left us in another state"
    _, guides = ask(said, Chips(not_guides=frozenset({"sales-crew"})))
    assert "sales-crew" not in [match.guide.id for match in guides]


def test_nothing_said_shows_nothing():
    assert ask("") == ((), ())
    assert ask("   ...  ") == ((), ())


def test_alert_steps_come_first_and_nothing_is_said_twice():
    said = "17 yo, he has a gun, motel"
    heard = hear_people(said, TODAY)
    alerts, guides = ask(said)
    steps = steps_for(alerts, guides, heard, Chips(), None)
    assert steps[0][0] == "immediate-danger"
    texts = [(step.verb, step.text) for _, step in steps]
    assert len(texts) == len(set(texts))


def test_a_state_without_an_entry_says_so():
    said = "magazine crew left us"
    alerts, guides = ask(said)
    steps = steps_for(alerts, guides, hear_people(said), Chips(), "TX")
    assert any("No entry for TX" in step.text for _, step in steps)


def test_a_chosen_guide_stands_alone_under_the_alerts():
    said = "boss keeps our passports and pays nothing on the farm"
    alerts, guides = ask(said)
    chosen = guides[1].guide.id
    steps = steps_for(alerts, guides, hear_people(said), Chips(chosen=(chosen,)), None)
    assert {guide for guide, _ in steps} <= {chosen, *(alert.guide.id for alert in alerts)}


def test_kinds_come_in_order_of_urgency():
    alerts, guides = ask("he is beating her right now")
    assert kinds_for(alerts, guides)[0] == "law_enforcement"


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_answered(said: str):
    heard = hear_people(said, TODAY)
    alerts = alerts_for(library(), said, heard, Chips())
    guides = guides_for(library(), said, heard, Chips())
    assert len(guides) <= 3
    steps_for(alerts, guides, heard, Chips(), "CA")
    kinds_for(alerts, guides)


WORDS = (
    "gun no not last year she he 17 yo sold motel pills goodbye whisper locked wage boss 15 suicidal , . pistola niña"
)
PIECES = st.sampled_from(WORDS.split())


@settings(max_examples=150, deadline=None)
@given(
    st.lists(PIECES, max_size=25),
    st.sets(st.sampled_from(["immediate-danger", "suicidal", "monitored-caller", "minor-duty"])),
)
def test_a_dismissed_alert_vanishes_and_every_other_stays(pieces: list[str], dismissed: set[str]):
    said = " ".join(pieces)
    assert alert_ids(said, Chips(dismissed=frozenset(dismissed))) == alert_ids(said) - dismissed


@settings(max_examples=80, deadline=None)
@given(st.lists(PIECES, max_size=25))
def test_overlays_and_modes_are_never_ranked(pieces: list[str]):
    _, guides = ask(" ".join(pieces))
    assert all(match.guide.kind not in ("overlay", "mode") for match in guides)


def test_an_age_set_for_one_person_never_falls_on_a_misspelt_child_heard_beside_them():
    said = "fiften yaer old with a woman of 34 at the motel"
    chips = Chips(by_person=(PersonChip(0, age=40, minor=False),))
    heard = corrected(hear_people(said, TODAY), chips)
    assert "minor-duty" in {alert.guide.id for alert in alerts_for(library(), said, heard, chips)}
