"""A part of the offline copy is made again exactly when what it is made from has changed."""

import os
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from console.part import Part, Progress


@dataclass
class Bench:
    """One part made from one folder, and how often it was made and its sources were read."""

    folder: Path
    made: int = 0
    read: int = 0
    part: Part = field(init=False)

    def __post_init__(self) -> None:
        self.source = self.folder / "source"
        self.source.mkdir()
        (self.source / "guide.md").write_text("call 555-0101")
        self.part = Part(self.folder / "copy.db", (self.source,), "1", self._contents, self._make)

    def _contents(self) -> str:
        self.read += 1
        return (self.source / "guide.md").read_text().replace(" ", "_")

    def _make(self, target: Path, progress: Progress) -> None:
        self.made += 1
        target.write_text("made")

    def bring_up(self) -> None:
        if not self.part.current():
            self.part.build(lambda stage, done: None)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    bench = Bench(tmp_path)
    bench.bring_up()
    return bench


def test_what_nobody_touched_is_neither_made_nor_read_again(bench: Bench) -> None:
    read = bench.read
    bench.bring_up()
    assert (bench.made, bench.read) == (1, read)


def test_an_edit_of_the_same_length_and_date_is_noticed(bench: Bench) -> None:
    guide = bench.source / "guide.md"
    before = guide.stat()
    guide.write_text("call 555-0102")
    os.utime(guide, ns=(before.st_atime_ns, before.st_mtime_ns))
    bench.bring_up()
    assert bench.made == 2


def test_touching_a_file_reads_it_once_and_makes_nothing(bench: Bench) -> None:
    os.utime(bench.source / "guide.md", ns=(1, 1))
    bench.bring_up()
    read = bench.read
    bench.bring_up()
    assert (bench.made, bench.read) == (1, read)


def test_a_new_file_is_noticed(bench: Bench) -> None:
    (bench.source / "new.md").write_text("more")
    read = bench.read
    bench.bring_up()
    assert bench.read > read


def test_a_copy_cut_short_is_made_again(bench: Bench) -> None:
    bench.part.target.write_text("ma")
    bench.bring_up()
    assert bench.made == 2


def test_a_stamp_of_nonsense_is_made_again(bench: Bench) -> None:
    bench.part.stamp.write_bytes(b"\xff\n\xfe")
    bench.bring_up()
    assert bench.made == 2
