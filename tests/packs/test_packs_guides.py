"""The guides travel on a chain of their own, signed by the clinical leads, over several generations."""

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from killing import killed
from publisher import Publisher, copy_of, desk_of, generation, listings, take_in
from tuf.api.metadata import Metadata, MetaFile

from console.errors import ConsoleError
from console.exchange import building, guide_files, releasing
from console.exchange.errors import PublishError
from console.exchange.guide_files import folder_of, rows_in
from console.exchange.packs import Wishes
from console.exchange.records import Places, read_record
from console.exchange.repository import Repository
from console.exchange.rollback import roll_back_noted
from console.exchange.switching import in_use
from console.exchange.trust import FULL
from protocols.library import open_library

SHIPPED = Path(__file__).parents[2] / "protocols" / "guides"
PEOPLE = ("Ana", "Ben", "Cleo", "Dev", "Eli")
SIGN = "- debt larger than earnings\n"


@dataclass(frozen=True)
class Led:
    """Editors Ana, Ben and Cleo; leads Cleo, Dev and Eli; what was handed out after each generation of guides."""

    publisher: Publisher
    texts: dict[int, dict[str, str]]
    after: dict[int, Path]


@pytest.fixture(scope="module")
def led(tmp_path_factory) -> Led:
    folder = tmp_path_factory.mktemp("led")
    publisher = Publisher(folder, FULL, PEOPLE, PEOPLE[2:])
    names = ("suicidal.md", "immediate-danger.md", "debt-bondage.md", "agriculture.md", "words.md")
    texts = {1: {name: (SHIPPED / name).read_text("utf-8") for name in names}}
    texts[2] = {**texts[1], "debt-bondage.md": _said(texts[1]["debt-bondage.md"], "the second day")}
    texts[3] = {name: text for name, text in texts[2].items() if name != "agriculture.md"}
    texts[4] = {
        **texts[3], "debt-bondage.md": _said(texts[1]["debt-bondage.md"], "the fourth day"),
        "restaurant.md": (SHIPPED / "restaurant.md").read_text("utf-8"),
    }  # fmt: skip
    publisher.publish(listings(10))
    after = {}
    for number, said in texts.items():
        publisher.publish_guides(said)
        after[number] = copy_of(publisher.folder, folder / f"after-{number}")
    return Led(publisher, texts, after)


def _said(text: str, day: str) -> str:
    assert SIGN in text
    return text.replace(SIGN, f"{SIGN}- a sign of {day}\n")


def signs(places: Places, guide: str) -> tuple[str, ...]:
    found = open_library(in_use(places, "guides")).guide(guide)
    return found.signs if found else ()


def held(places: Places) -> int:
    record = read_record(places, "guides")
    return record.generation if record else 0


def test_a_new_desk_gets_the_newest_guides_whole_and_who_signed_them(led, tmp_path):
    desk = desk_of(led.after[4], tmp_path / "desk")
    done = take_in(desk, str(led.after[4]))
    assert done.moved["guides"].signers == ("Dev", "Eli")
    assert done.moved["directory"].signers == ("Ana", "Ben")
    assert dict(rows_in(folder_of(desk, 4))) == led.texts[4]
    assert "a sign of the fourth day" in signs(desk, "debt-bondage")


def test_a_desk_three_generations_behind_catches_up_by_patches(led, tmp_path):
    desk = desk_of(led.after[1], tmp_path / "desk")
    take_in(desk, str(led.after[1]))
    whole = max(path.stat().st_size for path in led.after[4].glob("targets/guides/*.full.zst"))
    done = take_in(desk, str(led.after[4]), Wishes(metered=True))
    assert not done.faults
    assert done.received < whole
    assert "directory" not in done.moved
    changes = done.moved["guides"].changes
    assert (changes.new, changes.edited, changes.removed) == (1, 1, 1)
    assert dict(rows_in(folder_of(desk, 4))) == led.texts[4]
    library = open_library(in_use(desk, "guides"))
    assert library.guide("agriculture") is None
    assert library.guide("restaurant") is not None
    assert "a sign of the fourth day" in signs(desk, "debt-bondage")
    assert "a sign of the second day" not in signs(desk, "debt-bondage")


