// Package stance tells whether a customer wants to repay and whether he can, as
// he states it in a call: two dimensions that mood does not tell apart. 还不上 said
// politely lacks ability, 爱告告去 said calmly lacks willingness.
//
// Evidence is gathered turn by turn from what the customer says (cues.yaml, for
// risk officers to read), from short answers to the officer's questions (钱备好了吗? —
// 够呛), and from asserted risk signals of the turn. A statement counts by what
// the speaker does with it (package assertion): denied it turns around (不会还不上),
// supposed it leaves doubt (要是回款不来就还不上), asked, settled or told of somebody
// else it says nothing.
//
// A dimension's score is the mean of its turns, each firm (1), doubtful (-0.3) or
// lacking (-1), where lacking counts double: an admission costs the speaker more
// than an assurance. Above 0.5 the call is firm, below -0.5 lacking, doubtful in
// between, and unstated without evidence.
package stance
