"""Folders, files and archives: what is found, in which order, and what is told of the rest."""

from __future__ import annotations

import os
import pickle
import zipfile
from pathlib import Path

import pytest

from auditor.errors import UnreadableError
from auditor.intake import Input, gather, load, walk
from auditor.types.indicator import Extraction
from tests.readers.docx_file import docx_file, par
from tests.readers.sheet_file import zip_of

WORD = docx_file(par("青禾县水利局"))


def laid(folder: Path, *names: str, data: bytes = WORD) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def below(folder: Path, paths: list[Path | str]) -> list[str]:
    """Return the sources that gather finds, relative to ``folder``."""
    inputs, _ = gather(paths)
    return [item.source.removeprefix(f"{folder}/") for item in inputs]


def troubles(*paths: Path | str) -> list[tuple[str, str, bool]]:
    """Return source name, reason and whether it is fatal of all that was not read."""
    _, failed = gather(paths)
    return [(Path(one.source).name, trouble.reason, trouble.fatal) for one in failed for trouble in one.troubles]


def gbk_zip(parts: dict[str, bytes]) -> bytes:
    """Return a zip file as Chinese systems write it: names in GBK, UTF-8 mark off."""
    spelt = {name.encode("gb18030"): content for name, content in parts.items()}
    stand_ins = {f"{number}".ljust(len(name), "_"): name for number, name in enumerate(spelt)}
    data = zip_of({stand_in: spelt[name] for stand_in, name in stand_ins.items()})
    for stand_in, name in stand_ins.items():
        data = data.replace(stand_in.encode(), name)
    return data


def encrypted(data: bytes) -> bytes:
    """Set the mark of encryption on every member."""
    out = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = out.find(mark)
        while start >= 0:
            out[start + at] |= 1
            start = out.find(mark, start + 4)
    return bytes(out)


