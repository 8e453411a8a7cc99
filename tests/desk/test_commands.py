"""Every command as a user would type it, good input and bad."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from console.settings import Settings

ROOT = Path(__file__).parents[2]
CALL = "motel off i-10 nacadoches tx, 17 yo, bf wont let her leave, spanish only"


def northline(*arguments: str, said: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own, as a shell would."""
    return subprocess.run(
        [sys.executable, "-m", "console.cli", *arguments],
        cwd=ROOT,
        input=said,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )


def test_a_call_is_answered_with_place_alert_steps_and_help(settings: Settings) -> None:
    answered = northline("ask", "-", "--json", said=CALL + "\n")
    assert answered.returncode == 0, answered.stderr
    answer = json.loads(answered.stdout)
    assert list(answer)[:8] == ["said", "heard", "places", "alerts", "guides", "steps", "kinds", "help"]
    place = answer["places"][0]
    assert (place["name"], place["county"], place["state"]) == ("Nacogdoches", "Nacogdoches County", "TX")
    assert answer["heard"]["language"] == "es"
    assert answer["heard"]["caller"] == "third_party"
    assert any(person["age"] == 17 and person["minor"] for person in answer["heard"]["people"])
    assert "minor-duty" in [alert["id"] for alert in answer["alerts"]]
    assert {"verb", "text", "say", "guide"} <= set(answer["steps"][0])
    assert all(one["phone"] and one["source"] for one in answer["help"][:3])


def test_each_line_of_a_pipe_gets_one_object_in_order(settings: Settings) -> None:
    said = ["help me in tulsa ok", "", "my boss did not pay me", "я в опасности \u202e"]
    answered = northline("ask", "-", "--json", said="\n".join(said) + "\n")
    assert [json.loads(line)["said"] for line in answered.stdout.splitlines()] == said


def test_an_answer_as_text_says_draft_source_and_verified(settings: Settings) -> None:
    text = northline("ask", "-", said=CALL + "\n").stdout
    assert "Nacogdoches, Nacogdoches County, TX" in text
    assert "MINOR" in text
    assert "DRAFT" in text
    assert "not verified by us" in text
    assert "source:" in text


def test_a_place_that_is_not_sure_is_said_to_be_not_sure(settings: Settings) -> None:
    answered = northline("place", "i do not know where i am")
    assert answered.returncode == 1
    assert northline("ask", "i do not know where i am").stdout.count("not sure") == 1


def test_what_the_specialist_sets_outranks_what_was_heard(settings: Settings) -> None:
    answered = northline(
        "ask", "-", "--json", "--age", "16", "--language", "fr", "--place", "boise idaho", said=CALL + "\n"
    )
    answer = json.loads(answered.stdout)
    assert answer["places"][0]["name"] == "Boise"
    assert answer["heard"]["language"] == "fr"
    assert [p["age"] for p in answer["heard"]["people"] if p["role"] in ("at_risk", "child")] == [16]


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask", "x", "--at", "yesterday"),
        ("ask", "x", "--lat", "95", "--lon", "0"),
        ("ask", "x", "--lat", "30"),
        ("ask", "x", "--age", "-3"),
        ("find", "sheltr", "--near", "austin tx"),
        ("find", "shelter", "--near", "i do not know"),
        ("check", "no-such-file.md"),
        ("nonsense",),
    ],
)
def test_a_wrong_argument_is_a_usage_error_in_plain_words(settings: Settings, arguments: tuple[str, ...]) -> None:
    refused = northline(*arguments)
    assert refused.returncode == 2
    assert refused.stderr
    assert "Traceback" not in refused.stderr


def test_the_screen_refuses_a_pipe_and_names_the_command_that_takes_one(settings: Settings) -> None:
    refused = northline()
    assert refused.returncode == 2
    assert "northline ask -" in refused.stderr


def test_talk_answers_line_by_line_and_an_empty_line_clears(settings: Settings) -> None:
    talked = northline("talk", said="she is 17\nin lufkin tx\n\n")
    assert talked.returncode == 0
    assert "Lufkin, Angelina County, TX" in talked.stdout
    assert "Cleared" in talked.stdout


