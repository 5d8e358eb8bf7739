package value

import "huifang/schemas"

// measures maps measure words and counted nouns to the unit of a COUNT.
func measures() map[string]string {
	out := map[string]string{}
	for _, w := range []string{
		"个", "家", "台", "套", "吨", "笔", "户", "单", "件", "辆", "亩", "平", "方", "人", "条", "张", "间", "层", "栋", "头",
		"箱", "车", "份", "部", "副", "趟", "回", "次", "段", "米", "公里", "公斤", "斤", "桌", "宗", "根", "棵", "只", "万只",
		"柜", "艘", "座", "孔", "片", "盒", "口", "名", "位", "批", "项", "克", "升", "桶", "袋", "瓶", "双", "架", "幢", "道",
		"兆瓦", "度", "平米", "平方米", "平方", "立方", "公顷", "千瓦", "班", "门", "床", "册", "本", "粒", "颗", "枚", "匹",
		"号人", "个人", "号", "名员工", "员工", "工人", "台套", "张床", "个柜", "标箱", "人次", "户人家", "股", "倍", "期",
		"处", "碗", "字", "播放", "粉丝", "只羊", "头猪", "头牛", "盘", "节", "轮", "场", "集装箱", "机组", "学员", "学生", "师傅", "会员",
	} {
		out[w] = w
	}
	out["号人"], out["个人"], out["名员工"], out["员工"], out["工人"], out["号"], out["名"], out["位"] = "人", "人", "人", "人", "人", "人", "人", "人"
	out["平"], out["平方"], out["平方米"] = "平米", "平米", "平米"
	return out
}

// periods maps the units of a DURATION to the names that schemas gives them.
func periods() map[string]string {
	return map[string]string{
		"年": "year", "个月": "month", "月": "month", "天": "day", "日": "day", "周": "week", "个星期": "week", "星期": "week", "个礼拜": "week",
		"礼拜": "week", "个周": "week", "个小时": "hour", "小时": "hour", "个钟头": "hour", "钟头": "hour", "个钟": "hour", "分钟": "minute",
		"个工作日": "workday", "工作日": "workday", "个季度": "quarter", "个自然日": "day", "周年": "year", "整年": "year",
	}
}

// periodAt reads 半年, 半个月, 两年多, 一个半月, 六十天, 三五年.
func (s *scan) periodAt(i int) (Value, bool) {
	r := s.r
	n := number{lo: .5, hi: .5, end: i + 1}
	if at(r, n.end) == '拉' {
		n.end++ // 半拉月
	}
	if r[i] != '半' {
		var ok bool
		if n, ok = s.parse(i); !ok {
			return Value{}, false
		}
		if n.run == 2 && !n.arabic && neighbours(hanDigit(r[i]), hanDigit(r[i+1])) {
			n.lo, n.hi, n.run = float64(hanDigit(r[i])), float64(hanDigit(r[i+1])), 0
			n.precision = precisionRange // 三五年
		}
	} else if i > 0 && (r[i-1] == '上' || r[i-1] == '下' || r[i-1] == '一') {
		return Value{}, false
	}
	if ordinalBefore(r, i) {
		return Value{}, false // 第二个月 is one month
	}
	k := n.end
	if softener(at(r, k)) || at(r, k) == '几' && n.power > 0 {
		n.precision = precisionOver
		k++
	}
	half := at(r, k) == '个' && (at(r, k+1) == '半' || softener(at(r, k+1)))
	if half {
		if r[k+1] != '半' {
			n.precision = softenerPrecision(r[k+1])
		} else {
			n.lo, n.hi = n.lo+.5, n.hi+.5
		}
		k += 2
		if at(r, k) == '个' {
			k++
		}
	}
	if at(r, k) == ' ' {
		k++
	}
	unit, l := s.period.match(r, k)
	if l == 0 || !half && l == 1 && r[k] == '月' && at(r, i) != '仨' && at(r, i) != '俩' && at(r, i) != '个' && r[k-1] != '拉' || r[k] == '日' && n.power == 0 {
		return Value{}, false
	}
	if n.run > 1 && !n.arabic || n.arabic && n.lo > 1900 && unit == "year" || n.power >= 1e4 && unit != "hour" || n.elided {
		return Value{}, false
	}
	k += l
	switch {
	case at(r, k) == '半' && at(r, k+1) != '天' && at(r, k+1) != '个' && at(r, k+1) != '载':
		n.lo, n.hi = n.lo+.5, n.hi+.5
		k++
	case at(r, k) == '多' && at(r, k+1) != '少':
		n.precision = precisionOver
		k++
	}
	if at(r, k) == '级' || at(r, k) == '代' && unit == "year" || at(r, k) == '龄' || at(r, k) == '两' && at(r, k+1) == '头' { // 三天两头: now and then
		return Value{}, false
	}
	return Value{
		Type: schemas.EntityDuration, Start: i, End: k, Number: n.lo, High: n.hi,
		Unit: unit, Precision: n.precision,
	}, true
}

// measured tells whether a measure word stands at k.
func (s *scan) measured(k int) bool {
	if softener(at(s.r, k)) {
		k++
	}
	_, l := s.measure.match(s.r, k)
	if l > 0 {
		return true
	}
	_, l = s.period.match(s.r, k)
	if l > 0 {
		return true
	}
	_, l = s.currency.match(s.r, k)
	return l > 0
}

// count reads a number with a measure word: 三百来号人, 两台, 八万方. A single 一 is
// an article more often than a count and is left out.
func (s *scan) count(start int, n number) (Value, bool) {
	r, k := s.r, n.end
	if softener(at(r, k)) {
		n.precision = softenerPrecision(r[k])
		k++
	}
	if at(r, k) == ' ' && n.arabic {
		k++
	}
	unit, l := s.measure.match(r, k)
	if l == 0 || ordinalBefore(r, start) || n.run == 1 && n.lo <= 1 || n.run > 1 && !n.arabic || r[start] == '十' && at(r, start-1) == '百' { // 百十号人 are not ten
		return Value{}, false
	}
	next := at(r, k+l)
	switch r[k] {
	case '方':
		if l == 1 && (next == '协' || next == '面' || next == '式' || next == '案' || n.power == 0) {
			return Value{}, false
		}
	case '号':
		if l == 1 && n.power < 100 && (n.precision == "" || n.vague && n.power == 0) {
			return Value{}, false
		}
	case '本', '张':
		if next == '金' || next == '票' || next == '单' && n.power >= 1e4 {
			return Value{}, false
		}
	case '期':
		if n.power >= 100 || n.power == 0 && n.lo <= 2 {
			return Value{}, false
		}
	case '道', '口', '门', '位', '处', '场', '层', '节', '轮', '股', '度':
		if n.power == 0 && n.lo <= 2 {
			return Value{}, false
		}
	case '车':
		if next == '间' {
			return Value{}, false
		}
	case '班':
		if next == '倒' || n.power == 0 && n.lo <= 2 {
			return Value{}, false
		}
	case '头':
		if n.lo == 2 && at(r, start-1) == '天' {
			return Value{}, false // 三天两头: now and then
		}
	case '单':
		if next == '列' || next == '独' || next == '子' {
			return Value{}, false
		}
	case '人':
		if next == '民' {
			return Value{}, false
		}
	case '个':
		if next == '点' || next == '月' || next == '亿' || next == '百' {
			return Value{}, false
		}
	}
	return Value{
		Type: schemas.EntityCount, Start: start, End: k + l, Number: n.lo, High: n.hi,
		Unit: unit, Precision: n.precision,
	}, true
}
