package entity

import "huifang/schemas"

// addresses adds the postal addresses and the dictated mail addresses of a turn.
func (c *contacts) addresses(turn *turn) {
	r := turn.text
	for k, x := range r {
		var kind string
		var start, end int
		switch x {
		case '号', '栋', '幢':
			kind = schemas.EntityAddress
			start, end = c.address(r, k)
		case '艾', 'a', 'A':
			if n := atSign(r, k); n > 0 {
				if start, end = spokenMail(r, k, k+n); end > 0 {
					turn.add(candidate{kind: schemas.EntityEmail, start: start, end: end, rank: rankContact, norm: writtenMail(r, start, k, k+n, end)})
				}
			}
			continue
		default:
			continue
		}
		if end > 0 {
			turn.add(candidate{kind: kind, start: start, end: end, rank: rankContact})
		}
	}
}

// address returns the postal address with a house number that ends at i, on 号, 栋
// or 幢: 德城区湖滨中路66号, 季华五路18号1706室, 幸福小区3栋2单元501.
func (c *contacts) address(r []rune, i int) (start, end int) {
	k := i
	for k > 0 && houseDigit(r[k-1]) {
		k--
	}
	if k == i || k < 2 || !c.street(r, k-1, r[i] == '号') {
		return 0, 0
	}
	start = k - 1
	for start > 0 && k-start < 24 && isHan(r[start-1]) && !c.lead.has(r[start-1]) {
		start--
	}
	if k-start < 3 {
		return 0, 0
	}
	return start, c.room(r, i+1)
}

func houseDigit(c rune) bool {
	return isDigit(c) || spokenDigit(c) != 0 || c == '十' || c == '百' || c == '千' || c == '-'
}

// street tells whether what ends with r[k] is a street or an estate that has
// houses. Before 栋 only an estate counts: of a works, too, people say 三栋.
func (c *contacts) street(r []rune, k int, numbered bool) bool {
	if c.estate.has(r[k]) {
		return true
	}
	before := at(r, k-1)
	switch r[k] {
	case '区', '村', '园', '城':
		if before == '小' || before == '社' || before == '新' || before == '花' || before == '家' || before == '嘉' || before == '名' {
			return true
		}
		return numbered && r[k] != '城'
	case '路', '街', '道', '巷', '弄', '里', '镇', '坊':
		return numbered
	}
	return false
}

// room returns where an address ends whose house ends at end: it takes the
// building, the flight and the room behind.
func (c *contacts) room(r []rune, end int) int {
	building := r[end-1] != '号'
	if at(r, end) == '楼' {
		end++
		building = true
	}
	for end < len(r) {
		next := end
		for next < len(r) && (spokenDigit(r[next]) != 0 || r[next] == '十' || r[next] == '-' && next > end || isUpper(r[next])) {
			next++
		}
		if next == end {
			break
		}
		if !c.inside.has(at(r, next)) {
			if building && next-end >= 3 && next-end <= 4 {
				return next // 六零二, a room that is not called one
			}
			break
		}
		for c.inside.has(at(r, next)) {
			next++
		}
		end, building = next, true
	}
	return end
}

// streetAddress returns the English address that starts with No. at i:
// No. 88 Weixin Road, Suzhou Industrial Park.
func streetAddress(r []rune, i int) (end int) {
	if hasAt(r, i, "No. ") == 0 || !isDigit(at(r, i+4)) {
		return 0
	}
	k := i + 4
	for k < len(r) && (isDigit(r[k]) || r[k] == '-') {
		k++
	}
	end = k
	for at(r, k) == ' ' || at(r, k) == ',' && at(r, k+1) == ' ' {
		for at(r, k) == ' ' || at(r, k) == ',' {
			k++
		}
		if !isUpper(at(r, k)) {
			break
		}
		for isLetter(at(r, k)) {
			k++
		}
		end = k
	}
	if end-i < 10 {
		return 0
	}
	return end
}
