"""Checks of all tables of a run: check(tables: tuple[ParsedTable, ...], options, context) yields Hit."""
