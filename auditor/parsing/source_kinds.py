"""What kind of source a phrase without a document number names."""

from __future__ import annotations

import re

from auditor.parsing.source_lexicon import sources

NONE = "none"
_PUNCTUATION = re.compile(r"[()\[\]〔〕【】“”\"'‘’、,;:。.!?/-]+")
_REGULATION = re.compile(r"[\u4e00-\u9fff]{2}条例")
#: 第十二条, 第3款 of a law; the edition of a standard.
_ARTICLE = re.compile(
    r"(?:第[\d零一二三四五六七八九十百、和]{1,8}[章节条款项](?:第[\d零一二三四五六七八九十百]{1,6}[条款项])*(?:的?规定)?"
    r"|第[\d一二三四五六七八九十]{1,3}版|试行|修订版?|修正)\Z"
)
_STATE = "中华人民共和国"
#: A law that no list holds has at least so many characters (湿地保护法); shorter ones are 方法, 用法.
_SHORTEST_LAW = 4
#: Standards are named by letters and digits: GB/T 19001, JTG 5210.
_STANDARD = re.compile(r"[a-z]{2,6}\d{3,}")
#: A value or a bare date is no source.
_VALUE = re.compile(r"[\d%‰≥≤<>=年月日号底前元万亿人次个天]+")
#: No phrase is longer; what is longer is an essay whose end is read.
REACH = 80


def phrase_kind(phrase: str, satisfaction: bool = False) -> str:
    """Return the kind of source (see ``Citation``) that ``phrase`` (in the spelling of ``view``) names.

    The order is from what can be named for certain to what cannot: law, survey, contract, budget, period, record, vague, none.
    """
    lexicon = sources()
    text = _PUNCTUATION.sub("", phrase)[-REACH:]
    body = lexicon.prepositions.sub("", text, count=1) if lexicon.prepositions.match(text) else text
    body = _closed(body)
    if not body:
        return "vague"
    if is_law(body):
        return "law"
    if lexicon.survey.search(body):
        return "survey"
    if lexicon.contract.search(body):
        return "contract"
    if lexicon.budget.search(body):
        return "budget"
    if _VALUE.fullmatch(body):
        return NONE
    if lexicon.issued_end.search(text):
        return "title"
    if lexicon.periods.search(body):
        return "plan" if lexicon.plan_end.search(body) else "record"
    return _by_head(body, satisfaction)


def is_law(name: str) -> bool:
    """Tell whether ``name`` is, or holds the name of, a law or a 条例: 食品安全法, 湿地保护法第十二条, 信访工作条例."""
    lexicon = sources()
    if lexicon.law_names.search(name) or _REGULATION.search(name):
        return True
    body = lexicon.regulation_tails_end.sub("", _ARTICLE.sub("", name)).removeprefix(_STATE)
    if len(body) < _SHORTEST_LAW or not body.endswith("法") or lexicon.law_false_end.search(body):
        return False
    return _specific(body[:-1])


def _closed(body: str) -> str:
    """Leave off what closes a phrase without meaning (为准, 执行)."""
    lexicon = sources()
    for _ in range(3):
        shorter = lexicon.closers.sub("", body)
        if shorter == body or not shorter:
            break
        body = shorter
    return body


def _by_head(body: str, satisfaction: bool) -> str:
    lexicon = sources()
    if _is_regulation(body, lexicon.regulation_end):
        return "title"
    if lexicon.inquiry.search(body):
        named = satisfaction and body in ("调查", "调研", "测评")
        return "survey" if named or _specific(lexicon.inquiry.sub("", body)) else "vague"
    opinion = lexicon.opinions_end.search(body) if satisfaction else None
    if opinion is not None and _specific(body[: opinion.start()]):
        return "survey"
    if _is_record(body):
        return "record"
    if lexicon.vague_inside.search(body):
        return "vague"
    if _is_regulation(body, lexicon.regulation_weak_end, measured=False):
        return "title"
    if lexicon.measures_end.search(body):
        return NONE
    weak = lexicon.weak_end.search(body)
    if weak is not None and _specific(body[: weak.start()]):
        return "record"
    if lexicon.vague_end.search(body):
        return "vague"
    return NONE


def _is_regulation(body: str, ending: re.Pattern[str], measured: bool = True) -> bool:
    """Whether this is a regulation that can be found by its name (公路养护技术规范), with what is said of it (要求).

    Unless ``measured``, a name that ends in what is measured (使用年限规定) tells only that there is a rule.
    """
    lexicon = sources()
    for name in (body, lexicon.regulation_tails_end.sub("", _ARTICLE.sub("", body))):
        found = ending.search(name)
        if found is None:
            continue
        modifier = name[: found.start()]
        if not measured and lexicon.measures_end.search(modifier):
            continue
        if lexicon.organ_end.search(modifier) is None and _specific(lexicon.regulation_generic.sub("", modifier)):
            return True
    return False


def _is_record(body: str) -> bool:
    """Whether a record is the head (发放台账), or only followed by what is read from it (台账数据, 发票金额)."""
    lexicon = sources()
    if _STANDARD.search(body) or lexicon.record_end.search(body):
        return True
    ends = [found.end() for found in lexicon.record.finditer(body)]
    return bool(ends) and not _specific(lexicon.measures_end.sub("", body[ends[-1] :]))


def _specific(modifier: str) -> bool:
    """Whether something remains of a modifier once words that fit any office are taken away."""
    return bool(sources().generic.sub("", modifier))
