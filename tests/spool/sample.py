"""A document with everything that a document can have, and findings on it."""

from __future__ import annotations

from auditor.types.finding import Finding, Related, Severity
from auditor.types.grid import Place, Trouble
from auditor.types.indicator import Extraction, Indicator, IndicatorTable

ROWS = (
    Indicator(
        row=1,
        level1="产出指标",
        level2="数量指标",
        level3="清淤渠道长度",
        description="完成清淤的\n支渠和斗渠",
        value="≥12公里",
        basis="青水〔2024〕16号",
        weight="10",
        nature="正向",
        actual="13公里",
        place=Place(2, 5, 3, page=4, sheet="项目\ud83d", line=7),
        columns={"level1": 1, "value": 5},
        confidence=0.75,
        block="年度",
    ),
    Indicator(row=2, level3="村民满意度", value="≥90%"),
)
TABLE = IndicatorTable(
    source="水务.docx",
    number=1,
    project="灌渠清淤",
    goal="清淤12公里。\n受益8600人。",
    unit_name="青禾县水务局",
    year=2025,
    rows=ROWS,
    template="hebei",
    roles=frozenset({"level3", "value"}),
    header={"department": "青禾县水务局"},
    place=Place(2, page=4),
    confidence=0.9,
    troubles=(Trouble("第3行没有读完整", "请核对原文。", page=4, sheet="项目", note=True),),
)
EMPTY = IndicatorTable(source="水务.docx", number=2, project="管网改造")
EXTRACTION = Extraction(
    "水务.docx", "docx", "青禾县水务局", 2025, (TABLE, EMPTY), (Trouble("一页是图片", "请索取原件。", page=9),)
)
FINDING = Finding(
    code="UN301",
    name="缺少计量单位",
    severity=Severity.ERROR,
    confidence=0.855,
    source="水务.docx",
    table=1,
    row=2,
    column="指标值",
    project="灌渠清淤",
    message="指标值“≥90”没有单位",
    evidence="≥90",
    suggestion="写成≥90%",
    place="第4页 表1 第2行",
    role="value",
    unit_name="青禾县水务局",
    year=2025,
    spans={"value": ((1, 3), (4, 5)), "level3": ((0, 2),)},
    related=(Related("公路.docx", 3, None, "同一项目"), Related("水务.docx", 1, 1)),
    location=Place(2, 6, 5),
)
#: A document that could not be read.
UNREAD = Extraction("锁住.pdf", troubles=(Trouble("文件设有密码", "请去掉密码。", fatal=True),))
