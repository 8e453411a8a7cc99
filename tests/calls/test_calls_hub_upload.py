"""Uploading: each change once, in its latest version, whatever dies; nothing that must stay at the desk."""

import os
import random
import shutil
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from hub_server import Server, TestHub
from open_log import CASE, TODAY, a_case, in_clear, opened

from console.calls.bodies import KINDS
from console.calls.book import CallBook
from console.calls.entities import set_analyst
from console.calls.errors import HubError
from console.calls.holds import Hold
from console.calls.hub import Hub, remember
from console.calls.hub_desk import drop_sent, join_hub, leave_hub, set_sealing
from console.calls.hub_faults import UnreachableError, hub_faults
from console.calls.hub_key import desk_key, give_key, take_key
from console.calls.hub_put import introduce, put
from console.calls.hub_upload import Uploader, pause_after
from console.calls.hub_verify import verify
from console.calls.outbox import Sealing, aside, desk_id, packed, queue_all, waiting
from console.calls.record import Consent, Mention, Referral, Signal, Situation
from console.calls.ring import Rings, new_ring, write_rings
from console.calls.sealed_box import closed
from console.calls.sealed_box import opened as box_opened
from console.calls.tokens import key_check

MONTH = TODAY.replace(day=1)
CALL, ENTITY = "a" * 32, "e" * 32


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.stop()


@pytest.fixture
def hub(server: Server) -> TestHub:
    return TestHub(server)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[CallBook]:
    with opened(tmp_path / "desk") as book:
        yield book


def upload(hub: TestHub, book: CallBook, *, seals: bool = False) -> int:
    """One upload of that desk; how many things were confirmed."""
    uploader = Uploader(book.log, hub.join(book.log, "austin"), seals, pause=lambda seconds: None)
    return uploader.run(lambda done, total: None).confirmed


def an_entity(book: CallBook, *roles: str) -> None:
    """An identifier with its tokens, named in the case in those roles."""
    with book.log.changing() as connection:
        row = (ENTITY, "phone", "t0", b"sealed value", MONTH.isoformat())
        connection.execute(
            "INSERT OR REPLACE INTO entity (id, kind, token, value, last_month) VALUES (?, ?, ?, ?, ?)", row
        )
        connection.execute("INSERT OR REPLACE INTO fold (token, entity) VALUES ('f2', ?), ('f1', ?)", (ENTITY, ENTITY))
    book.log.keep(*(Mention(CASE, ENTITY, role, True, MONTH) for role in roles))


def a_note(book: CallBook, text: str) -> None:
    """A note of the call."""
    with book.log.changing() as connection:
        row = (CALL, text, (TODAY + timedelta(days=90)).isoformat())
        connection.execute("INSERT OR REPLACE INTO note (signal, text, expires_on) VALUES (?, ?, ?)", row)


def test_nothing_waits_while_the_desk_belongs_to_no_hub(book: CallBook) -> None:
    a_case(book)
    assert not waiting(book.log)


def test_what_was_kept_before_joining_goes_up_as_well(hub: TestHub, book: CallBook) -> None:
    a_case(book)
    hub.join(book.log, "austin")
    queue_all(book.log)
    assert waiting(book.log) == {"situation": 1, "signal": 1}
    assert upload(hub, book) == 2
    assert hub.everything("signal", "office, replace(id::text, '-', ''), signal_type") == [("austin", CALL, "tip")]


def test_a_later_change_replaces_the_row_and_the_same_again_changes_nothing(hub: TestHub, book: CallBook) -> None:
    hub.join(book.log, "austin")
    call = a_case(book)
    upload(hub, book)
    book.log.keep(replace(call, disposition="referred"))
    assert upload(hub, book) == 1
    assert hub.everything("signal", "office, version, disposition") == [("austin", 2, "referred")]
    with book.log.changing() as connection:
        connection.execute("UPDATE outbox SET sent = 0")
    assert upload(hub, book) == 2
    assert len(hub.everything("signal")) == len(hub.everything("item")) - 1 == 1
    assert not hub.everything("alarm")


