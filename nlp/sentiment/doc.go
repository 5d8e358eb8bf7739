// Package sentiment tells the mood of the customer's turns: negative, neutral or
// positive, with a score from -1 to 1.
//
// Mood is not risk. 账户被冻结了, said calmly, is a risk; 哎呀愁死了 is a mood; most
// turns of a bank call are neither, so that neutral is also where the analyzer
// goes when it is not sure.
//
// Two layers decide. The first is a linear model over n-grams of the turn and
// of the question before it. It sees wordings but not the talk, and it is easily
// fooled: 没有拖欠工资 has every n-gram of 拖欠工资. The second weighs the first
// one's opinion against what a listener uses:
//
//   - cue groups (cues.tsv): good news, bad news, complaint, warmth, sighs …,
//     where good and bad news under a negator count as a group of their own;
//   - the answer against the question: 没有 to a bad question is good news, 有 is
//     bad; a short 好的 or 嗯 says nothing;
//   - settled trouble (已经解封了) and trouble of others (隔壁那家);
//   - the mood of the rest of the call, of the turns around, and where in the
//     call the turn stands: greetings and farewells are warm without meaning it;
//   - English by valences (package vader).
//
// The second layer is a multinomial logistic regression of some hundred readable
// weights. Both are in model.bin.
//
// A text that nobody answers is no talk, but a note, a forwarded post or a review:
// one turn, or all by one speaker. The experts of package written read it
// (written.bin), and their opinion is weighed against that of the two layers by
// how likely it is written. In a talk they are not asked, and cost nothing.
//
// Emotion tags of a recogniser shift the odds by stated weights (emotion.go).
// Course sums the scores up to how the mood runs through the call.
//
// Both artefacts are made by `huifang train sentiment`; docs/models/sentiment.md
// has the card.
package sentiment
