"""Which project a table belongs to, and its goal: from labels, titles, captions and the text before the table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from auditor.extraction.facts import facts_of
from auditor.extraction.goals import is_item, join_goal
from auditor.extraction.lines import Line
from auditor.extraction.stitch import is_furniture
from auditor.extraction.titles import TITLE_LENGTH, clean_name, has_ordinal, strip_fields, strip_ordinal, title_name
from auditor.extraction.vocabulary import LABEL_LENGTH, label_key, vocabulary
from auditor.text.normalise import join_lines
from auditor.types.grid import Paragraph

#: So many paragraphs of text are read backwards from a table in search of its title.
REACH = 12
#: A paragraph at least this long may be the first line of a wrapped title.
_WRAPPED = 20
#: A heading longer than this is prose.
_HEADING = 80
_CLOSED = ("。", "；", "：", "！")

_FORM = re.compile(r"(?i)sheet\s*\d*|工作表\s*\d*|(?:附件|附表|表)?[\s\d一二三四五六七八九十.、-]*")

#: What stands before a table since the last one: paragraphs, rows of other grids, None for a grid of no concern.
Trail = Sequence["Paragraph | tuple[Line, ...] | None"]


@dataclass(frozen=True, slots=True)
class Context:
    """What the surroundings of a table tell.

    Attributes:
        project: without ordinal and 绩效目标表, empty where nothing names it.
        goal: one item a line.
        title: the words of the title, to choose a template by.
        facts: the header block by role, empty where a label has no value.
        sure: False where the project was taken from a mere heading.
    """

    project: str = ""
    goal: str = ""
    title: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    sure: bool = True


def context_of(trail: Trail, block: Sequence[Line], sheet: str | None = None) -> Context:
    """Return project, goal and facts of a table from what stands before it.

    Args:
        trail: what stands between the last table and this grid.
        block: rows of the table's own grid above its header.
        sheet: name of the sheet, the last resort for the project.
    """
    title, position = _title(trail)
    near = trail[position + 1 :]
    texts = [entry.text for entry in near if isinstance(entry, Paragraph) and not is_furniture(entry.text)]
    facts = facts_of([*_block_lines(near, position >= 0), *block])
    labelled = _labelled(texts)
    named = facts.get("project") or labelled.get("project") or facts.get("title") or (title_name(title) or "")
    project, sure = clean_project(named), True
    heading = "" if title or facts.get("caption") else _heading(near)
    other = heading or _sheet_name(sheet)
    if not project and other:
        project, sure = other, False
    words = f"{title} {facts.get('caption', '')} {'' if title else heading}".strip()
    if not project:
        project = next((word for word in vocabulary().words.whole if word in words), "")
    goal = facts.get("goal") or labelled.get("goal") or facts.get("goal_long", "")
    return Context(project, goal, words, {**facts, **{role: facts.get(role) or text for role, text in labelled.items()}}, sure)


def clean_project(text: str) -> str:
    """Return a project's name as one line without ordinal; a name made only of title words stays as it is."""
    name = strip_ordinal(join_lines(strip_fields(text)))
    return clean_name(name) or name


def _title(trail: Trail) -> tuple[str, int]:
    """Return the nearest title before the table and its position, ('', -1) where there is none within reach."""
    seen = 0
    for position in range(len(trail) - 1, -1, -1):
        entry = trail[position]
        if entry is None or seen > REACH:
            break
        if isinstance(entry, Paragraph) and not is_furniture(entry.text):
            seen += 1
            if title_name(entry.text) is not None and not _is_goal_label(entry.text):
                return _unwrapped(trail, position), position
    return "", -1


def _is_goal_label(text: str) -> bool:
    """Tell whether a paragraph heads a goal (一、绩效目标) rather than a table."""
    return len(text) <= LABEL_LENGTH and label_key(strip_ordinal(text)) in vocabulary().facts


def _unwrapped(trail: Trail, position: int) -> str:
    """Return a title together with the lines before it on which it began."""
    lines = [entry.text for entry in trail[title_start(trail, position) : position + 1] if isinstance(entry, Paragraph)]
    return "".join(line.strip() for line in lines)


def title_start(trail: Trail, position: int) -> int:
    """Return where the title that ends at ``position`` begins: a long title is wrapped over lines, the first has an ordinal."""
    entry = trail[position]
    if not isinstance(entry, Paragraph) or has_ordinal(entry.text) or entry.heading:
        return position
    length = len(entry.text)
    for start in range(position - 1, max(-1, position - 4), -1):
        before = trail[start]
        if not isinstance(before, Paragraph) or len(before.text) < _WRAPPED or before.text.rstrip().endswith(_CLOSED):
            break
        length += len(before.text)
        if has_ordinal(before.text):
            return start if length <= TITLE_LENGTH else position
    return position


def _block_lines(near: Trail, titled: bool) -> list[Line]:
    """Return the rows of the header block's grids.

    These are all after the title or, without a title, those right before the table that hold a goal or a project.
    """
    lines: list[Line] = []
    for entry in reversed(near):
        if entry is None:
            break
        if isinstance(entry, tuple):
            if not titled and not _is_block(entry):
                break
            lines[:0] = entry
    return lines


def _is_block(lines: tuple[Line, ...]) -> bool:
    """Tell whether a grid is a header block by itself: it has a title, a goal or a code, or is but a line with the project."""
    found = facts_of(lines).keys()
    return not found.isdisjoint(("goal", "goal_long", "project_code", "caption")) or ("project" in found and len(lines) == 1)


def _labelled(texts: Sequence[str]) -> dict[str, str]:
    """Return facts that stand in paragraphs as ``label: value``; a goal goes on until the text ends."""
    found: dict[str, list[str]] = {}
    role = ""
    for text in texts:
        head, colon, value = text.replace(":", "：", 1).partition("：")
        label = vocabulary().facts.get(label_key(strip_ordinal(head)), "") if len(head) <= LABEL_LENGTH else ""
        if label and (colon or label.startswith("goal")):
            role = label
            found.setdefault(role, [])
            if value.strip():
                found[role].append(value.strip())
        elif role.startswith("goal") and (is_item(text) or not found[role]) and not _is_section(text):
            found[role].append(text)
        else:
            role = ""
    return {
        name: join_goal("\n".join(lines)) if name.startswith("goal") else lines[0] for name, lines in found.items() if lines
    }


def _sheet_name(sheet: str | None) -> str:
    """Return the project after which a sheet is named, empty where it bears the name of a form (Sheet1, 附件2)."""
    if not sheet or _FORM.fullmatch(sheet.strip()):
        return ""
    name = title_name(sheet)
    return clean_name(strip_ordinal(sheet)) if name is None else name


def _is_section(text: str) -> bool:
    """Tell whether a paragraph heads the next section of a table (二、绩效指标)."""
    key = label_key(strip_ordinal(text)) if len(text) <= LABEL_LENGTH else ""
    return key in vocabulary().exact or key in vocabulary().weak


def _heading(near: Trail) -> str:
    """Return the name in a heading right before the table, where no title says 绩效目标表."""
    paragraphs = [entry for entry in near if isinstance(entry, Paragraph) and not is_furniture(entry.text)]
    for entry in reversed(paragraphs[-3:]):
        text = strip_fields(entry.text).strip()
        plain = len(text) <= _HEADING and not text.endswith(("。", "；", "：", ":")) and not _is_goal_label(text)
        if plain and (entry.heading or has_ordinal(text)):
            return clean_name(strip_ordinal(text))
    return ""
