"""Rules as text for the terminal."""

from __future__ import annotations

from collections.abc import Iterable

import typer

from auditor.overview.tally import SEVERITY_TITLES
from auditor.rulebook import FAMILIES, note
from auditor.types.rule import Rule


def print_rules(rules: Iterable[Rule]) -> None:
    """Print one line a rule, under its family."""
    family = ""
    for rule in rules:
        if rule.family != family:
            family = rule.family
            typer.echo(f"{family} {FAMILIES.get(family, '自定义')}")
        typer.echo(f"  {rule.code}  {SEVERITY_TITLES[rule.severity]}  {rule.name}")


def print_rule(rule: Rule) -> None:
    """Print one rule under fixed headings."""
    shown = note(rule)
    typer.echo(f"{rule.code} {rule.name}（{shown.family}，{SEVERITY_TITLES[rule.severity]}，把握 {rule.confidence:.0%}）")
    parts = (
        ("为什么是问题", shown.why),
        ("怎么改", shown.how),
        ("依据", shown.basis),
        ("反例", shown.bad),
        ("正例", shown.good),
    )
    for title, text in parts:
        if text:
            typer.echo(f"\n{title}\n  {text}")
