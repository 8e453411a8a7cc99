"""Whether a caller asks for police, or only speaks of them."""

import pytest

from console.asked import asks_for_police

ASKED = (
    "need police in nacogdoches tx",
    "she wants to call the police, hialeah fl",
    "police hialeah fl",
    "what is the number of the sheriff",
    "sheriff's number nacogdoches",
    "can you send the cops to the motel",
    "quiere que llamen a la policía",
    "necesita policia en houston",
    "I would like to talk to the police",
    "he left, police please",
    "how can i report it to the police",
    "911 now",
)
NOT_ASKED = (
    "please no police, houston tx",
    "dont call the cops",
    "she does not want police",
    "scared of the police, no papers",
    "if i call the police he will kill me",
    "he says he will call the police on her",
    "boss threatens to call the sheriff",
    "he is a police officer",
    "the police came last week and left",
    "no quiere policía",
    "tiene miedo de la policía",
    "her boyfriend was a cop",
    "wont go to the police",
    "shelter in miami",
)


@pytest.mark.parametrize("said", ASKED)
def test_who_asks_for_police_is_heard(said: str) -> None:
    assert asks_for_police(said)


@pytest.mark.parametrize("said", NOT_ASKED)
def test_who_only_speaks_of_police_or_refuses_them_has_not_asked(said: str) -> None:
    assert not asks_for_police(said)