class TestFolders:
    def test_documents_in_natural_order_folder_by_folder(self, tmp_path: Path) -> None:
        laid(tmp_path, "10.docx", "2.docx", "乙/1.xlsx", "丙.txt")
        assert below(tmp_path, [tmp_path]) == ["2.docx", "10.docx", "丙.txt", "乙/1.xlsx"]

    def test_hidden_and_lock_files_are_passed_over_in_silence(self, tmp_path: Path) -> None:
        laid(tmp_path, "甲.docx", "~$甲.docx", ".~甲.docx", ".git/乙.docx", "Thumbs.db", "__MACOSX/甲.docx")
        assert below(tmp_path, [tmp_path]) == ["甲.docx"]
        assert troubles(tmp_path) == []

    def test_other_files_are_told_but_are_no_error(self, tmp_path: Path) -> None:
        laid(tmp_path, "甲.docx")
        laid(tmp_path, "照片.jpg", "安装.exe", "无名", data=b"\xff\xd8\xff other")
        ((source, reason, fatal),) = troubles(tmp_path)
        assert source == tmp_path.name
        assert reason.startswith("跳过了 3 个不支持的文件")
        assert "照片.jpg" in reason
        assert not fatal

    def test_documents_without_a_known_suffix_are_known_by_content(self, tmp_path: Path) -> None:
        laid(tmp_path, "说明", "说明.bak")
        laid(tmp_path, "公示.tmp", data=b"%PDF-1.7\n")
        assert below(tmp_path, [tmp_path]) == ["公示.tmp", "说明", "说明.bak"]

    def test_an_empty_folder_and_one_without_documents(self, tmp_path: Path) -> None:
        laid(tmp_path, "乙/照片.jpg", data=b"\xff\xd8\xff")
        (tmp_path / "甲").mkdir()
        assert troubles(tmp_path / "甲") == [("甲", "里面没有可以审核的文件", True)]
        assert [(source, fatal) for source, _, fatal in troubles(tmp_path / "乙")] == [("乙", True), ("乙", False)]
        assert [trouble.note for trouble in gather([tmp_path / "乙"])[1][0].troubles] == [False, True]

    def test_the_source_is_the_path_as_given(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        laid(tmp_path, "报送/甲.docx")
        monkeypatch.chdir(tmp_path)
        inputs, _ = gather(["报送/", "./报送/甲.docx"])
        assert [item.source for item in inputs] == ["报送/甲.docx"]

    def test_a_linked_folder_that_leads_back_is_not_entered(self, tmp_path: Path) -> None:
        laid(tmp_path, "甲.docx")
        (tmp_path / "回").symlink_to(tmp_path, target_is_directory=True)
        assert below(tmp_path, [tmp_path]) == ["甲.docx"]

    @pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a user whom permissions bind")
    def test_what_may_not_be_read_is_told_and_the_rest_is_read(self, tmp_path: Path) -> None:
        laid(tmp_path, "丙.docx", "乙.docx", "甲/丁.docx")
        (tmp_path / "乙.docx").chmod(0)
        (tmp_path / "甲").chmod(0)
        assert below(tmp_path, [tmp_path]) == ["丙.docx"]
        assert troubles(tmp_path) == [("乙.docx", "没有权限读取", True), ("甲", "没有权限读取", True)]
        (tmp_path / "甲").chmod(0o700)

    def test_permission_errors_become_troubles(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        laid(tmp_path, "乙.docx", "甲.docx")
        plain = Path.open

        def guarded(path: Path, *args: object, **options: object) -> object:
            if path.name == "乙.docx":
                raise PermissionError(13, "denied")
            return plain(path, *args, **options)  # type: ignore[call-overload]

        monkeypatch.setattr(Path, "open", guarded)
        assert below(tmp_path, [tmp_path]) == ["甲.docx"]
        assert troubles(tmp_path) == [("乙.docx", "没有权限读取", True)]
        with pytest.raises(UnreadableError, match="没有权限"):
            load(Input("乙.docx", tmp_path / "乙.docx"))


class TestNamedPaths:
    def test_a_path_that_is_not_there(self, tmp_path: Path) -> None:
        laid(tmp_path, "甲.docx")
        assert troubles(tmp_path / "无.docx", "bad\0name") == [
            ("无.docx", "找不到文件或文件夹", True),
            ("bad\0name", "找不到文件或文件夹", True),
        ]
        assert below(tmp_path, [tmp_path / "无.docx", tmp_path / "甲.docx"]) == ["甲.docx"]

    def test_a_named_file_of_any_kind_is_handed_on(self, tmp_path: Path) -> None:
        laid(tmp_path, "照片.jpg", data=b"\xff\xd8\xff")
        laid(tmp_path, "空.docx", data=b"")
        assert below(tmp_path, [tmp_path / "照片.jpg", tmp_path / "空.docx"]) == ["照片.jpg", "空.docx"]

    def test_other_archives_say_what_to_do(self, tmp_path: Path) -> None:
        laid(tmp_path, "材料.rar", "材料.7z", data=b"Rar!\x1a\x07")
        assert troubles(tmp_path) == [("材料.7z", "不支持 .7z 压缩包", True), ("材料.rar", "不支持 .rar 压缩包", True)]
        assert troubles(tmp_path / "材料.rar") == [("材料.rar", "不支持 .rar 压缩包", True)]

    def test_a_file_named_twice_is_read_once(self, tmp_path: Path) -> None:
        laid(tmp_path, "甲.docx", "乙.docx")
        assert below(tmp_path, [tmp_path / "甲.docx", tmp_path]) == ["甲.docx", "乙.docx"]

    def test_inputs_cross_process_boundaries(self, tmp_path: Path) -> None:
        item = Input("甲.zip!/乙.docx", tmp_path / "甲.zip", ("乙.docx",))
        assert pickle.loads(pickle.dumps(item)) == item


class TestArchives:
    def test_members_are_inputs_and_load(self, tmp_path: Path) -> None:
        laid(
            tmp_path,
            "材料.zip",
            data=zip_of({"水利局/2.docx": WORD, "水利局/10.txt": "甲", "水利局/1.docx": "短", "图.png": "x"}),
        )
        inputs, _ = gather([tmp_path])
        assert below(tmp_path, [tmp_path]) == [f"材料.zip!/水利局/{name}" for name in ("1.docx", "2.docx", "10.txt")]
        assert [load(item) for item in inputs] == ["短".encode(), WORD, "甲".encode()]
        ((_, reason, fatal),) = troubles(tmp_path)
        assert "图.png" in reason
        assert not fatal

    def test_names_in_gbk(self, tmp_path: Path) -> None:
        laid(tmp_path, "材料.zip", data=gbk_zip({"水利局/绩效目标.docx": WORD, "预算誠.txt": b"text"}))
        inputs, _ = gather([tmp_path / "材料.zip"])
        assert [item.source.partition("!/")[2] for item in inputs] == ["水利局/绩效目标.docx", "预算誠.txt"]
        assert [load(item) for item in inputs] == [WORD, b"text"]

    def test_names_in_utf8_with_and_without_the_mark(self, tmp_path: Path) -> None:
        marked = zip_of({"说明.txt": "甲"})
        laid(tmp_path, "1.zip", data=marked)
        laid(tmp_path, "2.zip", data=marked.replace(b"\x00\x08", b"\x00\x00"))
        assert below(tmp_path, [tmp_path]) == ["1.zip!/说明.txt", "2.zip!/说明.txt"]

    def test_documents_are_zip_files_too(self, tmp_path: Path) -> None:
        laid(tmp_path, "甲.docx", "其实是文档.zip")
        laid(tmp_path, "其实是压缩包.docx", data=zip_of({"乙.txt": "乙"}))
        assert below(tmp_path, [tmp_path]) == ["其实是压缩包.docx!/乙.txt", "其实是文档.zip", "甲.docx"]

    def test_archives_in_archives_once(self, tmp_path: Path) -> None:
        inner = zip_of({"丙.docx": WORD})
        middle = gbk_zip({"乙.docx": WORD, "里层.zip": inner})
        laid(tmp_path, "外层.zip", data=zip_of({"中层.zip": middle, "甲.docx": "甲", "文档.zip": WORD}))
        inputs, _ = gather([tmp_path])
        assert below(tmp_path, [tmp_path]) == ["外层.zip!/中层.zip!/乙.docx", "外层.zip!/文档.zip", "外层.zip!/甲.docx"]
        assert [load(item) for item in inputs] == [WORD, WORD, "甲".encode()]
        assert troubles(tmp_path) == [("里层.zip", "压缩包套了三层以上", True)]

    def test_members_without_suffix_are_known_by_content(self, tmp_path: Path) -> None:
        laid(tmp_path, "材料.zip", data=zip_of({"说明": WORD, "无": "x"}))
        assert below(tmp_path, [tmp_path]) == ["材料.zip!/说明"]

    def test_paths_that_lead_outside_are_made_harmless(self, tmp_path: Path) -> None:
        folder = tmp_path / "内"
        laid(folder, "恶.zip", data=zip_of({"../../逃.docx": WORD, "/绝对.docx": WORD, "C:\\盘\\符.docx": WORD}))
        inputs, _ = gather([folder / "恶.zip"])
        assert [item.source.partition("!/")[2] for item in inputs] == ["盘/符.docx", "绝对.docx", "逃.docx"]
        assert [load(item) for item in inputs] == [WORD] * 3
        ((_, reason, fatal),) = troubles(folder)
        assert "3 个文件的路径指向包外" in reason
        assert not fatal
        assert sorted(path.name for path in tmp_path.rglob("*")) == ["内", "恶.zip"]

    def test_members_that_would_bear_one_name_are_told_apart(self, tmp_path: Path) -> None:
        laid(tmp_path, "材料.zip", data=zip_of({"甲.txt": "一", "../甲.txt": "二", "./甲.txt": "三", "..": "四", "/": "五"}))
        inputs, _ = gather([tmp_path])
        assert below(tmp_path, [tmp_path]) == [f"材料.zip!/{name}.txt" for name in ("甲", "甲（2）", "甲（3）")]
        assert [load(item).decode() for item in inputs] == ["一", "二", "三"]

    def test_all_that_is_to_be_said_of_one_archive_is_said_in_one_place(self, tmp_path: Path) -> None:
        laid(tmp_path, "材料.zip", data=zip_of({"../甲.txt": "一", "图.png": "二"}))
        _, ((failed),) = gather([tmp_path / "材料.zip"])
        assert [trouble.note for trouble in failed.troubles] == [True, True]
        assert "指向包外" in failed.troubles[0].reason
        assert "图.png" in failed.troubles[1].reason

    def test_lock_files_and_rubbish_in_archives(self, tmp_path: Path) -> None:
        laid(
            tmp_path, "材料.zip", data=zip_of({"~$甲.docx": "x", "__MACOSX/._甲.docx": "x", ".DS_Store": "x", "甲.docx": WORD})
        )
        assert below(tmp_path, [tmp_path]) == ["材料.zip!/甲.docx"]
        assert troubles(tmp_path) == []

    def test_an_empty_and_a_damaged_archive(self, tmp_path: Path) -> None:
        laid(tmp_path, "空.zip", data=zip_of({}))
        laid(tmp_path, "坏.zip", data=zip_of({"甲.docx": WORD})[:-30])
        laid(tmp_path, "假.zip", data=b"no archive at all")
        laid(tmp_path, "坏.docx", data=WORD[:-30])
        assert troubles(tmp_path) == [
            ("假.zip", "压缩包已损坏或不完整", True),
            ("坏.zip", "压缩包已损坏或不完整", True),
            ("空.zip", "压缩包是空的", True),
        ]
        assert below(tmp_path, [tmp_path]) == ["坏.docx"]

    def test_a_member_without_a_name(self, tmp_path: Path) -> None:
        data = zip_of({"a": "甲", "b.txt": "乙"})
        assert data.count(b"\x80\x01\x00\x00\x00\x00a") == 1  # attributes, offset and name in the directory
        laid(tmp_path, "材料.zip", data=data.replace(b"\x80\x01\x00\x00\x00\x00a", b"\x80\x01" + bytes(5)))
        assert below(tmp_path, [tmp_path]) == ["材料.zip!/b.txt"]

    def test_whatever_an_archive_makes_of_itself_the_others_are_found(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(archive: zipfile.ZipFile) -> bool:
            raise IndexError("string index out of range")

        monkeypatch.setattr(walk, "is_document", fail)
        laid(tmp_path, "1.zip", data=zip_of({"甲.txt": "甲"}))
        laid(tmp_path, "2.txt", data=b"text")
        assert below(tmp_path, [tmp_path]) == ["2.txt"]
        assert troubles(tmp_path) == [("1.zip", "压缩包已损坏或不完整", True)]

    def test_a_password(self, tmp_path: Path) -> None:
        laid(tmp_path, "密.zip", data=encrypted(zip_of({"甲.txt": "甲", "乙.txt": "乙"})))
        assert troubles(tmp_path) == [("密.zip", "压缩包设有密码，其中 2 个文件未能读取", True)]
        with pytest.raises(UnreadableError, match="密码"):
            load(Input("密.zip!/甲.txt", tmp_path / "密.zip", ("甲.txt",)))


def test_nothing_given_finds_nothing() -> None:
    found: tuple[tuple[Input, ...], tuple[Extraction, ...]] = gather([])
    assert found == ((), ())
