"""Our own sentences in English, Chinese, Japanese and contract style, filled with facts by a seed."""

# ruff: noqa: E501 - data, one entry a line

from __future__ import annotations

import random

COMPANIES = [
    "Harland Marine",
    "Ostrava Steelworks",
    "Pellworm Energy",
    "Quillan Foods",
    "Northgate Timber",
    "Velloso Air",
    "Tarn Optics",
    "Brightwater Rail",
    "Castell Pharma",
    "Dunmore Glass",
]
PEOPLE = [
    "Ingrid Solheim",
    "Marcus Adeyemi",
    "Joanna Kowalczyk",
    "Rafael Ibarra",
    "Helen Prescott",
    "Tomasz Wieczorek",
    "Amara Nwosu",
    "Daniel Okafor",
    "Lucia Ferrante",
    "Petra Novak",
]
PLACES = [
    "Rotterdam",
    "Gdansk",
    "Valparaiso",
    "Aberdeen",
    "Osaka",
    "Trieste",
    "Halifax",
    "Durban",
    "Marseille",
    "Busan",
]
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
]
ZH_COMPANIES = [
    "北辰重工",
    "海岳能源",
    "清源水务",
    "瑞禾食品",
    "云帆航空",
    "远山木业",
    "明镜光学",
    "金穗银行",
    "东港物流",
    "恒泰制药",
]
ZH_PEOPLE = [
    "林建国",
    "陈思远",
    "王雅琴",
    "赵立新",
    "孙晓梅",
    "周文博",
    "吴海涛",
    "郑美玲",
    "何俊杰",
    "黄秋实",
]
JA_COMPANIES = [
    "北海製鋼",
    "青葉電機",
    "三崎水産",
    "山吹食品",
    "東雲運輸",
    "白鷺製薬",
    "若葉銀行",
    "常盤建設",
    "高嶺光学",
    "磯部造船",
]
JA_PEOPLE = [
    "佐藤健一",
    "鈴木美咲",
    "高橋直樹",
    "田中由美",
    "伊藤大輔",
    "渡辺千夏",
    "山本隆司",
    "中村香織",
    "小林誠",
    "加藤恵子",
]

ENGLISH = """\
In fiscal {year} {company} recorded revenue of ${amount} million, an increase of {percent}% over the prior year.
The board, chaired by {person}, did not approve the proposed dividend of {cents} cents per share.
Operating costs at the {place} plant fell by {percent} per cent, chiefly because fuel was hedged until {month} {year}.
{company} has not recognised any impairment on its {place} assets since {month} {year}.
Net debt stood at €{amount} million on {day} {month} {year}, which is {ratio} times operating profit.
The auditors found no material weakness in the controls over inventory at the {place} warehouse.
Management expects capital expenditure of between ${low} million and ${high} million in {year}.
{person} was appointed chief financial officer with effect from {day} {month} {year}.
The workforce grew to {thousands} employees, of whom {percent}% are covered by collective agreements.
Sales in {place} were affected by the nine-week closure of the harbour and by unfavourable exchange rates.
The effective tax rate of {percent}% differs from the statutory rate because certain losses are not deductible.
A provision of £{amount} million was made for the well-documented claims brought by former distributors.
No member of the audit committee holds more than {ratio} per cent of the voting shares.
The long-term agreement with {company} expires in {month} {year} and cannot be renewed without shareholder consent.
Emissions per tonne declined from {high} to {low} kilograms, although production volumes rose in every region.
According to {person}, the refinancing of the bridge facility will be completed before the end of {month}.
Inventories were written down by ${amount} million after the recall of the “Series {letter}” pumps in {place}.
The pension scheme’s deficit narrowed to £{amount} million; contributions of £{low} million a year remain unchanged.
Customers in {place} accounted for {percent}% of receivables, none of which was more than {low} days overdue.
Research spending was maintained at {ratio}% of sales, and {high} patents were filed during the reporting period.
The company does not hedge translation exposure arising from its investment in {company}.
Liquidity is considered sufficient to fund operations for at least {low} months from the date of this report.
""".splitlines()

CHINESE = """\
{year}年度，{company}实现营业收入{amount}亿元，同比增长{percent}%，主要得益于海外市场的扩张。
截至{year}年{m}月{day}日，公司资产负债率为{percent}%，较年初下降{ratio}个百分点。
董事会未批准{person}提出的每股派发现金红利{ratio}元的利润分配方案。
公司与{company}签订的供货合同将于{year}年{m}月到期，到期后不再自动续约。
报告期内，研发投入合计{amount}万元，占营业收入的比例为{percent}%。
经审计，未发现{company}存在重大内部控制缺陷。
{person}自{year}年{m}月{day}日起担任公司财务总监，任期三年。
受原材料价格上涨影响，毛利率由{high}%下降至{low}%，但全年净利润仍保持增长。
公司不存在为控股股东及其关联方提供担保的情形。
本次募集资金总额为人民币{amount}万元，扣除发行费用后净额为{low}万元。
截至报告期末，公司员工总数为{thousands}人，其中技术人员占{percent}%。
{company}因未按期披露年度报告，被处以{low}万元罚款，并责令限期改正。
应收账款余额为{amount}万元，其中账龄超过一年的部分不超过{ratio}%。
公司预计{year}年资本性支出为{low}亿元至{high}亿元，主要用于沿海码头的改造。
根据{person}的说明，该笔借款的年利率为{ratio}%，期限为{low}个月。
全年共召开董事会会议{low}次，独立董事均未提出异议。
商誉减值测试结果表明，{company}相关资产组的可收回金额高于其账面价值。
公司在“{letter}号平台”项目中的持股比例为{percent}%，不纳入合并报表范围。
""".splitlines()

