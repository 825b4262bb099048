"""What a source of a sample document says, validated on load."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from auditor.resources import load_yaml

HERE = Path(__file__).resolve().parent

_STRICT: dict[str, Any] = {"extra": "forbid"}


@dataclass(frozen=True)
class Row:
    """One indicator.

    Attributes:
        row: its cells as displayed, in the order of the form.
        faults: codes that a reviewer gives this row.
    """

    __pydantic_config__: ClassVar[Any] = _STRICT

    row: tuple[str, ...]
    faults: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """One 绩效目标表.

    Attributes:
        project, goal: as displayed; the goal one item a line.
        amount: 万元.
        rows: the indicators.
        faults: codes that a reviewer gives the table as a whole.
        unit: where it is not the document's.
        code: 项目编码, for forms that show it.
        template: ``self-evaluation`` for 自评表, else empty.
        year: of the table where it is not the document's, else 0.
    """

    __pydantic_config__: ClassVar[Any] = _STRICT

    project: str
    goal: str
    amount: float
    rows: tuple[Row, ...]
    faults: tuple[str, ...] = ()
    unit: str = ""
    code: str = ""
    template: str = ""
    year: int = 0


@dataclass(frozen=True)
class Budget:
    """Figures of the budget tables around, in 万元.

    Attributes:
        code, function: 类 of the 支出功能分类.
        staff, running: 人员经费 and 公用经费.
        reception, cars: 公务接待费 and 公务用车运行维护费.
    """

    __pydantic_config__: ClassVar[Any] = _STRICT

    code: str
    function: str
    staff: float
    running: float
    reception: float
    cars: float


@dataclass(frozen=True)
class Source:
    """One sample document.

    Attributes:
        file: its name; a PDF or DOC is made from a DOCX by LibreOffice.
        form: hebei, hebei-block, central, flat, sheets, text or web.
        unit, year, duties: of the unit.
        budget: for the tables around.
        tables: the indicator tables, in order.
        archive: zip file that the document is put into, empty for none.
    """

    __pydantic_config__: ClassVar[Any] = _STRICT

    file: str
    form: str
    unit: str
    year: int
    budget: Budget
    tables: tuple[Table, ...]
    duties: str = ""
    archive: str = ""

    @property
    def path(self) -> str:
        """Where the program finds the document, relative to the samples' folder."""
        return f"{self.archive}!/{self.file}" if self.archive else self.file


def sources() -> list[Source]:
    """Return every source in the order of the file names.

    Raises:
        ConfigError: a file does not fit Source; names file and line.
    """
    return [load_yaml(path, Source) for path in sorted(HERE.glob("*.yaml"))]


def merged(levels: list[str]) -> list[int]:
    """Return for each cell how many rows it spans; 0 where the cell above covers it."""
    spans: list[int] = []
    start = 0
    for index, text in enumerate(levels):
        if index and text == levels[index - 1]:
            spans[start] += 1
            spans.append(0)
        else:
            start = index
            spans.append(1)
    return spans
