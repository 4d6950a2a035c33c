"""The notation of patterns, and what compiled patterns find in folded text."""

import pickle

import pytest

from tiaoli.chinese.width import fold
from tiaoli.rulebook.patterns import Found, Pattern, compile_pattern, compile_regex


def groups_of(pattern: Pattern, text: str) -> dict[str, str] | None:
    """The words of each group, with the whole match under an empty name; None where nothing matches."""
    folded = fold(text)
    found = pattern.search(folded)
    return found and {"": folded[slice(*found.span)]} | {name: folded[slice(*s)] for name, s in found.groups.items()}


def words_of(source: str, text: str, group: str = "") -> str | None:
    groups = groups_of(compile_pattern(source), text)
    return groups and groups.get(group)


MATCHES = [
    ("索引号", "索 引\n号:7", "", "索 引\n号"),
    ("（一）总则", "(一)总则", "", "(一)总则"),
    ("(一)总则", "（一） 总　则", "", "(一) 总 则"),
    ("{date}在{region}", "——2024年2月4日在青山区", "date", "2024年2月4日"),
    ("{value:date}", "于二〇二四年二月四日开幕", "value", "二〇二四年二月四日"),
    ("{year}年", "2024年工作回顾", "year", "2024"),
    ("{year}年", "二○二四年工作", "year", "二〇二四"),
    ("第{n}届", "第 十 八 届", "n", "十 八"),
    ("第{n}次", "第４次", "n", "4"),
    ("{region}第{n}届人民代表大会", "青山区第五届\n人民代表大会", "region", "青山区"),
    ("代表{region}", "我代表市人民政府,作报告", "region", "市人民政府"),
    ("{person}{end}", "张三丰\n", "person", "张三丰"),
    ("{office}{space}{person}{end}", "区长 王　强\n", "person", "王 强"),
    ("{office}{person}{end}", "市人民政府市长王小明", "office", "市人民政府市长"),
    (
        "{start}{organ}关于",
        "青山区教育局 青山区公安局\n关于加强校园安全工作的通知",
        "organ",
        "青山区教育局 青山区公安局",
    ),
    ("{start}{organ}转发", "国务院办公厅转发水利部意见", "organ", "国务院办公厅"),
    ("州长{full_name}{end}", "州长 买买提·艾力", "full_name", "买买提·艾力"),
    ("市长{full_name}{end}", "市长王 强", "full_name", "王 强"),
    ("主席{full_name}{end}", "主席 旺堆次仁", "full_name", "旺堆次仁"),
    ("{office}{space}{person}{end}", "县委副书记、代县长 张三", "office", "县委副书记、代县长"),
    ("州长{person}", "州长 买买提·艾力", "person", "买买提·艾力"),
    ("在{value:meeting}上", "在青山区第十八届\n人民代表大会第4次会议上", "congress", "十八"),
    ("在{value:meeting}上", "在青山区第十八届\n人民代表大会第4次会议上", "session", "4"),
    ("受{any}委托", "受市人民政府委托,", "any", "市人民政府"),
    ("{start}来源:{line}", "正文\n 来源：本站 综合\n尾", "line", "本站 综合"),
    ("{digits}号", "第 0731 号", "digits", "0731"),
    ("总投资{money}", "总投资 9.83亿元左右", "money", "9.83亿元"),
    ("总投资{money}", "总投资两千万美元", "money", "两千万美元"),
    ("总投资{money}", "总投资５—８亿元", "money", "5—8亿元"),
    ("总投资{money}", "总投资70多亿元", "money", "70多亿元"),
    ("{money}", "减少3,50万元", "", "3,50万元"),
    ("{money}", "减少几十亿元", "", "几十亿元"),
    ("{money}", "预算数２９，８２１，０００元", "", "29,821,000元"),
    ("{money}", "减负1 234.5\n万元", "", "1 234.5\n万元"),
    ("增长{percent}", "增长１２．５％以上", "percent", "12.5%"),
    ("{percent}", "占百分之三十点六。", "", "百分之三十点六"),
    ("{percent}", "死亡率为1.5‰", "", "1.5‰"),
    ("{percent}", "增长5%—5.5%", "", "5%—5.5%"),
    ("新建{number}所", "新建一百二十所", "number", "一百二十"),
    ("{number}人", "共1.2万人", "number", "1.2万"),
    ("{number}万人", "共1.2万人", "number", "1.2"),
    ("{a:number}至{b:number}个", "5至8个", "b", "8"),
    ("第{n}届{?人民}代表大会{?第{session:n}次}会议", "第三届代表大会会议", "", "第三届代表大会会议"),
    ("第{n}届{?人民}代表大会{?第{session:n}次}会议", "第三届人民代表大会第二次会议", "session", "二"),
    ("附{?{?表}{n}}", "附表三", "n", "三"),
    ("{{{n}}}", "见{三}", "", "{三}"),
    ("｛value：year｝年", "2024年", "value", "2024"),
    ("A.B", "A.B", "", "A.B"),
]


