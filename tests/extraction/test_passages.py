"""Which numbers of a sentence are said of which indicators, and of which part of the region: sentence by sentence."""

from __future__ import annotations

import pytest

from tiaoli import convert

HEAD = "开化县2024年政府工作报告\n各位代表:\n现在,我代表县人民政府向大会报告工作。\n一、2023年工作回顾\n"

CASES = {
    "天目经开区实现技工贸收入120亿元;完成固定资产投资16亿元,增长10%;进出口总额8亿元。": [
        "fixed_asset_investment level 1600000000 of 天目经开区",
        "fixed_asset_investment growth 10 of 天目经开区",
        "trade_total level 800000000 of 天目经开区",
    ],
    "综保区封关运行,完成进出口总额6亿元。": ["trade_total level 600000000 of 综保区"],
    "经开区完成固定资产投资5亿元;全县固定资产投资增长7%。": [
        "fixed_asset_investment level 500000000 of 经开区",
        "fixed_asset_investment growth 7",
    ],
    "国家级高新区增加到3家,高新技术企业突破100家。": ["high_tech_enterprises level 100 above"],
    "规上工业增加值增长5%,500万元以上固定资产投资增长6%。": [
        "industrial_value_added growth 5",
        "fixed_asset_investment growth 6",
    ],
    "规上工业增加值(2000万元以上)增长8%。": ["industrial_value_added growth 8"],
    "新增省级高新技术企业28家。": ["high_tech_enterprises difference 28"],
    "到位专项债券资金8亿元,争取中央基建投资4亿元。": [
        "special_bonds level 800000000",
        "infrastructure_investment level 400000000 of 中央",
    ],
    "按常住人口计算人均生产总值超过6万元。": ["gdp_per_capita level 60000 above"],
    "规模以上工业企业利润总额13亿元。": ["industrial_profit level 1300000000"],
    "开化县实现生产总值209亿元,开化固定资产投资增长9%。": [
        "gdp level 20900000000",
        "fixed_asset_investment growth 9",
    ],
    "汉中固定资产投资增长6%。": ["fixed_asset_investment growth 6 of 汉中"],
    "固定资产投资、社会消费品零售总额都增长8%。": [
        "retail_sales growth 8",
        "fixed_asset_investment growth 8",
    ],
    "人均财政收入300元,每平方公里土地产生1亿元的税收。": [],
    "亩均规上工业总产值增长12%。": [],
    "三次产业分别完成投资2亿元、6亿元、7亿元,同比分别增长4%、5%和6%。": [],
    "第二产业、第三产业从业人员分别占32%和47%。": [],
    "新增规上企业完成工业总产值5亿元。": ["gross_industrial_output level 500000000 of 企业"],
    "建成3个年接待游客30万人次以上的大景区。": [],
    "实施总装机26万千瓦光伏项目9个。": [],
    "外贸出口额占全省份额保持稳定。": [],
    "国民生产总值(GDP)增长12%。": ["gdp growth 12"],
    "限额以上社会消费品零售总额增长8.3%。": ["retail_sales growth 8.3 of 限额以上"],
    "净增市场主体607户。": ["market_entities difference 607"],
    "国家认定的高新技术企业由29家增长到35家。": [
        "high_tech_enterprises level 29",
        "high_tech_enterprises level 35",
    ],
    "3.6万建档立卡贫困人口全部脱贫,全年脱贫120户360人。": [
        "poverty_reduced level 36000",
        "poverty_reduced level 360",
    ],
    "城乡居民人均可支配收入均增长6%。": [
        "disposable_income_urban growth 6",
        "disposable_income_rural growth 6",
    ],
    "城乡低保标准分别提高到月人均430元和210元。": [
        "minimum_living_urban level 430",
        "minimum_living_rural level 210",
    ],
    "居民消费价格指数控制在103%以内,居民消费价格总指数102.3(以上年为100)。": [
        "cpi growth 3 at_most",
        "cpi growth 2.3",
    ],
    "生产总值14亿元(其中第一产业增加值2亿元),增长9.8%。": [
        "gdp level 1400000000",
        "primary_value_added level 200000000",
        "gdp growth 9.8",
    ],
    "人均GDP达到12800元(按年末汇率折合1870美元),比上年增长9.6%。": [
        "gdp_per_capita level 12800",
        "gdp_per_capita growth 9.6",
    ],
    "生产总值(注2)48亿元,增长7%。": [
        "gdp level 4800000000",
        "gdp growth 7",
    ],
    "城乡居民人均可支配收入分别达到31200元和16400元、增长7%和10%。": [
        "disposable_income_urban level 31200",
        "disposable_income_rural level 16400",
        "disposable_income_urban growth 7",
        "disposable_income_rural growth 10",
    ],
    "城乡居民人均可支配收入分别增长5%,6%。": [
        "disposable_income_urban growth 5",
        "disposable_income_rural growth 6",
    ],
    "地区生产总值、固定资产投资、金融机构存贷款余额均突破200亿元。": [
        "gdp level 20000000000 above",
        "fixed_asset_investment level 20000000000 above",
        "deposits level 20000000000 above",
        "loans level 20000000000 above",
    ],
    "全县地区生产总值和城乡居民收入比2010年翻一番。": [
        "gdp growth double",
        "disposable_income_urban growth double",
        "disposable_income_rural growth double",
    ],
    "地区生产总值比2010年翻两番。": ["gdp growth quadruple"],
    "工业增加值24亿元,规模以上工业增加值17亿元,均增长14%。": [
        "total_industrial_value_added level 2400000000",
        "industrial_value_added level 1700000000",
        "industrial_value_added growth 14",
        "total_industrial_value_added growth 14",
    ],
    "力争固定资产投资7亿元以上,实现20%以上的增长。": [
        "fixed_asset_investment level 700000000 at_least",
        "fixed_asset_investment growth 20 at_least",
    ],
    "森林覆盖率、城镇化率分别提高2.4和1.6个百分点。": [
        "forest_coverage difference 2.4",
        "urbanization_rate difference 1.6",
    ],
    "森林覆盖率、林木绿化率和空气优良天数比例分别达到40%、45%和90%。": [
        "forest_coverage level 40",
        "good_air_ratio level 90",
    ],
    "城镇调查失业率和登记失业率稳定在4.3%左右。": [
        "registered_unemployment_rate level 4.3 about",
        "urban_unemployment_rate level 4.3 about",
    ],
    "财政收入与去年同期相比增长12%。": ["fiscal_revenue growth 12"],
    "地区生产总值连跨4个百亿级台阶、突破700亿元。": ["gdp level 70000000000 above"],
    "进出口总额增长31%,增速连续20个月保持30%以上。": ["trade_total growth 31"],
    "居民收入增长高于全国平均水平0.5个百分点以上。": ["disposable_income difference 0.5 at_least"],
    "完成营造林11万亩,其中人工造林5万亩。": [
        "afforestation level 110000",
        "afforestation level 50000 of 人工造林",
    ],
    "全县共有163家规模以上工业企业。": ["above_scale_industrial_firms level 163"],
    "全县生产总值增长15℅。": ["gdp growth 15"],
    "生产安全事故起数、死亡人数分别较“十三五”时期下降6%、5%。": [
        "accidents growth -6",
        "accident_deaths growth -5",
    ],
    "外贸出口7亿元、增长16%,对全省出口增长贡献率达3%。": [
        "exports level 700000000",
        "exports growth 16",
    ],
    "税收收入占一般公共预算收入的比重提高5个百分点、达66%。": ["tax_revenue share 66"],
    "一般公共预算收入完成汇总预算的101.0%,比上年增长10.2%。": ["general_public_budget_revenue growth 10.2"],
    "财政收入第一次突破2亿元,增长7%。": ["fiscal_revenue level 200000000 above", "fiscal_revenue growth 7"],
    "国内生产总值保持10%的年均增长水平。": ["gdp growth 10"],
    "一般公共预算收入首次突破10亿元。": ["general_public_budget_revenue level 1000000000 above"],
    "其中,农业产值6.2亿元;林业产值1.2亿元;牧业产值5亿元。": [],
    "油料播种面积12万亩,产量3.78万吨。": ["oilseed_output level 37800"],
    "化学需氧量和二氧化硫排放量分别削减4.5%和7.2%。": ["cod growth -4.5", "sulphur_dioxide growth -7.2"],
    "全年生产总值76亿元,比增18%。": ["gdp level 7600000000", "gdp growth 18"],
    "限额以上固定资产投资16亿元。": ["fixed_asset_investment level 1600000000"],
    "其中2019年财政总收入突破1亿元,达到1.2亿元。": [
        "total_fiscal_revenue level 100000000 above",
        "total_fiscal_revenue level 120000000",
    ],
    "县级一般公共预算收入完成6亿元,其中:税收收入3亿元。": [
        "general_public_budget_revenue level 600000000 of 县级",
        "tax_revenue level 300000000 of 县级",
    ],
    "全社会固定资产投资100亿元,比上年增长30%。第一产业5.2亿元,同比增长31.5%。": [
        "fixed_asset_investment level 10000000000",
        "fixed_asset_investment growth 30",
    ],
    "固定资产投资增长9.7%。分产业看,第一产业增长12%,第三产业增长8%。": ["fixed_asset_investment growth 9.7"],
    "地区生产总值增长7%。第一产业增长3%,第二产业增长6%。": [
        "gdp growth 7",
        "primary_value_added growth 3",
        "secondary_value_added growth 6",
    ],
    "全年城镇新增就业7100人,比上年多1500人。": ["urban_new_jobs level 7100", "urban_new_jobs difference 1500"],
    "现价人均地区生产总值35100元。": ["gdp_per_capita level 35100"],
    "公共预算支出完成5.7亿元,比上年增长6.3%。": [
        "general_public_budget_expenditure level 570000000",
        "general_public_budget_expenditure growth 6.3",
    ],
    "固定资产投资增长9%,第一产业增加值增长3%,第二产业增长4%。": [
        "fixed_asset_investment growth 9",
        "primary_value_added growth 3",
        "secondary_value_added growth 4",
    ],
    "万元GDP建设用地、水耗、电耗分别下降2%、9%和5%。": [],
}
"""Sentences of a review of 2023, each with what is observed: indicator, measure, value, bound where it is not exact,
and what it is said of where that is not the region."""


@pytest.mark.parametrize("sentence", CASES)
def test_a_sentence_says_of_each_indicator_what_is_printed(sentence: str) -> None:
    found = []
    for entry in convert((HEAD + sentence).encode()).observations:
        said = entry.statement if entry.value is None else entry.value
        bound = "" if entry.bound == "exact" else f" {entry.bound}"
        scope = f" of {entry.scope}" if entry.scope else ""
        found.append(f"{entry.indicator} {entry.measure} {said}{bound}{scope}")
    assert found == CASES[sentence]
