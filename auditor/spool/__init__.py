"""Finished documents go to disk as they come: memory holds none of them, and an interrupted run loses none.

``record`` is one document as bytes, ``store`` a file of them, ``spool`` the documents of one run, ``journal`` a spool that
outlives an interruption, ``documents`` what the rest of the program sees of it: sequences that load what they are asked for.
"""

from __future__ import annotations

#: Ends the name of a journal, which stands beside the report until that is written.
SUFFIX = ".未完成"
