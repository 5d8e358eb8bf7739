package value

import "time"

// part is a part of a year, as months m to m+n-1; a half month has days.
type part struct{ m, n int }

// yearParts follow a year (去年底) or stand alone (年底).
func yearParts() map[string]part {
	return map[string]part{
		"上半年": {1, 6}, "下半年": {7, 6}, "年底": {12, 1}, "年末": {12, 1}, "年初": {1, 2}, "年中": {6, 2}, "半年头上": {6, 1},
		"一季度": {1, 3}, "二季度": {4, 3}, "三季度": {7, 3}, "四季度": {10, 3}, "第一季度": {1, 3}, "第二季度": {4, 3},
		"第三季度": {7, 3}, "第四季度": {10, 3}, "首季": {1, 3}, "头三季度": {1, 9}, "头三个季度": {1, 9}, "头两个季度": {1, 6}, "前三季度": {1, 9}, "前三个季度": {1, 9},
		"前两个季度": {1, 6}, "前二季度": {1, 6}, "1季度": {1, 3}, "2季度": {4, 3}, "3季度": {7, 3}, "4季度": {10, 3},
		"第1季度": {1, 3}, "第2季度": {4, 3}, "第3季度": {7, 3}, "第4季度": {10, 3}, "Q1": {1, 3}, "Q2": {4, 3}, "Q3": {7, 3}, "Q4": {10, 3}, "q1": {1, 3}, "q2": {4, 3}, "q3": {7, 3}, "q4": {10, 3}, "H1": {1, 6}, "H2": {7, 6},
	}
}

// afterYear are parts that only a year in front makes into dates.
func (s *scan) afterYear(i int) (part, int) {
	r := s.r
	if p, n := s.part.match(r, i); n > 0 {
		return p, n
	}
	switch c := at(r, i); {
	case c == '底' || c == '末':
		return part{12, 1}, 1
	case c == '初' || c == '头':
		return part{1, 2}, 1
	case c == '中' && at(r, i+1) != '秋':
		return part{6, 2}, 1
	case c == '春' && (at(r, i+1) == '天' || at(r, i+1) == '季'):
		return part{3, 3}, 2
	case c == '夏' && (at(r, i+1) == '天' || at(r, i+1) == '季'):
		return part{6, 3}, 2
	case c == '秋' && (at(r, i+1) == '天' || at(r, i+1) == '季'):
		return part{9, 3}, 2
	case c == '冬' && (at(r, i+1) == '天' || at(r, i+1) == '季'):
		return part{11, 3}, 2
	}
	return part{}, 0
}

func relativeYears() map[string]int {
	return map[string]int{
		"今年": 0, "本年": 0, "去年": -1, "上年": -1, "旧年": -1, "前年": -2, "大前年": -3, "明年": 1, "来年": 1, "后年": 2, "大后年": 3,
		"今年度": 0, "上年度": -1, "本年度": 0, "去年度": -1,
	}
}

func relativeMonths() map[string]int {
	return map[string]int{
		"这个月": 0, "本月": 0, "这月": 0, "上个月": -1, "上月": -1, "上上个月": -2, "上上月": -2, "下个月": 1, "下月": 1, "下下个月": 2,
		"下下月": 2, "大上个月": -2, "每个月": everyMonth, "每月": everyMonth,
	}
}

// everyMonth marks 每月: a date by convention, with a day but no calendar place.
const everyMonth = 1000

func relativeDays() map[string]int {
	return map[string]int{
		"今天": 0, "今日": 0, "今儿个": 0, "今儿": 0, "今晚": 0, "今早": 0, "今朝": 0, "明天": 1, "明日": 1, "明儿个": 1, "明儿": 1, "明早": 1, "明晚": 1,
		"听日": 1, "昨天": -1, "昨日": -1, "昨儿个": -1, "昨儿": -1, "昨晚": -1, "琴日": -1, "前天": -2, "前日": -2, "大前天": -3, "后天": 2, "大后天": 3,
	}
}

// moment resolves a word that is a date by itself against the day of the call.
type moment func(ref time.Time) Interval

