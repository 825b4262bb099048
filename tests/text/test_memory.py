"""What is remembered of texts, and what is not."""

from __future__ import annotations

from auditor.text.memory import remembered


def test_a_cell_is_read_once_however_many_others_come_between() -> None:
    read: list[str] = []

    @remembered
    def size(text: str) -> int:
        read.append(text)
        return len(text)

    for text in ("泵站", *(f"渠道{number}" for number in range(1000)), "泵站"):
        assert size(text) == len(text)
    assert read.count("泵站") == 1


def test_long_texts_are_forgotten_after_a_few_others() -> None:
    read: list[str] = []

    @remembered
    def size(text: str) -> int:
        read.append(text)
        return len(text)

    pages = [f"{number:03}" + "泵站维护" * 1000 for number in range(100)]
    for text in (pages[0], pages[0], *pages[1:], pages[0]):
        assert size(text) == 4003
    assert read.count(pages[0]) == 2
