package entity

import "huifang/schemas"

// classify names what a run of digits is; an empty type means nothing known.
func classify(run digitRun, cue int) string {
	d := run.digits
	n := len(d)
	if kind := checked(d, cue); kind != "" {
		return kind
	}
	switch {
	case n == 17 && cue == cueID:
		return schemas.EntityIDCard
	case run.plus && n >= 9 && n <= 14:
		return schemas.EntityPhone
	case d[0] == '0' && n >= 10 && n <= 12 && cue != cueAccount:
		return schemas.EntityPhone
	case n == 10 && (d[0] == '4' || d[0] == '8') && d[1] == '0' && d[2] == '0':
		return schemas.EntityPhone
	case n >= 15 && n <= 25, n >= 8 && cue == cueAccount:
		return schemas.EntityBankAccount
	case cue == cuePhone && n >= 7 && n <= 12:
		return schemas.EntityPhone
	}
	return ""
}

// checked names what digits are that say so by themselves, by their length and
// first digits or by a check digit. It is what digits that were put together from
// several pieces have to pass.
func checked(d []byte, cue int) string {
	n := len(d)
	switch {
	case n == 18 && (validID(d) || cue == cueID):
		return schemas.EntityIDCard
	case n == 15 && cue == cueID && birthday(d[6:12]):
		return schemas.EntityIDCard // of before 1999
	case n == 11 && d[0] == '1' && d[1] >= '3' && cue != cueAccount:
		return schemas.EntityPhone
	case n == 13 && d[0] == '8' && d[1] == '6' && d[2] == '1' && d[3] >= '3':
		return schemas.EntityPhone
	case d[0] == '0' && (n == 11 || n == 12) && cue == cuePhone:
		return schemas.EntityPhone
	case n >= 16 && n <= 19 && luhn(d):
		return schemas.EntityBankAccount
	case n >= 16 && n <= 19 && cue == cueAccount:
		return schemas.EntityBankAccount
	}
	return ""
}

// validID checks the last digit of an 18-digit identity number (GB 11643) and
// that its date of birth is one.
func validID(d []byte) bool {
	weights := [...]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, w := range weights {
		if d[i] < '0' || d[i] > '9' {
			return false
		}
		sum += int(d[i]-'0') * w
	}
	return birthday(d[8:14]) && "10X98765432"[sum%11] == d[17]
}

// birthday tells whether the last four of six digits are a month and a day.
func birthday(d []byte) bool {
	month := int(d[2]-'0')*10 + int(d[3]-'0')
	day := int(d[4]-'0')*10 + int(d[5]-'0')
	return month >= 1 && month <= 12 && day >= 1 && day <= 31
}

// luhn checks the last digit of a card number.
func luhn(d []byte) bool {
	sum := 0
	for i := range d {
		c := d[len(d)-1-i]
		if c < '0' || c > '9' {
			return false
		}
		v := int(c - '0')
		if i%2 == 1 {
			if v *= 2; v > 9 {
				v -= 9
			}
		}
		sum += v
	}
	return sum%10 == 0
}
