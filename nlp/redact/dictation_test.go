package redact_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"huifang/nlp/entity"
	"huifang/nlp/redact"
	"huifang/nlp/value"
	"huifang/schemas"
)

// telling is a call in which a number is told, built piece by piece with a mark
// for each character whether it belongs to the number.
type telling struct {
	texts  []string
	secret [][]bool
}

func (s *telling) turn() {
	s.texts, s.secret = append(s.texts, ""), append(s.secret, nil)
}

func (s *telling) say(text string, secret bool) {
	last := len(s.texts) - 1
	s.texts[last] += text
	for _, c := range text {
		s.secret[last] = append(s.secret[last], secret && c != ' ')
	}
}

// check fails where a character of the number is in no span of personal data.
func (s *telling) check(rt *rapid.T, c *schemas.Call) {
	for i := range c.Turns {
		r := []rune(c.Turns[i].Text)
		covered := make([]bool, len(r))
		for _, p := range c.Turns[i].PII {
			for k := p.Start; k < p.End; k++ {
				covered[k] = true
			}
		}
		for k := range r {
			if s.secret[i][k] && !covered[k] {
				rt.Fatalf("%s\n%c at %d of turn %d is not found: %v", strings.Join(s.texts, "\n"), r[k], k, i, c.Turns[i].PII)
			}
		}
	}
}

// rendering writes digits in one of the ways in which they reach a transcript.
func rendering(rt *rapid.T, digits string) string {
	form := rapid.SampledFrom([]string{"ascii", "yao", "yi", "wide", "mixed", "repeats", "english"}).Draw(rt, "form")
	yao, yi := []rune("零幺二三四五六七八九"), []rune("零一二三四五六七八九")
	if rapid.Bool().Draw(rt, "dong") {
		yao[0] = '洞'
	}
	english := strings.Fields("zero one two three four five six seven eight nine")
	var b strings.Builder
	for i := 0; i < len(digits); i++ {
		c := digits[i]
		switch n := c - '0'; {
		case form == "english":
			if b.Len() > 0 {
				b.WriteByte(' ')
			}
			if c == 'X' {
				b.WriteByte(c)
			} else {
				b.WriteString(english[n])
			}
		case c == 'X' || form == "ascii":
			b.WriteByte(c)
		case form == "wide":
			b.WriteRune(rune(n) + '０')
		case form == "yi":
			b.WriteRune(yi[n])
		case form == "mixed" && i%2 == 0:
			b.WriteByte(c)
		case form == "repeats" && i+1 < len(digits) && digits[i+1] == c:
			b.WriteString("两个" + string(yao[n]))
			i++
		default:
			b.WriteRune(yao[n])
		}
	}
	return b.String()
}

// groups cuts digits into the groups in which people say them.
func groups(rt *rapid.T, digits string) []string {
	var out []string
	for len(digits) > 0 {
		n := min(len(digits), rapid.SampledFrom([]int{2, 3, 3, 4, 4, 4, 6, 11, 19}).Draw(rt, "group"))
		if len(digits)-n == 1 {
			n = len(digits)
		}
		out, digits = append(out, digits[:n]), digits[n:]
	}
	return out
}

func TestDictatedNumbers(t *testing.T) {
	rec := entity.NewRecognizer(value.NewScanner())
	sample := func(of []string) *rapid.Generator[string] { return rapid.SampledFrom(of) }
	rapid.Check(t, func(rt *rapid.T) {
		var digits, question string
		switch sample([]string{"phone", "id", "card"}).Draw(rt, "kind") {
		case "phone":
			digits = "1" + rapid.StringMatching(`[3-9][0-9]{9}`).Draw(rt, "phone")
			question = sample([]string{"您手机号多少?", "电话说一下我记", "留个联系方式吧", "怎么找您?"}).Draw(rt, "question")
		case "id":
			digits = identityNumber(rapid.StringMatching(`[1-6][1-5][0-9]{4}19[5-9][0-9]0[1-9][12][0-8][0-9]{3}`).Draw(rt, "id"))
			question = sample([]string{"身份证号报一下", "证件号码呢?", "我核对一下身份"}).Draw(rt, "question")
		default:
			digits = cardNumber("62" + rapid.StringMatching(`[0-9]{16}`).Draw(rt, "card"))
			question = sample([]string{"卡号多少?", "还款账户是哪个?", "打到哪张卡上?"}).Draw(rt, "question")
		}
		joint := sample([]string{" ", ",", "，", "。", "-", ",嗯,", ",呃", ",然后", "。后面是", "那个", "、"}).Draw(rt, "joint")
		reply := sample([]string{"", "嗯", "对", "好的,您继续", "echo", "嗯嗯"}).Draw(rt, "reply")

		var s telling
		s.turn()
		s.say(question, false)
		s.turn()
		s.say(sample([]string{"", "我的是", "你记一下,", "嗯,"}).Draw(rt, "lead"), false)
		for i, g := range groups(rt, digits) {
			if i > 0 {
				if reply == "" {
					s.say(joint, false)
				} else {
					s.turn()
					if reply == "echo" {
						s.say(s.texts[len(s.texts)-2], false)
						copy(s.secret[len(s.secret)-1], s.secret[len(s.secret)-2])
					} else {
						s.say(reply, false)
					}
					s.turn()
				}
			}
			s.say(rendering(rt, g), true)
		}
		s.say(sample([]string{"", "。", "", ",对的"}).Draw(rt, "tail"), false)

		c := conversation(s.texts...)
		annotated(rec, c)
		s.check(rt, c)
		m := redact.NewMasker(nil).Mask(c)
		if n := longestDigits(textsOf(m)); n > 4 {
			rt.Fatalf("%d digits in a row are left in %s", n, textsOf(m))
		}
	})
}

// cardNumber appends the check digit of Luhn to 18 digits.
func cardNumber(s string) string {
	sum := 0
	for i := range len(s) {
		v := int(s[len(s)-1-i] - '0')
		if i%2 == 0 {
			if v *= 2; v > 9 {
				v -= 9
			}
		}
		sum += v
	}
	return s + string(rune('0'+(10-sum%10)%10))
}

// Who takes back digits gives away neither the wrong nor the right ones.
func TestCorrectedNumbers(t *testing.T) {
	rec := entity.NewRecognizer(value.NewScanner())
	rapid.Check(t, func(rt *rapid.T) {
		phone := "1" + rapid.StringMatching(`[3-9][0-9]{9}`).Draw(rt, "phone")
		n := rapid.IntRange(2, 8).Draw(rt, "taken back")
		wrong := rapid.StringMatching(`[0-9]{8}`).Draw(rt, "wrong")[:n]
		back := rapid.SampledFrom([]string{",不对,", "不对是", "。哦不,", ",说错了,是", "错了 "}).Draw(rt, "back")
		right := phone[11-n:]
		if rapid.Bool().Draw(rt, "all of it") {
			right = phone
		}
		var s telling
		s.turn()
		s.say("您电话多少?", false)
		s.turn()
		s.say("我手机", false)
		s.say(rendering(rt, phone[:11-n]+wrong), true)
		s.say(back, false)
		s.say(rendering(rt, right), true)
		c := annotated(rec, conversation(s.texts...))
		s.check(rt, c)
		if masked := textsOf(redact.NewMasker(nil).Mask(c)); longestDigits(masked) > 4 {
			rt.Fatalf("%s leaves %s", s.texts[1], masked)
		}
	})
}
