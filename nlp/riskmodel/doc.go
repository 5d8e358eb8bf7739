// Package riskmodel scores how likely a turn states each risk of the taxonomy,
// from the characters of the turn and of the turn before.
//
// It is the statistical second opinion beside the rules of nlp/risk: it has
// seen thousands of wordings and generalises over pieces of them, but it knows
// nothing of assertion beyond what n-grams like 没有 show. The rules decide; the
// model proposes what they have no pattern for, and casts doubt where it sees
// nothing.
//
// Features are those of package exchange: n-grams of the turn and of the question
// before it. One logistic regression a code (package linear) adds them up.
//
// Roles are hard limits: codes of agent conduct can only fire on turns of the
// agent and all others only on the customer's.
//
// The artefact model.bin is made by `huifang train riskmodel` from nlp/corpus;
// docs/models/riskmodel.md has its card.
package riskmodel
