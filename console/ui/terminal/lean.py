"""What Textual imports and this screen never uses stays out: a fifth of the start, and memory in every session."""

import sys
from types import ModuleType

UNUSED = "textual.command"
"""The command palette, switched off in this app; it alone imports most of Textual's widgets."""


class _Absent(ModuleType):
    """Stands in for a module: any class asked of it exists, is empty, and is only ever subclassed or named."""

    def __getattr__(self, name: str) -> type:
        if name.startswith("_"):
            raise AttributeError(name)
        made = type(name, (), {"__module__": self.__name__})
        setattr(self, name, made)
        return made


def spare() -> None:
    """Call before Textual is imported. Where its palette is already imported, nothing is changed.

    TLS is spared as well: asyncio does without where there is none, and nothing on the screen opens a connection.
    """
    sys.modules.setdefault(UNUSED, _Absent(UNUSED))
    # None is how Python marks a module that cannot be imported.
    sys.modules.setdefault("ssl", None)  # type: ignore[arg-type]
