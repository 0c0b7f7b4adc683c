"""The platform in the wheel's name, which hatchling takes from a hook."""

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Tag(BuildHookInterface):
    def initialize(self, version: str, build_data: dict) -> None:
        build_data["tag"] = self.config["tag"]
