// Package value finds quantities and dates as they are said and written in calls
// about loans, Chinese first and English second: money (一个亿出头, 小三千万,
// 两百六, $1.2 million), percentages (三成半, 百分之六十, 两个点), dates against the
// day of the call (去年三季度, 下个月十五号), durations and counts.
//
// It is one pass over code points by a hand-written scanner: a table says which
// pairs of runes can begin a value, a number is read as far as it goes, and what
// follows or precedes it decides what it is. There is no backtracking beyond the
// value at hand and no copy of the text, so spans are offsets into the text as
// given. Full width and traditional characters have to be folded (package
// normalize), which moves no offset.
//
// What belongs to a span: words that are part of the figure (小, 大, 多, 来, 几, 个) and
// its unit are inside; 大概, 左右, 出头, 不到, 以内 and 之前 are outside, and the first
// five tell the precision. Two bounds that share a unit are one value (三到五百万,
// 十几二十万); each with a unit of its own they are two, since 从一百万掉到五十万 tells of
// a change. A bare number such as 两百六 is read as spoken unless amounts around it
// are in 万.
//
// Words whose runes look like numbers are no values: 一般, 一起, 万一, 千万别, 十分,
// 一下, 一点. The scanner gets there by demanding more than digits: a power of ten
// with a digit before it, a unit or a measure word. What passes that and still
// counts nothing (二次加工, 一刀两断) is in a list.
package value
