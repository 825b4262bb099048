"""Rows before they are indicators: the raw text of each role, rows cut by a page break glued together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from auditor.extraction.headers import Column
from auditor.extraction.lines import Line, tight
from auditor.extraction.merges import family1, family2

#: What makes a row an indicator; a row with none of these is an unused line of the form.
TELLING = ("level3", "description", "value", "basis", "actual")


@dataclass(slots=True)
class Draft:
    """One row: raw text by role, the row of the grid, and whether a second piece was glued to it."""

    texts: dict[str, str]
    line: Line
    glued: bool = False

    def get(self, role: str) -> str:
        """Return the raw text of a role, empty where the table has no such column."""
        return self.texts.get(role, "")

    @property
    def telling(self) -> bool:
        """Whether the row says anything beside its levels."""
        return any(self.get(role) for role in TELLING)


def drafts_of(lines: Sequence[Line], columns: Sequence[Column]) -> list[Draft]:
    """Return the rows of one block of columns. Rows whose levels alone are filled are left out."""
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
        draft = Draft(texts, line)
        if any(texts.values()):
            drafts.append(draft)
    return [draft for draft in glue(drafts) if draft.telling]


def glue(drafts: Sequence[Draft]) -> list[Draft]:
    """Join a row that a page break cut with its remainder on the next page."""
    out: list[Draft] = []
    for draft in drafts:
        if out and draft.line.grid is not out[-1].line.grid:
            _mend_levels(out, draft)
            if _is_remainder(out[-1], draft):
                out[-1] = _joined(out[-1], draft)
                continue
        out.append(draft)
    return out


def _mend_levels(above: list[Draft], draft: Draft) -> None:
    """Put the name of a level together that the page break cut in two (可持续影响指 | 标)."""
    for role, family in (("level1", family1), ("level2", family2)):
        rest = draft.get(role)
        holder = next((other for other in reversed(above) if other.get(role)), None)
        if rest and holder and not family(tight(rest)) and family(tight(f"{holder.get(role)}\n{rest}")):
            holder.texts[role] = f"{holder.get(role)}\n{rest}"
            draft.texts[role] = ""


def _is_remainder(upper: Draft, lower: Draft) -> bool:
    """Tell whether the first row of a page is what is left of the last row of the page before.

    A remainder names no level of its own, and one of the two pieces lacks its name or its value.
    """
    if lower.get("level1") or lower.get("level2"):
        return False
    return not (_complete(upper) and _complete(lower))


def _complete(draft: Draft) -> bool:
    return bool(draft.get("level3")) and ("value" not in draft.texts or bool(draft.get("value")))


def _joined(upper: Draft, lower: Draft) -> Draft:
    texts = {role: "\n".join(filter(None, (text, lower.get(role)))) for role, text in upper.texts.items()}
    return Draft(texts, upper.line, glued=True)
