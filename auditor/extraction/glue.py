"""Rows that a page break cut in two are glued together."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from itertools import pairwise

from auditor.extraction.drafts import Draft
from auditor.extraction.guess import is_value
from auditor.extraction.lines import Piece, tight
from auditor.extraction.merges import family1, family2

#: A line this much narrower than the widest of its column (in half-width characters) may still have been wrapped there:
#: a full-width character more did not fit, or a punctuation mark was pulled along.
_SLACK = 3


def glue(drafts: Sequence[Draft]) -> list[Draft]:
    """Join each row that a page break cut with its remainder on the next page."""
    if not any(_breaks(upper, lower) for upper, lower in pairwise(drafts)):
        return list(drafts)
    widths = _widths(drafts)
    repeated = _repeats_levels(drafts)
    out: list[Draft] = []
    for draft in drafts:
        if out and _breaks(out[-1], draft):
            cut = _mend_levels(out, draft) or _is_remainder(out[-1], draft, widths, repeated)
            if cut:
                out[-1] = _joined(out[-1], draft)
                continue
        out.append(draft)
    return out


def _breaks(upper: Draft, lower: Draft) -> bool:
    """Tell whether a page break stands between two rows."""
    return lower.line.grid is not upper.last.grid and lower.line.grid.page is not None


def _repeats_levels(drafts: Sequence[Draft]) -> bool:
    """Tell whether the table writes the 二级指标 on each row: then a row without it is no row."""
    pairs = ((upper, lower) for upper, lower in pairwise(drafts) if upper.line.grid is lower.line.grid)
    return any(
        lower.get("level2") == upper.get("level2") != "" and any(piece.text == lower.get("level2") for piece in _own(lower))
        for upper, lower in pairs
    )


def _own(draft: Draft) -> list[Piece]:
    return [piece for piece in draft.line.filled if piece.fresh]


def _mend_levels(above: list[Draft], draft: Draft) -> bool:
    """Put the name of a level together that the page break cut in two (可持续影响指 | 标).

    Return whether it was the 二级指标 of the last row: then the row itself was cut.
    """
    cut = False
    for role, family in (("level1", family1), ("level2", family2)):
        rest = tight(draft.get(role))
        holder = next((other for other in reversed(above) if other.get(role)), None)
        if not rest or holder is None or family(rest):
            continue
        begun = tight(holder.get(role))
        whole = begun + rest
        if family(whole) or (whole.endswith("指标") and not begun.endswith("指标")):
            holder.texts[role] = whole
            draft.texts[role] = ""
            cut = cut or (role == "level2" and holder is above[-1])
    return cut and not draft.get("level1")


def _is_remainder(upper: Draft, lower: Draft, widths: Mapping[str, int], repeated: bool) -> bool:
    """Tell whether the first row of a page is what is left of the last row of the page before.

    A remainder names no level of its own and carries on cells that have text on the page before. Two proper values are
    two rows. Else the lines above must have been broken off at the edge of their column, or the table must be one that
    names the level on every row.
    """
    if lower.get("level1") or lower.get("level2"):
        return False
    own = [role for role, text in lower.texts.items() if text]
    if not lower.get("level3") and not lower.get("value"):
        return True
    if any(not upper.get(role) for role in own) or (is_value(upper.get("value")) and is_value(lower.get("value"))):
        return False
    full = sum(_width(upper.get(role).splitlines()[-1]) + _SLACK > widths[role] for role in own)
    return repeated or full * (2 if lower.get("value") else 3) >= len(own) + bool(lower.get("value"))


def _widths(drafts: Sequence[Draft]) -> dict[str, int]:
    """Return the widest line of each column, in half-width characters."""
    widths: dict[str, int] = {}
    for draft in drafts:
        for role, text in draft.texts.items():
            widths[role] = max(widths.get(role, 0), *(_width(line) for line in text.splitlines() or [""]))
    return widths


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def _joined(upper: Draft, lower: Draft) -> Draft:
    texts = {role: "\n".join(filter(None, (text, lower.get(role)))) for role, text in upper.texts.items()}
    return Draft(texts, upper.line, lower.line)
