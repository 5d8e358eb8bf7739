package entity

import (
	"bytes"

	"huifang/schemas"
)

// piece is a run of digits that belongs to a number told in several.
type piece struct{ turn, run int }

// dictation is a number being put together.
type dictation struct {
	cue    int
	digits []byte
	pieces []piece
	// kind, norm and told are what is known so far: the first told pieces are the
	// number norm.
	kind, norm string
	told       int

	digitRoom [longestNumber + 16]byte
	pieceRoom [2 * pauseTurns]piece
}

const (
	// longestNumber is the length of the longest number that is dictated, in
	// digits: an account.
	longestNumber = 25
	// pauseTurns is how many turns later dictation may go on.
	pauseTurns = 5
	// longestReply is how long a turn without digits may be that keeps somebody
	// dictating, and how much an echo may say besides, in code points.
	longestReply = 8
)

// numbers appends the addresses of turn i and what its digit runs are. Dictation
// that goes on after 然后 or 不对, or in a later turn, with the other side saying 嗯
// or the digits again between, is one number.
func (rec *Recognizer) numbers(t *talk, i int) {
	turn := &t.turns[i]
	rec.contacts.addresses(turn)
	for k := range turn.runs {
		run := &turn.runs[k]
		if turn.taken[k] {
			continue
		}
		d := dictation{cue: digitCue(turn.text, run.start, t.before(i))}
		kind := classify(*run, d.cue)
		if (!wholeNumber(run.digits, kind, d.cue) || rec.contacts.corrected(turn, k)) && rec.contacts.dictated(t, &d, piece{i, k}) {
			t.tell(&d)
			t.echoes(d.pieces[d.told-1].turn+1, turn.role, d.kind, d.norm)
			continue
		}
		if kind != "" {
			norm := string(run.digits)
			turn.add(candidate{kind: kind, start: run.start, end: extension(turn.text, run.end, kind), rank: rankContact, norm: norm})
			t.echoes(i+1, turn.role, kind, norm)
			continue
		}
		if (len(run.digits) == 4 || len(run.digits) == 6) && tailNumber(turn.text, run, t.before(i)) {
			if d.cue == cueNone {
				d.cue = cueAfter(turn.text, run.end)
			}
			if d.cue == cueNone && !ofPaper(turn.text, run.start) {
				d.cue = cueAccount
			}
			if kind := tailKind(d.cue); kind != "" {
				turn.add(candidate{kind: kind, start: run.start, end: run.end, rank: rankContact, norm: string(run.digits)})
			}
		}
	}
}

// wholeNumber tells whether a run that was classified cannot be the beginning of a
// longer number: an account may be, and in an identity number what looks like a
// phone.
func wholeNumber(digits []byte, kind string, cue int) bool {
	switch {
	case kind == "" || checked(digits, cue) != kind:
		return false
	case kind == schemas.EntityBankAccount:
		return len(digits) == 19
	}
	return kind == schemas.EntityIDCard || cue != cueID
}

// corrected tells whether run k is taken back, in part at least, by the next.
func (c *contacts) corrected(turn *turn, k int) bool {
	return k+1 < len(turn.runs) && c.bridges(turn.text[turn.runs[k].end:turn.runs[k+1].start]) == bridgeCorrects
}

// extension returns where the number that ends at end goes on as an extension:
// 0512-65430018转8012.
func extension(r []rune, end int, kind string) int {
	if kind != schemas.EntityPhone {
		return end
	}
	k := end
	for at(r, k) == ' ' || at(r, k) == ',' || at(r, k) == '\uff0c' {
		k++
	}
	switch {
	case at(r, k) == '转':
		k++
	case hasAt(r, k, "分机") > 0:
		k += 2
	default:
		return end
	}
	if at(r, k) == '号' {
		k++
	}
	from := k
	for at(r, k) != '*' && spokenDigit(at(r, k)) != 0 {
		k++
	}
	if k-from < 2 || k-from > 6 {
		return end
	}
	return k
}

// tell adds the pieces of a number to their turns.
func (t *talk) tell(d *dictation) {
	for _, p := range d.pieces[:d.told] {
		turn := &t.turns[p.turn]
		run := &turn.runs[p.run]
		turn.taken[p.run] = true
		turn.add(candidate{kind: d.kind, start: run.start, end: run.end, rank: rankContact, norm: d.norm})
	}
}

