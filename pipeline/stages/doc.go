// Package stages is the one visible list of what happens to a call:
//
//	segment   words, sentences, language
//	extract   entities, values, personal data, keywords, facts about the loan
//	tag       phases and checklist, sentiment, risk signals
//	assess    discrepancies with the loan file, alert level, follow-up
//	mask      personal data hidden in everything that leaves the pipeline
//
// Each stage is made of pure libraries below nlp; this package only says in
// which order they run and what each needs of the others.
package stages
