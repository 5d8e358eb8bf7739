// Package keyword finds the terms that set a call apart from ordinary calls.
//
// # Score
//
// A term is scored by its log-likelihood keyness against a background of calls,
//
//	G² = 2·Σ O·ln(O/E)
//
// summed over the call and the background, where O is how often the term occurs
// and E how often it would if both used it alike. Only terms that the call uses
// at least twice as often as the background count, and whose keyness is beyond
// chance. What comes up once is left
// out but for terms of post-loan talk, phrases whose last word is one (春茶 尾款) and,
// at half the score, nouns of three characters and more. Terms of the trade score double: drawn level, 应收账款 says
// more about a loan than 小姑娘.
//
// # Candidates
//
// Content words of two characters or more, from both speakers, and pairs of
// adjacent nouns (装卸 费用, loss payee). Pieces of spoken syntax that the dictionary
// has as words (套着, 排到, 两条船) are none, and words that the speaker repeats or
// takes back (Turn.Disfluencies) do not count. Function words, fillers and the small
// change of telephone talk are in stopwords.txt. Names of persons and other
// personal data are no candidates, since keywords are stored and searched
// unmasked: spans in Turn.PII, PERSON entities and what the dictionary tags as
// a personal name. Extract therefore runs after entities and personal data.
//
// # Groups of calls
//
// A TermCounter counts all candidates of a call, folded, which the store keeps to
// compare groups of calls by Keyness and LogRatio, the same two measures.
//
// # Background
//
// background.zst is made by genbackground: rates per million content words in
// the training calls and, at a lower weight, the utterances of nlp/corpus, mixed
// with the frequencies of the general dictionary so that everyday words which
// those lack do not look remarkable. Each word carries its class, so a candidate
// takes one walk through a trie.
package keyword
