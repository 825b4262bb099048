"""``auditor rules``: the list of rules."""

from __future__ import annotations

from auditor.cli import _common as common


def command(
    select: common.Select = None,
    ignore: common.Ignore = None,
    profile: common.Profile = None,
    config: common.ConfigFile = None,
) -> None:
    """列出会运行的规则。"""
    with common.told_in_chinese():
        from auditor.cli import _rule_text
        from auditor.config import load_settings
        from auditor.rulebook import active_rules

        settings = load_settings(
            {"select": common.codes(select), "ignore": common.codes(ignore), "profile": profile}, file=config
        )
        _rule_text.print_rules([active.rule for active in active_rules(settings)])
