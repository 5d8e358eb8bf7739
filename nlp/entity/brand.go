package entity

// brands finds firms that are called by two characters alone, as people in a
// trade call each other: 我欠鑫达的货款. No list knows them and no suffix gives them
// away; what does is that the characters are of the kind that firms use, that
// they form no word, and that they stand where a name may begin and end.
type brands struct {
	orgs     *organizations
	persons  *persons
	ordinary pairSet // words made of such characters
	weak     runeSet // stand in names and in too much else
	before   runeSet // may stand right before
	after    runeSet // may stand right after, besides what never is part of a name
}

func newBrands(orgs *organizations, persons *persons, ordinary []string) *brands {
	b := &brands{
		orgs:     orgs,
		persons:  persons,
		ordinary: newPairSet(ordinary...),
		weak:     newRuneSet("家行头书本先台月茶船微贵子日时文章学高进步中大东西叶花果米油道路桥将相极正"),
		before:   newRuneSet("给欠找跟被是叫向从替对和与、,\uff0c。?\uff1f 那的有像让由在为帮拿告等及了"),
		after:    newRuneSet("起倒破担保互签停跑退补回付打压拖转抵续断撤搬集老总刚一已现今昨去年正全先早"),
	}
	return b
}

// at returns the end of a brand of two runes that begins at i, 0 for none.
func (b *brands) at(r []rune, i int) int {
	if i > 0 && !b.before.has(r[i-1]) {
		return 0
	}
	return b.placed(r, i)
}

// pair tells whether the two runes at i can be a brand: firms use them in their
// names and they form no word.
func (b *brands) pair(r []rune, i int) bool {
	c, d := at(r, i), at(r, i+1) // a missing one is no such rune
	return b.member(c) && b.member(d) && c != d && !b.ordinary.has(c, d) &&
		!b.persons.wordStart.has(c, d) && !b.persons.wordEnds.has(c, d)
}

// member tells whether c is of the kind that firms use in brands.
func (b *brands) member(c rune) bool { return b.orgs.brand.has(c) && !b.weak.has(c) }

// ends tells whether a brand may end before k.
func (b *brands) ends(r []rune, k int) bool {
	return k == len(r) || !isHan(r[k]) || b.orgs.stop.has(r[k]) || b.after.has(r[k])
}

// placed returns the end of a firm that is called by its town and its brand, as
// 泉州华锦, where the town ends before i; 0 for none.
func (b *brands) placed(r []rune, i int) int {
	if !b.pair(r, i) || !b.ends(r, i+2) {
		return 0
	}
	return i + 2
}
