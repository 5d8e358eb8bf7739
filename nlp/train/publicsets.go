package train

import (
	"cmp"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"huifang/nlp/sentiment/written"
)

// Files of the public sets, below Options.Data.
const (
	postFile    = "fin_fincuge/finfe/train_list.json"
	bearishFile = "senti_fin_stock_comments/negative.txt"
	bullishFile = "senti_fin_stock_comments/positive.txt"
	reviewFile  = "senti_online_shopping10/online_shopping_10_cats.csv"
	chatFile    = "senti_conversation_xs/sentiment_XS_30k.txt"
	wordFile    = "lex_jionlp/sentiment_words.txt"
)

// post is a text of a stock forum with what its readers said.
type post struct {
	text  string
	votes [3]int // by number of the mood
}

// total is the number of readers.
func (p *post) total() int { return p.votes[0] + p.votes[1] + p.votes[2] }

// mood is what most of the readers said, the first of equals.
func (p *post) mood() int {
	best := 0
	for k, n := range p.votes {
		if n > p.votes[best] {
			best = k
		}
	}
	return best
}

// readPosts reads FinFE: a list of [text, label], the labels numbered as moods
// are. A text that stands in it several times becomes one post: else a copy of
// a test text could be trained on.
func readPosts(fsys fs.FS) ([]post, error) {
	data, err := fs.ReadFile(fsys, postFile)
	if err != nil {
		return nil, err
	}
	var rows [][2]json.RawMessage
	if err := json.Unmarshal(data, &rows); err != nil {
		return nil, fmt.Errorf("%s: %w", postFile, err)
	}
	var posts []post
	place := map[string]int{}
	for n, row := range rows {
		var text string
		var label int
		err := errors.Join(json.Unmarshal(row[0], &text), json.Unmarshal(row[1], &label))
		if err == nil && (label < written.Negative || label > written.Positive) {
			err = fmt.Errorf("label %d", label)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: row %d: %w", postFile, n+1, err)
		}
		key := cmp.Or(essence(text), text)
		at, ok := place[key]
		if !ok {
			at = len(posts)
			place[key] = at
			posts = append(posts, post{text: text})
		}
		posts[at].votes[label]++
	}
	return posts, nil
}

// readComments reads comments on shares, a line each, cut into words by spaces.
// None of them is neutral.
func readComments(fsys fs.FS) ([]post, error) {
	var posts []post
	for _, file := range []struct {
		name string
		mood int
	}{{bearishFile, written.Negative}, {bullishFile, written.Positive}} {
		data, err := fs.ReadFile(fsys, file.name)
		if err != nil {
			return nil, err
		}
		for line := range strings.Lines(string(data)) {
			p := post{text: strings.Join(strings.Fields(line), "")}
			p.votes[file.mood] = 1
			posts = append(posts, p)
		}
	}
	return posts, nil
}

// review is a review of goods, a hotel or a book.
type review struct {
	category, text string
	favourable     bool
}

// readReviews reads online_shopping_10_cats: category, label, text. Copies of a
// text are left out.
func readReviews(fsys fs.FS) ([]review, error) {
	f, err := fsys.Open(reviewFile)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.FieldsPerRecord = 3
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", reviewFile, err)
	}
	var reviews []review
	seen := map[string]bool{}
	for n, row := range rows {
		if n == 0 {
			continue
		}
		if row[1] != "0" && row[1] != "1" {
			return nil, fmt.Errorf("%s: row %d: label %q", reviewFile, n+1, row[1])
		}
		key := essence(row[2])
		if seen[key] || key == "" {
			continue
		}
		seen[key] = true
		reviews = append(reviews, review{category: row[0], text: row[2], favourable: row[1] == "1"})
	}
	return reviews, nil
}

// sided is a text that takes a side.
type sided struct {
	text       string
	favourable bool
}

// readChats reads short messages, a line each: positive or negative, a comma, and
// the message cut into words by spaces.
func readChats(fsys fs.FS) ([]sided, error) {
	return readSided(fsys, chatFile, true, func(line string) (sided, error) {
		label, text, _ := strings.Cut(line, ",")
		if label != "positive" && label != "negative" {
			return sided{}, fmt.Errorf("label %q", label)
		}
		return sided{strings.ReplaceAll(text, " ", ""), label == "positive"}, nil
	})
}

// readWords reads words and their valence, with a tab between.
func readWords(fsys fs.FS) ([]sided, error) {
	return readSided(fsys, wordFile, false, func(line string) (sided, error) {
		word, number, _ := strings.Cut(line, "\t")
		valence, err := strconv.ParseFloat(number, 64)
		return sided{word, valence > 0}, err
	})
}

// readSided reads a file a line at a time, without its first line where that is
// a header.
func readSided(fsys fs.FS, name string, header bool, parse func(line string) (sided, error)) ([]sided, error) {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	var texts []sided
	n := 0
	for line := range strings.Lines(string(data)) {
		if n++; n == 1 && header {
			continue
		}
		s, err := parse(strings.TrimRight(line, "\r\n"))
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
		texts = append(texts, s)
	}
	return texts, nil
}

// essence is a text without what copies of it differ in: case, punctuation,
// white space.
func essence(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'A' && r <= 'Z':
			return r - 'A' + 'a'
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r >= 0x4e00 && r <= 0x9fff:
			return r
		default:
			return -1
		}
	}, text)
}
