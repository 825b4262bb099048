"""Checks of one row: check(row: ParsedRow, options, context) yields Hit."""