def test_a_fault_of_ours_never_shows_what_was_typed(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import console.commands.answers as answers
    from console.cli import main

    def broken(text: str) -> object:
        raise RuntimeError(text)

    monkeypatch.setattr(answers, "texts", broken)
    assert main(["ask", "canary-words"]) == 70
    shown = capsys.readouterr()
    assert "RuntimeError" in shown.err
    assert "canary" not in shown.err + shown.out


def test_settings_come_from_the_file_and_the_environment_wins(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from console.settings import load_settings

    own_home.mkdir()
    (own_home / "northline.toml").write_text('organisation = "Example Line"\non_call = "555-0100"\n')
    assert load_settings().organisation == "Example Line"
    monkeypatch.setenv("NORTHLINE_ORGANISATION", "Other Line")
    assert load_settings().organisation == "Other Line"


@pytest.mark.parametrize("content", ["colour = 'red'\n", "organisation = 5\n", "organisation = \n"])
def test_a_settings_file_with_a_fault_is_named(own_home: Path, content: str) -> None:
    own_home.mkdir()
    (own_home / "northline.toml").write_text(content)
    refused = northline("status")
    assert refused.returncode == 4
    assert "northline.toml" in refused.stderr


def test_a_data_folder_that_cannot_be_made_is_said_with_what_to_do(tmp_path: Path, places_db: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    refused = northline("ask", "x", NORTHLINE_HOME=str(tmp_path / "file" / "home"), NORTHLINE_PLACES=str(places_db))
    assert refused.returncode == 5
    assert "NORTHLINE_HOME" in refused.stderr


def test_a_full_disk_is_said_and_what_stood_before_still_answers(
    prepared_home: Path, places_db: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    shutil.copytree(prepared_home, home)
    (home / "guides").mkdir()
    shipped = (ROOT / "protocols" / "guides" / "wage-dispute.md").read_text("utf-8")
    (home / "guides" / "wage-dispute.md").write_text(shipped.replace("version: 0.3", "version: 9.9"), "utf-8")
    limited = f"ulimit -f 1; exec {sys.executable} -m console.cli ask 'boss did not pay me' "
    answered = subprocess.run(
        ["sh", "-c", limited],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ, "NORTHLINE_HOME": str(home), "NORTHLINE_PLACES": str(places_db)},
    )
    assert answered.returncode == 0, answered.stderr
    assert "wage-dispute" in answered.stdout


@pytest.mark.parametrize("name", ["directory-0.db", "guides-0.db"])
@pytest.mark.parametrize("how", ["half", "garbage", "gone"])
def test_a_damaged_offline_file_is_built_again(
    prepared_home: Path, places_db: Path, tmp_path: Path, name: str, how: str
) -> None:
    home = tmp_path / "home"
    shutil.copytree(prepared_home, home)
    damage(home / name, how)
    answered = northline(
        "ask", "tulsa ok boss holds my passport", NORTHLINE_HOME=str(home), NORTHLINE_PLACES=str(places_db)
    )
    assert answered.returncode in (0, 6, 8)
    assert "Traceback" not in answered.stderr
    if answered.returncode:
        assert name in answered.stderr


def test_half_an_index_of_places_is_built_again_or_named(prepared_home: Path, places_db: Path, tmp_path: Path) -> None:
    half = tmp_path / "places.db"
    shutil.copy(places_db, half)
    damage(half, "half")
    answered = northline("place", "tulsa ok", NORTHLINE_HOME=str(prepared_home), NORTHLINE_PLACES=str(half))
    assert answered.returncode in (0, 6)
    assert "Traceback" not in answered.stderr


def damage(path: Path, how: str) -> None:
    """Cut a file in half, overwrite it, or take it away."""
    content = path.read_bytes()
    if how == "half":
        path.write_bytes(content[: len(content) // 2])
    elif how == "garbage":
        path.write_bytes(b"not a database at all " * 100)
    else:
        path.unlink()


def test_doctor_and_status_speak_of_every_store(settings: Settings) -> None:
    examined = northline("doctor", "--json", TERM="xterm")
    findings = {finding["what"]: finding["well"] for finding in json.loads(examined.stdout)["findings"]}
    assert {"places", "guides", "directory", "package names", "room"} <= set(findings)
    told = json.loads(northline("status", "--json").stdout)
    assert told["listings"] > 100
    assert told["guides"] == told["drafts"] == 39


def test_an_output_without_utf8_loses_marks_and_never_words(settings: Settings) -> None:
    answered = northline("ask", "-", said=CALL + "\n", PYTHONIOENCODING="ascii")
    assert answered.returncode == 0
    assert "Antes de darme nombres" in answered.stdout
    assert "si danan a un menor de 18" in answered.stdout


def test_the_live_guides_have_learned_from_the_calls_beside_them(settings: Settings) -> None:
    from protocols.library import open_library

    library = open_library(settings.guides_db)
    (signs,) = library.db.execute("SELECT count(*) FROM sign").fetchone()
    assert signs > 100, "the calls beside the guides were not there when the library was compiled"
