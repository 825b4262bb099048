"""From bytes to findings: what is wrong, where, and what could not be read."""

from __future__ import annotations

import os
import pickle
import time
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

import auditor
from auditor.config import Settings
from auditor.intake import gather
from auditor.pipeline import audit, exit_status, extract_all, process
from auditor.readers import read_document
from auditor.rulebook import ActiveRule, active_rules
from auditor.types.finding import Finding, Report
from tests import paper

CHARGE = ("产出指标", "质量指标", "管网试压合格率", "一次试压合格的管段占全部管段的比例", "≥98", "")


def _places(report: Report) -> list[tuple[str, int | None, int | None, str]]:
    return [(item.code, item.table, item.row, item.column) for item in report.findings]


def _of(report: Report, code: str) -> Finding:
    return next(item for item in report.findings if item.code == code)


def test_a_clean_document_has_no_findings(tmp_path: Path) -> None:
    report = audit([paper.write(tmp_path, "青禾县水务局.txt", paper.clean())], Settings())
    assert _places(report) == []
    assert exit_status(report, Settings()) == 0
    assert report.documents[0].tables[0].project == "石桥镇饮水管网改造"


def test_faults_are_found_where_they_stand(tmp_path: Path) -> None:
    faulty = paper.table("石桥镇饮水管网改造", "改造供水管网，保障饮水安全。", paper.changed(2, *CHARGE))
    path = paper.write(tmp_path, "青禾县水务局.txt", paper.clean("云溪镇饮水管网改造"), faulty)
    report = audit([path], Settings(ignore=("DU203",)))
    assert _places(report) == [("BA401", 2, 2, "指标值确定依据"), ("UN301", 2, 2, "指标值")]
    finding = _of(report, "UN301")
    assert finding.source == str(path)
    assert finding.unit_name == "青禾县水务局"
    assert finding.project == "石桥镇饮水管网改造"
    assert finding.spans["value"] == ((1, 3),)
    assert "98%" in finding.suggestion
    assert finding.place.startswith("第77行")
    assert exit_status(report, Settings()) == 1
    assert exit_status(report, Settings(fail_on="never")) == 0


def test_the_unit_of_the_settings_is_that_of_documents_that_tell_none(tmp_path: Path) -> None:
    foreign = ("产出指标", "数量指标", "全省受益村民人数", "喝上合格水的村民", "≥12000人", "2024年户籍人口统计")
    text = paper.table("饮水管网改造", "更换老旧管网，让村民喝上合格水。", paper.changed(1, *foreign))
    silent = tmp_path / "表1.txt"
    silent.write_text(text, encoding="utf-8")
    told = paper.write(tmp_path, "表2.txt", text, unit="临沅市水务局")
    settings = Settings(select=("CO802",), unit="青禾县水务局")
    report = audit([silent, told], settings)
    assert [document.unit_name for document in report.documents] == ["青禾县水务局", "临沅市水务局"]
    assert [table.unit_name for document in report.documents for table in document.tables] == ["青禾县水务局", "临沅市水务局"]
    assert [(item.code, item.unit_name) for item in report.findings if item.source == str(silent)] == [
        ("CO802", "青禾县水务局")
    ]
    assert audit([silent], replace(settings, unit="")).findings == ()


def test_twin_tables_name_each_other(tmp_path: Path) -> None:
    path = paper.write(tmp_path, "水务.txt", paper.clean("云溪镇饮水管网改造"), paper.clean("石桥镇饮水管网改造"))
    report = audit([path], Settings(select=("DU203",)))
    assert [(item.table, [other.table for other in item.related]) for item in report.findings] == [(1, [2]), (2, [1])]


def test_confidence_below_the_limit_is_left_out(tmp_path: Path) -> None:
    path = paper.write(tmp_path, "水务.txt", paper.table("管网改造", "改造管网，保障供水。", paper.changed(2, *CHARGE)))
    codes = {item.code for item in audit([path], Settings(min_confidence=0.975)).findings}
    assert "BA401" in codes
    assert "UN301" not in codes


