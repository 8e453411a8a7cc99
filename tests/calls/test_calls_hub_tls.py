"""The hub over TLS as an office reaches it: who does not prove themselves is refused, by password or by certificate."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hub_server import Server, TestHub

from console.calls import hub_admin
from console.calls.errors import HubError
from console.calls.hub import Hub, checked_connection

HOST = socket.gethostname()
HBA = "local all postgres trust\nhostssl all office_cert all cert\nhostssl all all all scram-sha-256\n"


class Authority:
    """A certificate authority of the test's own."""

    def __init__(self, name: str) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self.own = self._signed(self.name, self.key.public_key(), x509.BasicConstraints(ca=True, path_length=0))

    def write(self, folder: Path, name: str, host: str = "") -> None:
        """A certificate for that common name and its key, as files."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        more = x509.SubjectAlternativeName([x509.DNSName(host or name)])
        made = self._signed(subject, key.public_key(), more)
        (folder / f"{name}.crt").write_bytes(made.public_bytes(serialization.Encoding.PEM))
        (folder / f"{name}.key").write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        (folder / f"{name}.key").chmod(0o600)

    def _signed(
        self, subject: x509.Name, public: ec.EllipticCurvePublicKey, more: x509.ExtensionType
    ) -> x509.Certificate:
        now = datetime.now(UTC)
        begun = x509.CertificateBuilder().subject_name(subject).issuer_name(self.name).public_key(public)
        begun = begun.serial_number(x509.random_serial_number()).add_extension(more, critical=False)
        begun = begun.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        return begun.sign(self.key, hashes.SHA256())


class InstalledServer(Server):
    """A PostgreSQL of the system: the one from pip is built without TLS."""

    def __init__(self, files: Path) -> None:
        pytest.importorskip("psycopg", reason="psycopg is not installed")
        tools = [path.parent for path in sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))]
        if not tools:
            pytest.skip("no PostgreSQL with TLS is installed on this system")
        self.folder = Path(tempfile.mkdtemp(prefix="nlhub"))
        self._tools = tools[-1]
        self._user = "postgres" if os.geteuid() == 0 else None
        if self._user:
            shutil.chown(self.folder, self._user)
        self._run("initdb", "-U", "postgres", "--auth=trust", "-D", str(self.folder))
        for name in ("server.crt", "server.key", "ca.crt"):
            shutil.copy(files / name, self.folder / name)
            if self._user:
                shutil.chown(self.folder / name, self._user)
        (self.folder / "pg_hba.conf").write_text(HBA)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        tls = "-c ssl=on -c ssl_cert_file=server.crt -c ssl_key_file=server.key -c ssl_ca_file=ca.crt"
        options = f"-k {self.folder} -h 127.0.0.1 -p {self.port} {tls}"
        log = str(self.folder / "log")
        self._run("pg_ctl", "-w", "-D", str(self.folder), "-o", options, "-l", log, "start")
        self.admin = f"host={self.folder} port={self.port} user=postgres dbname=postgres"

    def stop(self) -> None:
        """Stop it, and delete its folder."""
        self._run("pg_ctl", "-w", "-D", str(self.folder), "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, tool: str, *words: str) -> None:
        command = [str(self._tools / tool), *words]
        subprocess.run(
            command, user=self._user, check=True, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )


@pytest.fixture(scope="module")
def over_tls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestHub, Path, int]]:
    """A hub that listens with TLS, the folder with the authority's file, and its port."""
    folder, authority = tmp_path_factory.mktemp("tls"), Authority("test authority")
    for name, host in (("server", HOST), ("office_cert", "")):
        authority.write(folder, name, host)
    Authority("another").write(folder, "stranger")
    for name, one in (("ca.crt", authority), ("other.crt", Authority("another"))):
        (folder / name).write_bytes(one.own.public_bytes(serialization.Encoding.PEM))
    server = InstalledServer(folder)
    hub = TestHub(server)
    hub.member("office", "austin")
    with Hub(server.admin) as admin:
        hub_admin.add_member(admin, "office", "cert", by_certificate=True)
    yield hub, folder, server.port
    server.stop()


def reached(over_tls: tuple[TestHub, Path, int], more: str, role: str = "office_austin") -> str:
    """Log in over TLS; the organisation of whoever answered."""
    hub, _, port = over_tls
    connection = checked_connection(f"host={HOST} port={port} user={role} dbname=postgres {more}")
    with Hub(connection, hub.passwords.get(role, "")) as link:
        assert link.link.pgconn.ssl_in_use
        return link.greeting().organisation


def test_a_server_that_proves_itself_is_talked_to(over_tls: tuple[TestHub, Path, int]) -> None:
    assert reached(over_tls, f"sslrootcert={over_tls[1]}/ca.crt") == "Example Line"


@pytest.mark.parametrize("root", ["other.crt", "nowhere.crt", ""])
def test_a_server_that_cannot_prove_itself_is_not(
    over_tls: tuple[TestHub, Path, int], root: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(over_tls[1]))
    with pytest.raises(HubError, match="TLS does not prove"):
        reached(over_tls, f"sslrootcert={over_tls[1]}/{root}" if root else "")


def test_no_setting_of_the_environment_makes_it_weaker(
    over_tls: tuple[TestHub, Path, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGSSLMODE", "disable")
    with pytest.raises(HubError, match="TLS does not prove"):
        reached(over_tls, f"sslrootcert={over_tls[1]}/other.crt")
    monkeypatch.setenv("PGHOST", HOST)
    assert "verify-full" in checked_connection("user=office_austin")


def test_a_service_file_with_a_weak_mode_is_refused(
    over_tls: tuple[TestHub, Path, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    hub, folder, port = over_tls
    service = f"[weak]\nhost={HOST}\nport={port}\ndbname=postgres\nsslmode=require\n"
    (folder / "pg_service.conf").write_text(service)
    monkeypatch.setenv("PGSERVICEFILE", str(folder / "pg_service.conf"))
    with pytest.raises(HubError, match="without proving"):
        Hub(checked_connection("service=weak user=office_austin"), hub.passwords["office_austin"])


def test_an_office_may_prove_itself_by_certificate_and_only_as_itself(over_tls: tuple[TestHub, Path, int]) -> None:
    folder = over_tls[1]

    def by(name: str) -> str:
        return f"sslrootcert={folder}/ca.crt sslcert={folder}/{name}.crt sslkey={folder}/{name}.key"

    assert reached(over_tls, by("office_cert"), "office_cert") == "Example Line"
    for name in ("server", "stranger"):
        with pytest.raises(HubError):
            reached(over_tls, by(name), "office_cert")
