// Package assess draws the conclusions of a call: where the customer departs
// from the loan file, how loud to tell the risk team, what to do next and when.
//
// It reads what earlier stages found (signals, facts) and the policies of the
// rule set; it adds no reading of its own except for statements about a state
// (collateral let, guarantor leaving), which are compared by the phrases in
// states.yaml. A discrepancy rests on a value that fits the field and exceeds
// its tolerance, or on a stated change that the file does not have; in doubt
// there is none, since a major discrepancy lifts a call to orange.
//
// The level follows the alert policy: codes count once, with their highest
// severity; codes of the bank's own conduct refer the call to compliance and do
// not count. Discrepancies can only lift the level.
package assess