def test_two_generations_of_guides_are_kept_and_going_back_lasts(led, tmp_path):
    desk = desk_of(led.after[1], tmp_path / "desk")
    for number in (1, 2, 3):
        take_in(desk, str(led.after[number]))
    kept = sorted(path.name for path in desk.home.glob("guides-*"))
    assert [name for name in kept if name.endswith(".db")] == ["guides-2.db", "guides-3.db"]
    assert [name for name in kept if "." not in name] == ["guides-2", "guides-3"]
    assert roll_back_noted(desk, "guides", "Dev", "a sign is wrong") == (3, 2)
    assert "a sign of the second day" in signs(desk, "debt-bondage")
    assert generation(desk) == 1
    take_in(desk, str(led.after[4]))
    assert held(desk) == 4


def test_editors_do_not_sign_guides_and_leads_do_not_sign_the_directory(led, tmp_path):
    publisher = led.publisher
    assert publisher.draft_guides({**led.texts[4], "agriculture.md": led.texts[1]["agriculture.md"]}) is not None
    keyring = publisher.keyring()
    with pytest.raises(PublishError, match="Ana may not sign the guides; these may: Cleo, Dev, Eli"):
        releasing.sign(publisher.repository, "guides", keyring.person("Ana"))
    releasing.sign(publisher.repository, "guides", keyring.person("Cleo"))
    with pytest.raises(PublishError, match="wants 2 signatures and has 1"):
        releasing.release(publisher.repository, ("guides",), keyring.host())
    assert publisher.draft([replace(one, about="new") for one in listings(10)]) is not None
    with pytest.raises(PublishError, match="Dev may not sign the directory"):
        releasing.sign(publisher.repository, "directory", keyring.person("Dev"))
    shutil.rmtree(publisher.repository.draft)
    publisher.repository.make()


@pytest.mark.parametrize("names", [("Ana", "Ben"), ("Dev",), ("Ana", "Dev"), ("host", "Dev")])
def test_guides_signed_by_others_than_two_leads_are_refused_and_the_directory_goes_on(led, tmp_path, names):
    desk = desk_of(led.after[3], tmp_path / "desk")
    take_in(desk, str(led.after[3]))
    before = in_use(desk, "guides").read_bytes()
    folder, keyring = copy_of(led.after[4], tmp_path / "spoilt"), led.publisher.keyring()
    newest = max(folder.glob("metadata/*.guides.json"), key=lambda path: int(path.name.split(".")[0]))
    forged = Metadata.from_file(str(newest))
    forged.signatures.clear()
    for name in names:
        forged.sign((keyring.host() if name == "host" else keyring.person(name)).signer, append=True)
    forged.to_file(str(newest))
    done = take_in(desk, str(folder))
    assert "the clinical leads" in done.faults["guides"]
    assert "REFUSED" in done.faults["guides"]
    assert "directory" not in done.faults
    assert held(desk) == 3
    assert in_use(desk, "guides").read_bytes() == before


def test_an_older_list_of_guides_is_refused(led, tmp_path):
    desk = desk_of(led.after[4], tmp_path / "desk")
    take_in(desk, str(led.after[4]))
    folder, host = copy_of(led.after[4], tmp_path / "spoilt"), led.publisher.keyring().host()
    number = max(int(path.name.split(".")[0]) for path in folder.glob("metadata/*.snapshot.json"))
    snapshot = Metadata.from_file(str(folder / f"metadata/{number}.snapshot.json"))
    snapshot.signed.meta["guides.json"] = MetaFile(snapshot.signed.meta["guides.json"].version - 1)
    snapshot.signed.version += 1
    snapshot.sign(host.signer)
    snapshot.to_file(str(folder / f"metadata/{number + 1}.snapshot.json"))
    stamp = Metadata.from_file(str(folder / "metadata/timestamp.json"))
    stamp.signed.version += 1
    stamp.signed.snapshot_meta.version = number + 1
    stamp.sign(host.signer)
    stamp.to_file(str(folder / "metadata/timestamp.json"))
    with pytest.raises(ConsoleError, match="older"):
        take_in(desk, str(folder))
    assert held(desk) == 4


