package ingest

import (
	"strconv"
	"strings"
)

// loanKey is the loan file's key for a plain column name, empty where it is
// none of the well-known ones.
func loanKey(plain string) string {
	switch plain {
	case "borrower", "借款人", "借款人名称", "借款企业", "企业名称", "客户名称", "公司名称":
		return "borrower"
	case "product", "贷款产品", "产品", "贷款品种":
		return "product"
	case "amount", "loanamount", "金额", "贷款金额", "合同金额", "授信金额", "发放金额":
		return "amount"
	case "balance", "loanbalance", "贷款余额", "余额", "本金余额":
		return "balance"
	case "purpose", "loanpurpose", "贷款用途", "用途":
		return "purpose"
	case "collateral", "抵押物", "担保方式", "押品", "抵质押物":
		return "collateral"
	case "guarantor", "担保人", "保证人":
		return "guarantor"
	case "nextrepayment", "下次还款", "下次还款日", "下一还款日":
		return "next_repayment"
	case "employees", "员工人数", "职工人数":
		return "employees"
	case "revenue", "营业收入", "年收入", "销售收入":
		return "revenue"
	case "netprofit", "净利润":
		return "net_profit"
	case "accountsreceivable", "应收账款":
		return "accounts_receivable"
	case "inventory", "存货":
		return "inventory"
	case "otherdebt", "他行融资", "他行贷款余额":
		return "other_debt"
	case "externalguarantee", "对外担保", "对外担保余额":
		return "external_guarantee"
	case "repaymentsource", "还款来源":
		return "repayment_source"
	case "actualcontroller", "实控人", "实际控制人":
		return "actual_controller"
	case "businessaddress", "经营地址":
		return "business_address"
	case "completiondate", "竣工日期", "完工日期":
		return "completion_date"
	case "projectprogresspct", "形象进度", "工程进度":
		return "project_progress_pct"
	case "equitypaidpct", "资本金到位率":
		return "equity_paid_pct"
	default:
		return ""
	}
}

// isAmount reports whether the values under a key of the loan file are CNY.
func isAmount(key string) bool {
	switch key {
	case "amount", "balance", "revenue", "net_profit", "accounts_receivable", "inventory", "other_debt", "external_guarantee":
		return true
	default:
		return false
	}
}

// isFigure reports whether the values under a key are numbers otherwise.
func isFigure(key string) bool {
	switch key {
	case "employees", "project_progress_pct", "progress_plan_pct", "equity_paid_pct", "rate":
		return true
	default:
		return false
	}
}

// amountUnit cuts the unit of an amount off a text and returns what it stands
// for in CNY: 400万元 is 400 and 10,000.
func amountUnit(text string) (rest string, scale float64) {
	rest, _ = strings.CutSuffix(strings.TrimSpace(text), "人民币")
	rest, _ = strings.CutSuffix(rest, "元")
	for _, unit := range []struct {
		name  string
		scale float64
	}{{"万", 1e4}, {"亿", 1e8}} {
		if number, ok := strings.CutSuffix(rest, unit.name); ok {
			return strings.TrimSpace(number), unit.scale
		}
	}
	return strings.TrimSpace(rest), 1
}

// scaledLoanKey is loanKey for a name that ends in a unit, as 贷款金额万元, with
// what the unit stands for in CNY. A name without one has scale 1.
func scaledLoanKey(plain string) (key string, scale float64) {
	if key := loanKey(plain); key != "" {
		return key, 1
	}
	base, scale := amountUnit(plain)
	if key := loanKey(base); isAmount(key) {
		return key, scale
	}
	return "", 1
}

// loanValue is the value of a loan file's key as JSON would have it: a number
// for the keys that hold amounts (in CNY, whatever unit the text or, by scale,
// its column has) and counts, where the text is a plain one. Any other text
// stays as it is.
func loanValue(key, text string, scale float64) any {
	number := text
	switch {
	case isAmount(key):
		var own float64
		if number, own = amountUnit(strings.TrimLeft(text, "¥￥ ")); own != 1 {
			scale = own // the value's own unit goes before the column's
		}
	case isFigure(key):
		number = strings.TrimSuffix(strings.TrimSpace(text), "%")
	default:
		return text
	}
	if number == "" || strings.Trim(number, "0123456789,.-") != "" {
		return text
	}
	n, err := strconv.ParseFloat(strings.ReplaceAll(number, ",", ""), 64)
	if err != nil {
		return text
	}
	return n * scale
}
