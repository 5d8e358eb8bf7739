package value

// leading and trailing are words outside a value's span that say how exact its
// number is: 大概三百万, 一亿出头, 不到六成.
func leading() map[string]string {
	out := map[string]string{}
	for precision, words := range map[string][]string{
		precisionAbout: {"大概", "大约", "大概是", "大约是", "差不多", "差不多是", "估计", "约", "大致", "也就", "上下", "大体", "about ", "around ", "roughly ", "approximately ", "some "},
		precisionOver:  {"超过", "至少", "起码", "最少", "不止", "多于", "不少于", "不低于", "over ", "more than ", "at least ", "above "},
		precisionUnder: {"不到", "不足", "将近", "接近", "快", "快到", "最多", "顶多", "不超过", "少于", "低于", "under ", "less than ", "nearly ", "almost ", "at most ", "below "},
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
		precisionAbout: {"左右", "上下", "的样子", "样子"},
		precisionOver:  {"出头", "以上", "往上", "开外", "出点头", "打底", "起步"},
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
	for k := v.Start - 1; k >= max(0, v.Start-longestLead); k-- {
		if p, n := s.lead.match(s.r, k); n > 0 && k+n == v.Start {
			v.Precision = p
			return
		}
	}
}
