package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"huifang/schemas"
)

// Labels are the names that stand before what someone says: "客户：…",
// "Agent: …", "[SPEAKER_00]: …". The functions here cut them off the text and
// tell labels from sentences that happen to hold a colon.

// Lengths beyond which a label is none: in code points, and in Chinese
// characters among them.
const (
	maxLabel = 32
	maxHan   = 12
)

// cutLabel splits text at the colon behind a label, or behind a known label in
// brackets. ok is false where what stands there cannot be one.
func cutLabel(text string) (label, rest string, ok bool) {
	if inner, after, bracketed := cutBracket(text); bracketed && knownLabel(inner) {
		return strings.TrimSpace(inner), strings.TrimSpace(strings.TrimLeft(after, ":：")), true
	}
	at := strings.IndexAny(text, ":：")
	if at <= 0 {
		return "", "", false
	}
	_, size := utf8.DecodeRuneInString(text[at:])
	rest = strings.TrimSpace(text[at+size:])
	label = strings.TrimSpace(text[:at])
	if bold, ok := strings.CutPrefix(label, "**"); ok { // "**Agent:** …"
		label, rest = strings.TrimSuffix(bold, "**"), strings.TrimSpace(strings.TrimPrefix(rest, "**"))
	}
	label = strings.TrimSpace(strings.TrimLeft(label, "*-"))
	if inner, rest, ok := cutBracket(label); ok && rest == "" {
		label = strings.TrimSpace(inner)
	}
	if label == "" || utf8.RuneCountInString(label) > maxLabel || strings.HasPrefix(rest, "//") {
		return "", "", false
	}
	if strings.Count(label, "(")+strings.Count(label, "（") != strings.Count(label, ")")+strings.Count(label, "）") {
		return "", "", false
	}
	words, han := 1, 0
	for _, r := range label {
		switch {
		case unicode.Is(unicode.Han, r):
			han++
		case unicode.IsLetter(r), unicode.IsDigit(r), strings.ContainsRune("_-#.·()（）/&'", r):
		case r == ' ':
			words++
		default:
			return "", "", false
		}
	}
	// "We told you so: …" is a sentence, "Relationship Manager Zhao: …" is not;
	// "10:30 …" and "2026-11-20 10:30" are times.
	if words > 4 || han > maxHan || isClock(label, rest) {
		return "", "", false
	}
	return label, rest, true
}

// isClock reports whether the colon between label and rest is that of a time,
// with or without a date before it.
func isClock(label, rest string) bool {
	digit := func(c byte) bool { return c >= '0' && c <= '9' }
	return rest != "" && digit(label[0]) && digit(label[len(label)-1]) && digit(rest[0])
}

// knownLabel reports whether label is one by itself, wherever it stands: a role
// or a recogniser's number for a speaker.
func knownLabel(label string) bool {
	return roleOfLabel(label) != "" || speakerNumber(label)
}

// speakerNumber reports whether label is "Speaker 1", "spk_0", "说话人2" or the
// like.
func speakerNumber(label string) bool {
	s := strings.ToLower(label)
	for _, word := range []string{"speaker", "spk", "channel", "说话人", "发言人", "讲话人", "声道", "话者"} {
		rest, ok := strings.CutPrefix(s, word)
		if !ok {
			continue
		}
		rest = strings.Trim(rest, " _-#")
		return rest != "" && len(rest) <= 3 && strings.Trim(rest, "0123456789abcdefgh一二三四五六") == ""
	}
	return false
}

// maxSpeakers is how many different labels a talk may have before they are
// taken for ordinary sentences with colons.
const maxSpeakers = 8

// labelSet decides which labels of a document are speakers. texts are its
// lines or cues. Known labels always are; any other ones only where labels
// stand before at least half of the texts and are few.
func labelSet(texts []string) map[string]bool {
	counts := map[string]int{}
	labelled, known := 0, 0
	for _, text := range texts {
		label, _, ok := cutLabel(text)
		if !ok || metadataField(label) != "" && !knownLabel(label) {
			continue
		}
		labelled++
		counts[label]++
		if knownLabel(label) {
			known++
		}
	}
	all := known > 0 && len(counts) <= maxSpeakers || len(counts) > 1 && len(counts) <= maxSpeakers
	all = all && labelled*2 >= len(texts)
	for label := range counts {
		if !all && !knownLabel(label) {
			delete(counts, label)
		}
	}
	set := make(map[string]bool, len(counts))
	for label := range counts {
		set[label] = true
	}
	return set
}

