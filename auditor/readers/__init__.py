"""One format a file: SUFFIXES, sniff(data), read(data, source). Readers know nothing of indicators."""