def test_a_change_by_plain_sql_such_as_the_purge_goes_up_too(hub: TestHub, book: CallBook) -> None:
    hub.join(book.log, "austin")
    a_case(book)
    upload(hub, book)
    with book.log.changing() as connection:
        connection.execute("UPDATE signal SET day = ?", (MONTH.isoformat(),))
        connection.execute("DELETE FROM situation")
    assert upload(hub, book) == 2
    assert hub.everything("signal", "office, day") == [("austin", MONTH)]
    assert not hub.everything("situation")


def test_a_call_that_still_goes_on_waits_for_its_end(hub: TestHub, book: CallBook) -> None:
    hub.join(book.log, "austin")
    call = a_case(book)
    book.log.keep(
        replace(call, finished=False), replace(call, id="b" * 32, finished=False, day=TODAY - timedelta(days=2))
    )
    upload(hub, book)
    assert hub.everything("signal", "replace(id::text, '-', ''), finished") == [("b" * 32, False)]
    book.log.keep(call)
    upload(hub, book)
    assert len(hub.everything("signal")) == 2


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_a_record_is_a_column_of_the_hub_or_stays_on_purpose(kind: str, book: CallBook) -> None:
    stays = {"consent": {"form"}, "hold": {"reason"}, "entity": {"value"}, "narrative": {"text"}}
    table = "note" if kind == "narrative" else kind
    held = {row[1] for row in book.log.ask(f"PRAGMA table_info({table})")} - {
        "id",
        "signal" if table == "note" else "id",
    }
    assert held - stays.get(kind, set()) == set(KINDS[kind].columns) - ({"folds"} if kind == "entity" else set())


def test_every_kind_reaches_the_hub_as_it_stands(hub: TestHub, book: CallBook) -> None:
    hub.join(book.log, "austin")
    a_case(book)
    an_entity(book, "trafficker", "venue")
    book.log.keep(
        Situation(CASE, MONTH, controls=frozenset({"DebtBondage", "Other"})),
        Referral("1" * 32, CALL, 7, "shelter", MONTH, "accepted", CASE, True),
        Consent("2" * 32, CASE, "referral", TODAY, TODAY + timedelta(days=30), "cabinet 2"),
        Hold("3" * 32, CASE, "letter of the county", TODAY),
    )
    assert upload(hub, book) == 8
    assert hub.everything("situation", "controls, office") == [(["DebtBondage", "Other"], "austin")]
    assert hub.everything("referral", "listing, outcome, spoken_consent") == [(7, "accepted", True)]
    assert hub.everything("entity", "token, folds, sealed") == [("t0", ["f1", "f2"], None)]
    assert hub.everything("mention", "role, heard_exactly") == [("trafficker", True), ("venue", True)]
    assert hub.everything("consent", "scope, withdrawn_on") == [("referral", None)]
    assert hub.everything("hold", "since, lifted") == [(TODAY, None)]


def test_an_identifier_of_a_victim_or_of_nobody_known_never_leaves(hub: TestHub, book: CallBook) -> None:
    hub.join(book.log, "austin")
    a_case(book)
    an_entity(book, "victim", "unknown")
    assert upload(hub, book) == 2
    assert not hub.everything("entity") + hub.everything("mention")
    assert {row[0] for row in hub.everything("item", "kind, id")} == {"signal", "situation"}
    book.log.keep(Mention(CASE, ENTITY, "recruiter", False, MONTH))
    upload(hub, book)
    assert [len(hub.everything(kind)) for kind in ("entity", "mention")] == [1, 1]
    with book.log.changing() as connection:
        connection.execute("DELETE FROM mention WHERE role = 'recruiter'")
    upload(hub, book)
    assert not hub.everything("entity") + hub.everything("mention")


