package value

// DictatedDigit returns the digit, '0' to '9', that c stands for where numbers
// are read out one by one: 幺 for one, 洞, 拐 and 勾 as on the radio. It returns 0
// for every other character.
func DictatedDigit(c rune) byte {
	switch c {
	case '零', '〇', '洞':
		return '0'
	case '一', '幺':
		return '1'
	case '二', '两':
		return '2'
	case '三':
		return '3'
	case '四':
		return '4'
	case '五':
		return '5'
	case '六':
		return '6'
	case '七', '拐':
		return '7'
	case '八':
		return '8'
	case '九', '勾':
		return '9'
	}
	if c >= '0' && c <= '9' {
		return byte(c)
	}
	return 0
}
