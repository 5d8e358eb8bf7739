// Package written tells the mood of what is written rather than said in a talk:
// posts of share forums and reviews, as they come with forwarded chats, notes
// and complaints.
//
// What a word means hangs on who writes: 跌 is bad news to a holder of shares and
// good news to a buyer of fruit, and neither writes as a borrower speaks. So a
// gate tells first from which domain a text is, and an expert of each domain
// gives its opinion; the opinions are weighed by the probabilities of the gate.
// The expert on posts knows three moods. The one on reviews takes sides only: it
// learns from n-grams that occur in many categories of goods, and its
// probabilities are calibrated on categories that it has not seen.
//
// Gate and experts are linear over the same hashed n-grams, so that they are one
// linear.Model with a column for each of their classes, and a text is looked up
// once.
package written
