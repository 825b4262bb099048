"""Words of Chinese text by jieba, loaded only when asked for."""

from __future__ import annotations

import os
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Any


@lru_cache(maxsize=1)
def _tokenizer() -> Any:
    """A tokenizer of our own whose cache lies in a private folder: jieba's shared one can be written by anyone."""
    import logging

    import jieba

    jieba.setLogLevel(logging.ERROR)
    tokenizer = jieba.Tokenizer()
    folder = Path(tempfile.gettempdir()) / f"auditor-{os.getuid() if hasattr(os, 'getuid') else os.getlogin()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if hasattr(os, "getuid") and (folder.stat().st_uid != os.getuid() or folder.stat().st_mode & 0o022):
        folder = Path(tempfile.mkdtemp(prefix="auditor-"))
    tokenizer.tmp_dir = str(folder)
    tokenizer.initialize()
    return tokenizer


def cut(text: str) -> list[str]:
    """Return the words of the text as it stands: joined they are the text."""
    return list(_tokenizer().cut(text, HMM=False))
