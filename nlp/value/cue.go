package value

// cueKind is what a word makes a bare number near it mean.
type cueKind int8

const (
	cueNone  cueKind = iota
	cueShare         // 毛利率, 占比: a percentage
	cueCount         // 员工, 多少台: a count of things
	cueMoney         // 余额, 营收: an amount
	cuePrice         // 一吨, 单价: an amount as spoken, never in 万
)

func cues() map[string]cueKind {
	words := map[cueKind][]string{
		cueShare: {
			"率", "年化", "票面", "占比", "比例", "成数", "百分比", "占到", "同比", "环比", "毛利", "净利率", "负债率", "入住率", "出租率",
			"开工率", "良率", "完成率", "进度", "持股", "上座率", "续费率", "份额", "margin", "occupancy", "utilization", "utilisation",
		},
		cueCount: {
			"员工", "工人", "人数", "多少人", "几个人", "人手", "在职", "在册", "职工", "社保", "编制", "多少台", "几台", "多少吨",
			"吨位", "产量", "多少户", "多少家", "门店", "多少间", "床位", "学员", "学生", "存栏", "多少头", "客户数", "单量",
			"多少个", "多少套", "多少亩", "多少辆", "人员", "粉丝", "会员", "产能", "销量", "一个班", "headcount", "staff", "people", "employees",
		},
		cueMoney: {
			"余额", "营收", "收入", "销售额", "开票", "利润", "净利", "亏", "欠", "借", "贷", "还了", "付了", "货款", "应收",
			"应付", "存货", "库存", "工资", "投资", "投了", "额度", "授信", "评估", "作价", "租金", "押金", "定金", "罚", "赔",
			"多少钱", "金额", "资金", "贴", "收了", "转了", "打了", "回款", "到账", "本金", "利息", "注资", "垫", "补助",
		},
		cuePrice: {
			"一吨", "每吨", "一斤", "每斤", "公斤", "一米", "单价", "均价", "一件", "一套", "一张", "一台", "一个人", "每人", "一平",
			"每平", "一度", "一方", "一箱", "一头", "底薪", "月薪", "工价", "运费", "一柜", "一车", "一晚", "一扎", "一只", "一盒", "一袋", "一瓶", "一桶", "一支", "一份", "一碗", "一间", "卖价", "售价", "报价", "每天", "一双", "一辆",
		},
	}
	out := make(map[string]cueKind, 128)
	for kind, list := range words {
		for _, w := range list {
			out[w] = kind
		}
	}
	return out
}

// cueReach is how far before a number its cue may stand, in code points, and
// answerReach how far into an answer a number still belongs to the question.
const (
	cueReach    = 10
	answerReach = 6
)

// cueBefore returns the kind of the nearest cue before i in the same sentence,
// or, near the start of an answer, of the last cue of the turn before.
func (s *scan) cueBefore(i int) cueKind {
	if kind := s.nearestCue(s.r, i, max(0, i-cueReach)); kind != cueNone {
		return kind
	}
	if i > answerReach {
		return cueNone
	}
	prev := s.ctx.Previous
	return s.nearestCue(prev, len(prev), max(0, len(prev)-2*cueReach))
}

func (s *scan) nearestCue(r []rune, i, low int) cueKind {
	for k := i - 1; k >= low; k-- {
		if i < len(r) && endsSentence(r[k]) {
			return cueNone
		}
		if kind, n := s.cue.match(r, k); n > 0 && k+n <= i {
			return kind
		}
	}
	return cueNone
}

func endsSentence(c rune) bool {
	switch c {
	case '。', '！', '？', '；', '!', '?', ';':
		return true
	}
	return false
}

// inWan tells whether amounts are said in 万 or 亿 in this turn or the one
// before, so that 两百六 is likely 260万.
func (s *scan) inWan() bool {
	if s.wan == 0 {
		s.wan = -1
		if saysWan(s.r) || saysWan(s.ctx.Previous) {
			s.wan = 1
		}
	}
	return s.wan > 0
}

func saysWan(r []rune) bool {
	for i, c := range r {
		if i == 0 || c != '万' && c != '亿' {
			continue
		}
		before := r[i-1]
		if digitOf(before) >= 0 || hanPower(before) > 0 || softener(before) || before == '个' || before == '少' || before == '几' {
			return true
		}
	}
	return false
}
