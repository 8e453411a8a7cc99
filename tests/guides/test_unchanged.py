"""What is learned again, and what is kept, when guides are compiled a second time."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from shipped_library import GUIDES

from protocols.compiler import compile_library

TABLES = ("meta", "guide", "fault", "phrase", "gram", "word", "feature", "sign")
CALLS = "immediate-danger | he has a knife and locked the door\nnone | wants a poster for the clinic\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    guides = tmp_path / "guides"
    (guides / "calls").mkdir(parents=True)
    for name in ("familial.md", "immediate-danger.md", "general-info.md", "words.md", "calls/families.txt"):
        shutil.copy(GUIDES / name, guides / name)
    (guides / "calls" / "few.txt").write_text(CALLS * 3, encoding="utf-8")
    return guides


def rows(library: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(library)) as db:
        return {table: db.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in TABLES}


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def mark(library: Path) -> None:
    """Something only this very library holds: it is there afterwards only where the learning was kept."""
    with closing(sqlite3.connect(library)) as db, db:
        db.execute("INSERT INTO meta VALUES ('marked', 'yes')")


def kept(library: Path) -> bool:
    with closing(sqlite3.connect(library)) as db:
        return db.execute("SELECT 1 FROM meta WHERE name = 'marked'").fetchone() is not None


def test_an_edit_of_a_step_gives_the_same_library_as_compiling_anew(folder: Path, tmp_path: Path):
    compile_library([folder], tmp_path / "again.db")
    change(folder / "familial.md", "**Ask** ", "**Ask** Today, ")
    compile_library([folder], tmp_path / "again.db")
    compile_library([folder], tmp_path / "anew.db")
    assert rows(tmp_path / "again.db") == rows(tmp_path / "anew.db")


def test_an_edit_of_a_step_keeps_what_was_learned(folder: Path, tmp_path: Path):
    target = tmp_path / "g.db"
    compile_library([folder], target)
    mark(target)
    change(folder / "familial.md", "**Ask** ", "**Ask** Today, ")
    compile_library([folder], target)
    assert kept(target)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("calls/few.txt", "a knife", "a rope"),
        ("words.md", "- ", "- zzgun, "),
        ("immediate-danger.md", "- any: ", "- any: zzgun, "),
        ("general-info.md", "## Callers say (en)\n", "## Callers say (en)\n- wants a zzposter\n"),
        ("calls/families.txt", ":", ": zzgun"),
    ],
)
def test_a_change_of_words_or_calls_is_learned_anew(folder: Path, tmp_path: Path, name: str, old: str, new: str):
    target = tmp_path / "g.db"
    compile_library([folder], target)
    mark(target)
    change(folder / name, old, new)
    compile_library([folder], target)
    assert not kept(target)


def test_a_damaged_library_is_made_anew(folder: Path, tmp_path: Path):
    target = tmp_path / "g.db"
    compile_library([folder], target)
    raw = bytearray(target.read_bytes())
    raw[8192:-4096] = b"\x7f" * len(raw[8192:-4096])
    target.write_bytes(raw)
    compile_library([folder], target)
    compile_library([folder], tmp_path / "anew.db")
    assert rows(target) == rows(tmp_path / "anew.db")
