"""The bar of an import moves while rows are read."""

from pathlib import Path

from intake_files import write_csv, write_hsds

from resources.intake.read import read_directory


def told(path: Path) -> list[tuple[str, float]]:
    steps: list[tuple[str, float]] = []
    for _ in read_directory(path, progress=lambda what, done: steps.append((what, done))).listings:
        pass
    return steps


def test_a_table_tells_every_thousand_rows(tmp_path: Path) -> None:
    rows = [("ID", "Agency Name", "Phone", "City")]
    rows += [(str(number), f"Agency {number}", "713-555-0101", "Houston") for number in range(6_000)]
    steps = told(write_csv(tmp_path / "agencies.csv", rows))
    assert ("Reading 3,000") in [what for what, _ in steps]
    assert [done for _, done in steps] == sorted(done for _, done in steps)
    assert 0.3 < dict(steps)["Reading 3,000"] < 0.7
    assert steps[-1][1] == 1.0


def test_a_package_tells_its_tables_and_its_services(tmp_path: Path) -> None:
    services = [("id", "organization_id", "name", "description")]
    services += [(f"s{number}", "o1", f"Service {number}", "Help") for number in range(500)]
    tables = {"organizations": [("id", "name"), ("o1", "Harbor House")], "services": services,
              "phones": [("id", "service_id", "number"), ("p1", "s1", "713-555-0101")]}  # fmt: skip
    steps = told(write_hsds(tmp_path / "package", tables))
    labels = [what for what, _ in steps]
    assert any("phones.csv" in what for what in labels)
    assert "Reading 400" in labels
    assert [done for _, done in steps] == sorted(done for _, done in steps)
