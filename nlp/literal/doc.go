// Package literal finds where any of many fixed texts stand in a text.
//
// It is the first step of matching patterns and phrases, of which there are
// thousands while hardly any occurs in a given sentence. What counts is the cost
// of the characters where nothing begins: a Finder tests each character, and each
// with the one after it, against two bit sets that fit into the fastest cache,
// without a branch. Only where a test succeeds, and one in some ten does by
// mistake, are the larger tables looked at: by the first two characters, then
// along a tree.
//
// Texts are code points that are compared as they are; folding is the caller's.
package literal
