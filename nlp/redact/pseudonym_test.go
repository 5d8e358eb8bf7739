package redact_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"huifang/nlp/entity"
	"huifang/nlp/redact"
	"huifang/nlp/value"
	"huifang/schemas"
)

// pseudonyms masks a call and returns the pseudonym of each mention by its text.
func pseudonyms(t interface{ Fatalf(string, ...any) }, rec *entity.Recognizer, key string, c *schemas.Call) map[string]string {
	annotated(rec, c)
	m := redact.NewMasker([]byte(key)).Mask(c)
	out := map[string]string{}
	for i := range c.Turns {
		for k, e := range c.Turns[i].Entities {
			p := m.Turns[i].Entities[k].Pseudonym
			if (e.Type == schemas.EntityPerson) != (p != "") {
				t.Fatalf("%s %s has the pseudonym %q", e.Type, e.Text, p)
			}
			if e.Pseudonym != "" {
				t.Fatalf("%s: Mask changed its argument", e.Text)
			}
			if p != "" {
				out[e.Text] = p
			}
		}
	}
	return out
}

func ofBorrower(id string, texts ...string) *schemas.Call {
	c := conversation(texts...)
	c.BorrowerID = id
	return c
}

func TestPseudonymsHoldOverTheCallsOfABorrower(t *testing.T) {
	rec := entity.NewRecognizer(value.NewScanner())
	first := pseudonyms(t, rec, "k1", ofBorrower("B1", "王总您好,我是运河银行的沈知远,您是王建国本人吗?", "是我,小沈你说。"))
	second := pseudonyms(t, rec, "k1", ofBorrower("B1", "您好,我是运河银行的沈知远,请问是王建国吗?", "王总不在,您找谁?"))
	for _, name := range []string{"王建国", "王总", "沈知远"} {
		if first[name] == "" || first[name] != second[name] {
			t.Errorf("%s is %q in one call and %q in another", name, first[name], second[name])
		}
	}
	if first["王总"] != first["王建国"] || first["小沈"] != first["沈知远"] || first["王建国"] == first["沈知远"] {
		t.Errorf("names and persons do not agree: %v", first)
	}
	other := pseudonyms(t, rec, "k1", ofBorrower("B2", "您好,我是运河银行的沈知远,请问是王建国吗?", "王总不在。"))
	rekeyed := pseudonyms(t, rec, "k2", ofBorrower("B1", "您好,我是运河银行的沈知远,请问是王建国吗?", "王总不在。"))
	for _, name := range []string{"王建国", "沈知远"} {
		if other[name] == first[name] || rekeyed[name] == first[name] || other[name] == rekeyed[name] {
			t.Errorf("%s is %s, %s for another borrower and %s under another key", name, first[name], other[name], rekeyed[name])
		}
	}
}

func TestPseudonymsOfPeopleWhoAreNeverNamed(t *testing.T) {
	rec := entity.NewRecognizer(value.NewScanner())
	first := pseudonyms(t, rec, "k1", ofBorrower("B1", "王总在吗?", "出去了,王会计在。"))
	second := pseudonyms(t, rec, "k1", ofBorrower("B1", "老王在吗?", "出去了。"))
	if first["王总"] == first["王会计"] {
		t.Errorf("two people share %s", first["王总"])
	}
	if first["王总"] != second["老王"] {
		t.Errorf("王总 is %s, 老王 %s", first["王总"], second["老王"])
	}
}

func TestPseudonymsWithoutAKeyAreReferences(t *testing.T) {
	rec := entity.NewRecognizer(value.NewScanner())
	got := pseudonyms(t, rec, "", ofBorrower("B1", "您好,我是运河银行的沈知远,请问是王建国吗?", "王总不在。"))
	if got["沈知远"] != "P1" || got["王建国"] != "P2" || got["王总"] != "P2" {
		t.Errorf("got %v", got)
	}
}

// However a full name is written, and whatever call of the borrower it is said in,
// it has one pseudonym, which says nothing of it.
func TestPseudonymProperty(t *testing.T) {
	rec := entity.NewRecognizer(value.NewScanner())
	rapid.Check(t, func(rt *rapid.T) {
		surname := rapid.SampledFrom([]string{"王", "李", "张", "陈", "欧阳"}).Draw(rt, "surname")
		given := rapid.SampledFrom([]string{"建国", "志强", "秀英", "伟", "雨桐"}).Draw(rt, "given")
		name := surname + given
		key := rapid.StringMatching(`[a-z]{16}`).Draw(rt, "key")
		id := rapid.StringMatching(`B[0-9]{4}`).Draw(rt, "borrower")
		seen := map[string]bool{}
		for _, text := range []string{"我叫" + name + "。", "担保人是" + name + ",对吧?", "是" + name + "本人吗?"} {
			c := ofBorrower(id, text)
			c.ID = text // a call of its own
			p := pseudonyms(rt, rec, key, c)[name]
			if p == "" {
				rt.Fatalf("%s is not found in %s", name, text)
			}
			if strings.Contains(p, surname) || len(p) != len("P-7f3a2c91") {
				rt.Fatalf("%s has the pseudonym %s", name, p)
			}
			seen[p] = true
		}
		if len(seen) != 1 {
			rt.Fatalf("%s has the pseudonyms %v", name, seen)
		}
	})
}
