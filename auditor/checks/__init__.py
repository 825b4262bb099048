"""One defect a file; the folder (row, table, corpus) is the scope."""
