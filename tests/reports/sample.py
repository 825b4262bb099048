"""A finished report with every kind of thing that a report must show; units and sentences are invented."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from auditor.types.finding import Finding, Related, Report, RuleNote, Severity
from auditor.types.grid import Place, Trouble
from auditor.types.indicator import Extraction, Indicator, IndicatorTable

SIX = frozenset({"level1", "level2", "level3", "description", "value", "basis"})

SCHOOL = "送审/青禾县教育局.docx"
FARM = "送审/云溪区农业农村局.xlsx"
ROAD = "送审/临沅市公路中心.pdf"
LOCKED = "送审/青禾县财政局.docx"
CLEAN = "送审/青禾县疾控中心.txt"


def row(number: int, cells: str, place: Place | None = None, **more: Any) -> Indicator:
    """Return an indicator from ``一级|二级|三级|描述|值|依据``."""
    level1, level2, level3, description, value, basis = cells.split("|")
    return Indicator(number, level1, level2, level3, description, value, basis, place=place or Place(), **more)


def finding(code: str, severity: Severity, table: IndicatorTable | None, number: int | None, role: str, **more: Any) -> Finding:
    """Return a finding of ``code`` with place and names as the pipeline would fill them."""
    note = next(note for note in RULES if note.code == code)
    columns = {
        "value": "指标值",
        "basis": "指标值确定依据",
        "description": "绩效指标描述",
        "goal": "绩效目标",
        "level3": "三级指标",
    }
    facts: dict[str, Any] = {
        "confidence": 0.9,
        "source": table.source if table else "",
        "project": table.project if table else "",
        "message": f"{note.name}，请核对",
        "evidence": "见原文",
        "suggestion": note.how,
        "place": "表1",
        "unit_name": table.unit_name if table else "",
        "year": table.year if table else None,
    }
    facts.update(more)
    return Finding(
        code=code,
        name=note.name,
        severity=severity,
        table=table.number if table else None,
        row=number,
        column=columns.get(role, ""),
        role=role,
        **facts,
    )


def _rule(code: str, name: str, family: str, severity: Severity, basis: str = "") -> RuleNote:
    why, how = f"{name}使指标无法考核。", f"请改正“{name}”后重新报送。"
    return RuleNote(code, name, family, severity, why, how, basis, f"{name}的反例", f"{name}改正后的正例")


RULES = (
    _rule("BA401", "缺少确定依据", "确定依据", Severity.ERROR, "《预算法》第三十二条"),
    _rule("BP101", "跨领域套用", "套用照搬", Severity.ERROR),
    _rule("DU201", "表内重复行", "重复", Severity.WARNING),
    _rule("EX901", "未能读取", "读取", Severity.ERROR),
    _rule("GO703", "目标条目重复", "绩效目标", Severity.WARNING),
    _rule("ST501", "缺少必设指标类别", "结构", Severity.WARNING),
    _rule("UN301", "缺少计量单位", "计量单位", Severity.ERROR),
    _rule("VA602", "指标值未量化", "指标值", Severity.INFO),
)

MEALS = IndicatorTable(
    SCHOOL,
    1,
    "乡村小学营养午餐补助",
    "1.为全县乡村小学在校生提供营养午餐。\n2.改善学生体质。\n3.改善学生体质。",
    "青禾县教育局",
    2024,
    (
        row(1, "产出指标|数量指标|受益学生数|享受午餐补助的在校学生人数|≥8600|2023年秋季学籍统计"),
        row(2, "产出指标|质量指标|食材抽检合格率|抽检合格批次占抽检批次的比例|≥98%|食品安全抽检记录"),
        row(3, "产出指标|质量指标|抽检合格率|抽检合格批次占全部抽检批次的比例|≥98%|"),
        row(4, "效益指标|社会效益指标|观影活动场次|露天电影放映覆盖的行政村比例|逐步提高|县教育局年度工作计划"),
        row(5, "满意度指标|服务对象满意度指标|家长满意度|问卷中表示满意的家长比例|≥90%|家长问卷"),
    ),
    "hebei6",
    SIX,
)
SAFETY = IndicatorTable(
    SCHOOL,
    2,
    "校舍抗震鉴定",
    "完成12所学校的校舍抗震鉴定。",
    "青禾县教育局",
    2024,
    (row(1, "产出指标|数量指标|鉴定校舍数|完成抗震鉴定的校舍栋数|≥31栋|校舍台账"),),
    "hebei6",
    SIX,
)
SEEDS = IndicatorTable(
    FARM,
    1,
    "优质稻种推广",
    "推广优质稻种2万亩。",
    "云溪区农业农村局",
    2024,
    (
        row(
            1,
            "产出指标|数量指标|推广面积|优质稻种推广面积|≥2万亩|种植计划",
            Place(sheet="项目", row=6),
            weight="20",
            nature="定量",
        ),
        row(
            2,
            "产出指标|成本指标|亩均补助|每亩补助金额|≤60|区级补助标准",
            Place(sheet="项目", row=7),
            weight="10",
            nature="定量",
        ),
    ),
    "flat",
    SIX | {"weight", "nature"},
    place=Place(sheet="项目", row=4),
)
BRIDGE = IndicatorTable(
    ROAD,
    1,
    "农村公路桥梁维修",
    "维修桥梁7座。",
    "临沅市公路中心",
    2024,
    (row(1, "产出指标|数量指标|维修桥梁数|完成维修的桥梁数量|=7座|桥梁检测报告", Place(page=2)),),
    "hebei6",
    SIX,
    place=Place(page=2),
    troubles=(Trouble("跨页处有1行没有读全", "请核对第3页首行。"),),
)
VACCINE = IndicatorTable(
    CLEAN,
    1,
    "适龄儿童疫苗接种",
    "接种率保持在95%以上。",
    "青禾县疾控中心",
    2024,
    (row(1, "产出指标|质量指标|接种率|适龄儿童国家免疫规划疫苗接种率|≥95%|2023年接种统计年报", Place(line=18)),),
    "hebei6",
    SIX,
    place=Place(line=12),
)

DOCUMENTS = (
    Extraction(SCHOOL, "docx", "青禾县教育局", 2024, (MEALS, SAFETY)),
    Extraction(FARM, "xlsx", "云溪区农业农村局", 2024, (SEEDS,)),
    Extraction(
        ROAD, "pdf", "临沅市公路中心", 2024, (BRIDGE,), (Trouble("是扫描图片，没有文字", "请安装 ocr 组件后重试。", page=3),)
    ),
    Extraction(LOCKED, troubles=(Trouble("文件已加密", "请用密码打开后另存为不加密的文件。", fatal=True),)),
    Extraction(CLEAN, "txt", "青禾县疾控中心", 2024, (VACCINE,)),
)


def findings() -> tuple[Finding, ...]:
    """Return findings on rows, tables and a document; row 4 of MEALS has two."""
    repeated = MEALS.goal.rindex("改善学生体质")
    film = MEALS.rows[3].description.index("露天电影")
    return (
        finding("GO703", Severity.WARNING, MEALS, None, "goal", spans={"goal": ((repeated, repeated + 6),)}),
        finding("ST501", Severity.WARNING, MEALS, None, "", evidence="缺少：时效指标、成本指标"),
        finding("UN301", Severity.ERROR, MEALS, 1, "value", spans={"value": ((1, 5),)}, place="表1 第1行", confidence=0.955),
        finding("BA401", Severity.ERROR, MEALS, 3, "basis", place="表1 第3行"),
        finding(
            "DU201",
            Severity.WARNING,
            MEALS,
            3,
            "",
            place="表1 第3行",
            related=(Related(SCHOOL, 1, 2, "同一内容"), Related(FARM, 1)),
        ),
        finding(
            "BP101",
            Severity.ERROR,
            MEALS,
            4,
            "description",
            spans={"description": ((film, film + 4),), "level3": ((0, 2),)},
            place="表1 第4行",
            message="“露天电影”不属于教育项目",
        ),
        finding("VA602", Severity.INFO, MEALS, 4, "value", place="表1 第4行"),
        finding("UN301", Severity.ERROR, SEEDS, 2, "value", spans={"value": ((1, 3),)}, place="工作表“项目” 第7行"),
        replace(
            finding("EX901", Severity.ERROR, None, None, ""), source=LOCKED, place="整个文件", message="文件已加密", evidence=""
        ),
    )


def report(**more: Any) -> Report:
    """Return the sample report; ``more`` replaces fields of it."""
    return replace(Report(DOCUMENTS, findings(), RULES, "0.1.0"), **more)
