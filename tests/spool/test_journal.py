"""What an interrupted run leaves is used by the next one, if it is whole and meant for it; else the next one says why not."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from auditor.errors import OutputError
from auditor.spool.journal import beside, unfinished
from auditor.spool.record import Record, packed
from auditor.spool.store import Slot, Store
from tests.spool import sample

FIRST = packed(0, "甲的字节", sample.EXTRACTION, (sample.FINDING,))
SECOND = packed(1, "乙的字节", sample.UNREAD, ())
LOST = packed(2, "", sample.UNREAD, ())


class Stop(Exception):
    """What ends a run in the middle."""


def _interrupted(path: Path, *records: Record, identity: str = "一") -> BaseException:
    try:
        with unfinished(path, identity) as run:
            for record in records:
                run.spool.put(record)
            raise Stop
    except Stop as error:
        return error


def _known(path: Path, identity: str = "一", *, fresh: bool = False) -> tuple[dict[str, str], str]:
    """Return what another run finds; it is interrupted too."""
    with suppress(Stop), unfinished(path, identity, fresh=fresh) as run:
        found = dict(run.spool.known), run.notice
        raise Stop
    return found


def _filled(path: Path) -> None:
    with unfinished(path, "一") as run:
        run.spool.put(FIRST)
        run.spool.put(SECOND)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "报告.xlsx.未完成"


def test_it_lies_beside_the_report(tmp_path: Path) -> None:
    assert beside(tmp_path / "报告.xlsx") == tmp_path / "报告.xlsx.未完成"
    assert beside(tmp_path / "新目录") == tmp_path / "新目录" / "疑点报告.未完成"
    (tmp_path / "目录.d").mkdir()
    assert beside(tmp_path / "目录.d") == tmp_path / "目录.d" / "疑点报告.未完成"


def test_a_run_that_ends_leaves_nothing(path: Path) -> None:
    with unfinished(path, "一") as run:
        run.spool.put(FIRST)
        assert path.exists()
        assert run.notice == ""
    assert not path.exists()


def test_an_interrupted_run_leaves_what_was_finished_and_says_so(path: Path) -> None:
    error = _interrupted(path, FIRST, SECOND, LOST)
    (told,) = error.__notes__
    assert "2 份" in told
    assert str(path) in told
    assert "再次运行同一条命令" in told
    known, notice = _known(path)
    assert known == {"水务.docx": "甲的字节", "锁住.pdf": "乙的字节"}
    assert "已有 2 份结果沿用" in notice


def test_what_was_finished_is_used_where_the_bytes_are_the_same(path: Path) -> None:
    _interrupted(path, FIRST, SECOND)
    with unfinished(path, "一") as run:
        run.spool.put(packed(0, "新的字节", sample.UNREAD, ()))
        run.spool.put(Record(1, "水务.docx", "甲的字节", known=True))
        assert run.spool.documents() == (sample.UNREAD, sample.EXTRACTION)
        assert list(run.spool.findings()) == [sample.FINDING]


def test_the_later_of_two_outcomes_counts(path: Path) -> None:
    _interrupted(path, FIRST)
    _interrupted(path, packed(0, "改过的字节", sample.EXTRACTION, ()))
    assert _known(path)[0] == {"水务.docx": "改过的字节"}


def test_nothing_finished_leaves_nothing(path: Path) -> None:
    error = _interrupted(path, LOST)
    assert not hasattr(error, "__notes__")
    assert not path.exists()


def test_a_second_interruption_loses_nothing_of_the_first(path: Path) -> None:
    _interrupted(path, FIRST)
    _interrupted(path, SECOND)
    assert set(_known(path)[0]) == {"水务.docx", "锁住.pdf"}


def test_anew_on_request(path: Path) -> None:
    _interrupted(path, FIRST)
    assert _known(path, fresh=True) == ({}, "")
    assert not path.exists()


def test_under_other_rules_nothing_is_used(path: Path) -> None:
    _interrupted(path, FIRST)
    known, notice = _known(path, "二")
    assert known == {}
    assert "程序、规则或设置与上次中断时不同" in notice
    assert "从头开始" in notice


def test_of_another_version_nothing_is_used(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _interrupted(path, FIRST)
    monkeypatch.setattr("auditor.spool.journal.__version__", "9.9")
    known, notice = _known(path)
    assert known == {}
    assert "另一个版本的程序" in notice


@pytest.mark.parametrize(
    "junk", [b"garbage", b"\x00" * 5000, b"[]\n", b"null\n", b'{"format": "other"}\n', b"PK\x03\x04" * 3000]
)
def test_what_is_no_journal_is_not_used(path: Path, junk: bytes) -> None:
    path.write_bytes(junk)
    known, notice = _known(path)
    assert known == {}
    assert "已损坏或不是本程序写的" in notice


def test_an_empty_file_is_a_journal_that_was_never_begun(path: Path) -> None:
    path.touch()
    assert _known(path) == ({}, "")


def test_a_cut_journal_gives_its_whole_records(path: Path) -> None:
    _interrupted(path, FIRST)
    whole = path.stat().st_size
    _interrupted(path, SECOND)
    path.write_bytes(path.read_bytes()[:-1])
    known, notice = _known(path)
    assert known == {"水务.docx": "甲的字节"}
    assert "没有写完整的部分已舍去" in notice
    assert path.stat().st_size == whole


def test_a_cut_first_line_is_not_used(path: Path) -> None:
    _interrupted(path, FIRST)
    path.write_bytes(path.read_bytes()[:20])
    known, notice = _known(path)
    assert known == {}
    assert "已损坏" in notice


def test_after_junk_within_the_records_nothing_is_believed(path: Path) -> None:
    _interrupted(path, FIRST)
    whole = path.stat().st_size
    _interrupted(path, SECOND)
    data = bytearray(path.read_bytes())
    data[whole + 40] ^= 0xFF
    path.write_bytes(data + b"junk")
    assert _known(path)[0] == {"水务.docx": "甲的字节"}


def test_the_first_line_is_readable_for_people(path: Path) -> None:
    _interrupted(path, FIRST)
    head = json.loads(path.read_bytes().partition(b"\n")[0])
    assert head["format"] == "auditor-unfinished-1"
    assert head["identity"] == "一"


def test_two_runs_do_not_share_it(path: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom auditor.errors import OutputError\n"
        "from auditor.spool.journal import unfinished\n"
        "try:\n    with unfinished(Path(sys.argv[1]), '一'):\n        print('in')\n"
        "except OutputError as error:\n    print(error)\n"
    )
    with unfinished(path, "一"):
        told = subprocess.run(
            [sys.executable, "-X", "utf8", "-c", code, str(path)], capture_output=True, check=True
        ).stdout.decode()
    assert "另一个审核正在运行" in told
    assert "-o" in told


def test_a_place_that_cannot_be_written_is_told_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "文件").touch()
    with pytest.raises(OutputError, match="无法写入"), unfinished(tmp_path / "文件" / "报告.xlsx.未完成", "一"):
        raise AssertionError("the run began")


def test_a_full_disk_is_told_and_what_was_finished_stays(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    append = Store.append

    def full(self: Store, record: Record) -> Slot:
        if record is SECOND:
            raise OSError(28, "No space left on device")
        return append(self, record)

    monkeypatch.setattr(Store, "append", full)
    with pytest.raises(OutputError, match="磁盘空间不足") as error:
        _filled(path)
    assert "1 份" in error.value.__notes__[0]
    monkeypatch.undo()
    assert set(_known(path)[0]) == {"水务.docx"}
