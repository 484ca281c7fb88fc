"""Read the converted text of the 2016 report: its sections and their number tokens.

Nothing here knows the seeds; check_transcription.py compares the two.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

Cells = list[str]

CHAPTER_DIGITS = "一二三四五"

# Numbers that the report writes in words, or with a tenth sign (成), as the seeds write them.
# One phrase can stand for several values: "from the third to the tenth".
WRITTEN: dict[str, tuple[str, ...]] = {
    "五分之一": ("20",),
    "四分之一": ("25",),
    "三分之一": ("33.33",),
    "四分之三": ("75",),
    "三点五成": ("35",),
    "四成": ("40",),
    "六成": ("60",),
    "3成": ("30",),
    "6成": ("60",),
    "6 成": ("60",),
    "7成": ("70",),
    "9 成": ("90",),
    "第一到第四名": ("1", "2", "3", "4"),
    "第五到第十位": ("5", "6", "7", "8", "9", "10"),
    "第三到第十位": ("3", "4", "5", "6", "7", "8", "9", "10"),
    "第 3 到第 10 位": ("3", "4", "5", "6", "7", "8", "9", "10"),
    "第一": ("1",),
    "第二": ("2",),
    "第三": ("3",),
    "第七": ("7",),
    "前两名": ("2",),
    "排名前三": ("3",),
    "三甲": ("3",),
    "前五": ("5",),
    "前十名": ("10",),
    "二十个城市": ("20",),
    "九大省份": ("9",),
    "七大地理": ("7",),
    "前百强": ("100",),
    "近百位": ("100",),
    "十余个": ("10",),
    "四十余万": ("40",),
    "一万余个": ("1",),
    "一星": ("1",),
    "五星": ("5",),
    "两个": ("2",),
    "三个": ("3",),
    "四个": ("4",),
    "五个": ("5",),
    "六个": ("6",),
    "四大": ("4",),
}
WRITTEN_PATTERN = re.compile("|".join(sorted(WRITTEN, key=len, reverse=True)))
# A digit that belongs to a word (O2O, H5) or to an index in a formula is not a number.
# A minus sign is one only after "= "; elsewhere the dash is a range.
NUMBER_PATTERN = re.compile(r"(?<![A-Za-z0-9_.,])(?:(?<== )-)?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![0-9])")


@dataclass
class Token:
    """A number of the running text: its value as the seeds write it, and where it stands."""

    value: str
    start: int
    end: int


@dataclass
class Section:
    """A numbered part of the report: its running text, and its tables as blocks of rows."""

    code: str
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The lines as one text, tables included."""
        return "\n".join(self.lines)

    @property
    def tables(self) -> list[list[Cells]]:
        """Runs of tab-separated rows; blank lines (page breaks) do not end a table."""
        blocks: list[list[Cells]] = [[]]
        for line in self.lines:
            if "\t" in line:
                blocks[-1].append([re.sub(r"\s", "", cell) for cell in line.split("\t")])
            elif line.strip() and blocks[-1]:
                blocks.append([])
        return [block for block in blocks if block]

    def running_text(self) -> "Section":
        """The same section without tables; those of chapter 1 hold definitions, so they stay."""
        if self.code.startswith("1."):
            return self
        return Section(self.code, [line for line in self.lines if "\t" not in line])

    def written(self) -> set[str]:
        """Every value that the section writes in words."""
        found = WRITTEN_PATTERN.findall(self.text)
        return {value for phrase in found for value in WRITTEN[phrase]}

    def tokens(self) -> list[Token]:
        """Every number in digits; digits inside a written number have that number's value."""
        tokens = []
        written = list(WRITTEN_PATTERN.finditer(self.text))
        for match in NUMBER_PATTERN.finditer(self.text):
            value = match.group().replace(",", "")
            for phrase in written:
                inside = phrase.start() <= match.start() and match.end() <= phrase.end()
                if inside and len(WRITTEN[phrase.group()]) == 1:
                    value = WRITTEN[phrase.group()][0]
            tokens.append(Token(value, match.start(), match.end()))
        return tokens


def read_sections(path: Path) -> dict[str, Section]:
    """Cut the report at its headings: `front matter`, `core views`, `2.1.2`, `appendix`, ..."""
    sections = {"front matter": Section("front matter")}
    current = sections["front matter"]
    for code, line in _with_section_codes(path.read_text(encoding="utf-8").split("\n")):
        if code and code != current.code:
            current = sections.setdefault(code, Section(code))
        current.lines.append(line)
    _restore_lost_heading(sections)
    return sections


def _with_section_codes(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Each line with the code of the section that it opens, or with an empty one."""
    fixed = {"执行概要": "executive summary", "研究团队": "team"}
    first_body_line = [i for i, line in enumerate(lines) if line == "核心观点"][-1]
    chapter = level_1 = level_2 = 0
    for i, line in enumerate(lines):
        code = ""
        heading = re.match(r"(\d)(?:\.(\d+))?\.? ", line)
        if i < first_body_line:
            pass
        elif i == first_body_line:
            code = "core views"
        elif line in fixed:
            code = fixed[line]
        elif line.startswith("附录"):
            code = "appendix"
        elif line == "本篇核心观点":
            code = f"{chapter} core views"
        elif re.match(f"第[{CHAPTER_DIGITS}]章", line):
            chapter, level_1, level_2 = CHAPTER_DIGITS.index(line[1]) + 1, 0, 0
            code = f"{chapter} introduction"
        elif heading and heading[2] is None and int(heading[1]) == level_1 + 1:
            level_1, level_2 = level_1 + 1, 0
            code = f"{chapter}.{level_1}"
        elif heading and heading[2] and int(heading[1]) == level_1 and int(heading[2]) > level_2:
            level_2 = int(heading[2])
            code = f"{chapter}.{level_1}.{level_2}"
        yield code, line


def _restore_lost_heading(sections: dict[str, Section]) -> None:
    """Section 3.3.8 (finance) lost its heading: it begins at the second table of 3.3.7."""
    if "3.3.7" not in sections:
        return
    lines = sections["3.3.7"].lines
    starts = [i for i, line in enumerate(lines) if line.startswith("排名\t城市")]
    if len(starts) > 1:
        sections["3.3.8"] = Section("3.3.8", lines[starts[1] :])
        sections["3.3.7"].lines = lines[: starts[1]]
