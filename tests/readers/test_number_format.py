"""Numbers as a spreadsheet shows them, format by format."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.readers._number_format import BUILTIN, display, is_date

MONEY = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (0.95, "0%", "95%"),
        (0.955, "0.0%", "95.5%"),
        (0.955, "0%", "96%"),
        (100, '0"人"', "100人"),
        (100, "0人", "100人"),
        (95, '"≥"0"%"', "≥95%"),
        (95, r"0\%", "95%"),
        (1234567.5, "#,##0.00", "1,234,567.50"),
        (999, "#,##0", "999"),
        (0, "#,##0", "0"),
        (0, "#", ""),
        (7, "000000", "000007"),
        (7, "000,000", "000,007"),
        (7, "0##", "007"),
        (13800001111, "000-0000-0000", "138-0000-1111"),
        (5, "0.##", "5"),
        (5.25, "0.##", "5.25"),
        (1.5, "0.??", "1.5"),
        (12.5, ".00", "12.50"),
        (2.5, "0", "3"),
        (1.005, "0.00", "1.01"),
        (-2.5, "0", "-3"),
        (-0.5, "0%", "-50%"),
        (100, "[$¥-804]#,##0.00", "¥100.00"),
        (5, "[Red]0.0", "5.0"),
        (5, "[蓝色]0.0", "5.0"),
        (5, "", "5"),
        (5, "@", "5"),
        (1e300, '0"元"', "1" + "0" * 300 + "元"),
    ],
)
def test_digit_places(value: float, code: str, shown: str) -> None:
    assert display(value, code) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.1 + 0.2, "0.3"),
        (1e15, "1000000000000000"),
        (123456789012, "123456789012"),
        (123456789.55, "123456789.55"),
        (1 / 3, "0.333333333"),
        (100.0, "100"),
        (9.999999999999996e18, "1" + "0" * 19),
        (123456789012345678.0, "123456789012346000"),
        (0.0, "0"),
        (-5.10, "-5.1"),
        (0.00001234, "0.00001234"),
        (1e-12, "1E-12"),
        (2.5e22, "2.5E+22"),
    ],
)
def test_general_shows_no_binary_noise(value: float, shown: str) -> None:
    assert display(value, "General") == display(value, "G/通用格式") == shown


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (12345678, "#,##0,", "12,346"),
        (12345, "0.0,", "12.3"),
        (123456789, '0.00,,"百万"', "123.46百万"),
        (12345, '0!.0,"万元"', "1.2万元"),
        (12345, "0.00E+00", "1.23E+04"),
        (12345, "##0.0E+0", "12.3E+3"),
        (0.00012, "0.0E-0", "1.2E-4"),
        (99999, "0.0E+0", "1.0E+5"),
        (0, "0.0E+0", "0.0E+0"),
        (2.25, "# ?/?", "2 1/4"),
        (0.5, "# ??/16", "8/16"),
        (0.75, "?/?", "3/4"),
        (3, "# ?/?", "3"),
        (2.9999, "# ?/?", "3"),
        (0, "# ?/?", "0"),
        (1.5, '# ?/?"倍"', "1 1/2倍"),
    ],
)
def test_scaling_exponents_and_fractions(value: float, code: str, shown: str) -> None:
    assert display(value, code) == shown


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (5, "0;-0;;@", "5"),
        (-5, "0;-0;;@", "-5"),
        (0, "0;-0;;@", ""),
        ("文字", "0;-0;;@", "文字"),
        ("文字", ";;;", ""),
        ("甲", '@"级"', "甲级"),
        ("甲", "0.00", "甲"),
        (-5, "0.00_);[Red](0.00)", "(5.00)"),
        (5, "0.00_);[Red](0.00)", "5.00"),
        (12, '[>=10]0"高";[<5]0"低";0"中"', "12高"),
        (3, '[>=10]0"高";[<5]0"低";0"中"', "3低"),
        (7, '[>=10]0"高";[<5]0"低";0"中"', "7中"),
        (12, '[>=10]0"个";0.0', "12个"),
        (-3, "[>=10]0;0.0", "-3.0"),
        (3, '[>=10]0"个"', "3"),
        (-7, '[<0]"减"0;0', "减7"),
        (1, '[=1]"是";[=0]"否";General', "是"),
        (0, '[=1]"是";[=0]"否";General', "否"),
        (1234.5, MONEY, "1,234.50"),
        (-3, MONEY, "-3.00"),
        (0, MONEY, "-"),
        ("合计", MONEY, " 合计 ".strip()),
        (5, '"约";"负"', "约"),
    ],
)
def test_sections(value: float | str, code: str, shown: str) -> None:
    assert display(value, code) == shown


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (45000, 'yyyy"年"m"月"d"日"', "2023年3月15日"),
        (45000, "yyyy年m月d日", "2023年3月15日"),
        (45000, 'm"月"', "3月"),
        (45000, "yyyy/m/d", "2023/3/15"),
        (45000, "yyyy-mm-dd;@", "2023-03-15"),
        (45000, "yy.mm", "23.03"),
        (45000, 'e"年"', "2023年"),
        (45000.75, "yyyy/m/d h:mm", "2023/3/15 18:00"),
        (45000.75, 'h"时"mm"分"', "18时00分"),
        (0.75, '上午/下午h"时"mm"分"', "下午6时00分"),
        (0.25, "h:mm AM/PM", "6:00 AM"),
        (1.5, "[h]:mm", "36:00"),
        (0.0625, "[mm]:ss", "90:00"),
        (45000.123456, "hh:mm:ss.00", "02:57:46.60"),
        (0.99999999, "h:mm:ss", "0:00:00"),
        (45000, "d-mmm-yy", "15-Mar-23"),
        (45000, "dddd", "Wednesday"),
        (45000, "[$-804]dddd", "星期三"),
        (45000, "aaaa", "星期三"),
        (45000, "[$-804]mmmm", "三月"),
        (45000, "[$-F800]dddd, mmmm dd, yyyy", "2023年3月15日"),
        (45270, '[DBNum1][$-804]yyyy"年"m"月"d"日"', "二〇二三年十二月十日"),
        (59, "yyyy/m/d", "1900/2/28"),
        (60, "yyyy/m/d", "1900/2/29"),
        (61, "yyyy/m/d", "1900/3/1"),
        (2958465, "yyyy/m/d", "9999/12/31"),
        (2958466, "yyyy/m/d", "2958466"),
        (-1, "yyyy/m/d", "-1"),
        (1e300, "yyyy/m/d", "1E+300"),
    ],
)
def test_dates(value: float, code: str, shown: str) -> None:
    assert display(value, code) == shown


def test_the_calendar_of_1904_is_four_years_later() -> None:
    assert display(43538, "yyyy/m/d", epoch_1904=True) == "2023/3/15"
    assert display(2957003, "yyyy/m/d", epoch_1904=True) == "9999/12/31"
    assert display(2957004, "yyyy/m/d", epoch_1904=True) == "2957004"


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (123, "[DBNum1]General", "一百二十三"),
        (100010000, "[DBNum1]General", "一亿〇一万"),
        (20000500, "[DBNum1]General", "二千万〇五百"),
        (10203, '[DBNum2][$-804]General"元"', "壹万零贰佰零叁元"),
        (2023, "[DBNum1]0", "二〇二三"),
        (12.5, "[DBNum1]General", "一十二.五"),
        (0, "[DBNum2]General", "零"),
        (35, "[DBNum3]0", "３５"),
    ],
)
def test_chinese_numerals(value: float, code: str, shown: str) -> None:
    assert display(value, code) == shown


@pytest.mark.parametrize(
    "code", ['"开', "[", "[>=x]0", ";;;;;;", "\\", "_", "*", "%%%", "E+", "[$", "/", "0/0", "#/#", "yyyy0", "?/0"]
)
def test_broken_formats_never_fail(code: str) -> None:
    for value in (0.0, 1.5, -1.5, 45000.0, 1e308, "字"):
        assert isinstance(display(value, code), str)


@settings(max_examples=150, deadline=None)
@given(
    st.text('0#?.,%/@E+-;[]"\\\\_*!<>=ymdhsaeg:5 DBNum1$-804General上午/下午万', max_size=25),
    st.floats(allow_nan=True) | st.floats(0, 60000),
)
def test_no_format_ever_fails(code: str, value: float) -> None:
    assert isinstance(display(value, code), str)
    assert isinstance(display("字", code), str)


def test_a_number_that_is_none_is_an_error_value() -> None:
    assert display(math.nan, "0") == display(math.inf, "0") == "#NUM!"


def test_builtin_dates_are_shown_the_chinese_way() -> None:
    assert display(45000, BUILTIN[14]) == "2023/3/15"
    assert display(45000, BUILTIN[57]) == "2023年3月"
    assert display(45000, BUILTIN[58]) == "3月15日"
    assert is_date(BUILTIN[31])
    assert not is_date(BUILTIN[4])
