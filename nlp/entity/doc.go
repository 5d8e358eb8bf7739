// Package entity finds the named things in calls: people, firms and offices,
// places, projects, contact numbers, and the values of package value.
//
// It works by rules over code points, with or without punctuation. Five sources
// add candidates to a turn:
//
//   - gazetteers of places and well-known organisations;
//   - forms: a surname with a title (王总), a firm's last word (…银行, …置业), a name
//     in a place where names stand (我是岭海银行冼志远), capitals in English;
//   - digits, written or dictated, that make a phone, identity or account number,
//     also where the dictation goes on over several turns;
//   - the dictionary of the call: the names in the loan file with the short forms
//     that people say (言叶智能 for 深圳言叶智能科技有限公司), and every full name or firm
//     that was recognised anywhere in the call, so that later mentions are found
//     where nothing around them gives them away;
//   - the trained tagger of package names, where NewTaggedRecognizer is given one:
//     it leads on written text and fills in on talk.
//
// Overlaps are settled by tier (contact numbers, then names, values, places), then
// length, then position. Then the names of one person or firm are linked, by rules
// that rather leave two mentions apart than join two people.
package entity