BAD = {
    "../escaped.md": "is no guide's file",
    "calls/../../escaped.txt": "is no guide's file",
    "broken.md": "cannot be read",
}


def test_what_two_leads_signed_by_mistake_is_still_not_used(tmp_path):
    publisher = Publisher(tmp_path, FULL, PEOPLE, PEOPLE[2:])
    texts = {"words.md": (SHIPPED / "words.md").read_text(), "suicidal.md": (SHIPPED / "suicidal.md").read_text()}
    publisher.publish_guides(texts)
    desk = desk_of(publisher.folder, tmp_path / "desk")
    take_in(desk, str(publisher.folder))
    keyring = publisher.keyring()
    for name, why in BAD.items():
        publisher.draft_guides({**texts, name: "no guide at all"})
        for lead in ("Dev", "Eli"):
            releasing.sign(publisher.repository, "guides", keyring.person(lead))
        aside = copy_of(publisher.folder, tmp_path / f"signed-{len(list(tmp_path.iterdir()))}")
        releasing.release(Repository(aside), ("guides",), keyring.host())
        done = take_in(
            Places(Path(shutil.copytree(desk.home, tmp_path / aside.name / "desk", symlinks=True))), str(aside)
        )
        assert why in done.faults["guides"]
        assert "clinical leads" in done.faults["guides"]
        assert not done.moved
    assert not list(tmp_path.rglob("escaped*"))


def test_a_guide_that_cannot_be_read_is_never_drafted(tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    (own / "suicidal.md").write_text("no guide at all")
    with pytest.raises(PublishError, match="cannot be read as a guide"):
        building.guide_rows(SHIPPED, own, tmp_path / "rows", signed=False)


def test_killed_at_every_write_of_the_guides_it_has_the_old_or_the_new(led, tmp_path):
    first = desk_of(led.after[3], tmp_path / "first")
    take_in(first, str(led.after[3]))
    seen, step = set(), 0
    while step < 120:
        step += 6
        desk = Places(Path(shutil.copytree(first.home, tmp_path / f"desk-{step}", symlinks=True)))
        was_killed = killed(desk, str(led.after[4]), step)
        seen.add(held(desk))
        assert dict(rows_in(folder_of(desk, held(desk)))) == led.texts[held(desk)]
        assert signs(desk, "debt-bondage")
        if not was_killed:
            break
        take_in(desk, str(led.after[4]))
        assert dict(rows_in(folder_of(desk, 4))) == led.texts[4]
        shutil.rmtree(desk.home)
    assert seen == {3, 4}


def test_guides_that_stand_beside_own_ones_are_compiled_with_them(led, tmp_path):
    desk = desk_of(led.after[2], tmp_path / "desk")
    own = desk.home / "guides"
    own.mkdir()
    text = _said(led.texts[1]["debt-bondage.md"], "our own making")
    (own / "our-own.md").write_text(text.replace("id: debt-bondage", "id: our-own"))
    take_in(desk, str(led.after[2]))
    assert "a sign of our own making" in signs(desk, "our-own")
    take_in(desk, str(led.after[4]))
    assert "a sign of our own making" in signs(desk, "our-own")
    assert "a sign of the fourth day" in signs(desk, "debt-bondage")
    assert dict(guide_files.rows_in(folder_of(desk, 4))) == led.texts[4]
