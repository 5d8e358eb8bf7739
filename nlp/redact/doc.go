// Package redact finds personal data in calls and hides it.
//
// Annotate marks the spans: names of people, phone, identity and account numbers,
// e-mail and postal addresses from the entities, and by its own rules number
// plates, chat handles, secrets (passwords, one-time codes), the numbers of passports
// and travel permits (as ID_CARD) and the social credit codes of firms, since a sole
// trader's firm is the person. Forms of address such as 王总 and the names of firms
// are no personal data here; Ms. Helen Wong gives a name away and is.
//
// A Masker makes a copy fit to be stored where only some may read the original. It
// hides code points one for one behind '*', so that every span of every other
// annotation stays valid:
//
//	PHONE         138****5678           first 3 and last 4 digits stay, of fewer than 11 the last 4
//	ID_CARD       320***********123X    first 3 and last 4
//	BANK_ACCOUNT  ***************1234   last 4
//	NAME          王*                   the surname
//	EMAIL         z**@example.com       first character and domain
//	ADDRESS       苏州市吴中区***       up to the district
//	PLATE         苏E****8              first two and last
//	WECHAT        a*********            first character
//	SECRET        ******                nothing
//	USCC          **************0Y43    last 4
//
// What is hidden in one place is hidden in all: a name that was recognised once
// is masked wherever it is said, and in words, entities, facts, keywords,
// discrepancies and the loan file.
//
// So that people can still be counted, each gets a pseudonym: P- and eight digits
// of HMAC-SHA256 over the borrower's key and the person's full name, which the
// names of a call that are linked share (Entity.Ref). Who has no key can neither
// tell the name nor follow a person from one borrower to another. One who is only
// called by a title (王总) goes by borrower and surname: he is the same in all calls
// of the borrower that never name him, but another than the 王建国 of a call that
// does, and two such people of one surname are told apart by the order in which a
// call mentions them.
package redact
