// Package names finds persons, places and organisations in Chinese text with a
// trained tagger.
//
// The model is a linear-chain conditional random field over code points
// (Lafferty, McCallum and Pereira 2001) with the tags of tags.go. Its features
// (templates.go) are n-grams of code points around a place and the words and
// parts of speech that the segmenter found there, with the place's position in
// its word: names that the dictionary knows come with a tag such as nr or ns,
// others fall apart into short words, and both tell.
//
// # Registers
//
// Text that was written (news, notes of officers) and talk label differently and
// use other words, so every example belongs to a Register. All features are
// shared, and few of them exist once more for each register (Daumé 2007); one
// artefact serves both.
//
// # Speed
//
// Most of a text holds no name. A screen (screen.go), five table look-ups a code
// point, tells where one is possible at all; features are computed and
// tags decoded there only. Weights are of eight bits and lie twelve to a row
// beside the feature's hash, so that a feature costs one cache line, and a
// filter of a few hundred kilobytes tells most unknown features before.
//
// # Training
//
// Learn fits the weights by stochastic gradient steps, with steps per feature
// as in AdaGrad (Duchi, Hazan and Singer 2011), falling to nothing at the end,
// while each feature is left out half the time: a name that is often told by
// its own characters would otherwise keep the model from learning what stands
// around names (Sutton, Sindelar and McCallum 2006). A feature counts if it occurs in
// several groups of examples, that is documents: within one, names recur. The
// same examples yield the same model to the byte.
package names
