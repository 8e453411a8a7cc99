"""Every role at the hub against every table, column and deed, tried on a real server as that role logged in."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from hub_server import ORGANISATION, Server, TestHub
from open_log import CASE, TODAY, a_case, opened

from console.calls import hub_admin
from console.calls.entities import set_analyst
from console.calls.errors import HubError
from console.calls.hub import Hub
from console.calls.hub_desk import set_sealing
from console.calls.hub_keeping import forget, whole
from console.calls.hub_open import open_at_hub
from console.calls.hub_put import Asked, ask_to_forget, introduce, put
from console.calls.hub_roles import FUNCTIONS, GROUPS, TABLES, allowed
from console.calls.hub_upload import Uploader
from console.calls.hub_verify import verify
from console.calls.outbox import desk_id, packed
from console.calls.record import Mention

DOCUMENTED = Path(__file__).parents[2] / "console" / "deploy" / "hub.md"
OLD = TODAY - timedelta(days=100)


@pytest.fixture(scope="module")
def hub() -> Iterator[TestHub]:
    server = Server()
    made = TestHub(server)
    for group in GROUPS:
        made.member(group, "one")
    yield made
    server.stop()


def outcome(link: psycopg.Connection, statement: str, *bound: object) -> str:
    """ "done", "denied", or what else PostgreSQL said; whatever was done is taken back."""
    try:
        with link.transaction(force_rollback=True):
            link.execute(statement, bound or None)
    except psycopg.errors.InsufficientPrivilege:
        return "denied"
    except psycopg.Error as error:
        return f"{error.sqlstate} {error}"
    return "done"


def columns_of(hub: TestHub, table: str) -> list[tuple[str, bool]]:
    """The columns of a table, and whether PostgreSQL makes them itself."""
    with Hub(hub.server.admin) as admin:
        found = admin.ask(
            "SELECT attname, attgenerated <> '' OR attidentity <> '' FROM pg_attribute "
            "WHERE attrelid = %s::regclass AND attnum > 0",
            f"northline.{table}",
        )
    return [(str(name), bool(made)) for name, made in found]


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("table", TABLES)
def test_a_role_may_do_with_a_table_what_is_documented_and_nothing_else(hub: TestHub, group: str, table: str) -> None:
    may, wrong = allowed(group, table), []
    with hub.as_role(f"{group}_one") as logged_in:
        for column, made in columns_of(hub, table):
            deeds = {"SELECT": (f"SELECT {column} FROM northline.{table} LIMIT 0", column in may.select)}
            if not made:
                put = f"INSERT INTO northline.{table} ({column}) SELECT NULL WHERE false"
                change = f"UPDATE northline.{table} SET {column} = NULL WHERE false"
                deeds |= {"INSERT": (put, column in may.insert), "UPDATE": (change, column in may.update)}
            for verb, (statement, right) in deeds.items():
                if outcome(logged_in.link, statement) != ("done" if right else "denied"):
                    wrong.append((verb, column, outcome(logged_in.link, statement)))
        for verb, statement, right in (
            ("DELETE", f"DELETE FROM northline.{table} WHERE false", may.delete),
            ("TRUNCATE", f"TRUNCATE northline.{table}", False),
            ("LOCK", f"LOCK TABLE northline.{table} IN ACCESS EXCLUSIVE MODE", may.delete),
            (
                "TRIGGER",
                f"CREATE TRIGGER t AFTER INSERT ON northline.{table} EXECUTE FUNCTION northline.forgotten()",
                False,
            ),
            ("REFERENCES", f"CREATE TEMP TABLE r (x text REFERENCES northline.{table})", False),
            ("OWN", f"ALTER TABLE northline.{table} DISABLE ROW LEVEL SECURITY", False),
        ):
            if outcome(logged_in.link, statement) != ("done" if right else "denied"):
                wrong.append((verb, "", outcome(logged_in.link, statement)))
    assert not wrong


def test_every_table_of_the_hub_is_in_the_matrix_and_closed_by_row_to_its_owner_too(hub: TestHub) -> None:
    with Hub(hub.server.admin) as admin:
        found = admin.ask(
            "SELECT relname, relrowsecurity AND relforcerowsecurity, pg_get_userbyid(relowner) FROM pg_class "
            "WHERE relnamespace = 'northline'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')"
        )
    assert {name for name, _, _ in found} == set(TABLES)
    assert {(closed, owner) for _, closed, owner in found} == {(True, "northline_owner")}


@pytest.mark.parametrize("group", GROUPS)
def test_a_role_may_call_what_is_documented_and_do_nothing_to_the_server(hub: TestHub, group: str) -> None:
    calls = {
        "ask_to_open": "SELECT northline.ask_to_open('one', 'entity', gen_random_uuid(), 'a reason that says why')",
        "opened": "SELECT northline.opened(0)",
        "counted": "SELECT * FROM northline.counted()",
    }
    hidden = ("SELECT northline.is_next('signal', gen_random_uuid(), gen_random_uuid(), 1, '', false)",)
    never = (
        "COPY northline.hub TO PROGRAM 'true'", "COPY (SELECT 1) TO '/tmp/x'", "SELECT pg_read_file('PG_VERSION')",
        "SET ROLE northline_owner", "SET ROLE postgres", "SET SESSION AUTHORIZATION postgres", "CREATE ROLE other",
        "CREATE TABLE northline.other ()", "CREATE TABLE public.other ()", "CREATE SCHEMA other",
        "ALTER ROLE northline_owner LOGIN", "GRANT northline_owner TO CURRENT_USER",
        "SELECT rolpassword FROM pg_authid", "SELECT pg_reload_conf()",
    )  # fmt: skip
    with hub.as_role(f"{group}_one") as logged_in:
        for name, groups in FUNCTIONS.items():
            assert (outcome(logged_in.link, calls[name]) != "denied") == (group in groups), name
        for statement in (*hidden, *never):
            assert outcome(logged_in.link, statement) == "denied", statement


def test_nobody_but_the_servers_own_superuser_is_above_the_rules_and_no_group_can_log_in(hub: TestHub) -> None:
    with Hub(hub.server.admin) as admin:
        assert hub_admin.bypassing(admin) == ["postgres"]
        assert admin.ask("SELECT rolname FROM pg_roles WHERE rolname LIKE 'northline\\_%%' AND rolcanlogin") == []
        assert admin.ask("SELECT 1 FROM pg_auth_members WHERE roleid = 'northline_owner'::regrole") == []


def test_a_role_in_no_group_does_not_even_get_into_the_database(hub: TestHub) -> None:
    with Hub(hub.server.admin) as admin:
        admin.ask("CREATE ROLE outsider LOGIN PASSWORD 'only in a test'")
    with pytest.raises(HubError, match="does not let this role into"):
        Hub(hub.server.connection("outsider"), "only in a test")


def test_the_documentation_prints_this_very_matrix() -> None:
    text = DOCUMENTED.read_text("utf-8")
    missing = [
        (table, group)
        for table in TABLES
        for group in GROUPS
        if allowed(group, table).text != "nothing"
        and f"| {table} | {group} | {allowed(group, table).text} |" not in text
    ]
    assert not missing


@pytest.fixture
def two_offices(hub: TestHub, tmp_path: Path) -> TestHub:
    """The same ids sent by two offices, one of them old enough to end."""
    fresh = TestHub(hub.server)
    for group in GROUPS:
        fresh.member(group, "one")
    for office, day in (("one", OLD), ("two", TODAY)):
        with opened(tmp_path / office) as book:
            known = fresh.join(book.log, office)
            a_case(book, day)
            with book.log.changing() as connection:
                connection.execute(
                    "INSERT INTO entity VALUES (?, 'phone', ?, ?, ?)", ("e" * 32, "t", b"box", OLD.isoformat())
                )
                connection.execute("INSERT INTO fold VALUES ('f1', ?)", ("e" * 32,))
                connection.execute("INSERT INTO note VALUES (?, 'asked for a lawyer', ?)", ("a" * 32, day.isoformat()))
            book.log.keep(Mention(CASE, "e" * 32, "trafficker", True, day.replace(day=1)))
            set_sealing(book.log, True)
            set_analyst(book, fresh.public)
            Uploader(book.log, known, True).run(lambda done, total: None)
    return fresh


def test_an_office_reads_back_its_own_versions_and_never_anothers(two_offices: TestHub) -> None:
    with two_offices.as_role("office_one") as one:
        assert {row[0] for row in one.ask("SELECT office FROM northline.item")} == {"one"}
        assert {row[0] for row in one.ask("SELECT office FROM northline.desk")} == {"one"}
    assert len(two_offices.everything("signal", "office, id")) == 2


def test_an_office_cannot_write_for_another_nor_name_another_desk(two_offices: TestHub) -> None:
    (desk,) = [row[1] for row in two_offices.everything("desk", "office, id") if row[0] == "two"]
    with two_offices.as_role("office_one") as one:
        named = "INSERT INTO northline.hold (office, id, desk, version, body_sha256, situation, since) VALUES "
        values = "('two', gen_random_uuid(), %s, 1, '', gen_random_uuid(), current_date)"
        assert outcome(one.link, named + values, desk) == "denied"
        anothers = named.replace("office, ", "") + values.replace("'two', ", "")
        assert outcome(one.link, anothers, desk).startswith("NL003")
        assert outcome(one.link, "SET ROLE office_two") == "denied"


def test_the_analyst_sees_structured_columns_of_all_offices_and_links_by_tokens(two_offices: TestHub) -> None:
    with two_offices.as_role("analyst_one") as analyst:
        assert {row[0] for row in analyst.ask("SELECT office FROM northline.signal WHERE signal_type = 'tip'")} == {
            "one",
            "two",
        }
        assert len(analyst.ask("SELECT 1 FROM northline.entity WHERE folds && ARRAY['f1']")) == 2


def test_the_retention_forgets_what_is_expired_and_can_do_no_more(two_offices: TestHub) -> None:
    with two_offices.as_role("retention_one") as keeper:
        assert forget(keeper, dry_run=True) == forget(keeper, dry_run=False) == {
            "days coarsened to their month": 1, "sealed notes deleted": 2, "sealed identifiers deleted": 0,
            "mentions deleted": 0, "tokens deleted": 0,
        }  # fmt: skip
    with Hub(two_offices.server.admin) as admin:
        hub_admin.set_term(admin, "values", 60)
    with two_offices.as_role("retention_one") as keeper:
        assert outcome(keeper.link, "UPDATE northline.signal SET day = day - 40") == "denied"
        assert outcome(keeper.link, "UPDATE northline.entity SET sealed = 'other'") == "denied"
        assert forget(keeper, dry_run=False)["sealed identifiers deleted"] == 2
        assert keeper.ask("DELETE FROM northline.entity RETURNING id") == []
    days = {row[0]: row[1] for row in two_offices.everything("signal", "office, day")}
    assert days == {"one": OLD.replace(day=1), "two": TODAY}


def test_an_office_that_keeps_less_is_heeded_and_none_can_ask_for_days_to_come(two_offices: TestHub) -> None:
    with two_offices.as_role("office_two") as two:
        with pytest.raises(HubError):
            ask_to_forget(two, Asked(TODAY, TODAY + timedelta(days=3), OLD, OLD))
        ask_to_forget(two, Asked(TODAY, TODAY - timedelta(days=1), TODAY - timedelta(days=1), OLD - timedelta(days=9)))
    with two_offices.as_role("retention_one") as keeper:
        assert forget(keeper, dry_run=True)["sealed identifiers deleted"] == 1


def test_a_legal_hold_stops_the_retention(two_offices: TestHub) -> None:
    with Hub(two_offices.server.admin) as admin:
        admin.ask(
            "INSERT INTO northline.hold (office, id, desk, version, body_sha256, situation, since) "
            "SELECT 'one', gen_random_uuid(), gen_random_uuid(), 1, '', %s, current_date FROM (SELECT 1) AS one "
            "WHERE set_config('session_replication_role', 'replica', false) = 'replica'",
            CASE,
        )  # fmt: skip
    with two_offices.as_role("retention_one") as keeper:
        assert not any(forget(keeper, dry_run=True).values())


def test_what_the_retention_deleted_does_not_come_back_with_an_upload_sent_again(
    two_offices: TestHub, tmp_path: Path
) -> None:
    with two_offices.as_role("retention_one") as keeper:
        forget(keeper, dry_run=False)
    with opened(tmp_path / "one") as book:
        with book.log.changing() as connection:
            connection.execute("UPDATE outbox SET sent = 0")
        known = two_offices.join(book.log, "one")
        Uploader(book.log, known, True).run(lambda done, total: None)
    assert two_offices.everything("narrative", "office, id") == []


def test_nothing_sealed_opens_without_a_reason_and_a_line_that_stays(two_offices: TestHub) -> None:
    call = "a" * 32
    with two_offices.as_role("opener_one") as opener:
        with pytest.raises(HubError, match="reason"):
            open_at_hub(opener, "two", "narrative", call, " why? ", two_offices.private)
        with pytest.raises(HubError, match="line of the audit"), opener.changing() as link:
            (line,) = link.execute(
                "SELECT northline.ask_to_open('two', 'narrative', %s, 'subpoena 12-118')", (call,)
            ).fetchone()
            link.execute("SELECT northline.opened(%s)", (line,))
        shown = open_at_hub(opener, "two", "narrative", call, "subpoena 12-118", two_offices.private)
        assert shown == "asked for a lawyer"
        with pytest.raises(HubError, match="sheet"):
            open_at_hub(opener, "two", "narrative", call, "with another sheet", bytes(range(32)))
    with two_offices.as_role("auditor_one") as auditor:
        assert [row[0] for row in auditor.ask("SELECT reason FROM northline.opening ORDER BY number")] == [
            "subpoena 12-118", "with another sheet",
        ]  # fmt: skip
        assert not whole(auditor).faults


def test_many_openings_within_an_hour_raise_an_alarm(two_offices: TestHub) -> None:
    with two_offices.as_role("opener_one") as opener:
        for _ in range(11):
            open_at_hub(opener, "two", "narrative", "a" * 32, "looking through all", two_offices.private)
    with two_offices.as_role("auditor_one") as auditor:
        assert "many openings" in whole(auditor).alarms[0]


def test_the_auditor_sees_an_opening_that_was_changed_or_dropped_and_a_row_that_differs(two_offices: TestHub) -> None:
    with two_offices.as_role("opener_one") as opener:
        for why in ("the first reason", "the second reason"):
            open_at_hub(opener, "two", "narrative", "a" * 32, why, two_offices.private)
    with Hub(two_offices.server.admin) as admin:
        admin.ask("UPDATE northline.opening SET reason = 'quite another' WHERE number = 1")
        admin.ask("UPDATE northline.signal SET version = 9 WHERE office = 'two'")
        admin.ask("DELETE FROM northline.situation WHERE office = 'one'")
    with two_offices.as_role("auditor_one") as auditor:
        faults = whole(auditor).faults
    assert any("opening 1 was changed" in fault for fault in faults)
    assert any(fault.startswith("two: 1 of kind signal") for fault in faults)


def test_a_leaver_is_shut_out_at_once_with_their_open_session(two_offices: TestHub) -> None:
    with two_offices.as_role("office_two") as session:
        with Hub(two_offices.server.admin) as admin:
            hub_admin.remove_member(admin, "office", "two")
        with pytest.raises(HubError):
            session.ask("SELECT 1 FROM northline.item")
    with pytest.raises(HubError):
        two_offices.as_role("office_two")
    two_offices.passwords.pop("office_two")


def test_a_hub_of_version_one_is_brought_to_the_latest_and_keeps_what_it_has(hub: TestHub, tmp_path: Path) -> None:
    older = TestHub(hub.server, upto=1)
    older.member("office", "one")
    with opened(tmp_path) as book, older.as_role("office_one") as office:
        with pytest.raises(HubError, match="hub init"):
            office.greeting()
        desk_id(book.log)
        book.log.set_fact("hub", b"1")
        a_case(book)
        introduce(office, desk_id(book.log), ORGANISATION, None)
        put(office, packed(book.log, None, TODAY), desk_id(book.log), None)
    with Hub(hub.server.admin) as admin:
        assert hub_admin.set_up(admin, ORGANISATION, bytes(32)) == 1
        assert hub_admin.set_up(admin, ORGANISATION, bytes(32)) == 2
    with older.as_role("office_one") as office:
        assert (office.greeting().version, office.greeting().sealing_key) == (2, older.public.hex())
    assert len(older.everything("signal")) == 1


def test_a_hub_split_by_month_takes_in_and_forgets_as_before_under_the_same_rules(
    two_offices: TestHub, tmp_path: Path
) -> None:
    with Hub(two_offices.server.admin) as admin, admin.changing() as link:
        link.execute(DOCUMENTED.with_name("hub_by_month.sql").read_text("utf-8"))
    for table in ("signal", "referral", "mention"):
        for group in GROUPS:
            test_a_role_may_do_with_a_table_what_is_documented_and_nothing_else(two_offices, group, table)
    with opened(tmp_path / "one") as book:
        known = two_offices.join(book.log, "one")
        a_case(book, TODAY, case="d" * 32, call="b" * 32)
        Uploader(book.log, known, True).run(lambda done, total: None)
        with two_offices.as_role("office_one") as one:
            assert outcome(one.link, f"SELECT 1 FROM northline.signal_{TODAY:%Y_%m}") == "denied"
            assert not verify(book.log, one, book.audit()).faults
    with two_offices.as_role("retention_one") as keeper:
        assert forget(keeper, dry_run=False)["days coarsened to their month"] == 1
    assert sorted(row[0] for row in two_offices.everything("signal", "day, id")) == [OLD.replace(day=1), TODAY, TODAY]
    with two_offices.as_role("auditor_one") as auditor:
        assert not whole(auditor).faults
