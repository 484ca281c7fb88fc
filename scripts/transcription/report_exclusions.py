"""Why a number of the report's running text is not transcribed: one rule, one stated reason."""

import re
from typing import NamedTuple

from report_text import Token


class Rule(NamedTuple):
    """In sections whose code matches, numbers within what the pattern finds are left out."""

    sections: str
    pattern: str
    reason: str


ANY = ".*"
HEADINGS = "numbers of headings, figures, tables and notes"
LENGTHS = "repeats how many cities, provinces, industries or ranks a list has"
INCUBATORS = "the story of one incubator"

# Never a figure, whatever its value is: looked at before the statements.
STRUCTURE = [
    Rule(ANY, r"20(?:0[1-9]|1[0-6])(?!\d)(?: ?年)?(?: ?\d+ ?月)?(?: ?\d+ ?日)?", "years and dates"),
    Rule(ANY, r"截至 \d+ 月 \d+ 日", "years and dates"),
    Rule("front matter", r"(?m)^\d\. ", HEADINGS),
    Rule(r"\d\.\d.*", r"\A\d(?:\.\d+)?\.? ", HEADINGS),
    Rule(ANY, r"[图表注] ?\d+", HEADINGS),
    Rule("1.3.*", r"\$\$.*?\$\$", "formulas"),
    Rule("5.3.2", r"发改高技\[2014\]1770号", "the number of a government document"),
    Rule("team", r"(?s).+", "people's biographies"),
]
# Not a figure of the index, unless a statement of the section has the value.
CONTEXT = [
    Rule(ANY, r"351 ?个?城市|/31省", LENGTHS),
    Rule(ANY, r"(?:前|城市) ?\d+ ?(?:强|大|位|名|城市|的|：|榜单|，)?", LENGTHS),
    Rule(ANY, r"\d+ ?(?:个|大)细分行业|10城市×\d+(?:行业|服务)|\d+ 个(?:城市的|分项指数)", LENGTHS),
    Rule("2.2", r"2-3 年", "an outlook on the years to come"),
    Rule("4.3.*", r"腾讯众创空间·(?s:.*)", INCUBATORS),
    Rule("4.3.*", r"(?:腾讯众创空间|截至 2015 年底)[^。]*。", INCUBATORS),
    Rule("5.4", r"广东：指尖上的智慧民生(?s:.*)", "the story of one online service or office"),
]


def structural_reason(section: str, text: str, token: Token) -> str:
    """Why the token can be no figure, or an empty text."""
    return _first_reason(STRUCTURE, section, text, token)


def context_reason(section: str, text: str, token: Token) -> str:
    """Why a token that no statement holds is left out, or an empty text."""
    return _first_reason(CONTEXT, section, text, token)


def _first_reason(rules: list[Rule], section: str, text: str, token: Token) -> str:
    for rule in rules:
        if re.fullmatch(rule.sections, section):
            for match in re.finditer(rule.pattern, text):
                if match.start() <= token.start and token.end <= match.end():
                    return rule.reason
    return ""
