package entity

import (
	"strings"

	"huifang/schemas"
)

// englishNames finds people and firms in English text by capital letters.
type englishNames struct {
	honorific map[string]bool
	orgEnd    map[string]bool
	common    map[string]bool // capitalised words that are no names
	surname   map[string]bool // Chinese surnames as they are spelled in English
}

func newEnglishNames() *englishNames {
	e := &englishNames{honorific: map[string]bool{}, orgEnd: map[string]bool{}, common: map[string]bool{}, surname: map[string]bool{}}
	for w := range strings.FieldsSeq("Mr Mrs Ms Miss Dr Mister Madam Captain Professor") {
		e.honorific[w] = true
	}
	for w := range strings.FieldsSeq("Bank Ltd Inc Group Capital Pharma Logistics Holdings Corp Company Partners Securities Insurance Trust Fund Retail Energy " +
		"Foods Trading Systems Technologies Industries Motors Airlines Hotels Shipping Biotech Therapeutics Home Electronics Leasing") {
		e.orgEnd[w] = true
	}
	for w := range strings.FieldsSeq("I The A An And But Or So If Is Are Was Were Do Did Does Have Has Had Can Could Would Should Will May Might Must You We They He She It " +
		"This That These Those There Here What When Where Who Why How Which Yes No Not Never None Nothing Good Morning Afternoon Evening Hello Hi Hey Thanks Thank " +
		"Please Sure Right Okay OK Well Just Then Than From For To In On At By Of With Your My Our Their His Her Its Any Some All Both Each Every Most Two Three " +
		"One Days Still Also Because Before After Once Until While Since Now Today Tomorrow Yesterday Monday Tuesday Wednesday Thursday Friday Saturday Sunday " +
		"January February March April June July August September October November December CEO CFO CMO CRO GOP ERP VP VPs EBITDA RMB USD HKD Revenue Gross Margin " +
		"Series Understood Correct Noted Recap Payroll Any Anything Let Got Did Fine Great Bye Did Up Down Only Very Honestly Headcount Board Last Next First") {
		e.common[w] = true
	}
	for w := range strings.FieldsSeq("Zhao Qian Sun Li Zhou Wu Zheng Wang Feng Chen Wei Jiang Shen Han Yang Zhu Qin Xu He Lyu Shi Zhang Cao Yan Hua Jin Tao Qi Xie " +
		"Zou Yu Shui Dou Yun Su Pan Ge Fan Peng Lu Ma Miao Fang Ren Yuan Liu Bao Tang Lei Luo Hao Wen Deng Hu Guo Gao Lin Liang Song Xiao Tian Dong Cai Du Ye Cheng " +
		"Ding Yao Cui Zhong Tan Liao Jia Xia Fu Bai Meng Xiong Qiu Hou Jiang Long Duan Qiao Gong Shao Wan Wong Chan Cheung Lee Lau Chow Kwok Leung Lam Ho Tsang Yeung Tse Kwan") {
		e.surname[w] = true
	}
	return e
}

// capitalised reads the word at i if it begins with a capital letter.
func capitalised(r []rune, i int) (end int) {
	if !isUpper(at(r, i)) || i > 0 && isLetter(r[i-1]) {
		return 0
	}
	end = i
	for isLetter(at(r, end)) || at(r, end) == '\'' && isUpper(at(r, end+1)) {
		end++
	}
	return end
}

// nameAt returns what begins with the capital at i: a title form (Mr. Alder), a
// firm (Straits Bank) or, where the speaker introduces someone, a full name.
func (e *englishNames) nameAt(r []rune, i int, opening bool) (candidate, bool) {
	end := capitalised(r, i)
	if end == 0 {
		return candidate{}, false
	}
	first := string(r[i:end])
	if e.honorific[first] {
		k := end
		if at(r, k) == '.' {
			k++
		}
		if at(r, k) != ' ' {
			return candidate{}, false
		}
		k++
		last := capitalised(r, k)
		if last == 0 && isHan(at(r, k)) {
			last = k + 1
		}
		if last == 0 {
			return candidate{}, false
		}
		if more := capitalised(r, last+1); more > 0 && at(r, last) == ' ' && !e.common[string(r[last+1:more])] {
			last = more
		}
		return candidate{kind: schemas.EntityPerson, start: i, end: last, rank: rankTitle, form: formTitle}, true
	}
	if e.common[first] || end-i < 2 {
		return candidate{}, false
	}
	words, k, lastWord := 1, end, first
	for at(r, k) == ' ' {
		next := capitalised(r, k+1)
		if next == 0 || e.common[string(r[k+1:next])] {
			break
		}
		words, lastWord, k = words+1, string(r[k+1:next]), next
		if e.orgEnd[lastWord] {
			break
		}
	}
	switch {
	case words >= 2 && e.orgEnd[lastWord], words == 2 && first == "Hotel":
		return candidate{kind: schemas.EntityOrg, start: i, end: k, rank: rankOrg}, true
	case words == 2 && k-i <= 24 && (opening || e.introduced(r, i) || e.surname[lastWord] && !e.orgEnd[first]):
		return candidate{kind: schemas.EntityPerson, start: i, end: k, rank: rankName}, true
	}
	return candidate{}, false
}

// introduced tells whether the words before i present a person.
func (e *englishNames) introduced(r []rune, i int) bool {
	for _, w := range []string{"this is ", "I'm ", "I am ", "name is ", "called ", "director ", "manager ", "chairman ", "founder ", "guarantor "} {
		if endsAt(r, i, []rune(w)) {
			return true
		}
	}
	return false
}
