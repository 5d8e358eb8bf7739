// Package segment cuts turns into words.
//
// Text is folded first (package normalize), so that tokens are spans of the
// turn as given. Two engines do the cutting:
//
//   - Unigram, the default: the most probable path through the words of the
//     general dictionary, the loan terms in terms/*.txt and the user's own
//     lists. It is gse's Cut(text, false), on a trie over code points, without
//     allocation. Tests hold it to gse word for word.
//   - GSE, the reference: github.com/go-ego/gse itself with the same words,
//     loaded domain terms first.
//
// # Atoms
//
// A run of Latin letters and digits is never cut, and with what holds it
// together it is one token: 3.5%, 1,200, COVID-19, e-mail, R&D, don't,
// a.b@c.com. Words of the dictionary may begin or end with a whole run (4S店,
// A股, LPR利率) and never within one. This is where the engine leaves gse's
// Cut(text, false): that takes log 0 for a letter or digit that begins a word
// and is none, and from there to the start of the text the longest match wins.
//
// # Terms
//
// A term without a frequency gets one that lifts it above every way to cut it,
// and little higher. So 应收账款 and 资金链 stay whole wherever they stand, while
// 物流贷款 remains 物流 贷款 although 流贷 is a term.
//
// # Annotator
//
// Annotator is the segment stage: tokens and language of each turn. Turns with
// real English have their English parts tokenised and tagged by package
// english.
package segment
