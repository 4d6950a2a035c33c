"""Numbers linked to indicators, with what is said of them."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from tiaoli import convert
from tiaoli.document import Document
from tiaoli.extraction.observations import _LONGEST_SENTENCE, _ends

HEAD = "开化县2024年政府工作报告\n各位代表:\n现在,我代表县人民政府向大会报告工作,请予审议。\n一、2023年工作回顾\n"


def document(text: str) -> Document:
    return convert((HEAD + text).encode())


def observed(text: str) -> list[tuple[Any, ...]]:
    found = document(text).observations
    return [(entry.indicator, entry.measure, entry.value, entry.bound, entry.year) for entry in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("地区生产总值212亿元,同比下降0.9%以上。",
         [("gdp", "level", 21200000000, "exact", 2023), ("gdp", "growth", -0.9, "at_most", 2023)]),
        ("社会消费品零售总额增长12.6%达92亿元。",
         [("retail_sales", "growth", 12.6, "exact", 2023), ("retail_sales", "level", 9200000000, "exact", 2023)]),
        ("一般公共预算收入、固定资产投资分别增长9%、6%。",
         [("general_public_budget_revenue", "growth", 9, "exact", 2023),
          ("fixed_asset_investment", "growth", 6, "exact", 2023)]),
        ("新增示范企业27家、高新技术企业9家。", [("high_tech_enterprises", "difference", 9, "exact", 2023)]),
        ("新增示范企业27家、高新技术企业达到90家。", [("high_tech_enterprises", "level", 90, "exact", 2023)]),
        ("新增高新技术企业达到9家。", [("high_tech_enterprises", "difference", 9, "exact", 2023)]),
        ("服务业增加值占比提高1.5个百分点,达55.2%。", [("tertiary_value_added", "share", 55.2, "exact", 2023)]),
        ("服务业增加值占比提高1.5个百分点,增长7%。", [("tertiary_value_added", "growth", 7, "exact", 2023)]),
        ("高新技术企业、示范企业分别达到21家、160家以上。",
         [("high_tech_enterprises", "level", 21, "at_least", 2023)]),
        ("森林覆盖率由2018年的79%提高到81%。",
         [("forest_coverage", "level", 79, "exact", 2018), ("forest_coverage", "level", 81, "exact", 2023)]),
        ("新增上市公司10家,35家银行完成改制。", [("listed_companies", "difference", 10, "exact", 2023)]),
        ("一般公共预算收入在全省率先突破百亿大关。",
         [("general_public_budget_revenue", "level", 10000000000, "above", 2023)]),
        ("固定资产投资结构优化,增长7%。", []),
        ("进出口总额21亿元,同比增长9%。",
         [("trade_total", "level", 2100000000, "exact", 2023), ("trade_total", "growth", 9, "exact", 2023)]),
        ("第一、第三产业增加值分别增长3%、5%左右。",
         [("primary_value_added", "growth", 3, "about", 2023), ("tertiary_value_added", "growth", 5, "about", 2023)]),
        ("一、二、三产增加值分别增长3%以上、6%左右、7%。",
         [("primary_value_added", "growth", 3, "at_least", 2023), ("secondary_value_added", "growth", 6, "about", 2023),
          ("tertiary_value_added", "growth", 7, "exact", 2023)]),
        ("三次产业分别增长3%、5%、7%,对经济增长的贡献率分别为4%、36%、60%。",
         [("primary_value_added", "growth", 3, "exact", 2023), ("secondary_value_added", "growth", 5, "exact", 2023),
          ("tertiary_value_added", "growth", 7, "exact", 2023)]),
        ("一、二、三产业分别实现增加值30亿元、41亿元、52亿元。",
         [("primary_value_added", "level", 3000000000, "exact", 2023),
          ("secondary_value_added", "level", 4100000000, "exact", 2023),
          ("tertiary_value_added", "level", 5200000000, "exact", 2023)]),
        ("一产、二产、三产分别完成投资3亿元、41亿元、52亿元。", []),
        ("三次产业分别贡献税收3亿元、4亿元、5亿元。", []),
        ("二三产业增加值占比达到91%。", []),
        ("三次产业结构由上年的15.1∶40.4∶44.5调整为14.7∶39.9∶45.4。",
         [("primary_value_added", "share", 15.1, "exact", 2022),
          ("secondary_value_added", "share", 40.4, "exact", 2022),
          ("tertiary_value_added", "share", 44.5, "exact", 2022),
          ("primary_value_added", "share", 14.7, "exact", 2023),
          ("secondary_value_added", "share", 39.9, "exact", 2023),
          ("tertiary_value_added", "share", 45.4, "exact", 2023)]),
        ("三产比重为9:41:50,税收收入比例为20:30:50。", []),
        ("一二三产业比例优化为9:41:50。",
         [("primary_value_added", "share", 9, "exact", 2023), ("secondary_value_added", "share", 41, "exact", 2023),
          ("tertiary_value_added", "share", 50, "exact", 2023)]),
        ("城乡居民收入比由2.3∶1缩小到2.15,比上年缩小0.02。",
         [("urban_rural_income_ratio", "level", 2.3, "exact", None),
          ("urban_rural_income_ratio", "level", 2.15, "exact", 2023),
          ("urban_rural_income_ratio", "difference", -0.02, "exact", 2023)]),
        ("居民收入比上年增长6%。", [("disposable_income", "growth", 6, "exact", 2023)]),
        ("第二、第三产业分别增长8%、9%。",
         [("secondary_value_added", "growth", 8, "exact", 2023), ("tertiary_value_added", "growth", 9, "exact", 2023)]),
        ("地区生产总值增长12%,固定资产投资25%以上,民生支出81%。",
         [("gdp", "growth", 12, "exact", 2023), ("fixed_asset_investment", "growth", 25, "at_least", 2023)]),
        ("进出口总额下降6%,固定资产投资7%。", [("trade_total", "growth", -6, "exact", 2023)]),
        ("地区生产总值年均增长6%,固定资产投资8%。", [("gdp", "growth", 6, "exact", 2023)]),
        ("存款余额增长6%,贷款余额81%投向工业。", [("deposits", "growth", 6, "exact", 2023)]),
        ("新增“四上”企业46家,其中规上工业企业15家。",
         [("above_scale_industrial_firms", "difference", 15, "exact", 2023)]),
        ("新增“四上”企业46家,规上工业企业125家。", [("above_scale_industrial_firms", "level", 125, "exact", 2023)]),
        ("新增长点加快形成,其中高技术制造业增加值5亿元。",
         [("hightech_manufacturing_value_added", "level", 500000000, "exact", 2023)]),
        ("社会消费品零售总额、固定资产投资增长4%左右。",
         [("fixed_asset_investment", "growth", 4, "about", 2023), ("retail_sales", "growth", 4, "about", 2023)]),
        ("接待游客、旅游总花费均增长8%以上。",
         [("tourism_revenue", "growth", 8, "at_least", 2023), ("tourist_arrivals", "growth", 8, "at_least", 2023)]),
        ("高新技术企业达到21家,新增3户瞪羚企业。", [("high_tech_enterprises", "level", 21, "exact", 2023)]),
        ("粮食播种面积9万亩、新增2千亩。",
         [("grain_area", "level", 90000, "exact", 2023), ("grain_area", "difference", 2000, "exact", 2023)]),
        ("生产总值超50亿元的乡镇有2个。", []),
        ("高新技术企业、专精特新企业用电分别增长12%、15%。", []),
        ("各项贷款新增21亿元、达290亿元。",
         [("loans", "difference", 2100000000, "exact", 2023), ("loans", "level", 29000000000, "exact", 2023)]),
        ("地区生产总值增长百分之九。", [("gdp", "growth", 9, "exact", 2023)]),
        ("设备购置占固定资产投资比重达9%。", []),
        ("第三产业增加值占地区生产总值比重达51%。", [("tertiary_value_added", "share", 51, "exact", 2023)]),
        ("二氧化硫、氮氧化物排放量要分别下降3%。",
         [("sulphur_dioxide", "growth", -3, "exact", 2023), ("nitrogen_oxides", "growth", -3, "exact", 2023)]),
        ("单位地区生产总值能耗、水耗均下降4%。",
         [("energy_intensity", "growth", -4, "exact", 2023), ("water_use_per_gdp", "growth", -4, "exact", 2023)]),
        ("规上工业增加值增速比上年提高2.3个百分点,达到8.6%。",
         [("industrial_value_added", "growth", 8.6, "exact", 2023)]),
        ("地区生产总值增长6%以上,力争达到3000亿元。",
         [("gdp", "growth", 6, "at_least", 2023), ("gdp", "level", 300000000000, "exact", 2023)]),
        ("一般公共预算收入扣除留抵退税因素后增长7.8%,自然口径下降2.6%。",
         [("general_public_budget_revenue", "growth", 7.8, "exact", 2023),
          ("general_public_budget_revenue", "growth", -2.6, "exact", 2023)]),
        ("居民消费价格(CPI)上涨0.2%。", [("cpi", "growth", 0.2, "exact", 2023)]),
        ("固定资产投资增长8%,确保完成计划的95%。", [("fixed_asset_investment", "growth", 8, "exact", 2023)]),
        ("单位地区生产总值能耗下降3%以上,力争3.5%。",
         [("energy_intensity", "growth", -3, "at_most", 2023), ("energy_intensity", "growth", -3.5, "exact", 2023)]),
        ("一般公共预算支出286亿元,完成调整预算的96.8%,下降2.3%。",
         [("general_public_budget_expenditure", "level", 28600000000, "exact", 2023),
          ("general_public_budget_expenditure", "growth", -2.3, "exact", 2023)]),
        ("货物进出口总额32亿元。其中,出口25亿元,增长3%;进口7亿元。",
         [("trade_total", "level", 3200000000, "exact", 2023), ("exports", "level", 2500000000, "exact", 2023),
          ("exports", "growth", 3, "exact", 2023), ("imports", "level", 700000000, "exact", 2023)]),
        ("存、贷款余额双双突破6万亿元。",
         [("deposits", "level", 6000000000000, "above", 2023), ("loans", "level", 6000000000000, "above", 2023)]),
        ("城镇新增就业1.2万,城镇新增就业2万户籍人口。", [("urban_new_jobs", "level", 12000, "exact", 2023)]),
        ("粮食总产量在上年增长的基础上,又增产2万吨。", [("grain_output", "difference", 20000, "exact", 2023)]),
        ("到2021年,进出口总额达到9亿元。其中,出口总额达到5亿元。",
         [("trade_total", "level", 900000000, "exact", 2021), ("exports", "level", 500000000, "exact", 2021)]),
        ("高铁客运发送量再创新高、旅游收入增长8%。", [("tourism_revenue", "growth", 8, "exact", 2023)]),
        ("固定资产投资增速由上年的9%回落到7%。",
         [("fixed_asset_investment", "growth", 9, "exact", 2022),
          ("fixed_asset_investment", "growth", 7, "exact", 2023)]),
        ("进出口总额达到87亿元,比2020年的71亿元增加16亿元。",
         [("trade_total", "level", 8700000000, "exact", 2023), ("trade_total", "level", 7100000000, "exact", 2020),
          ("trade_total", "difference", 1600000000, "exact", 2023)]),
        ("工业增加值增长9%,营业收入和利润总额分别完成6亿元和5亿元,分别增长3%和4%。",
         [("total_industrial_value_added", "growth", 9, "exact", 2023)]),
        ("生产安全事故死亡人数下降9%,道路交通事故下降3%、死亡人数下降1%。",
         [("accident_deaths", "growth", -9, "exact", 2023)]),
        ("地区生产总值增长4.7%、低于全国0.3个百分点。",
         [("gdp", "growth", 4.7, "exact", 2023), ("gdp", "difference", -0.3, "exact", 2023)]),
        ("新增涉税经营主体1.2万户、增长22%。", [("market_entities", "difference", 12000, "exact", 2023)]),
        ("固定资产投资缩减为81亿元。", [("fixed_asset_investment", "level", 8100000000, "exact", 2023)]),
        ("2021年粮食产量9万吨;油料产量1万吨。",
         [("grain_output", "level", 90000, "exact", 2021), ("oilseed_output", "level", 10000, "exact", 2021)]),
        ("地区生产总值212亿元(初步统计,下同),增长6%。",
         [("gdp", "level", 21200000000, "exact", 2023), ("gdp", "growth", 6, "exact", 2023)]),
        ("粮食总产再创新高,连续五年位居全市首位,增量2万吨。", [("grain_output", "difference", 20000, "exact", 2023)]),
        ("粮食生产喜获丰收。播种面积9万亩。", [("grain_area", "level", 90000, "exact", 2023)]),
        ("规上工业企业实现总产值60亿元,实现增加值15亿元。",
         [("industrial_output", "level", 6000000000, "exact", 2023),
          ("industrial_value_added", "level", 1500000000, "exact", 2023)]),
        ("规模以上工业[3]增加值增长7%,规模以上工业(口径下同)总产值增长9%,林果产业增加值增长5%。",
         [("industrial_value_added", "growth", 7, "exact", 2023), ("industrial_output", "growth", 9, "exact", 2023)]),
        ("gdp达到80亿元。", [("gdp", "level", 8000000000, "exact", 2023)]),
        ("一般公共预算收入完成3亿元,完成年初预算数8亿元的37.5%,增长2%。",
         [("general_public_budget_revenue", "level", 300000000, "exact", 2023),
          ("general_public_budget_revenue", "growth", 2, "exact", 2023)]),
        ("地区生产总值达到4千亿元、稳居全省前十强、增长5%。",
         [("gdp", "level", 400000000000, "exact", 2023), ("gdp", "growth", 5, "exact", 2023)]),
        ("工业、制造业、工业技改投资分别增长8%、11%、5%。",
         [("industrial_investment", "growth", 8, "exact", 2023),
          ("manufacturing_investment", "growth", 11, "exact", 2023),
          ("technical_upgrade_investment", "growth", 5, "exact", 2023)]),
        ("苹果综合产值增长7%、出口增长41%。", []),
        ("改造120个老旧小区、新增1.2万个学位,新建8万亩高标准农田,为800个老旧小区引入物业服务。",
         [("old_communities_renovated", "level", 120, "exact", 2023),
          ("school_places", "level", 12000, "exact", 2023)]),
        ("城乡低保标准分别提高至778元/月、681元/月。",
         [("minimum_living_urban", "level", 778, "exact", 2023),
          ("minimum_living_rural", "level", 681, "exact", 2023)]),
        ("城市低保标准提高到每人每月620元。", [("minimum_living_urban", "level", 620, "exact", 2023)]),
        ("地区生产总值年均增速5%左右。", [("gdp", "growth", 5, "about", 2023)]),
        ("固定资产投资、税收增速均超过37%。",
         [("tax_revenue", "growth", 37, "above", 2023), ("fixed_asset_investment", "growth", 37, "above", 2023)]),
        ("第一产业、第二产业分别完成29亿元、56亿元,蔬菜产业增长8%。",
         [("primary_value_added", "level", 2900000000, "exact", 2023),
          ("secondary_value_added", "level", 5600000000, "exact", 2023)]),
        ("生猪存栏1.3万头,出栏1.6万头;羊出栏2万只。", [("pigs_slaughtered", "level", 16000, "exact", 2023)]),
        ("地区生产总值612亿元,完成年计划690亿元的88.7%(主要是二产、三产未达预期),增长2.3%。",
         [("gdp", "level", 61200000000, "exact", 2023), ("gdp", "growth", 2.3, "exact", 2023)]),
        ("占常住人口的比重(常住人口城镇化率)为58%。", [("urbanization_rate", "level", 58, "exact", 2023)]),
        ("税收收入完成512万元,占全年任务100.8%。", [("tax_revenue", "level", 5120000, "exact", 2023)]),
        ("进出口总额增长6%、出口增长8%。",
         [("trade_total", "growth", 6, "exact", 2023), ("exports", "growth", 8, "exact", 2023)]),
        ("西江电厂二期投产、总装机达240万千瓦。", []),
        ("粮食、莲藕、蔬菜产量均稳定在百万吨以上。",
         [("vegetable_output", "level", 1000000, "at_least", 2023),
          ("grain_output", "level", 1000000, "at_least", 2023)]),
        ("规上工业总产值60亿元;增加值15亿元。",
         [("industrial_output", "level", 6000000000, "exact", 2023),
          ("industrial_value_added", "level", 1500000000, "exact", 2023)]),
        ("城乡居民人均可支配收入从2020年的4万元和2万元分别提高到5万元和3万元。",
         [("disposable_income_urban", "level", 40000, "exact", 2020),
          ("disposable_income_rural", "level", 20000, "exact", 2020),
          ("disposable_income_urban", "level", 50000, "exact", 2023),
          ("disposable_income_rural", "level", 30000, "exact", 2023)]),
        ("空气优良天数93%。", [("good_air_ratio", "level", 93, "exact", 2023)]),
        ("空气优良天数340天。", [("good_air_days", "level", 340, "exact", 2023)]),
        ("PM2.5年均浓度同比改善6%。", [("pm25", "growth", -6, "exact", 2023)]),
        ("实际使用外资3亿美元、折合21亿元人民币。",
         [("fdi_utilized", "level", 300000000, "exact", 2023), ("fdi_utilized", "level", 2100000000, "exact", 2023)]),
        ("一般公共预算收入与上年持平,城镇登记失业率3%。",
         [("general_public_budget_revenue", "level", None, "exact", 2023),
          ("registered_unemployment_rate", "level", 3, "exact", 2023)]),
        ("农业转移人口占比由13%提高到14%,出口增长9%。", [("exports", "growth", 9, "exact", 2023)]),
    ],
)  # fmt: skip
def test_a_number_is_said_of_the_indicator_that_it_belongs_to(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert observed(text) == expected


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("高新区规上工业总产值增长12%。", "高新区"),
        ("高新区加快扩园,道路贯通,规上工业总产值增长12%。", "高新区"),
        ("加快高新区建设,规上工业总产值增长12%。", None),
        ("县域经济发展迅速,规上工业总产值增长12%。", "县域经济"),
        ("3个乡镇修通公路,规上工业总产值增长12%。", "3个乡镇"),
        ("上半年,规上工业总产值增长12%。", "上半年"),
        ("“五一”假期接待游客20万人次。", "“五一”假期"),
        ("经开区规上工业总产值增长12%。", "经开区"),
        ("高新技术产品出口增长12%。", "高新技术产品"),
        ("上半年开局平稳,全年规上工业总产值增长12%。", None),
        ("跨境电商规上工业总产值增长12%。", "跨境电商"),
        ("全县规上工业总产值增长12%。", None),
        ("“十三五”时期全县规上工业总产值增长12%。", None),
        ("电池、芯片等规上工业总产值增长12%。", None),
    ],
)
def test_what_narrows_an_indicator_is_its_scope(text: str, scope: str | None) -> None:
    assert [entry.scope for entry in document(text).observations] == [scope]


def test_words_that_leave_an_indicator_whole_are_no_scope() -> None:
    (entry,) = document("城市空气质量优良天数比例96%。").observations
    assert (entry.indicator, entry.scope) == ("good_air_ratio", None)


def test_quotes_are_literal_also_where_a_number_is_set_digit_by_digit() -> None:
    made = document("地区 生产总值实现2 1 2亿元。")
    (entry,) = made.observations
    assert entry.value == 21200000000
    assert made.text[slice(*entry.span)] == entry.quote
    assert entry.number_span is not None
    assert made.text[slice(*entry.number_span)] == "2 1 2亿元"


def test_two_numbers_for_one_thing_are_both_kept_with_a_diagnostic() -> None:
    made = document("地区生产总值212亿元。地区生产总值230亿元。")
    assert [entry.value for entry in made.observations] == [21200000000, 23000000000]
    assert "observation.contradiction" in {remark.code for remark in made.diagnostics}


def test_a_value_out_of_its_range_is_kept_with_a_diagnostic() -> None:
    made = document("城镇调查失业率55%。")
    assert [entry.value for entry in made.observations] == [55]
    assert "quantity.out-of-range" in {remark.code for remark in made.diagnostics}


def test_what_was_missed_is_neither_achieved_nor_aimed_at() -> None:
    (entry,) = document("没有实现单位地区生产总值能耗降低4%的目标。").observations
    assert (entry.kind, entry.kind_evidence) == ("unknown", "negation:没有实现")


def test_an_endless_sentence_is_cut_behind_commas() -> None:
    text = "地区生产总值增长7%、规上工业增加值,固定资产投资" * 500
    edges = [0, *_ends(text + "。")]
    assert max(last - first for first, last in pairwise(edges)) <= _LONGEST_SENTENCE
    assert all(text[edge - 1] == "," for edge in edges[1:-1])


@pytest.mark.parametrize(
    "text",
    [
        "分别高于全国、全省、全市2.9、1.4、1.5个百分点",
        "分别比全国、全省、全市高2.9个、1.4个、1.5个百分点",
        "比全国、全省和全市分别高2.9、1.4和1.5个百分点",
        "高于全国2.9、全省1.4、全市1.5个百分点",
    ],
)
def test_a_comparison_with_several_is_one_with_each(text: str) -> None:
    growth, *differences, other = document(f"地区生产总值增长5%,{text},固定资产投资增长6%。").observations
    assert (growth.measure, other.indicator) == ("growth", "fixed_asset_investment")
    assert [(entry.indicator, entry.value, entry.unit, entry.compared_with) for entry in differences] == [
        ("gdp", 2.9, "percentage_point", "全国"),
        ("gdp", 1.4, "percentage_point", "全省"),
        ("gdp", 1.5, "percentage_point", "全市"),
    ]
    assert all(entry.number_span and growth.span[0] == entry.span[0] for entry in differences)


def test_what_is_counted_from_january_on_is_of_that_part_of_the_year() -> None:
    text = "前三季度城镇新增就业3万人。下半年城镇新增就业1万人。冰雪季接待游客、旅游总花费均增长20%。"
    assert [(entry.indicator, entry.scope) for entry in document(text).observations] == [
        ("urban_new_jobs", "前三季度"), ("urban_new_jobs", None),
        ("tourism_revenue", "冰雪季"), ("tourist_arrivals", "冰雪季"),
    ]  # fmt: skip


def test_a_number_before_what_it_counts_is_quoted_with_it() -> None:
    made = document("新增12家上市公司,改造老旧小区。")
    assert [(entry.value, entry.quote) for entry in made.observations] == [(12, "12家上市公司")]


def test_a_comparison_with_more_places_than_numbers_is_none() -> None:
    assert [
        entry.measure for entry in document("地区生产总值增长5%,高于全国、全省、全市2.9、1.4个百分点。").observations
    ] == ["growth"]


def test_half_a_year_holds_behind_semicolons_until_the_whole_year() -> None:
    text = "上半年地区生产总值12亿元,占年计划的43%;固定资产投资增长9%;全年财政收入增长6%。"
    assert [(entry.indicator, entry.scope) for entry in document(text).observations] == [
        ("gdp", "上半年"), ("fixed_asset_investment", "上半年"), ("fiscal_revenue", None),
    ]  # fmt: skip


def test_what_a_sentence_aims_at_is_aimed_at_behind_semicolons() -> None:
    made = convert("关于做好春耕的通知\n主要预期目标是:固定资产投资增长7%;居民消费价格涨幅3%左右。\n".encode())
    assert [entry.kind for entry in made.observations] == ["target", "target"]


def test_a_review_of_half_a_year_is_of_the_documents_own_year() -> None:
    made = convert(
        "2022年上半年政府工作报告\n各位代表:\n现在,我代表镇人民政府向大会报告工作,请予审议。\n上半年工作回顾\n"
        "完成固定资产投资12亿元。\n下半年工作安排\n完成规上工业总产值9亿元。\n".encode()
    )
    assert [(entry.year, entry.scope, entry.kind) for entry in made.observations] == [
        (2022, "上半年", "actual"), (2022, None, "target"),
    ]  # fmt: skip


def test_half_a_year_in_the_title_holds_for_the_whole_document() -> None:
    made = convert(
        "关于灵台县2017年上半年计划执行情况的报告\n主任、各位副主任:\n一、上半年计划执行情况\n"
        "地区生产总值完成12亿元,占年计划的43%,同比增长9%。\n二、下半年工作措施\n确保全年固定资产投资增长10%。\n".encode()
    )
    assert [(entry.indicator, entry.measure, entry.scope, entry.kind) for entry in made.observations] == [
        ("gdp", "level", "上半年", "actual"), ("gdp", "growth", "上半年", "actual"),
        ("fixed_asset_investment", "growth", None, "target"),
    ]  # fmt: skip


def test_a_hope_is_that_of_what_it_is_said_of_alone() -> None:
    text = (
        "努力加快发展,地区生产总值增长7%。进出口总额增长8%、力争9%,固定资产投资增长6%。力争财政收入增长5%,出口增长4%。"
    )
    assert [(entry.value, entry.modal) for entry in document(text).observations] == [
        (7, None), (8, None), (9, "力争"), (6, None), (5, "力争"), (4, "力争"),
    ]  # fmt: skip


def test_a_growth_by_a_multiple_is_counted_from_where_the_number_rose_from() -> None:
    *_, growth = document("地区生产总值从2012年的31亿元增加到2023年的98亿元,增长2.2倍。").observations
    assert (growth.value, growth.period, growth.cumulative) == (220, (2012, 2023), True)


def test_what_is_summed_over_years_is_not_the_last_years() -> None:
    text = "一般公共预算收入由2020年的17亿元提高至20亿元,累计完成78亿元。"
    assert [(entry.value, entry.cumulative) for entry in document(text).observations] == [
        (1700000000, False), (2000000000, False), (7800000000, True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("基础养老金由55元提高到70元。", [(55, "actual", 2023), (70, "target", 2024)]),
        ("加快去年签约项目落地,固定资产投资增长8%。", [(8, "target", 2024)]),
        ("去年基数较高,固定资产投资增长8%。", [(8, "target", 2024)]),
        ("去年固定资产投资增长8%。", [(8, "actual", 2023)]),
        ("主要预期目标:地区生产总值7%左右,固定资产投资10%。", [(7, "target", 2024), (10, "target", 2024)]),
        ("主要预期目标:民生支出81%,固定资产投资10%。", []),
        ("固定资产投资10%。", []),
    ],
)
def test_a_year_beside_an_aim_is_the_aims_only_where_it_tells_when(
    text: str, expected: list[tuple[float, str, int]]
) -> None:
    found = document(f"工作平稳。\n二、2024年工作安排\n{text}").observations
    assert [(float(entry.value or 0), entry.kind, entry.year) for entry in found] == expected
