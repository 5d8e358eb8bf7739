// Package segment cuts turns into words.
//
// Text is folded first (package normalize), so that tokens are spans of the
// turn as given. Two engines do the cutting:
//
//   - Unigram, the default: the most probable path through the words of a
//     dictionary and the user's own lists, on a trie over code points, without
//     allocation. With the general dictionary alone it is gse's Cut(text,
//     false); tests hold it to gse word for word.
//   - GSE, the reference: github.com/go-ego/gse itself with the general
//     dictionary as it is, and lists over it.
//
// # Words that ship
//
// The counts of the general dictionary cut text badly: it gives all single
// characters the same small count, and has 有没有 and 统一规划 as words. So the
// shipped words (words.zst) are that dictionary with corrected weights, and the
// terms of post-loan talk in terms/*.txt. The correction is an averaged
// perceptron on texts that people cut (Learn, huifang train segment); it costs
// nothing when text is cut. docs/models/segment.md tells what it gains.
//
// # Atoms and numerals
//
// A run of Latin letters and digits is never cut, and with what holds it
// together it is one token: 3.5%, 1,200万, 15:06, COVID-19, e-mail, R&D, don't,
// a.b@c.com. Words of the dictionary may begin or end with a whole run (4S店,
// A股, LPR利率) and never within one. This is where the engine leaves gse's
// Cut(text, false): that takes log 0 for a letter or digit that begins a word
// and is none, and from there to the start of the text the longest match wins.
// With the shipped words a Chinese numeral is one token too: 三千五百万, 三点五, 第25.
//
// # Terms
//
// A shipped term and a word of the user's weigh at least what lifts them above
// every way to cut them: little more if they have two characters, much if they
// have more. So 应收账款 and 资金链 stay whole wherever they stand, while
// 物流贷款 remains 物流 贷款 although 流贷 is a term.
//
// # Annotator
//
// Annotator is the segment stage: tokens, language and spans of language of each
// turn. Turns with real English have their English parts tokenised and tagged by
// package english.
package segment