def test_notes_cards_and_values_stay_in_clear_at_the_desk_alone(hub: TestHub, book: CallBook) -> None:
    hub.join(book.log, "austin")
    a_case(book)
    an_entity(book, "trafficker")
    a_note(book, "canary-note-7741")
    upload(hub, book)
    assert not hub.everything("narrative")
    assert hub.everything("entity", "has_value, id")[0][0] is False
    set_sealing(book.log, True)
    set_analyst(book, hub.public)
    with book.log.changing() as connection:
        connection.execute(
            "UPDATE entity SET value = ?", (closed(hub.public, b"canary-value-7741", f"entity {ENTITY}"),)
        )
    upload(hub, book, seals=True)
    box = hub.everything("narrative", "sealed, id")[0][0]
    assert box_opened(hub.private, bytes(box), f"narrative {CALL}") == b"canary-note-7741"
    value = hub.everything("entity", "sealed, id")[0][0]
    assert box_opened(hub.private, bytes(value), f"entity {ENTITY}") == b"canary-value-7741"
    with pytest.raises(HubError):
        box_opened(hub.private, bytes(value), f"narrative {CALL}")
    with Hub(hub.server.admin) as admin:
        admin.ask("CHECKPOINT")
    for path in hub.server.folder.rglob("*"):
        if path.is_file():
            assert b"-7741" not in path.read_bytes(), path.name


def test_a_field_laptop_reads_no_call_again_that_the_hub_has(hub: TestHub, tmp_path: Path) -> None:
    home = tmp_path / "laptop"
    with opened(home) as book:
        hub.join(book.log, "austin")
        set_sealing(book.log, True)
        a_case(book)
        an_entity(book, "trafficker", "victim")
        a_note(book, "canary-note-7742")
        book.log.keep(Signal("b" * 32, TODAY, 1), Referral("1" * 32, CALL, 7, "shelter", MONTH))
        upload(hub, book, seals=True)
        assert drop_sent(book.log) > 5
        kept = {
            table: book.log.ask(f"SELECT count(*) FROM {table}")[0][0]
            for table in ("signal", "note", "referral", "fold")
        }
        assert kept == {"signal": 1, "note": 0, "referral": 0, "fold": 0}
        assert upload(hub, book, seals=True) == 0
        with hub.as_role("office_austin") as link:
            assert not verify(book.log, link, book.audit()).faults
    assert b"canary-note-7742" not in in_clear(home)
    assert CALL.encode() in in_clear(home)
    assert len(hub.everything("narrative")) == 1


def test_an_upload_that_died_before_the_word_came_back_is_sent_again_and_doubles_nothing(
    hub: TestHub, book: CallBook
) -> None:
    known = hub.join(book.log, "austin")
    set_sealing(book.log, True)
    call = a_case(book)
    a_note(book, "a note")
    with Hub(known.connection, known.password) as link:
        introduce(link, desk_id(book.log), known.organisation, None)
        sealed = Sealing(hub.public, values=False, notes=True)
        put(link, packed(book.log, sealed, TODAY), desk_id(book.log), None)
    assert upload(hub, book, seals=True) == 3
    assert not hub.everything("alarm") and not aside(book.log)
    with book.log.changing() as connection:
        connection.execute("UPDATE outbox SET sent = 0, sha256 = ''")
    packed(book.log, sealed, TODAY)
    with book.log.changing() as connection:
        connection.execute("DELETE FROM note")
        connection.execute("DELETE FROM signal WHERE id = ?", (call.id,))
    upload(hub, book, seals=True)
    assert not hub.everything("signal") + hub.everything("narrative")


