// Package linear holds linear classifiers over hashed sparse features: training
// by stochastic gradient descent, quantisation to eight bits, a compact binary
// form, and inference that allocates nothing.
//
// A classifier has one logistic regression for each class, independent of the
// others; that serves many labels on one text as well as one label out of a
// few. Features are 32-bit hashes. Those seen too rarely in training are left
// out, and the rest are kept exactly, in a hash table: most n-grams of a new
// text are unknown, and an unknown one then costs a failed look-up instead of
// a row of additions, and cannot collide with a known one.
//
// The score of a class is its bias plus the plain sum of the weights of the
// known features. It is not divided by the length of the text: a long turn
// that names a risk once names it as surely as a short one does.
//
// Training is deterministic: the order of the examples comes from a seed, and
// each class is computed alone, so that neither the number of processors nor
// the way classes are dealt out to them shows in the result. Products are
// rounded before they are added, so that no compiler fuses them; what still
// may differ between processor families is the last bit of math.Exp.
package linear
