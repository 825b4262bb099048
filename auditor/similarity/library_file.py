"""The file of a library: made whole or not at all, examined before use, refused where anything is amiss.

SQLite and not Parquet read through DuckDB, because the library grows by single documents while others read it: SQLite adds
a document atomically, lets readers go on with what they began (write-ahead log), finds the few tables that share rows with
a batch through an index, needs no further package, and its single file is copied and kept like any other document.
Parquet would win only for scans of whole columns, which no check does.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from auditor.errors import LibraryError

#: The library is a folder; this is its file. SQLite keeps its log beside it while somebody writes.
FILE_NAME = "library.sqlite3"
#: Raised with every change of the tables below or of what ``library_keys`` makes of a row.
VERSION = 1
#: Marks the file as a library of this program (``JXKU``).
APPLICATION = 0x4A584B55
#: Seconds to wait for another program that writes.
PATIENCE = 30.0

_MAGIC, _HEADER = b"SQLite format 3\x00", 100
_SCHEMA = """
CREATE TABLE document (
    id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, source TEXT NOT NULL, unit TEXT NOT NULL, year INTEGER,
    added TEXT NOT NULL, tables INTEGER NOT NULL, rows INTEGER NOT NULL, checksum TEXT NOT NULL);
CREATE TABLE goal_table (
    id INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
    number INTEGER NOT NULL, project TEXT NOT NULL, goal TEXT NOT NULL, unit TEXT NOT NULL, year INTEGER, place TEXT NOT NULL,
    signature INTEGER NOT NULL, keys INTEGER NOT NULL, checksum TEXT NOT NULL);
CREATE INDEX goal_table_document ON goal_table(document);
CREATE TABLE indicator (
    goal_table INTEGER NOT NULL REFERENCES goal_table ON DELETE CASCADE, position INTEGER NOT NULL, key INTEGER,
    row INTEGER NOT NULL, level1 TEXT NOT NULL, level2 TEXT NOT NULL, level3 TEXT NOT NULL, description TEXT NOT NULL,
    value TEXT NOT NULL, basis TEXT NOT NULL, place TEXT NOT NULL, PRIMARY KEY (goal_table, position)) WITHOUT ROWID;
CREATE INDEX indicator_key ON indicator(key);
"""
_REBUILD = "请改用备份；没有备份的，把它移走，再用 auditor library add 从原材料重建。"


def database(folder: Path) -> Path:
    """Return the file of the library in ``folder``."""
    return folder / FILE_NAME


def create(folder: Path) -> None:
    """Make an empty library in ``folder`` unless one is there; whoever looks meanwhile sees none or a whole one.

    Raises:
        LibraryError: the place cannot be written, or holds the remains of a library.
    """
    target = database(folder)
    if target.exists():
        return
    _refuse_remains(target)
    draft = folder / f".{FILE_NAME}-{secrets.token_hex(6)}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write_empty(draft)
        _publish(draft, target)
    except (OSError, sqlite3.Error) as error:
        raise LibraryError(f"无法在 {folder} 建立指标库（{error}）", "请用 --library 换一个可以写入的本机文件夹。") from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def _write_empty(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.executescript(f"BEGIN;{_SCHEMA}PRAGMA application_id={APPLICATION};PRAGMA user_version={VERSION};COMMIT;")


def _publish(draft: Path, target: Path) -> None:
    """Give the draft its name without replacing a library that somebody else made in the meantime."""
    try:
        os.link(draft, target)
    except FileExistsError:
        return
    except OSError:  # a file system without links
        if not target.exists():
            draft.rename(target)


def _refuse_remains(target: Path) -> None:
    if target.with_name(f"{FILE_NAME}-wal").exists():
        raise LibraryError(f"指标库 {target.parent} 不完整：{FILE_NAME} 不见了，只剩下日志文件", _REBUILD)


@contextmanager
def connected(folder: Path, *, write: bool = False, thorough: bool = True) -> Iterator[sqlite3.Connection]:
    """Give a connection to the library in ``folder``: one transaction, kept where the block succeeds.

    Args:
        folder: of the library.
        write: whether the block changes the library; others who write wait for it, readers do not.
        thorough: whether the structure of the file is examined first, in time linear in its size.

    Raises:
        LibraryError: no library, no permission, busy, damaged, or of another version; nothing was changed.
    """
    target = database(folder)
    _look(target)
    try:
        uri = f"{target.resolve().as_uri()}?mode=rw"
        with closing(sqlite3.connect(uri, uri=True, timeout=PATIENCE, isolation_level=None)) as connection:
            connection.execute("PRAGMA foreign_keys=ON")
            connection.execute("PRAGMA synchronous=NORMAL" if write else "PRAGMA query_only=ON")
            connection.execute("PRAGMA temp_store=MEMORY")
            _examine(connection, folder, thorough=thorough)
            connection.execute("BEGIN IMMEDIATE" if write else "BEGIN")
            yield connection
            connection.execute("COMMIT")  # an error closes the connection, which undoes the transaction
    except sqlite3.Error as error:
        raise _told(folder, error) from error
    except UnicodeDecodeError as error:  # SQLite quotes damaged names in its own messages
        raise damaged(folder, "文字编码不对") from error


def _look(target: Path) -> None:
    """Refuse a file that SQLite would take for a new database or for none."""
    try:
        with target.open("rb") as stream:
            head = stream.read(_HEADER)
    except FileNotFoundError as error:
        _refuse_remains(target)
        advice = "请核对 --library 的路径；还没有建库的，先用 auditor library add 加入往年材料。"
        raise LibraryError(f"{target.parent} 里没有指标库", advice) from error
    except OSError as error:
        raise LibraryError(f"读不出指标库 {target.parent}（{error.strerror}）", "请检查路径和读取权限。") from error
    if len(head) < _HEADER or not head.startswith(_MAGIC):
        raise damaged(target.parent, "文件头不对" if head else "文件是空的")


def _examine(connection: sqlite3.Connection, folder: Path, *, thorough: bool) -> None:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if application != APPLICATION:
        raise LibraryError(f"{database(folder)} 不是本程序的指标库", "请用 --library 给出另一个文件夹。")
    if version != VERSION:
        advice = "请升级本程序。" if version > VERSION else "请把它移走，用 auditor library add 从原材料重建。"
        raise LibraryError(f"指标库 {folder} 是另一个版本的（库 {version}，本程序 {VERSION}）", advice)
    if thorough and connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
        raise damaged(folder, "文件结构校验不符")


def damaged(folder: Path, what: str) -> LibraryError:
    """Return the error for a library whose content cannot be trusted."""
    return LibraryError(f"指标库 {folder} 已损坏或没有写完整（{what}），没有使用", _REBUILD)


def _told(folder: Path, error: sqlite3.Error) -> LibraryError:
    """Return what SQLite says in words for a clerk."""
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return LibraryError(f"指标库 {folder} 正被另一个程序写入", "请等它结束后重试。")
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
        return LibraryError(
            f"没有写入指标库 {folder} 的权限", "读库时也要在其中放临时文件：请放开写入权限，或把整个文件夹复制到本机。"
        )
    if name.startswith("SQLITE_IOERR"):
        return LibraryError(f"读写指标库 {folder} 时磁盘出错（{name}）", "请检查磁盘和网络连接；库应放在本机磁盘上。")
    if name.startswith("SQLITE_FULL"):
        return LibraryError(f"磁盘空间不足，没有写入指标库 {folder}", "请清理磁盘后重试；库保持原样。")
    return damaged(folder, str(error))
