// Package output writes the rows of a query for people and programs: as an
// aligned table, as CSV or as JSON Lines.
//
// The driver hands out Go values that have lost half of their type (a Date is a
// time like a DateTime64), so each value is written by its ClickHouse type, in
// ClickHouse's own notation. Types that this package does not know are written
// by what their Go value is.
package output