JAPANESE = """\
{year}年度における{company}の売上高は{amount}億円となり、前年度比で{percent}％増加しました。
取締役会は、{person}が提案した一株当たり{low}円の配当を承認しませんでした。
{year}年{m}月{day}日現在の自己資本比率は{percent}％であり、前期末から{ratio}ポイント低下しております。
当社は{company}との供給契約を{year}年{m}月に更新する予定はありません。
研究開発費は{amount}百万円で、売上高に対する比率は{ratio}％でした。
{person}は{year}年{m}月{day}日付で最高財務責任者に就任いたしました。
監査の結果、内部統制に重要な不備は認められなかった。
原材料価格の上昇により、売上総利益率は{high}％から{low}％へ低下いたしました。
従業員数は{thousands}名で、そのうち{percent}％が製造部門に所属しています。
当社グループは、{company}に対する債務保証を行っておりません。
設備投資額は{low}億円から{high}億円の範囲を見込んでおり、主に港湾設備の更新に充当します。
借入金の年利率は{ratio}％、返済期間は{low}か月とされています。
訴訟に係る引当金として{amount}百万円を計上しましたが、追加の損失は発生しない見込みです。
「第{letter}計画」に関する持分比率は{percent}％であり、連結の範囲に含めていない。
""".splitlines()

CONTRACT = """\
The Seller shall deliver the Goods to the Buyer’s premises in {place} no later than {day} {month} {year}.
The Buyer shall pay each undisputed invoice within {low} days of receipt, together with interest at {ratio}% per annum on late sums.
Neither party shall be liable for any failure caused by an event beyond its reasonable control.
The total liability of {company} under this Agreement shall not exceed US${amount},000 in any calendar year.
This Agreement may be terminated by either party on not less than {low} days’ written notice to the other.
The Supplier shall not assign or sub-contract any of its obligations without the prior written consent of {company}.
Confidential Information does not include information that was lawfully known to the Recipient before its disclosure.
Each party shall keep the records described in Schedule {digit} for at least {digit} years after termination.
“Business Day” means a day other than a Saturday, a Sunday or a public holiday in {place}.
Title to the Goods shall pass to the Buyer only upon payment in full of EUR {amount},000.
The Licensee must not reverse-engineer, decompile or disassemble the Software, except where the law expressly permits it.
Notices shall be addressed to {person} and shall be deemed received {low} hours after dispatch.
If {company} fails to remedy a material breach within {low} days, the other party may terminate with immediate effect.
The Parties agree that the courts of {place} shall have exclusive jurisdiction over any dispute arising hereunder.
The Fee shall be increased on each anniversary by {ratio}% or by the rate of inflation, whichever is the lower.
No variation of this Agreement is effective unless it is made in writing and signed by {person}.
""".splitlines()  # fmt: skip

CHINESE_CONTRACT = """\
甲方应于{year}年{m}月{day}日前向乙方支付合同价款人民币{amount}万元。
乙方不得将本合同项下的权利义务全部或部分转让给第三方，但经{company}书面同意的除外。
任何一方逾期付款的，每逾期一日应按未付金额的千分之{digit_zh}支付违约金。
因不可抗力致使不能履行合同的，当事人不承担违约责任，但应在{low}日内书面通知对方。
保修期为{low}个月，自{company}验收合格之日起计算。
本合同一式{digit_zh}份，双方各执{digit_zh}份，具有同等法律效力。
未经{person}签字，对本合同的任何修改均不发生效力。
乙方保证所交付的设备未设定任何抵押或者质押。
合同终止后，保密义务在{digit_zh}年内继续有效。
双方因履行本合同发生争议的，应提交{company}所在地人民法院诉讼解决。
""".splitlines()

STYLES = {
    "en": (ENGLISH, COMPANIES, PEOPLE),
    "zh": (CHINESE, ZH_COMPANIES, ZH_PEOPLE),
    "ja": (JAPANESE, JA_COMPANIES, JA_PEOPLE),
    "contract": (CONTRACT, COMPANIES, PEOPLE),
    "contract-zh": (CHINESE_CONTRACT, ZH_COMPANIES, ZH_PEOPLE),
}


def sentences(style: str, count: int, random_source: random.Random) -> list[str]:
    """`count` sentences of a style, no two alike."""
    patterns, companies, people = STYLES[style]
    made: dict[str, None] = {}
    for turn in range(20 * count):
        if len(made) == count:
            break
        pattern = patterns[turn % len(patterns)]
        low = random_source.randint(12, 48)
        facts = {
            "year": random_source.randint(2009, 2031),
            "company": random_source.choice(companies),
            "person": random_source.choice(people),
            "place": random_source.choice(PLACES),
            "month": random_source.choice(MONTHS),
            "m": random_source.randint(1, 12),
            "day": random_source.randint(2, 28),
            "amount": f"{random_source.randint(101, 989)}.{random_source.randint(1, 9)}",
            "percent": f"{random_source.randint(11, 89)}.{random_source.randint(1, 9)}",
            "ratio": f"{random_source.randint(2, 9)}.{random_source.randint(1, 9)}",
            "cents": random_source.randint(10, 99),
            "low": low,
            "high": low + random_source.randint(7, 40),
            "thousands": f"{random_source.randint(2, 98)},{random_source.randint(100, 999)}",
            "letter": random_source.choice("BDEKMRTVX"),
            "digit": random_source.randint(3, 9),
            "digit_zh": random_source.choice("三四五六七八"),
        }
        made[pattern.format(**facts).replace(",000,000", ",000")] = None
    return list(made)
