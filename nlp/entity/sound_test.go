package entity_test

import (
	"testing"

	"huifang/nlp/entity"
	"huifang/nlp/segment"
	"huifang/nlp/value"
	"huifang/schemas"
)

// The borrower's firm is recognised where it is misheard, and linked to it.
func TestFirmOfTheLoanFileIsHeard(t *testing.T) {
	words := segment.NewAnnotator(segment.OpenUnigram())
	recognizer := entity.NewRecognizer(value.NewScanner())
	for said, want := range map[string]string{
		"我们言叶智能去年还可以": "言叶智能",
		"岩业智能的账都在这里":  "岩业智能",
		"言业智能去年还可以":   "言业智能",
		"研究智能设备的厂很多":  "",
		"言语之能大家都有":    "",
		"延业务智能化去年还可以": "",
	} {
		c := &schemas.Call{
			LoanFile: schemas.LoanFile{"borrower": "深圳言业智能科技有限公司"},
			Turns:    []schemas.Turn{{Role: schemas.RoleCustomer, Text: said}},
		}
		if err := words.Annotate(c); err != nil {
			t.Fatal(err)
		}
		recognizer.Annotate(c)
		var got schemas.Entity
		for _, e := range c.Turns[0].Entities {
			if e.Type == schemas.EntityOrg {
				got = e
			}
		}
		if got.Text != want || want != "" && (got.Norm != "深圳言业智能科技有限公司" || got.Ref != "O0") {
			t.Errorf("%s: %q, norm %q, ref %q, want %q", said, got.Text, got.Norm, got.Ref, want)
		}
	}
}