@pytest.mark.parametrize(("source", "text", "group", "words"), MATCHES)
def test_a_pattern_finds_its_words(source: str, text: str, group: str, words: str) -> None:
    assert words_of(source, text, group) == words


MISSES = [
    ("A.B", "AxB"),
    ("{year}年", "120245年"),
    ("{year}年", "1024年"),
    ("受{any}委托", "受理。委托"),
    ("{start}附件", "见附件"),
    ("附件{end}", "附件一"),
    ("{person}{end}", "王某某某某某·"),
    ("{office}{space}{person}", "区人民政府 张三"),
    ("市长{space}张", "市长张"),
    ("市长{full_name}{end}", "市长信箱"),
    ("县长{full_name}{end}", "县长之窗"),
    ("{start}{organ}关于", "青山区机关干部关于"),
    ("{start}{organ}关于", "关于青山区教育局关于"),
    ("{money}", "完成产值270。"),
    ("{money}", "突破万亿元"),
    ("{money}", "5亿英镑"),
    ("{percent}", "提高5个百分点"),
    ("{percent}", "增长7.%"),
    ("投资{money}", "投资270。亿元"),
]


@pytest.mark.parametrize(("source", "text"), MISSES)
def test_a_pattern_leaves_other_words_alone(source: str, text: str) -> None:
    assert words_of(source, text) is None


FAULTS = [
    ("第{nn}届", "no placeholder {nn}; did you mean `{n}`?", 3),
    ("{datum}", "did you mean `{date}`", 2),
    ("第{n届", "expected a placeholder", 2),
    ("第n}届", "closes nothing", 3),
    ("会议{?第{n}次", "not closed", 3),
    ("{a:date}{a:year}", "the name a stands twice", 10),
    ("{congress:n}{meeting}", "the name congress stands twice", 14),
    ("{届:n}", "届 is no name", 2),
    ("{a:start}附", "takes no name", 2),
    ("{start}{end}", "needs a word or a value", 1),
    ("{?附件}", "needs a word or a value", 1),
    ("", "needs a word or a value", 1),
    ("附{?{space}}", "holds nothing that could be there or not", 2),
    ("{?{?{?{?{?{?甲}}}}}}", "5 deep", 11),
    ("甲" * 501, "at most 500", 501),
]


@pytest.mark.parametrize(("source", "reason", "position"), FAULTS)
def test_a_bad_pattern_says_what_is_wrong_and_where(source: str, reason: str, position: int) -> None:
    with pytest.raises(ValueError, match="of the pattern") as caught:
        compile_pattern(source)
    assert reason in str(caught.value)
    assert str(caught.value).endswith(f"at character {position} of the pattern")


def test_placeholders_of_one_kind_without_names_are_not_captured() -> None:
    assert groups_of(compile_pattern("第{n}届第{n}次"), "第一届第二次") == {"": "第一届第二次"}


def test_an_absent_optional_part_has_no_group() -> None:
    assert groups_of(compile_pattern("附件{?{n}}"), "附件") == {"": "附件"}


def test_spans_count_from_the_start_of_the_text_not_of_the_stretch() -> None:
    assert compile_pattern("第{n}届").search("第一届和第二届", 3, 7) == Found((4, 7), {"n": (5, 6)})


def test_the_ends_of_a_stretch_count_as_ends_of_a_line() -> None:
    assert compile_pattern("{start}附件{end}").search("见附件一", 1, 3) == Found((1, 3), {})


def test_what_stands_beyond_the_stretch_is_not_seen() -> None:
    assert compile_pattern("附件一").search("见附件一", 0, 3) is None


def test_all_matches_come_in_reading_order() -> None:
    found = compile_pattern("第{n}届").find_all("第一届,第二届")
    assert [each.span for each in found] == [(0, 3), (4, 7)]


def test_of_several_words_the_leftmost_and_then_the_longest_wins() -> None:
    pattern = compile_pattern("去年{part}", {"part": ("回顾", "工作", "工作回顾")})
    assert groups_of(pattern, "去年工作回顾") == {"": "去年工作回顾", "part": "工作回顾"}


