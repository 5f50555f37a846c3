"""A Chinese report of some twenty pages, with chapters and articles numbered the Chinese way."""

from __future__ import annotations

from pathlib import Path

from dev.sample.company import YEARS, Dice
from dev.sample.layout import BOTTOM, LEFT, RIGHT, Flow

TITLE = "北澜轮渡与港口股份有限公司二〇二五年年度报告"
FACTS = (
    "截至2025年9月30日止年度，本公司实现营业收入人民币38.6亿元，较上年增长7.3%。",
    "董事会建议每10股派发现金股利2.40元（含税），股权登记日为2026年3月6日。",
    "本公司于2024年12月12日与海宁船厂签订合同，以人民币9.2亿元订造氢动力客滚船“北澜晨光”号，计划于2028年3月交付。",
    "2025年2月14日，“星岬”号客滚船在大雾中于雁门水道触底，无人员受伤，修理费用为人民币4,860万元。",
    "望潮港的港口经营权将于2041年6月30日到期，可续期一次，为期十年。",
)
PORTS = (
    "望潮港", "青屿港", "白鹭湾", "石矶港", "南浔口", "云门港", "双桅港", "鹤洲港", "临沧港", "金梭湾", "平澜港", "归帆港",
    "北澜港", "海棠湾", "松浦港", "长汀口",
)  # fmt: skip
GOODS = ("粮食", "木材", "石料", "冷冻水产", "风电设备", "化肥", "钢材", "集装箱")
PARAGRAPHS: tuple[tuple[tuple[str, ...], ...], ...] = (
    (
        ("{port}始建于{year}年，现有泊位{berths}个，低潮时最大水深{depth}米。", "自{year}年筑成第一道防波堤以来，{port}已有泊位{berths}个，水深{depth}米。"),
        ("港区负责人由海事学院毕业的引航员担任，值班制度为四班三运转。", "港区与市政府共同维护沿岸步道，路灯于本年全部更换。", "进港航道每年春季疏浚一次，淤积厚度约四十厘米。"),
    ),
    (
        ("本年完成货物吞吐量{tons}万吨，其中{goods}所占比重最大。", "全年货物吞吐量为{tons}万吨，{goods}的运量增长最快。"),
        ("靠泊船舶{calls}艘次，平均在港停时较上年缩短{hours}小时。", "共有{calls}艘次船舶靠泊，其中夜间靠泊约占三分之一。"),
        ("因大风停航{days}天，多集中在十一月和一月。", "全年停航{days}天，旅客均已改签或退票。"),
    ),
    (
        ("本年投资人民币{cost}万元，用于改造东侧码头并安装岸电设备。", "投资人民币{cost}万元的候船厅已启用，可容纳二百名旅客，采用海水源热泵供暖。"),
        ("工程比计划延迟七周，承包方已按合同支付违约金。", "施工安排在夜间进行，没有影响白天的班次。", "所需钢材提前一年采购，价格低于市价约四分之一。"),
    ),
    (
        ("引航员登轮{pilots}次，未发生应当上报的事故。", "全年引航{pilots}次，有一次船舶以步行速度轻触码头，仅护舷受损。"),
        ("五月至七月为鸟类繁殖期，进出港航速限制在六节以内。", "雨水经芦苇湿地净化后排入港池，水质每两周检测一次并公示。", "夜间噪声比许可值低两分贝。"),
        ("下一年度计划更换护舷并增设潮位仪。", "下一年度拟将航道浚深六十厘米，视审批情况而定。"),
    ),
)  # fmt: skip
ARTICLES = (
    "为规范公司的组织和行为，保护股东和旅客的合法权益，制定本章程摘要。",
    "公司为永久存续的股份有限公司，以其全部财产对债务承担责任。",
    "股东会每年召开一次，应当于上一会计年度结束后五个月内举行。",
    "董事会由九名董事组成，其中独立董事不少于三名，职工董事一名。",
    "公司对外担保总额不得超过最近一期经审计净资产的百分之三十。",
    "公司聘用的会计师事务所每五年轮换一次签字合伙人。",
    "旅客因公司取消航班而滞留的，公司应当在当日安排下一班船或者陆路交通。",
    "本章程摘要与章程全文不一致的，以章程全文为准。",
)
NUMERALS = "零一二三四五六七八九十"


def write_chinese_report(path: Path) -> None:
    flow = Flow(text_font="china-s", bold_font="china-s", head_font="china-s", running_head=TITLE)
    flow.heading(1, "第一章", "年度概况")
    for fact in FACTS:
        flow.paragraph(fact)
    flow.heading(1, "第二章", "港口")
    for number, port in enumerate(PORTS, start=1):
        port_section(flow, number, port)
    flow.heading(1, "第三章", "公司章程摘要")
    for number, article in enumerate(ARTICLES, start=1):
        flow.paragraph(f"第{chinese_number(number)}条　{article}")
    flow.finish()
    for page in flow.document:
        page.insert_text(((LEFT + RIGHT) / 2, BOTTOM + 36), str(page.number + 1), fontname="helv", fontsize=9)
    flow.document.set_metadata({"title": TITLE})
    flow.document.subset_fonts()
    flow.document.save(path, garbage=4, deflate=True, no_new_id=True)


def port_section(flow: Flow, number: int, port: str) -> None:
    dice = Dice(f"port {number}")
    flow.heading(2, f"2.{number}", port, opens_page=number > 1)
    values = {
        "port": port,
        "year": dice.number(1872, 1988),
        "berths": dice.number(3, 19),
        "goods": dice.pick(GOODS),
    }
    values |= {
        "depth": dice.between(4.5, 15, 1),
        "tons": dice.number(40, 900),
        "calls": dice.number(310, 5200),
    }
    values |= {"hours": dice.number(2, 9), "days": dice.number(4, 41), "cost": dice.number(80, 960) * 10}
    values |= {"pilots": dice.number(200, 3900)}
    for groups in PARAGRAPHS:
        flow.paragraph("".join(dice.pick(options) for options in groups).format(**values))
    rows = [[goods, *(f"{dice.between(1, 60, 1):.1f}" for _ in YEARS)] for goods in GOODS]
    flow.table(f"表2.{number}　{port}货物吞吐量（万吨）", ["", *map(str, YEARS)], rows)


def chinese_number(number: int) -> str:
    """1 to 19."""
    return NUMERALS[number] if number <= 10 else "十" + NUMERALS[number - 10]
