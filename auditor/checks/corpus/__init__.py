"""Checks of all tables of a run: check(tables: tuple[IndicatorTable, ...], options, context) yields Hit."""