@pytest.mark.parametrize("name", ["空.docx", "空.txt"])
def test_zero_bytes(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"")
    good = paper.write(tmp_path, "好.txt", paper.table("管网改造", "改造管网，保障供水。", paper.changed(2, *CHARGE)))
    report = audit([tmp_path], Settings())
    unread = _of(report, "EX901")
    assert Path(unread.source).name == name
    assert unread.suggestion
    assert unread.table is None
    assert any(item.source == str(good) for item in report.findings)
    assert exit_status(report, Settings(fail_on="never")) == 2


def test_a_document_without_tables_is_told(tmp_path: Path) -> None:
    path = tmp_path / "通知.txt"
    path.write_text("关于召开全县水务工作会议的通知\n\n各乡镇：\n请准时参加。\n", encoding="utf-8")
    report = audit([path], Settings())
    assert [item.code for item in report.findings] == ["EX901"]
    assert "绩效目标表" in report.findings[0].message
    assert exit_status(report, Settings()) == 2


def test_a_header_without_rows_is_told(tmp_path: Path) -> None:
    path = paper.write(tmp_path, "水务.txt", paper.table("管网改造", "改造管网，保障供水。", []), paper.clean())
    report = audit([path], Settings())
    told = _of(report, "EX902")
    assert told.table == 1
    assert exit_status(report, Settings()) == 2


def test_a_missing_path_does_not_stop_the_others(tmp_path: Path) -> None:
    good = paper.write(tmp_path, "好.txt", paper.clean())
    report = audit([tmp_path / "没有.docx", good], Settings())
    assert [(item.code, Path(item.source).name) for item in report.findings] == [("EX901", "没有.docx")]
    assert {Path(item.source).name for item in report.documents if item.tables} == {"好.txt"}


def test_a_reader_that_breaks_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(data: bytes, source: str) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("auditor.pipeline.read_document", broken)
    path = paper.write(tmp_path, "好.txt", paper.clean())
    report = audit([path], Settings())
    assert [item.code for item in report.findings] == ["EX901"]
    assert "ZeroDivisionError" in report.findings[0].message


def test_work_crosses_a_process_boundary(tmp_path: Path) -> None:
    inputs, _ = gather([paper.write(tmp_path, "好.txt", paper.clean())])
    settings = pickle.loads(pickle.dumps(Settings()))
    outcome = process(pickle.loads(pickle.dumps(inputs[0])), settings)
    assert pickle.loads(pickle.dumps(outcome)) == outcome


def test_one_process_and_two_find_the_same(tmp_path: Path) -> None:
    for number in range(5):
        rows = paper.changed(2, *CHARGE) if number % 2 else paper.CLEAN
        paper.write(tmp_path, f"文件{number}.txt", paper.table(f"管网改造{number}期", "改造管网，保障供水。", rows))
    told: list[tuple[int, int, str]] = []
    serial = audit([tmp_path], Settings(jobs=1), lambda *args: told.append(args))
    assert [done for done, _, _ in told] == [1, 2, 3, 4, 5]
    assert audit([tmp_path], Settings(jobs=2)) == serial


def test_python_api(tmp_path: Path) -> None:
    path = paper.write(tmp_path, "好.txt", paper.table("管网改造", "改造管网，保障供水。", paper.changed(2, *CHARGE)))
    frame = auditor.audit(path, select=("UN301",)).to_frame()
    assert list(frame["code"]) == ["UN301"]
    assert list(frame["row"]) == [2]
    tables = auditor.extract(path)
    assert tables[0].rows[0].level3 == "改造供水管网长度"
    assert tables.to_frame()["value"].tolist()[0] == "≥12公里"


