"""Checks of one table: check(table: ParsedTable, options, context) yields Hit."""