def test_a_rules_own_words_hold_no_placeholders() -> None:
    assert groups_of(compile_pattern("甲{mark}", {"mark": ("{n}",)}), "甲{n}") == {"": "甲{n}", "mark": "{n}"}


def test_a_rules_own_words_may_be_captured_under_another_name() -> None:
    pattern = compile_pattern("{first:verb}后{second:verb}", {"verb": ("开工", "投用")})
    assert groups_of(pattern, "开工后投用") == {"": "开工后投用", "first": "开工", "second": "投用"}


def test_a_phrase_ends_at_any_mark() -> None:
    pattern = compile_pattern("开工{name:phrase}项目")
    assert groups_of(pattern, "开工道路,建成投用水库项目;开工南山公路项目")["name"] == "南山公路"


@pytest.mark.parametrize(
    ("source", "text", "captured"),
    [
        ("建成{what:phrase}{number}个", "建成116个", None),
        ("建成{what:phrase}{number}个", "建成3.5万个", None),
        ("建成{what:phrase}{number}个", "建成一百二十个", None),
        ("建成{what:phrase}{number}个", "建成绿色工厂１１６个", {"what": "绿色工厂", "number": "116"}),
        ("建成{what:any}{number}个", "建成绿色工厂,1,116个", {"what": "绿色工厂,", "number": "1,116"}),
        ("总投资{?{any}}{money}", "总投资116亿元", {"money": "116亿元"}),
        ("总投资{?{any}}{?约}{money}", "总投资将达约116亿元", {"any": "将达", "money": "116亿元"}),
        ("占{any}{percent}", "占12.5%", None),
        ("第{n}{what:phrase}", "第12号楼", {"n": "12", "what": "号楼"}),
        ("第{n}{what:phrase}", "第12", None),
        ("{number}{what:phrase}和", "1.5和", None),
        ("{number}所{any}{percent}", "12所占12.5%", {"number": "12", "any": "占", "percent": "12.5%"}),
    ],
)
def test_a_number_beside_a_stretch_of_text_is_found_whole_or_not_at_all(
    source: str, text: str, captured: dict[str, str] | None
) -> None:
    found = groups_of(compile_pattern(source), text)
    assert (found and {name: words for name, words in found.items() if name}) == captured


def test_a_raw_regex_is_folded_like_the_text() -> None:
    assert groups_of(compile_regex("（(?P<year>[0-9]{4})年）"), "报告（２０２４年）") == {
        "": "(2024年)",
        "year": "2024",
    }


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("甲(?=乙)", "cannot look ahead"),
        ("(?<!甲)乙", "cannot look behind"),
        (r"(甲)\1", "no references back"),
        ("甲{1001}", "at most 1000 times"),
        ("((甲{100}){100}){100}", "at most 1000 times"),
        ("甲++", "possessive"),
        ("(甲", "missing )"),
        ("甲*", "matches the empty text"),
        ("甲" * 1001, "at most 1000 characters"),
    ],
)
def test_a_regex_that_re2_cannot_do_is_refused_with_the_reason(source: str, reason: str) -> None:
    with pytest.raises(ValueError, match="of the pattern") as caught:
        compile_regex(source)
    assert reason in str(caught.value)


def test_a_refused_regex_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="RE2 refuses"):
        compile_regex("甲(?=乙)")
    assert capfd.readouterr() == ("", "")


@pytest.mark.timeout(30)
def test_a_hostile_pattern_takes_linear_time() -> None:
    pattern = compile_pattern("{any}{any}{any}{any}{any}甲乙")
    assert pattern.search("甲丙乙丙" * 10_000) is None
    assert compile_regex("(乙+)+丙丁").search("乙" * 50_000 + "丁丙") is None
    for kind in ("money", "percent", "number"):
        for text in ("1,2 3." * 20_000, "五百多" * 20_000, "5-" * 50_000):
            compile_pattern(f"{{{kind}}}").find_all(text)


@pytest.mark.timeout(30)
def test_white_space_without_end_takes_linear_time() -> None:
    assert compile_pattern("{start}附件").search("\n" * 100_000 + " " * 100_000 + "件附") is None
    assert compile_pattern("附件").search("件" + "附" + " " * 200_000) is None


def test_a_lone_surrogate_in_the_text_does_no_harm() -> None:
    assert compile_pattern("第{n}届").search("\ud800第一届") == Found((1, 4), {"n": (2, 3)})


def test_patterns_are_values_that_travel_between_processes() -> None:
    pattern = compile_pattern("第{n}届")
    assert pattern.search("第一届")
    assert pickle.loads(pickle.dumps(pattern)) == pattern == compile_pattern("第{n}届")