def test_one_version_with_two_contents_raises_an_alarm_on_both_sides(hub: TestHub, book: CallBook) -> None:
    hub.join(book.log, "austin")
    call = a_case(book)
    upload(hub, book)
    with Hub(hub.server.admin) as admin:
        admin.ask("UPDATE northline.item SET body_sha256 = '\\x00' WHERE kind = 'signal'")
    with book.log.changing() as connection:
        connection.execute("UPDATE outbox SET sent = 0")
    upload(hub, book)
    assert aside(book.log) == {"signal": 1}
    assert [row[0] for row in hub.everything("alarm", "what, number")] == ["one version, two contents"]
    book.log.keep(replace(call, disposition="helped"))
    upload(hub, book)
    assert not aside(book.log)


def test_a_row_the_hub_takes_for_none_is_set_aside_and_the_others_go(hub: TestHub, book: CallBook) -> None:
    hub.join(book.log, "austin")
    call = a_case(book)
    with book.log.changing():
        for number in range(30):
            band = 10**6 if number == 17 else 3
            book.log.keep(replace(call, id=f"{number:032x}", hour_band=band))
    assert upload(hub, book) == 31
    assert aside(book.log) == {"signal": 1}


def test_a_desk_restored_from_a_back_up_collides_with_nothing(hub: TestHub, tmp_path: Path) -> None:
    home = tmp_path / "desk"
    with opened(home) as book:
        hub.join(book.log, "austin")
        call = a_case(book)
        upload(hub, book)
        book.log.keep(replace(call, disposition="dropped"))
    shutil.copytree(home, tmp_path / "back-up")
    with opened(home) as book:
        book.log.keep(replace(call, disposition="referred"), replace(call, id="b" * 32))
        upload(hub, book)
    with opened(tmp_path / "back-up") as book:
        book.log.set_fact("desk", uuid4().hex.encode())
        upload(hub, book)
        assert hub.everything("signal", "disposition, id")[0][0] == "referred"
        assert not hub.everything("alarm") and not aside(book.log)
        with hub.as_role("office_austin") as link:
            found = verify(book.log, link, book.audit())
            assert (found.newer, found.faults) == (1, ())
        book.log.keep(replace(call, disposition="transferred"))
        upload(hub, book)
        assert sorted(row[0] for row in hub.everything("signal", "disposition, id")) == ["transferred", "unknown"]


def test_the_desk_sees_what_was_changed_lost_or_put_in_at_the_hub(hub: TestHub, book: CallBook) -> None:
    hub.join(book.log, "austin")
    a_case(book)
    book.note("setup", "ana", "first person")
    upload(hub, book)
    changes = (
        ("UPDATE northline.item SET body_sha256 = '\\x00' WHERE kind = 'signal'", "other content"),
        ("DELETE FROM northline.item WHERE kind = 'situation'", "missing"),
        (
            "INSERT INTO northline.item SELECT office, 'hold', id, number, 1, body_sha256, gone FROM northline.item",
            "never sent",
        ),
        ("INSERT INTO northline.audit_head SELECT office, id, 99, 'x' FROM northline.desk", "audit"),
    )
    with hub.as_role("office_austin") as link:
        assert verify(book.log, link, book.audit()).faults == ()
        for statement, fault in changes:
            with Hub(hub.server.admin) as admin:
                admin.ask(statement)
            assert any(fault in said for said in verify(book.log, link, book.audit()).faults), fault


def test_a_desk_of_another_organisation_is_refused_by_desk_and_by_server(hub: TestHub, book: CallBook) -> None:
    role = hub.member("office", "dallas")
    connection = hub.server.connection(role)
    write_rings(book.files.ring, Rings(new_ring(book.key, hub.public, {}, bytes(32))))
    with pytest.raises(HubError, match="another organisation"):
        join_hub(book, connection, hub.passwords[role], "Other Line")
    with hub.as_role(role) as link:
        with pytest.raises(HubError, match="another organisation"):
            introduce(link, uuid4().hex, "Other Line", None)
        introduce(link, uuid4().hex, "Example Line", key_check(bytes(32)))
        with pytest.raises(HubError, match="key for tokens"):
            introduce(link, uuid4().hex, "Example Line", key_check(bytes(31) + b"1"))
    assert join_hub(book, connection, hub.passwords[role], " example line ").office == "dallas"
    leave_hub(book)
    a_case(book)
    assert not waiting(book.log)


