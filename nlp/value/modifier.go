package value

// leading and trailing are words outside a value's span that say how exact its
// number is: 大概三百万, 一亿出头, 不到六成.
func leading() map[string]string {
	out := map[string]string{}
	for precision, words := range map[string][]string{
		precisionAbout: {"大概", "大约", "大概是", "大约是", "差不多", "差不多是", "估计", "约", "大致", "也就", "也就是", "大概其", "大约摸", "约莫", "估摸着", "差不离", "上下", "大体", "about ", "around ", "roughly ", "approximately ", "some "},
		precisionOver:  {"超过", "至少", "起码", "最少", "不止", "多于", "不少于", "不低于", "少说", "少说也得", "少说也有", "逾", "超", "over ", "more than ", "at least ", "above "},
		precisionUnder: {"不到", "不足", "将近", "接近", "快", "快到", "最多", "顶多", "不超过", "少于", "低于", "撑死", "近", "under ", "less than ", "nearly ", "almost ", "at most ", "below ", "up to ", "no more than ", "not more than ", "not over "},
	} {
		for _, w := range words {
			out[w] = precision
		}
	}
	return out
}

func trailing() map[string]string {
	out := map[string]string{}
	for precision, words := range map[string][]string{
		precisionAbout: {"左右", "上下", "的样子", "样子", "差不多"},
		precisionOver:  {"出头", "以上", "往上", "开外", "出点头", "打底", "起步", "不止", "都不止", "还不止"},
		precisionUnder: {"不到", "以内", "之内", "以下", "不足", "不满", "封顶"},
	} {
		for _, w := range words {
			out[w] = precision
		}
	}
	return out
}

// longestLead is the length of the longest leading word in code points.
const longestLead = 14

// modify sets the precision of v by the words around it, where the figure itself
// says nothing of the kind.
func (s *scan) modify(v *Value) {
	if v.Precision != "" || v.Unit == "" && v.Number == 0 {
		return
	}
	if p, n := s.trail.match(s.r, v.End); n > 0 {
		v.Precision = p
		return
	}
	for k := max(0, v.Start-longestLead); k < v.Start; k++ {
		if p, n := s.lead.match(s.r, k); n > 0 && k+n == v.Start && !(s.r[k] == '近' && nearby(at(s.r, k-1))) {
			v.Precision = p
			return
		}
	}
}

// nearby tells whether c and 近 make a word that says nothing of an amount.
func nearby(c rune) bool {
	switch c {
	case '最', '附', '临', '靠', '远', '就', '亲', '邻':
		return true
	}
	return false
}