// echoes marks what the other side says of the number again in turn i.
func (t *talk) echoes(i int, role, kind, norm string) {
	if i >= len(t.turns) || t.turns[i].role == role {
		return
	}
	turn := &t.turns[i]
	for k := range turn.runs {
		run := &turn.runs[k]
		if !turn.taken[k] && len(run.digits) >= 4 && len(run.digits) < len(norm) && bytes.Contains([]byte(norm), run.digits) {
			turn.taken[k] = true
			turn.add(candidate{kind: kind, start: run.start, end: run.end, rank: rankContact, norm: norm})
		}
	}
}

// dictated puts the number together that begins with the piece first, and reports
// whether more than one piece makes a number that says by itself what it is.
func (c *contacts) dictated(t *talk, d *dictation, first piece) bool {
	d.digits = append(d.digitRoom[:0], t.run(first).digits...)
	d.pieces = append(d.pieceRoom[:0], first)
	d.settle()
	for last := first; len(d.digits) < longestNumber; {
		next, how := c.following(t, d, last)
		switch how {
		case bridgeNone:
			return d.told > 1
		case bridgeCorrects:
			d.correct(t.run(next).digits)
		default:
			d.digits = append(d.digits, t.run(next).digits...)
		}
		d.pieces = append(d.pieces, next)
		d.settle()
		last = next
	}
	return d.told > 1
}

func (t *talk) run(p piece) *digitRun { return &t.turns[p.turn].runs[p.run] }

// settle notes what the digits are that have been told up to here.
func (d *dictation) settle() {
	if kind := checked(d.digits, d.cue); kind != "" {
		d.kind, d.norm, d.told = kind, string(d.digits), len(d.pieces)
	}
}

// correct takes digits that are said instead of others before: of all of them, or
// of as many at the end as make the number come out. Where neither does, of as
// many as they are themselves.
func (d *dictation) correct(digits []byte) {
	if checked(digits, d.cue) != "" {
		d.digits = append(d.digits[:0], digits...)
		return
	}
	for _, length := range [...]int{11, 18, 19, 16} {
		replaced := len(d.digits) + len(digits) - length
		if replaced < 1 || replaced > len(d.digits) {
			continue
		}
		whole := append(append([]byte(nil), d.digits[:len(d.digits)-replaced]...), digits...)
		if checked(whole, d.cue) != "" {
			d.digits = whole
			return
		}
	}
	d.digits = append(d.digits[:max(0, len(d.digits)-len(digits))], digits...)
}

// following returns the piece with which the dictation goes on after last: the
// next run of the turn, or the first of the same speaker's next turn.
func (c *contacts) following(t *talk, d *dictation, last piece) (piece, bridge) {
	turn := &t.turns[last.turn]
	end := turn.runs[last.run].end
	if last.run+1 < len(turn.runs) {
		return piece{last.turn, last.run + 1}, c.bridges(turn.text[end:turn.runs[last.run+1].start])
	}
	how := c.bridges(turn.text[end:])
	if how == bridgeNone {
		return piece{}, bridgeNone
	}
	for j := last.turn + 1; j < len(t.turns) && j <= last.turn+pauseTurns; j++ {
		next := &t.turns[j]
		switch {
		case next.role != turn.role:
			if !c.replies(d, next, j) {
				return piece{}, bridgeNone
			}
		case len(next.runs) > 0:
			if next.taken[0] {
				return piece{}, bridgeNone
			}
			before := c.bridges(next.text[:next.runs[0].start])
			if before == bridgeNone {
				return piece{}, bridgeNone
			}
			return piece{j, 0}, max(how, before)
		case c.bridges(next.text) == bridgeNone:
			return piece{}, bridgeNone
		}
	}
	return piece{}, bridgeNone
}

// replies tells whether turn j is one of somebody who writes down what is
// dictated: short, or saying digits again, which then belong to the number.
func (c *contacts) replies(d *dictation, turn *turn, j int) bool {
	besides := len(turn.text)
	for k := range turn.runs {
		run := &turn.runs[k]
		if !bytes.Contains(d.digits, run.digits) || turn.taken[k] {
			return false
		}
		d.pieces = append(d.pieces, piece{j, k})
		besides -= run.end - run.start
	}
	return besides <= longestReply || c.bridges(turn.text) != bridgeNone
}
