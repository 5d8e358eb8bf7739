package value

import "time"

// Interval is a stretch of days, both ends included.
type Interval struct{ From, To time.Time }

// IsZero tells whether the interval is unknown.
func (v Interval) IsZero() bool { return v.From.IsZero() }

func dayOf(y int, m time.Month, d int) time.Time {
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

func oneDay(t time.Time) Interval { return Interval{t, t} }

// yearOf returns the calendar year y.
func yearOf(y int) Interval { return monthsOf(y, 1, 12) }

// monthsOf returns n months from month m of year y; m may lie outside 1…12.
func monthsOf(y, m, n int) Interval {
	from := dayOf(y, time.Month(m), 1)
	return Interval{from, dayOf(y, time.Month(m+n), 0)}
}

// daysOfMonth cuts a month down to days lo to hi; hi 0 stands for its end.
func daysOfMonth(y, m, lo, hi int) Interval {
	from := dayOf(y, time.Month(m), lo)
	if hi == 0 {
		return Interval{from, dayOf(y, time.Month(m+1), 0)}
	}
	return Interval{from, dayOf(y, time.Month(m), hi)}
}

// dayInMonth returns day d of a month, and nothing for a day that it has not.
func dayInMonth(y, m, d int) Interval {
	t := dayOf(y, time.Month(m), d)
	if d < 1 || t.Month() != dayOf(y, time.Month(m), 1).Month() {
		return Interval{}
	}
	return oneDay(t)
}

// weekOf returns Monday to Sunday of the week that lies n weeks after t's.
func weekOf(t time.Time, n int) Interval {
	monday := t.AddDate(0, 0, -int(t.Weekday()+6)%7+7*n)
	return Interval{monday, monday.AddDate(0, 0, 6)}
}

// monthsBetween returns how many months an interval of whole months has.
func monthsBetween(v Interval) int {
	return (v.To.Year()-v.From.Year())*12 + int(v.To.Month()) - int(v.From.Month()) + 1
}

// nearest returns month m of the year that puts it closest to ref: in January
// 十二月 is the month just gone, in November 三月 is the one to come. A tie goes
// to the past, since calls ask more about what was than what will be.
func nearest(ref time.Time, m int) int {
	best, gap := ref.Year(), 100
	for y := ref.Year() - 1; y <= ref.Year()+1; y++ {
		d := (y-ref.Year())*12 + m - int(ref.Month())
		if d < 0 {
			d = -d
		}
		if d < gap {
			best, gap = y, d
		}
	}
	return best
}

// springFestival returns the first day of the lunar year that begins in year y,
// and false outside the table.
func springFestival(y int) (time.Time, bool) {
	const first = 2010
	days := [...]struct {
		m time.Month
		d int
	}{
		{2, 14},
		{2, 3},
		{1, 23},
		{2, 10},
		{1, 31},
		{2, 19},
		{2, 8},
		{1, 28},
		{2, 16},
		{2, 5},
		{1, 25},
		{2, 12},
		{2, 1},
		{1, 22},
		{2, 10},
		{1, 29},
		{2, 17},
		{2, 6},
		{1, 26},
		{2, 13},
		{2, 3},
		{1, 23},
		{2, 11},
		{1, 31},
		{2, 19},
		{2, 8},
		{1, 28},
		{2, 15},
		{2, 4},
		{1, 24},
		{2, 12},
	}
	if y < first || y >= first+len(days) {
		return time.Time{}, false
	}
	return dayOf(y, days[y-first].m, days[y-first].d), true
}

// lunarFestival returns the month in which a festival of the given lunar month of
// year y falls. It is placed by its distance from the spring festival, which a
// leap month in between throws off, so the interval is no narrower.
func lunarFestival(y, month int) Interval {
	first, ok := springFestival(y)
	if !ok {
		return Interval{}
	}
	from := first.AddDate(0, 0, (month-1)*59/2)
	return Interval{from, from.AddDate(0, 0, 29)}
}
