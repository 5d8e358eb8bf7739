// Package exchange turns a turn together with the turn before it, question and
// answer, into hashed features for linear models.
//
// Features are n-grams of the turn, n-grams of the end of the question before
// it, and, where the turn is short, the question's n-grams once more together
// with the polarity of the answer: 有没有被冻结？ followed by 没有 and by 有 are
// different evidence, though the question is the same.
package exchange
