// Package redact finds personal data in calls and hides it.
//
// Annotate marks the spans: names of people, phone, identity and account numbers,
// e-mail and postal addresses from the entities, and by its own rules number
// plates, chat handles and secrets (passwords, one-time codes). Forms of address
// such as 王总 and the names of firms are no personal data here.
//
// Mask returns a copy fit to be stored where only some may read the original. It
// hides code points one for one behind '*', so that every span of every other
// annotation stays valid:
//
//	PHONE         138****5678           first 3 and last 4 digits stay
//	ID_CARD       320***********123X    first 3 and last 4
//	BANK_ACCOUNT  ***************1234   last 4
//	NAME          王*                   the surname
//	EMAIL         z**@example.com       first character and domain
//	ADDRESS       苏州市吴中区***       up to the district
//	PLATE         苏E****8              first two and last
//	WECHAT        a*********            first character
//	SECRET        ******                nothing
//
// What is hidden in one place is hidden in all: a name that was recognised once
// is masked wherever it is said, and in words, entities, facts, keywords,
// discrepancies and the loan file.
package redact
