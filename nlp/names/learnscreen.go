package names

import (
	"math"
	"slices"
)

// Recipe of the screen. It is small enough to need no tuning.
const (
	screenEpochs = 3
	screenRate   = 0.5
	// screenFavour weighs parts of names against the rest, of which there is
	// ten times as much.
	screenFavour = 8
	screenUnit   = 16 // units of the table in a natural log-odd
	// screenDropped of 256 looks at a feature are left out, as in Learn.
	screenDropped = 96
)

// learnScreen fits a logistic regression of "is part of a name" by stochastic
// gradient steps as in Learn, and sets the thresholds that let the given shares
// of the code points of names pass.
func learnScreen(examples []Example, passed [registers]float64) screen {
	type weight struct{ value, steps float32 }
	var weights [screenTables][]weight
	for k := range weights {
		weights[k] = make([]weight, screenSize)
	}
	var none weight
	random := xorshift(1)
	var v view
	places := func(f func(k screenKeys, r Register, named bool)) {
		for k := range examples {
			e := &examples[k]
			spelled := make([]uint8, len(e.Text))
			spell(spelled, e.Names) // encode has refused what cannot be spelled
			v.reset(e.Text, e.Tokens)
			for i := range e.Text {
				f(v.screenKeys(i), e.Register, spelled[i] != outside)
			}
		}
	}
	for range screenEpochs {
		places(func(k screenKeys, _ Register, named bool) {
			at := [...]*weight{&weights[0][k.alone], &weights[1][k.before], &weights[2][k.after], &weights[3][k.word], &weights[4][k.tags]}
			sum := 0.0
			bits := random.next()
			for i := range at {
				if bits>>(8*i)&0xFF < screenDropped {
					at[i] = &none
					continue
				}
				sum += float64(at[i].value)
			}
			g := float32(-1 / (1 + math.Exp(-sum)))
			if named {
				g = screenFavour * (1 + g)
			}
			none = weight{}
			for _, w := range at {
				w.steps += g * g
				w.value += screenRate * g / float32(math.Sqrt(float64(w.steps)+1))
			}
		})
	}
	var s screen
	for k := range weights {
		for i, w := range weights[k] {
			*s.at(k, i) = int8(min(max(math.RoundToEven(float64(w.value)*screenUnit), -largest), largest))
		}
	}
	var sums [registers][]int32
	places(func(k screenKeys, r Register, named bool) {
		if named {
			sums[r] = append(sums[r], s.score(k))
		}
	})
	for r, list := range sums {
		if len(list) > 0 {
			slices.Sort(list)
			s.least[r] = list[int(float64(len(list)-1)*(1-passed[r]))]
		}
	}
	return s
}
