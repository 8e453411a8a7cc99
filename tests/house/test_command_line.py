"""The command line: the parser of one command is the whole one's, and the table of subjects is true."""

import argparse

import pytest

from console.cli import SUBJECTS, build_parser


def commands_of(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The commands below a parser, by name."""
    found = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    return dict(found[0].choices) if found else {}


def test_the_table_of_subjects_names_every_command_in_the_order_of_the_help() -> None:
    named = [name for names in SUBJECTS.values() for name in names]
    assert named == list(commands_of(build_parser()))


@pytest.mark.parametrize("name", [name for names in SUBJECTS.values() for name in names])
def test_a_command_asked_for_by_name_reads_its_arguments_as_the_whole_command_line_does(name: str) -> None:
    alone, whole = commands_of(build_parser(name))[name], commands_of(build_parser())[name]
    assert alone.format_help() == whole.format_help()


def test_an_unknown_command_is_told_all_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        build_parser("shelter").parse_args(["shelter"])
    assert ended.value.code == 2
    assert "publish" in capsys.readouterr().err
