"""Lists of words the engine knows about: common words, abbreviations, words of one meaning."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


STOPWORDS = _words(
    """a about above after again all also am an and any are as at be because been before being below between
    both but by can could did do does doing done during each either else every few for from further get gets
    got had has have having he her here hers him his how however i if in into is it its itself just let like
    may me might more most much must my no nor not now of off on once only or other our out over own per
    please same she should so some such than that the their them then there these they this those through to
    too under until up upon us very was we were what when where whether which while who whom whose why will
    with within would you your yours shall one two example see using used use e.g i.e"""
)
CJK_STOPWORDS = _words(
    """什么 怎么 怎样 如何 多少 哪些 哪个 哪里 哪儿 为何 为什 是否 请问 请说 的是 是什 么是 有什 有哪 些什 是多 是怎
    么样 请列 列出 是谁 谁是 几个 吗的 这个 那个 我们 你们 他们 可以 以及 或者 并且 但是 因为 所以 如果 就是 不是 没有
    一个 进行 其中 关于 对于 根据 文档 本文 里的 中的 有关 需要 应该 能够"""
)
FUNCTION_WORDS = _words(
    """the a an of to in is are was were be been by for from with on at as and or that this which it its
    their has have had will shall may must can should not no any each all such if when"""
)
"""Running English holds some of these; a list of names or a table does not."""
TITLE_SMALL = _words("a an and as at but by for from in into is nor of on or per the to via vs with")
"""Words without a capital in a title."""
ABBREVIATIONS = _words(
    """mr mrs ms dr prof sr jr st vs etc e.g i.e cf al inc ltd co corp llc plc no nos art arts sec secs fig
    figs eq eqs ch chap vol p pp par para approx dept est ed eds resp viz jan feb mar apr jun jul aug sep
    sept oct nov dec u.s u.k u.n a.m p.m ph.d n.b ca ref refs app exh reg cl incl excl max min op cit gmbh
    s.a b.v n.v messrs hon gen col capt lt rev ave blvd rd"""
)
GENERAL_WORDS = _words(
    """document text about main point topic subject summary summarise summarize overview report paper contract
    purpose key finding tell content describe explain say agreement manual book guide"""
)
"""A question of these alone asks what the document is about."""
QUESTION_WORDS = _words(
    """clause section provision mention state happen concern say tell explain describe deal document agreement
    contract text paper"""
)
"""Words that a question uses to ask, not for what it looks for."""
NO_PARTY_WORDS = _words(
    """agreement fees term terms services service software product section exhibit data effective period date
    documentation deliverables order form laws losses claims"""
)
SYNONYMS: tuple[frozenset[str], ...] = tuple(
    _words(line)
    for line in """\
terminate termination cancel cancellation end expire expiry
fee price cost charge amount payment
buyer purchaser customer client
seller vendor supplier provider
liability damages
cap limit limitation maximum ceiling
law legislation jurisdiction
notice notification notify
renew renewal extend extension
confidential confidentiality secret
employee staff personnel worker
start begin commence commencement effective
revenue turnover sales
profit earnings income
warranty guarantee
obligation duty
remove delete uninstall
show display
make create
buy purchase
allow permit
forbid prohibit
growth grow grew increase rise rose
decline decrease fall fell drop reduction
需方 甲方 买方
供方 乙方 卖方
解除 终止
费用 价款 金额 价格
保密 机密
违约 违反
期限 期间 时间
赔偿 补偿""".splitlines()
)
NO_PARTY_ROLES = _words(
    "Provider Customer Company Buyer Seller Supplier Client Licensor Licensee Landlord Tenant Contractor"
)
"""Roles that stand for a party already named elsewhere."""
CUE_WORDS = _words(
    """must shall require requires required purpose aim aims provide provides describe describes define defines
    overall total concludes concluded conclusion increase increased decrease decreased rose fell grew risk risks
    recommend recommends recommended important significant significantly main key responsible liable liability
    terminate terminates termination designed"""
)
"""Words of sentences that matter."""
REFERENCE_WORDS = _words("see figure table fig. page pp. p. figures tables")
"""Words of sentences that send the reader elsewhere."""