def test_a_hub_whose_sealing_key_was_changed_is_sent_nothing(hub: TestHub, book: CallBook) -> None:
    known = hub.join(book.log, "austin")
    a_case(book)
    remember(book.log, replace(known, sealing_key="00" * 32))
    with pytest.raises(HubError, match="not the hub"):
        Uploader(book.log, replace(known, sealing_key="00" * 32), False).run(lambda done, total: None)
    assert not hub.everything("item")


def test_a_hub_that_is_away_costs_nothing_but_time(hub: TestHub, book: CallBook) -> None:
    known = replace(hub.join(book.log, "austin"), connection="host=127.0.0.1 port=1 user=office_austin")
    a_case(book)
    pauses: list[float] = []
    with pytest.raises(UnreachableError, match="waits at this desk"):
        Uploader(book.log, known, False, pause=pauses.append).run(lambda done, total: None, tries=4)
    assert len(pauses) == 3 and waiting(book.log) == {"situation": 1, "signal": 1}


def test_pauses_grow_to_a_minute_and_differ_between_desks() -> None:
    random.seed(4)
    assert pause_after(1) < pause_after(4) < pause_after(6) < 90
    assert pause_after(30) <= 90
    assert len({pause_after(3) for _ in range(5)}) == 5


def test_a_wrong_password_and_a_full_disk_are_said_in_words(hub: TestHub) -> None:
    psycopg = pytest.importorskip("psycopg")
    role = hub.member("office", "austin")
    with pytest.raises(HubError, match="refuses the password"):
        Hub(hub.server.connection(role), "wrong")
    with pytest.raises(HubError, match="no such database"):
        Hub(hub.server.connection(role, "other"), hub.passwords[role])
    with pytest.raises(UnreachableError, match="disk is full"), hub_faults():
        raise psycopg.errors.DiskFull
    with pytest.raises(HubError, match="TLS"), hub_faults():
        raise psycopg.OperationalError("connection failed: SSL error: certificate verify failed")


def test_the_fields_of_the_facts_about_a_hub_hold_its_password_only_in_the_encrypted_log(
    hub: TestHub, tmp_path: Path
) -> None:
    with opened(tmp_path) as book:
        known = hub.join(book.log, "austin")
    assert {field.name for field in fields(known)} >= {"password", "sealing_key"}
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or known.password.encode() not in path.read_bytes()


def test_the_key_for_tokens_goes_from_desk_to_desk_and_opens_nowhere_else(hub: TestHub, tmp_path: Path) -> None:
    desks = []
    for name in ("first", "second", "third"):
        with opened(tmp_path / name) as book:
            write_rings(book.files.ring, Rings(new_ring(book.key, hub.public, {}, os.urandom(32))))
            desks.append(desk_key(book))
    with opened(tmp_path / "first") as book:
        text, own = give_key(book, desks[1]), book.token_key()
        with pytest.raises(HubError, match="64 digits"):
            give_key(book, "what is this")
    with opened(tmp_path / "third") as book:
        with pytest.raises(HubError, match="another desk"):
            take_key(book, text)
        with pytest.raises(HubError, match="no key"):
            take_key(book, "what is this")
        a_case(book)
        book.log.set_fact("hub_desk_key", bytes(range(32)))
        an_entity(book, "venue")
    with opened(tmp_path / "second") as book:
        take_key(book, text)
    with opened(tmp_path / "second") as book:
        assert book.token_key() == own
        an_entity(book, "venue")
        take_key(book, text)
    with opened(tmp_path / "third") as book:
        third = desk_key(book)
    with opened(tmp_path / "first") as book:
        text = give_key(book, third)
    with opened(tmp_path / "third") as book, pytest.raises(HubError, match="tokens of its own"):
        take_key(book, text)