def test_a_document_that_kills_its_process_is_told_beside_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def deadly(data: bytes, source: str) -> object:
        if source.endswith("坏.txt"):
            os._exit(1)
        return read_document(data, source)

    monkeypatch.setattr("auditor.pipeline.read_document", deadly)
    for name in ("一.txt", "坏.txt", "二.txt"):
        paper.write(tmp_path, name, paper.clean())
    report = audit([tmp_path], Settings(jobs=2))
    assert [Path(item.source).name for item in report.documents] == ["一.txt", "二.txt", "坏.txt"]
    assert [(item.code, Path(item.source).name, item.message) for item in report.findings if item.code != "DU205"] == [
        ("EX901", "坏.txt", "未能读取：读取时进程意外终止")
    ]
    assert "请人工核对" in report.findings[-1].suggestion
    assert exit_status(report, Settings()) == 2


def test_a_document_that_never_ends_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.pipeline.read_document", lambda data, source: time.sleep(60))
    path = paper.write(tmp_path, "慢.txt", paper.clean())
    report = audit([path], Settings(time_limit=0.5))
    assert [(item.code, item.message) for item in report.findings] == [("EX901", "未能读取：读取超时（超过 0.5 秒）")]
    assert "time_limit" in report.findings[0].suggestion
    (extraction,) = extract_all([path], time_limit=0.5)
    assert extraction.troubles[0].reason == "读取超时（超过 0.5 秒）"


@pytest.mark.parametrize("code", ["UN301", "ST501", "EX902", "UN306"])
def test_a_check_that_breaks_is_told_and_the_others_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    def broken(subject: object, options: object, context: object) -> None:
        raise KeyError("门")

    def sabotaged(settings: Settings) -> tuple[ActiveRule, ...]:
        module = SimpleNamespace(check=broken)
        return tuple(replace(one, module=module) if one.rule.code == code else one for one in active_rules(settings))

    monkeypatch.setattr("auditor.pipeline.active_rules", sabotaged)
    faulty = paper.changed(2, *CHARGE)
    path = paper.write(tmp_path, "水务.txt", paper.table("石桥镇饮水管网改造", "改造供水管网，保障饮水安全。", faulty))
    report = audit([path], Settings())
    told = _of(report, "EX903")
    assert (told.source, told.table) == (str(path), None)
    assert "KeyError: '门'" in told.message
    assert f"（{code}）没有检查完" in told.message
    assert _of(report, "BA401").row == 2


def _alike(folder: Path) -> Path:
    """Write the same table as two units' projects of different kinds, and again a year later."""
    for unit, project in (("青禾县水务局", "石桥镇饮水管网改造"), ("云溪区城管局", "城区公厕保洁")):
        for year in (2024, 2025):
            text = paper.write(folder, f"{unit}{year}.txt", paper.clean(project), unit=unit)
            text.write_text(text.read_text(encoding="utf-8").replace("2025年单位预算", f"{year}年单位预算"), encoding="utf-8")
    return folder


def test_comparisons_in_processes_of_their_own_find_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = audit([_alike(tmp_path)], Settings(select=("DU",)))
    assert {item.code for item in here.findings} >= {"DU204", "DU205"}
    monkeypatch.setattr("auditor.pipeline._MANY", 0)
    for jobs in (1, 2):
        assert audit([tmp_path], Settings(select=("DU",), jobs=jobs)).findings == here.findings


def test_a_comparison_that_dies_is_told_beside_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.pipeline._MANY", 0)
    monkeypatch.setattr("auditor.checks.corpus.carried_over.check", lambda tables, options, context: os._exit(1))
    report = audit([_alike(tmp_path)], Settings(select=("DU",)))
    assert "（DU204）没有检查完" in _of(report, "EX903").message
    assert {item.code for item in report.findings} >= {"DU205", "EX903"}
    assert "DU204" not in {item.code for item in report.findings}


def test_a_cell_that_breaks_the_parsing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.examination.parse_table", lambda table: 1 // 0)
    report = audit([paper.write(tmp_path, "水务.txt", paper.clean())], Settings())
    assert [item.code for item in report.findings] == ["EX903"]
    assert "各项检查没有做" in report.findings[0].message
