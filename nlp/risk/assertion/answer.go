package assertion

// Answer is how a turn begins as a reply to a question.
type Answer uint8

// Kinds of answers.
const (
	NoAnswer Answer = iota
	// Yes affirms; There affirms against a negative question as well (有的).
	Yes
	There
	// No denies.
	No
	// Given presupposes a yes by giving a detail: when, how much.
	Given
)

// Answer returns how the turn answers and where the words that do so stand. Of
// several cues that begin an answer the longest decides: 没错 is a yes.
func (r *Reading) Answer() (a Answer, start, end int) {
	for _, c := range []struct {
		kind   Kind
		answer Answer
	}{{Exists, There}, {Affirm, Yes}, {Deny, No}, {Detail, Given}} {
		for _, s := range r.cues[c.kind] {
			if s.end > end {
				a, start, end = c.answer, s.start, s.end
			}
		}
	}
	return a, start, end
}
