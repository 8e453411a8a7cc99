"""What the desk itself is looked after with."""

from console.arguments.commands import Commands


def add_desk(commands: Commands) -> None:
    """`setup`, `status`, `doctor`, `train` and `keys`."""
    commands.add("setup", "desk:setup", "build whatever is missing of the offline copy", json=False)
    commands.add("status", "desk:status", "say what this desk holds and how old it is")
    commands.add("doctor", "desk:doctor", "check this installation, and say what to do about each fault")
    train = commands.add("train", "training:train", "practise on invented calls and invented listings", json=False)
    train.add_argument("--list", action="store_true", help="list the drills")
    train.add_argument("--drill", metavar="NAME", help="answer one drill as text, and compare with what it expects")
    commands.add("keys", "desk:keys", "print the card of all keys", json=False)
