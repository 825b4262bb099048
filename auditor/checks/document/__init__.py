"""Checks of one document: check(extraction: Extraction, options, context) yields Hit."""
