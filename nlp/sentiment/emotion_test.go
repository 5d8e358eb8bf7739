package sentiment

import (
	"math"
	"testing"

	"huifang/schemas"
)

func TestEmotionShift(t *testing.T) {
	for tag, want := range map[string]int{
		"ANGRY": negative, "<|SAD|>": negative, "happy": positive, "开心/Happy": neutral,
		"生气": negative, "NEUTRAL": neutral, "": neutral, "EMO_UNKNOWN": neutral, "SURPRISED": neutral,
	} {
		if class, _ := emotionShift(tag); class != want {
			t.Errorf("%q speaks for class %d, want %d", tag, class, want)
		}
	}
	for _, tag := range []string{"", "<unk>", "SURPRISED", "EMO_UNKNOWN"} {
		if _, shift := emotionShift(tag); shift != 0 {
			t.Errorf("%q shifts by %v", tag, shift)
		}
	}
}

// A shift moves the log-odds of its class by its size, and only those.
func TestHear(t *testing.T) {
	p := [classes]float64{0.2, 0.5, 0.3}
	hear(&p, "HAPPY")
	odds := func(x float64) float64 { return math.Log(x / (1 - x)) }
	if got := odds(p[positive]) - odds(0.3); math.Abs(got-strongShift) > 1e-9 {
		t.Errorf("log-odds move by %v", got)
	}
	if got := p[negative] / p[neutral]; math.Abs(got-0.4) > 1e-9 {
		t.Errorf("odds of the other classes are %v", got)
	}
}

// A tag moves the score its way, and does not turn plain words around.
func TestAnnotateHearsEmotion(t *testing.T) {
	a := analyzer(t)
	mood := func(text, emotion string) schemas.Sentiment {
		c := call("您好,例行回访,电话有录音。", "好,你说。", "流水下周发一下。", text, "还有别的事吗?", "没有了。")
		c.Turns[3].Emotion = emotion
		a.Annotate(c)
		return *c.Turns[3].Sentiment
	}
	const open, plain = "行,知道了,又是这个。", "唉,愁死了,亏得一塌糊涂。"
	if angry, happy := mood(open, "ANGRY"), mood(open, "HAPPY"); angry.Score >= mood(open, "").Score || happy.Score <= mood(open, "").Score {
		t.Errorf("angry %v, untold %v, happy %v", angry, mood(open, ""), happy)
	}
	if got := mood(plain, "HAPPY"); got.Label == schemas.SentimentPositive || got.Score >= 0 {
		t.Errorf("distress that sounds happy: %v", got)
	}
}
