"""The templates: which columns a family of tables has (rules/templates/*.yaml)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar

from auditor.errors import ConfigError
from auditor.extraction.vocabulary import vocabulary
from auditor.resources import data_dir, load_yaml

#: Name of the template of tables that no file describes.
UNREGISTERED = "未登记"


@dataclass(frozen=True, slots=True)
class Template:
    """One family of tables.

    Attributes:
        name: Chinese name.
        about: where it is used and how to know it.
        required: columns that it always has.
        any: columns of which it has at least one.
        titles: words of which its title has at least one.
        blocks: whether it has two blocks of indicators side by side.
        stand_ins: a column that is filled from others where it is missing. What stands in is shown,
            but the role is not counted among the columns of the table: no check accuses it.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    name: str
    about: str
    required: tuple[str, ...]
    any: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    blocks: bool = False
    stand_ins: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def fits(self, roles: frozenset[str], title: str, blocks: int) -> bool:
        """Tell whether a table with these columns and this title may be of this family."""
        return (
            roles.issuperset(self.required)
            and (not self.any or not roles.isdisjoint(self.any))
            and (not self.titles or any(word in title for word in self.titles))
            and (not self.blocks or blocks > 1)
        )

    @property
    def weight(self) -> tuple[bool, bool, int, int]:
        """How much it asks for: the template that asks most wins."""
        return self.blocks, bool(self.titles), len(self.required), len(self.any)


@lru_cache(maxsize=1)
def templates() -> tuple[Template, ...]:
    """Load all templates, the most demanding first.

    Raises:
        ConfigError: a file is wrong, names an unknown column, or two bear the same name.
    """
    return load(data_dir("rules") / "templates")


def load(folder: Path) -> tuple[Template, ...]:
    """Load the templates of ``folder``; files beginning with an underscore are vocabularies.

    Raises:
        ConfigError: a file is wrong, names an unknown column, or two bear the same name.
    """
    known = vocabulary().words.headers.keys()
    found: dict[str, Template] = {}
    for path in sorted(folder.glob("[!_]*.yaml")):
        template = load_yaml(path, Template)
        roles = {*template.required, *template.any, *template.stand_ins, *(r for rs in template.stand_ins.values() for r in rs)}
        if roles - known:
            raise ConfigError(
                f"{path} 里有未定义的栏目 {'、'.join(sorted(roles - known))}", "栏目须先在 _vocabulary.yaml 的 headers 里定义。"
            )
        if template.name in found:
            raise ConfigError(f"{path} 的表式名“{template.name}”与别的文件重复", "请换一个名称。")
        found[template.name] = template
    return tuple(sorted(found.values(), key=lambda template: template.weight, reverse=True))


def choose(roles: Iterable[str], title: str = "", blocks: int = 1) -> Template | None:
    """Return the most demanding template that fits, None where no file describes such a table."""
    columns = frozenset(roles)
    return next((template for template in templates() if template.fits(columns, title, blocks)), None)
