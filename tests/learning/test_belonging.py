"""Whether a row belongs to its project, by the model and by the words of both."""

from __future__ import annotations

import pytest

from auditor.config import Settings
from auditor.learning.belonging import Belonging, ProjectText, belonging
from auditor.pipeline import check_all
from auditor.types.indicator import Extraction, Indicator, IndicatorTable

PENSION = ProjectText("城乡居民基本养老保险县级补助", "为4.6万名参保居民按月足额发放养老金。", "青禾县人力资源和社会保障局")
ROADS = ProjectText("农村公路日常养护", "养护县道乡道340公里，保持路面平整。", "云溪区公路养护中心")
FILM = ("公益电影放映场次", "送到村里的电影", "≥120场")
POTHOLES = ("坑槽修补面积", "养护路段的路面坑槽", "≥2600平方米")
PRESCHOOL = ("幼儿园在园幼儿数", "公办幼儿园学籍", "≥900名")
OWN_ROWS = (
    ("巡查里程", "公路养护巡查", "≥6000公里"),
    ("路面技术状况", "优良路率", "≥88%"),
    ("养护完成时间", "公路养护工程", "11月底前"),
)


def test_a_film_under_a_pension_is_far_from_it() -> None:
    found = belonging(FILM, PENSION)
    assert found.judgement.label == "文化旅游体育与传媒"
    assert found.project_fields[0] == "社会保障和就业"
    assert found.judgement.label not in found.project_fields
    assert found.chance + found.generic < 0.1
    assert found.tied == ()


def test_a_row_of_its_own_project_is_near() -> None:
    found = belonging(POTHOLES, ROADS)
    assert found.project_fields[0] == "交通运输"
    assert found.chance > 0.7
    assert belonging(PRESCHOOL, ROADS).chance < 0.1


def test_a_row_that_fits_anywhere_is_generic() -> None:
    found = belonging(("采购程序合规率", "按规定程序采购的比例", "100%"), PENSION)
    assert found.generic > 0.5


def test_words_tie_a_row_to_its_project() -> None:
    cinema = ProjectText("村级文化活动室修缮", "修缮后可放公益电影、办戏曲演出。", "青禾县石桥镇人民政府")
    assert "公益电影" in "".join(belonging(FILM, cinema).tied)
    waste = ProjectText("乡村垃圾转运", "", "")
    assert belonging(("生活垃圾清运量", "", "≥1.2万吨"), waste).tied != ()
    assert belonging(("生活垃圾清运量", "", "≥1.2万吨"), ROADS).tied == ()


def test_words_that_fit_anywhere_tie_nothing() -> None:
    project = ProjectText("公益性公墓维护", "提高群众满意度。", "青禾县民政局")
    assert belonging(("群众满意度", "群众对放映公益电影的满意度", "≥90%"), project).tied == ()


def test_the_work_of_a_neighbours_neighbour_is_not_the_projects() -> None:
    row = ("细颗粒物浓度下降率", "空气质量自动监测站的大气污染物浓度", "≥3%")
    roads_and_towns, towns_and_air = frozenset({"交通运输", "城乡社区"}), frozenset({"城乡社区", "节能环保"})
    for pairs in ((roads_and_towns, towns_and_air), (towns_and_air, roads_and_towns)):
        found = belonging(row, ROADS, pairs)
        assert found.judgement.label == "节能环保"
        assert found.chance < 0.1
    assert belonging(row, ROADS, (frozenset({"交通运输", "节能环保"}),)).chance > 0.5


@pytest.mark.parametrize("part", ["name", "goal", "unit"])
def test_each_part_of_the_project_tells_its_field(part: str) -> None:
    parts = {"name": "", "goal": "", "unit": "", part: getattr(ROADS, part)}
    assert belonging(POTHOLES, ProjectText(**parts)).project_fields[0] == "交通运输"


def test_other_rows_tell_what_a_nameless_project_is_about() -> None:
    assert belonging(POTHOLES, ProjectText("", "", "")) == _without_fields(belonging(POTHOLES, ROADS))
    told = belonging(PRESCHOOL, ProjectText("", "", "", (*OWN_ROWS, PRESCHOOL)))
    assert told.project_fields[0] == "交通运输"
    assert "教育" not in told.project_fields, "a row does not vouch for itself"


def test_two_rows_are_too_few_to_tell() -> None:
    assert belonging(PRESCHOOL, ProjectText("", "", "", (*OWN_ROWS[:2], PRESCHOOL))).project_fields == ()


def _without_fields(found: Belonging) -> Belonging:
    return Belonging(found.judgement, (), 0.0, found.generic, ())


def test_neighbouring_fields_may_speak_of_each_other() -> None:
    alone = belonging(PRESCHOOL, ROADS)
    pair = frozenset({frozenset({"教育", "交通运输"})})
    beside = belonging(PRESCHOOL, ROADS, pair)
    assert beside.chance > alone.chance + 0.5
    assert beside.project_fields == alone.project_fields
    assert belonging(PRESCHOOL, ROADS, frozenset({frozenset({"教育", "金融"})})).chance == pytest.approx(alone.chance, abs=0.05)


@pytest.mark.parametrize(
    "row", [("", "", ""), ("率", "", ""), ("teacher training", "head count", "≥ 9"), ("锟斤拷", "\x00", "")]
)
def test_rows_without_words_belong_anywhere(row: tuple[str, str, str]) -> None:
    for project in (ROADS, ProjectText("", "", "")):
        found = belonging(row, project)
        assert 0.0 <= found.chance <= 1.0
        assert (found.judgement.voted, found.tied) == (False, ())


def _found(project: ProjectText, *rows: tuple[str, str, str]) -> list[tuple[int | None, int | None]]:
    """Table and row of what BP101 says of these rows under 数量指标."""
    table = IndicatorTable(
        source="申报表.docx",
        number=1,
        project=project.name,
        goal=project.goal,
        unit_name=project.unit,
        roles=frozenset({"level1", "level2", "level3", "description", "value", "goal"}),
        rows=tuple(
            Indicator(row=i, level1="产出指标", level2="数量指标", level3=name, description=description, value=value)
            for i, (name, description, value) in enumerate(rows, 1)
        ),
    )
    findings = check_all((Extraction("申报表.docx", "docx", tables=(table,)),), Settings(select=("BP101",)))
    return [(item.table, item.row) for item in findings]


def test_the_rule_tells_the_film_alone() -> None:
    own = ("养老金发放人数", "按月领取养老金的居民", "4.6万人")
    assert _found(PENSION, own, FILM, ("发放工作完成率", "", "100%")) == [(1, 2)]


def test_training_is_foreign_only_where_the_project_does_not_train() -> None:
    training = ("培训班学员人数", "按期结业的学员", "≥200人")
    trains = ProjectText("养老护理员技能提升", "分4期培训护理员200人，考核合格后上岗。", "青禾县民政局")
    cleans = ProjectText("公益性公墓维护", "完成3处公墓绿化和道路整修。", "青禾县民政局")
    assert _found(trains, training) == []
    assert _found(cleans, training) == [(1, 1)]


def test_a_project_without_any_text_of_its_own_is_left_alone() -> None:
    assert _found(ProjectText("", "", ""), PRESCHOOL, POTHOLES) == []
