// Package normalize folds what recognisers and keyboards write in several ways
// into one form, rune by rune: full width to half width, traditional to
// simplified Chinese, ASCII capitals to small letters.
//
// Folding never adds or removes a code point: rune i of the result stands for
// code point i of the input. So whatever is found in the folded text has the
// same span in Turn.Text, and no offset table is needed. Rewrites that would
// change the length (NFKC, 幺 → 1, fillers dropped) are for those who need
// them and keep their own map.
package normalize
