// Package pinyin finds words by their sound. Recognisers write what they hear
// with the wrong characters (应收涨款 for 应收账款, 典档行 for 典当行), and to a
// matcher over characters such a word does not exist.
//
// A sound is a syllable without its tone, one for each character. Of characters
// with several readings a text is read by the usual one; words to look for are
// read in all readings that are common in words, since it is known what they
// are. Near folds the syllables that recognisers and speakers of the south
// confuse: z/zh, c/ch, s/sh, n/l, f/h, an/ang, en/eng, in/ing.
//
// An Index holds words of three syllables and more: two syllables are shared by
// too many words to tell anything. Even so most of what merely sounds alike is
// something else that was said and written correctly, so that a find stands only
// if what differs is not an ordinary word of the text (see Index.Match). What is
// left is evidence of less weight than the word itself; who uses it says so.
//
// Text is folded (normalize.Fold), a syllable for a character, so that spans
// hold in the text as given. The cost is a few nanoseconds a character: a filter
// over the sounds of three neighbours lets hardly anything through but finds.
package pinyin
