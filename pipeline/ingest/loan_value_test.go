package ingest

import "testing"

func TestLoanValue(t *testing.T) {
	for _, tc := range []struct {
		column, text string
		key          string
		want         any
	}{
		{"贷款金额", "4000000", "amount", 4e6},
		{"贷款金额", "4,000,000.50", "amount", 4000000.5},
		{"贷款金额", "400万元", "amount", 4e6},
		{"贷款余额", "1.2亿", "balance", 1.2e8},
		{"贷款金额(万元)", "400", "amount", 4e6},
		{"贷款金额（万元）", "400", "amount", 4e6},
		{"贷款余额(亿元)", "1.5", "balance", 1.5e8},
		{"贷款金额(万元)", "5000万元", "amount", 5e7},
		{"贷款金额(元)", "¥400", "amount", 400.0},
		{"金额", "四百万", "amount", "四百万"},
		{"员工人数", "210", "employees", 210.0},
		{"员工人数", "两百来人", "employees", "两百来人"},
		{"形象进度", "62%", "project_progress_pct", 62.0},
		{"担保人", "陈木林", "guarantor", "陈木林"},
		{"借款人", "100万", "borrower", "100万"},
	} {
		key, scale := scaledLoanKey(plainName(tc.column))
		if key != tc.key {
			t.Errorf("%s means %q, want %q", tc.column, key, tc.key)
			continue
		}
		if got := loanValue(key, tc.text, scale); got != tc.want {
			t.Errorf("%s %q is %v, want %v", tc.column, tc.text, got, tc.want)
		}
	}
}

func TestUnitOfAColumnOnlyForAmounts(t *testing.T) {
	for _, name := range []string{"借款人(万元)", "备注(万元)", "员工人数(万)"} {
		if key, _ := scaledLoanKey(plainName(name)); key != "" {
			t.Errorf("%s means %q", name, key)
		}
	}
}