// labelTurns moves labels from the text of turns to their speaker. A turn
// without one goes on with the speaker before, as subtitles name a speaker only
// where the speaker changes.
func labelTurns(t *transcript) {
	texts := make([]string, len(t.turns))
	for i := range t.turns {
		texts[i] = t.turns[i].Text
	}
	speakers := labelSet(texts)
	if len(speakers) == 0 {
		return
	}
	current, carried := "", 0
	for i := range t.turns {
		turn := &t.turns[i]
		label, rest, ok := cutLabel(turn.Text)
		switch {
		case ok && speakers[label]:
			current, turn.Text = label, rest
		case current != "":
			carried++
		}
		turn.Speaker = current
	}
	if carried > 0 {
		t.notes = append(t.notes, plural(carried, "turn", "without a name taken as going on with the speaker before"))
	}
}

// roleOfLabel returns the role that a label states in words, empty where it
// states none; unknown is the role of machines, which take no side. A number or a name behind the word does not matter: "坐席01",
// "客户经理（冯）", "Agent Zhao".
func roleOfLabel(label string) string {
	s := strings.ToLower(strings.TrimSpace(label))
	if r := roleOfWord(s); r != "" {
		return r
	}
	if i := strings.IndexAny(s, "（(-_#/ "); i > 0 {
		// "customer manager" and "client advisor" are on the bank's side, so
		// the last word counts before the first.
		words := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("（）()-_#/ ", r) })
		if len(words) >= 2 && englishBankTitle(words[1]) {
			return schemas.RoleAgent
		}
		if len(words) > 0 {
			if r := roleOfWord(strings.TrimRight(words[0], "0123456789")); r != "" {
				return r
			}
			return roleOfWord(strings.TrimRight(words[len(words)-1], "0123456789"))
		}
	}
	s = strings.TrimRight(s, "0123456789一二三四")
	for range maxChineseName + 1 {
		if r := roleOfWord(s); r != "" {
			return r
		}
		last, size := utf8.DecodeLastRuneInString(s)
		if !unicode.Is(unicode.Han, last) {
			break
		}
		s = s[:len(s)-size]
	}
	return ""
}

// maxChineseName is the length of a name that may follow a role: "客户经理冯磊".
const maxChineseName = 3

// englishBankTitle reports whether word is the second one of a title of the
// bank's staff, such as "customer manager".
func englishBankTitle(word string) bool {
	switch strings.TrimRight(word, "0123456789") {
	case "manager", "officer", "advisor", "adviser", "executive", "analyst", "representative", "rep", "service":
		return true
	}
	return false
}

// roleOfWord is the table behind roleOfLabel. Words are in lower case.
func roleOfWord(word string) string {
	switch word {
	case "agent", "advisor", "adviser", "officer", "banker", "bank", "operator", "teller", "staff", "rep", "representative", "rm",
		"坐席", "座席", "客服", "客服人员", "客户经理", "经理人员", "信贷员", "信贷经理", "信贷客户经理", "银行", "银行方", "我行",
		"行员", "柜员", "业务员", "贷后", "贷后经理", "风险经理", "理财经理", "对公客户经理", "公司客户经理", "银行客户经理",
		"回访人", "回访员", "回访人员", "外呼", "外呼人员", "客户代表", "贷后管理员", "调查员", "访谈人", "坐席员", "座席员", "话务员":
		return schemas.RoleAgent
	case "customer", "client", "caller", "borrower", "user", "company", "debtor",
		"客户", "顾客", "用户", "借款人", "借款方", "借款企业", "企业", "企业方", "客户方", "贷款人", "被访人", "受访人", "受访者",
		"银行客户", "老板", "负责人", "企业负责人", "法人", "法定代表人", "法人代表", "财务", "财务负责人", "会计", "实控人", "实际控制人", "公司":
		return schemas.RoleCustomer
	case "ivr", "system", "robot", "bot", "announcement", "系统", "系统提示", "系统提示音", "提示音", "机器人", "语音提示":
		return schemas.RoleUnknown
	default:
		return ""
	}
}
