package linear

// Block is a group of features that enter with the same gain, such as the
// n-grams of the answer, or those of the question.
type Block struct {
	Features []uint32
	// Gain is the value of each feature in training. It must be the same for a
	// feature in all examples: it is multiplied into the weights, so that
	// inference only adds.
	Gain float32
}

// Label overrides what an example says about one class.
type Label struct {
	Class    int
	Positive bool
	// Weight multiplies the loss; 0 takes the class out for this example.
	Weight float32
}

// Example is one labelled text.
type Example struct {
	Blocks []Block
	// Weights holds the weight at which the example counts as negative for each
	// class that Labels does not name. Examples may share the slice.
	Weights []float32
	Labels  []Label
}

// features calls yield for each feature, repeats included.
func (e *Example) features(yield func(id uint32, gain float32)) {
	for _, b := range e.Blocks {
		for _, id := range b.Features {
			yield(id, b.Gain)
		}
	}
}
