"""Words of the futures page, English and Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, tuple[str, str]]] = {
    # key: (en, zh)
    "eyebrow": ("What if the world does not follow: {draws:,} futures to {last}", "如果世界不按计划走: {draws:,} 种未来, 到 {last} 年"),
    "answers": ("Answer", "结论"),
    "contents": ("Contents", "目录"),
    "way_do_nothing": ("Nothing is done", "什么都不做"),
    "way_plan": ("The plan is built", "按计划建设"),
    "way_levers": ("The levers are pulled", "采用政策手段"),
    "way_plan_and_levers": ("The plan is built and the levers are pulled", "按计划建设并采用政策手段"),
    "tile_decline": ("of futures: the city is declining in {last}", "的未来中, 城市在 {last} 年处于衰退"),
    "tile_gdp": ("GDP in {last}, bn yuan of 2024: median (80 % of futures)", "{last} 年 GDP, 十亿元 (2024 年价): 中位数 (80% 的未来)"),
    "tile_jobs": ("thousand people at work in {last}", "{last} 年就业人数, 千人"),
    "tile_ore": ("of futures: under two years of ore left before {last}", "的未来中, 到 {last} 年前矿石不足两年"),
    "question_nothing": ("What happens if nothing is done?", "如果什么都不做, 会怎样?"),
    "question_plan": ("What does the plan change?", "计划改变了什么?"),
    "question_levers": ("What do the levers change?", "政策手段改变了什么?"),
    "question_plan_and_levers": ("What do the plan and the levers change?", "计划与政策手段改变了什么?"),
    "question_fails": ("In which futures does it fail?", "在哪些未来中会失败?"),
    "answer_way": (
        "GDP goes from {now} to {gdp} bn yuan in {last} (prices of 2024; in brackets 80 % of futures), {jobs} thousand are at work "
        "and {people} thousand people live there. In {decline} of futures the city is declining then.",
        "GDP 从 {now} 变为 {last} 年的 {gdp} 十亿元 (2024 年价, 括号内为 80% 的未来), 就业 {jobs} 千人, 人口 {people} 千人。"
        "届时在 {decline} 的未来中城市处于衰退。",
    ),
    "median": ("median", "中位数"),
    "ghost": ("if nothing is done", "什么都不做"),
    "band_80": ("80 % of futures", "80% 的未来"),
    "band_50": ("50 % of futures", "50% 的未来"),
    "fans": ("Fans", "扇形图"),
    "fans_found": ("GDP goes from {now} to {then} bn yuan by {last}", "到 {last} 年, GDP 从 {now} 变为 {then} 十亿元"),
    "fans_seen": ("Small line charts by year with bands for 50 and 80 % of futures", "按年的小图, 带 50% 与 80% 区间"),
    "fans_note": (
        "Income is what is made at the prices of each future; GDP is at the prices of 2024, as printed real growth is.",
        "收入按每种未来的价格计算; GDP 按 2024 年价格计算, 与公布的实际增速一致。",
    ),
    "source": ("lodeshift simulate, tables of its catalogue", "lodeshift simulate, 目录数据表"),
    "download": ("data (CSV)", "数据 (CSV)"),
    "decline": ("Chance of decline", "衰退的可能性"),
    "decline_found": ("In {share} of futures the city is declining in {last}", "在 {share} 的未来中, 城市在 {last} 年处于衰退"),
    "decline_seen": ("Share of futures in decline by year", "各年处于衰退的未来所占份额"),
    "decline_rule": (
        "Declining: makes less than three years before, or its jobs have fallen 10 % further than the country's labour force since 2024.",
        "衰退: 产出低于三年前, 或自 2024 年以来就业的降幅比全国劳动力多 10%。",
    ),
    "regret": ("Regret", "后悔值"),
    "regret_note": (
        "Future by future, what a way loses against the best of those compared. Value: discounted income less investment and capital "
        "charge, mcny. Plants: discounted profit less capital charge, mcny. Well enough: at least the median of doing nothing; jobs: nine "
        "tenths of today's.",
        "在每种未来中, 某一选择比最好的选择少得多少。价值: 折现收入减投资与资本费用, 百万元。工厂: 折现利润减资本费用, 百万元。"
        "足够好: 不低于什么都不做的中位数; 就业: 不低于今天的九成。",
    ),
    "way": ("Way", "选择"),
    "measure": ("Measure", "指标"),
    "regret_median": ("Median", "中位数"),
    "regret_worst": ("Worst tenth", "最差的十分之一"),
    "satisficing": ("Does well enough", "足够好"),
    "measure_value": ("value of the city", "城市价值"),
    "measure_jobs_end": ("jobs in the last year", "最后一年的就业"),
    "measure_plant_value": ("value of the plants", "工厂价值"),
    "levers": ("What each lever did", "每项手段的作用"),
    "levers_note": (
        "Parts are Shapley values: they add up to what all levers do together. Cost: spent and forgone by the city in all years, not "
        "discounted. Taxes and grants are transfers between firm and city and cancel in value.",
        "作用按沙普利值分解, 相加等于全部手段的总作用。成本: 城市历年支出与少收之和, 不折现。税收与补贴在企业与城市之间转移, 在价值中相抵。",
    ),
    "lever": ("Lever", "手段"),
    "value": ("Value", "取值"),
    "usual": ("Usual", "通常"),
    "cost": ("Cost, mcny", "成本, 百万元"),
    "part_value": ("Value, mcny", "价值, 百万元"),
    "part_jobs": ("Jobs at the end", "期末就业"),
    "lever_profit_tax": ("profit tax", "所得税率"),
    "lever_land_price": ("land price, CNY/m2", "地价, 元/平方米"),
    "lever_investment_grant": ("investment grant", "投资补助"),
    "lever_power_support": ("power price support, CNY/MWh", "电价补贴, 元/兆瓦时"),
    "lever_circuits": ("circuits later (+) or earlier (-), years", "线路推迟 (+) 或提前 (-), 年"),
    "lever_training": ("training places a year", "每年培训名额"),
    "lever_permit_time": ("permit time, years", "审批时间, 年"),
    "lever_green_share": ("share of green power", "绿电比例"),
    "boxes": ("When it fails", "何时失败"),
    "failure": ("Failing means: {words}.", "失败的含义: {words}。"),
    "failure_zh": ("", "见英文定义 (工厂赚不回资本, 或城市产出低于今天, 或最差的四分之一)"),
    "box_numbers": (" It holds {coverage} of all failures; {density} of such futures fail.", " 覆盖 {coverage} 的失败; 这类未来中 {density} 失败。"),
    "spread": ("What spreads the futures", "什么造成差异"),
    "spread_unit": ("% of the variance of value, with interactions (total Sobol index)", "价值方差的百分比, 含交互 (总 Sobol 指数)"),
    "spread_found": ("{name} explains {share} of the spread", "{name}解释了 {share} 的差异"),
    "spread_seen": ("Bars by group of shocks and unknowns", "按冲击与未知因素分组的条形图"),
    "blind": ("What the model cannot see", "模型看不到什么"),
    "blind_words": (
        "It knows the mines and plants on its tables and firms that follow margins; it does not know a project nobody has announced, a "
        "mine accident, a war, a new technology, a ministry that moves a quota or a plant, a bank that stops lending, or people who come "
        "for another reason than work. Services and small firms are one number each. The shares of service jobs that go with mines, the "
        "speed of closing and hiring, and what firms ask of a return are our judgement and drawn over wide ranges; ore tiers are "
        "estimates. Prices swing as they did since 2010 or as we judge where no series exists; a world unlike both lies outside the fan. "
        "On a panel of Chinese prefectures the same equations were about 2 % off after one year, 5 % after three and 8 % after five, and "
        "eight in ten outcomes lay in the 80 % band; that was one country in one period of slowing growth. Read the bands, not the line.",
        "模型只知道数据表中的矿山与工厂, 以及按利润行事的企业; 它不知道尚未公布的项目、矿难、战争、新技术、部委调整配额或搬迁工厂、银行停贷, "
        "也不知道人们因工作以外的原因迁来。服务业与小企业各只是一个数。随矿业而去的服务业岗位比例、关闭与招工的速度、企业要求的回报率是我们的判断, "
        "并在很宽的范围内抽样; 矿石分级是估计。价格按 2010 年以来的波动或 (无序列时) 按判断波动; 与两者都不同的世界在扇形之外。"
        "在中国地级市面板上, 同一组方程一年后误差约 2%, 三年约 5%, 五年约 8%, 十次中有八次落在 80% 区间内; 那只是一个国家在增速放缓的一段时期。"
        "请看区间, 不要只看中线。",
    ),
    "rests": ("What it rests on", "依据"),
    "coverage": ("There are data for {n} of {of} resource-based cities.", "{of} 座资源型城市中 {n} 座有数据。"),
    "drivers": ("{measured} of {of} drawn prices swing as their monthly history did; the others by wide, labelled judgement.", "抽样的 {of} 种价格中 {measured} 种按月度历史波动, 其余按标明的宽泛判断。"),
    "weak": ("{n} of the rows read for the base year are estimated or recalled.", "基年所读的行中有 {n} 行是估计或凭记忆的。"),
    "notes_zh": ("", "以下 {n} 条说明为英文:"),
    "footer": (
        "Same seed, same futures (seed {seed}, {precision}). No forecast of what will happen: what would, under the rules told in docs/simulate.md.",
        "同一种子, 同样的未来 (种子 {seed}, {precision})。这不是预言, 而是按 docs/simulate.md 所述规则会发生的事。",
    ),
}  # fmt: skip

FANS: Final[Mapping[str, Mapping[str, str | float]]] = {
    name: {"en": en, "zh": zh, "unit_en": unit_en, "unit_zh": unit_zh, "factor": factor}
    for name, en, zh, unit_en, unit_zh, factor in (
        ("gdp", "GDP, prices of 2024", "GDP, 2024 年价", "bn yuan", "十亿元", 1e-3),
        ("income", "Income at each future's prices", "按各未来价格的收入", "bn yuan", "十亿元", 1e-3),
        ("value_added_resource", "Value added of mines and wells", "采掘业增加值", "bn yuan", "十亿元", 1e-3),
        ("value_added_materials", "Materials and energy", "材料与能源", "bn yuan", "十亿元", 1e-3),
        ("employment", "People at work", "就业人数", "thousand", "千人", 1e-3),
        ("population", "People", "人口", "thousand", "千人", 1e-3),
        ("city_balance", "City balance", "财政差额", "bn yuan", "十亿元", 1e-3),
        ("city_debt", "City debt", "政府债务", "bn yuan", "十亿元", 1e-3),
        ("emissions", "CO2 of plants and their power", "工厂及其用电的 CO2", "Mt", "百万吨", 1e-6),
        ("reserve_life", "Ore left at the year's rate", "按当年速度的矿石年限", "years", "年", 1.0),
    )
}
"""Fans of the page, in order."""

FACTORS: Final[Mapping[str, str]] = {
    "long_run_growth": "全国长期增速",
    "own_growth": "城市起始增速优势",
    "linkage": "随基本就业的服务业比例",
    "migration_drift": "无岗位差距时的迁移",
    "grade": "矿石品位 (对数, 相对数据表)",
    "reserve": "地下矿量 (对数, 相对数据表)",
    "delay": "建设延误",
    "capital_cost": "资本成本 (对数, 相对数据表)",
    "hurdle": "企业要求的回报率",
    "mechanisation": "单位用工下降速度",
    "recovery": "2024 年过剩结束的程度",
    "cost_spread": "企业成本差异",
    "fade": "增速优势的保留比例",
    "country_growth": "全国增速",
    "city_growth": "城市自身增速",
    "people": "迁移与服务业岗位",
    "demand": "各终端用途的需求",
    "building": "建设的延误、成本与回报",
    "policy": "碳价与碳政策",
    "ore": "矿量与品位",
    **{
        f"demand_{key}": f"{name}需求"
        for key, name in (
            ("batteries", "电池"),
            ("metals", "金属"),
            ("steel", "钢铁"),
            ("coal", "煤炭"),
            ("oil", "石油"),
            ("renewables", "新能源"),
        )
    },
}
"""Chinese words of factors and groups by their ids."""
