// Package fact collects what the customer states about the loan: figures,
// dates and circumstances under the fact keys of the rule set.
//
// A figure says nothing by itself; its topic does. The officer's question gives
// one (topics.yaml, "ask"), the customer's own words near the figure override it
// ("say"). Of the figures that fit the topic's kind one is taken a turn: totals
// and present values before parts and past ones, a figure after a correction
// (说错了,是…) before all. A stated change (走了一百四十) is turned into the value it
// leaves when the loan file has the value it started from. Facts without a
// figure (collateral, guarantor, use of the money) carry the sentence.
//
// Figures come from Turn.Entities; plain counts such as 八十三, which no entity
// holds, are read here, and only as an answer to a question for a number.
package fact
