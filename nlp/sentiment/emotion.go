package sentiment

import (
	"math"
	"strings"
)

// Emotion tags come from the sound, which the text does not hold: an angry 好
// reads like any other. Recognisers name one of some four to eight emotions; on
// the telephone they are right on about half of the turns that show one, and
// name it on about one in seven of the others. The odds of what they name are
// then 0.5/0.15 times what the text left them, a shift of the log-odds by 1.2.
// Sadness and fear are taken for calm and calm for them more often than anger or
// joy is, so they count for less. NEUTRAL is what a recogniser says of most
// turns, whatever they hold. No labelled calls have tags: these weights are
// stated, not trained.
const (
	strongShift = 1.2
	weakShift   = 0.8
	calmShift   = 0.3
)

// emotionShift returns the class that a recogniser's tag speaks for and the shift
// of its log-odds. The tags are those of SenseVoice, FunASR and emotion2vec, of
// services that tell only the side, and their Chinese names; any case, bare or
// as <|HAPPY|>. Others, SURPRISED among them, speak for nothing: shift is 0.
func emotionShift(tag string) (class int, shift float64) {
	switch strings.ToUpper(strings.Trim(tag, "<|>/ ")) {
	case "ANGRY", "ANGER", "DISGUSTED", "DISGUST", "FRUSTRATED", "NEGATIVE", "生气", "愤怒", "厌恶", "负面":
		return negative, strongShift
	case "SAD", "SADNESS", "FEARFUL", "FEAR", "ANXIOUS", "悲伤", "难过", "恐惧", "害怕":
		return negative, weakShift
	case "HAPPY", "HAPPINESS", "JOY", "POSITIVE", "高兴", "开心", "快乐", "正面":
		return positive, strongShift
	case "NEUTRAL", "CALM", "中性", "中立", "平静":
		return neutral, calmShift
	default:
		return neutral, 0
	}
}

// hear weighs the recogniser's tag into p.
func hear(p *[classes]float64, tag string) {
	class, shift := emotionShift(tag)
	if shift == 0 {
		return
	}
	p[class] *= math.Exp(shift)
	sum := p[negative] + p[neutral] + p[positive]
	for k := range p {
		p[k] /= sum
	}
}
