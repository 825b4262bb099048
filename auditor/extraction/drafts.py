"""Rows before they are indicators: the raw text of each role."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from auditor.extraction.headers import Column
from auditor.extraction.lines import Line, tight
from auditor.extraction.merges import family1

#: What makes a row an indicator; a row with none of these is an unused line of the form.
TELLING = ("level3", "description", "value", "basis", "actual")


@dataclass(slots=True)
class Draft:
    """One row.

    Attributes:
        texts: raw text by role.
        line: the row of the grid, the first one where pieces were glued.
        last: the last of the pieces.
    """

    texts: dict[str, str]
    line: Line
    last: Line

    @property
    def glued(self) -> bool:
        """Whether a piece from the next page was glued to it."""
        return self.last is not self.line

    def get(self, role: str) -> str:
        """Return the raw text of a role, empty where the table has no such column."""
        return self.texts.get(role, "")

    @property
    def telling(self) -> bool:
        """Whether the row says anything beside its levels."""
        return any(self.get(role) for role in TELLING)


def drafts_of(lines: Sequence[Line], columns: Sequence[Column]) -> list[Draft]:
    """Return the rows of one block of columns that hold any text in them."""
    drafts: list[Draft] = []
    caption = ""
    for line in lines:
        filled = line.filled
        if len(filled) == 1 and filled[0].end - filled[0].start > max(2, len(line.cells) // 2):
            # A row of one wide cell is a caption: of a level, or of nothing that concerns the columns.
            caption = filled[0].text if family1(tight(filled[0].text)) else ""
            continue
        texts = {column.role: line.text(column.start, column.end) for column in columns}
        if caption and not texts.get("level1"):
            texts["level1"] = caption
        caption = ""
        draft = Draft(texts, line, line)
        if any(texts.values()):
            drafts.append(draft)
    return drafts
