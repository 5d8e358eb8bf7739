package train

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"huifang/nlp/dialogue"
)

// retrain is the environment variable that asks for the long test.
const retrain = "HUIFANG_RETRAIN"

// publicData is the environment variable that names the folder of public data
// sets.
const publicData = "HUIFANG_DATA"

// TestArtefactsAreReproducible trains all models on the corpus in the
// repository and compares them with those that ship.
func TestArtefactsAreReproducible(t *testing.T) {
	if os.Getenv(retrain) == "" {
		t.Skip("takes about a minute; set " + retrain + "=1 to run it")
	}
	for _, name := range Names() {
		t.Run(name, func(t *testing.T) {
			if learnsFromPublicData(name) && os.Getenv(publicData) == "" {
				t.Skip("learns from public data sets; set " + publicData + " to their folder")
			}
			out := filepath.Join(t.TempDir(), "model.bin")
			if name == "segment" {
				out = filepath.Join(filepath.Dir(out), "correction.zst")
			}
			report, err := Run(context.Background(), name, Options{Corpus: "../corpus", Data: os.Getenv(publicData), Out: out})
			if err != nil {
				t.Fatal(err)
			}
			files, err := filepath.Glob(filepath.Join(filepath.Dir(out), "*"))
			if err != nil || len(files) == 0 {
				t.Fatal("no artefact", err)
			}
			for _, file := range files {
				got, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				want, err := os.ReadFile(filepath.Join("..", name, filepath.Base(file)))
				if err != nil {
					t.Fatal(err)
				}
				if !bytes.Equal(got, want) {
					t.Errorf("training makes another %s than the one that ships; copy the new one, or undo the change that caused it\n%s", filepath.Base(file), report)
				}
			}
		})
	}
}

// small writes a corpus of a few calls by two authors.
func small(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	var train strings.Builder
	for _, id := range []string{"T101", "T102", "T201", "T202"} {
		train.WriteString(`{"id":"` + id + `","turns":[` +
			`{"idx":0,"role":"agent","text":"账户被冻结了吗?"},{"idx":1,"role":"customer","text":"上周被法院冻结了,愁死了"},` +
			`{"idx":2,"role":"agent","text":"工资发了吗?"},{"idx":3,"role":"customer","text":"工资都发了,生意好得很"},` +
			`{"idx":4,"role":"agent","text":"好的"},{"idx":5,"role":"customer","text":"再见"}],` +
			`"gold":{"risk_turns":[{"turn":1,"code":"LIT03"}],"hard_negatives":[{"turn":3,"code":"LIQ02"}],"sentiment":{"1":"neg","3":"pos","5":"neu"},` +
			`"phases":{"0":3,"1":3,"2":3,"3":3,"4":4,"5":4},"checklist_evidence":{"K03":[0]},` +
			`"entities":[{"turn":1,"type":"ORG","start":3,"end":5}]}}` + "\n")
	}
	utterances := header + strings.Repeat("LIT03\tasserted\tcustomer\t\t账户被法院冻结了\t\tplain\n"+
		"LIT03\tnegated\tcustomer\t\t账户没有被冻结\t\tplain\n"+"LIQ02\tasserted\tcustomer\t\t工资还没发\t\tplain\n", 3)
	files := map[string]string{
		"train_calls.jsonl": train.String(), "dev_calls.jsonl": train.String(), "utterances/A.tsv": utterances,
		"dial_disfluency_3k/dis.6": strings.Repeat("恩我们我们厂呢停了。\n账户呃被冻结了。\n", 10),
		"dial_disfluency_3k/flu.6": strings.Repeat("我们厂停了。\n账户被冻结了。\n", 10),
	}
	files[newsFile] = strings.Repeat("王 B-PER\n强 I-PER\n在 O\n苏 B-LOC\n州 I-LOC\n\n", 120)
	maps.Copy(files, publicSets())
	for name, data := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestRunTwiceGivesTheSameArtefact(t *testing.T) {
	dir := small(t)
	for _, name := range Names() {
		if name == "segment" {
			continue // learns over the whole dictionary; tested on a small one
		}
		a, err := Run(context.Background(), name, Options{Corpus: dir, Data: dir})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		b, err := Run(context.Background(), name, Options{Corpus: dir, Data: dir})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if a.SHA256 != b.SHA256 || a.Bytes == 0 {
			t.Errorf("%s: %s and %s", name, a.SHA256, b.SHA256)
		}
		sets := []string{"T1", "T2", "held out", "dev"}
		switch name {
		case "disfluency":
			sets = []string{"held out"}
		case "names":
			sets = []string{"held-out authors: all", "dev calls: all"}
		}
		for _, set := range sets {
			if !slices.ContainsFunc(a.Scores, func(s Score) bool { return s.Set == set && s.Turns > 0 }) {
				t.Errorf("%s: no scores on %s", name, set)
			}
		}
	}
}

func TestRunWritesHeldOutScores(t *testing.T) {
	dir := small(t)
	file := filepath.Join(t.TempDir(), "scores.jsonl")
	if _, err := Run(context.Background(), "riskmodel", Options{Corpus: dir, OutOfFold: file}); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(data, []byte("\n")); n != 4*6 {
		t.Errorf("%d lines for 24 turns", n)
	}
}

func TestRunWritesBothArtefactsOfDialogue(t *testing.T) {
	out := filepath.Join(t.TempDir(), "model.bin")
	if _, err := Run(context.Background(), "dialogue", Options{Corpus: small(t), Out: out}); err != nil {
		t.Fatal(err)
	}
	model, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	moves, err := os.ReadFile(filepath.Join(filepath.Dir(out), "moves.json"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := dialogue.LoadModel(model, moves); err != nil {
		t.Error(err)
	}
}

func TestRunReportsWhatItCannotDo(t *testing.T) {
	dir := small(t)
	stray := filepath.Join(dir, "utterances", "B.tsv")
	if err := os.WriteFile(stray, []byte(header+"LIQ02\tasserted\tcustomer\t\t没发\tXXX99\tplain\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for name, opt := range map[string]Options{
		"riskmodel":  {Corpus: dir},
		"sentiment":  {Corpus: filepath.Join(dir, "missing")},
		"dialogue":   {Corpus: filepath.Join(dir, "missing")},
		"other":      {Corpus: dir},
		"disfluency": {Corpus: dir, Data: filepath.Join(dir, "utterances")},
		"names":      {Corpus: dir, Data: filepath.Join(dir, "utterances")},
	} {
		if _, err := Run(context.Background(), name, opt); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestRunAsksForPublicDataAndForTheFolderOfTheArtefactFirst(t *testing.T) {
	dir := small(t)
	for _, name := range Names() {
		_, err := Run(context.Background(), name, Options{Corpus: "missing"})
		if got := errors.Is(err, ErrNoData); got != (name != "riskmodel" && name != "dialogue") {
			t.Errorf("%s without public data: %v", name, err)
		}
		_, err = Run(context.Background(), name, Options{Corpus: "missing", Data: dir, Out: filepath.Join(dir, "none", "model.bin")})
		if err == nil || !strings.Contains(err.Error(), "folder of the artefact") {
			t.Errorf("%s into a folder that is not there: %v", name, err)
		}
	}
}

func TestRunStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	dir := small(t)
	for _, name := range Names() {
		if _, err := Run(ctx, name, Options{Corpus: dir, Data: dir}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
