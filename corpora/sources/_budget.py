"""The budget tables that stand around the indicator tables in a real disclosure."""

from __future__ import annotations

from _model import Source

#: A table: title, then its rows with the header first.
Grid = tuple[str, list[list[str]]]


def around(source: Source) -> list[Grid]:
    """Return 收支总表, 支出预算表 and 三公经费表 of the unit; totals agree with each other."""
    return [_balance(source), _outlay(source), _three_public(source)]


def _projects(source: Source) -> float:
    return sum(table.amount for table in source.tables if not table.template)


def _total(source: Source) -> float:
    return source.budget.staff + source.budget.running + _projects(source)


def _money(amount: float) -> str:
    return f"{amount:,.2f}"


def _balance(source: Source) -> Grid:
    total, welfare = _total(source), source.budget.staff * 0.12
    own = total - welfare
    rows = [["序号", "收入项目", "预算数", "支出项目", "预算数"]]
    rows.append(["1", "一般公共预算拨款", _money(total), source.budget.function, _money(own)])
    if source.budget.code == "208":
        rows.append(["2", "政府性基金预算拨款", "0.00", "住房保障支出", _money(welfare)])
    else:
        rows.append(["2", "政府性基金预算拨款", "0.00", "社会保障和就业支出", _money(welfare)])
    rows.append(["3", "上年结转", "0.00", "年终结转", "0.00"])
    rows.append(["4", "收入总计", _money(total), "支出总计", _money(total)])
    return "部门收支总表", rows


def _outlay(source: Source) -> Grid:
    budget, rows = source.budget, [["科目编码", "科目名称", "合计", "人员经费", "公用经费", "项目支出"]]
    cells = [budget.staff, budget.running, _projects(source)]
    rows.append([budget.code, budget.function, _money(sum(cells)), *map(_money, cells)])
    rows.append(["", "合计", _money(sum(cells)), *map(_money, cells)])
    return "一般公共预算支出表", rows


def _three_public(source: Source) -> Grid:
    budget, year = source.budget, source.year
    rows = [["项目", f"{year - 1}年预算数", f"{year}年预算数", "增减额"]]
    items = (("因公出国（境）费", 0.0), ("公务用车购置及运行费", budget.cars), ("公务接待费", budget.reception))
    for name, amount in items:
        before = amount * 1.1
        rows.append([name, _money(before), _money(amount), _money(amount - before)])
    total = sum(amount for _, amount in items)
    rows.append(["合计", _money(total * 1.1), _money(total), _money(total - total * 1.1)])
    return "“三公”经费预算表", rows