// moments are festivals and set points of the calendar. Words that nothing
// resolves (上次, 前阵子, 现在) are no dates.
func moments() map[string]moment {
	fixed := func(m, lo, hi int) moment {
		return func(ref time.Time) Interval { return daysOfMonth(nearest(ref, m), m, lo, hi) }
	}
	lunar := func(month int) moment {
		return func(ref time.Time) Interval { return lunarFestival(ref.Year(), month) }
	}
	spring := func(before, after int) moment {
		return func(ref time.Time) Interval {
			first, ok := springFestival(nearest(ref, 2))
			if !ok {
				return Interval{}
			}
			return Interval{first.AddDate(0, 0, before), first.AddDate(0, 0, after)}
		}
	}
	monthPart := func(lo, hi int) moment {
		return func(ref time.Time) Interval { return daysOfMonth(ref.Year(), int(ref.Month()), lo, hi) }
	}
	week := func(n int) moment { return func(ref time.Time) Interval { return weekOf(ref, n) } }
	return map[string]moment{
		"春节": spring(0, 7), "大年三十": spring(-1, -1), "除夕": spring(-1, -1), "过年": spring(-1, 15), "元宵": spring(14, 14),
		"元宵节": spring(14, 14), "正月": spring(0, 29), "腊月": spring(-30, -1), "年前": spring(-30, -1), "年后": spring(1, 45),
		"元旦": fixed(1, 1, 1), "国庆": fixed(10, 1, 7), "国庆节": fixed(10, 1, 7), "十一黄金周": fixed(10, 1, 7), "五一": fixed(5, 1, 5),
		"劳动节": fixed(5, 1, 5), "清明": fixed(4, 4, 6), "清明节": fixed(4, 4, 6), "端午": lunar(5), "端午节": lunar(5), "七夕": lunar(7),
		"中秋": lunar(8), "中秋节": lunar(8), "重阳": lunar(9), "双十一": fixed(11, 11, 11), "双十二": fixed(12, 12, 12),
		"六一八": fixed(6, 18, 18), "618": fixed(6, 18, 18), "双11": fixed(11, 11, 11), "暑假": fixed(7, 1, 62), "圣诞": fixed(12, 25, 25),
		"圣诞节": fixed(12, 25, 25), "元月": fixed(1, 1, 0), "元月份": fixed(1, 1, 0),
		"月底": monthPart(21, 0), "月末": monthPart(21, 0), "月初": monthPart(1, 10), "月中": monthPart(11, 20),
		"季末": func(ref time.Time) Interval {
			m := (int(ref.Month())-1)/3*3 + 3
			return daysOfMonth(ref.Year(), m, 21, 0)
		},
		"季度末": func(ref time.Time) Interval {
			m := (int(ref.Month())-1)/3*3 + 3
			return daysOfMonth(ref.Year(), m, 21, 0)
		},
		"上周": week(-1), "上上周": week(-2), "这周": week(0), "本周": week(0), "下周": week(1), "下下周": week(2),
		"上礼拜": week(-1), "上个礼拜": week(-1), "这礼拜": week(0), "这个礼拜": week(0), "下礼拜": week(1), "下个礼拜": week(1),
		"上星期": week(-1), "上个星期": week(-1), "这星期": week(0), "这个星期": week(0), "下星期": week(1), "下个星期": week(1),
		"周末": weekend(0), "这周末": weekend(0), "这个周末": weekend(0), "本周末": weekend(0), "上周末": weekend(-1), "上个周末": weekend(-1),
		"下周末": weekend(1), "下个周末": weekend(1),
		"上个季度": quarters(-1), "上季度": quarters(-1), "这个季度": quarters(0), "本季度": quarters(0), "下个季度": quarters(1), "下季度": quarters(1),
	}
}

func weekend(n int) moment {
	return func(ref time.Time) Interval {
		w := weekOf(ref, n)
		return Interval{w.To.AddDate(0, 0, -1), w.To}
	}
}

func quarters(n int) moment {
	return func(ref time.Time) Interval {
		return monthsOf(ref.Year(), (int(ref.Month())-1)/3*3+1+3*n, 3)
	}
}
