"""Puts the gazetteer index into the wheel: the one file in it that git does not hold."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PlacesHook(BuildHookInterface):  # type: ignore[type-arg]
    """Builds `build/places.db` from the pinned packages, unless a current one is there, and ships it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Do nothing for an editable install: `northline setup` builds the file into the data folder there."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root))
        from resources.places.build import ensure_places

        target = root / "build" / "places.db"
        ensure_places(target, lambda stage, done: None)
        build_data["force_include"][str(target)] = "resources/data/places.db"
