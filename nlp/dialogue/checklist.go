package dialogue

import (
	"strings"

	"huifang/nlp/risk"
	"huifang/schemas"
)

// checklist reports every item of the rule set. The evidence is the first turn
// of the first block that covers the item.
func (a *Analyzer) checklist(c *schemas.Call, bs []block, scores []float32) []schemas.ChecklistItem {
	project := financesProject(c.LoanFile)
	out := make([]schemas.ChecklistItem, len(a.items))
	for i, def := range a.items {
		out[i] = schemas.ChecklistItem{
			ID:        def.ID,
			Mandatory: def.Mandatory == risk.MandatoryAlways || def.Mandatory == risk.MandatoryProject && project,
		}
		item, ok := itemIndex(def.ID)
		if !ok {
			continue
		}
		for k := range bs {
			if scores[k*numOutputs+numPhases+item] >= coverFrom {
				turn := bs[k].first
				out[i].Covered, out[i].Turn = true, &turn
				break
			}
		}
	}
	return out
}

// financesProject tells whether the loan builds something, by the words of the
// product in the loan file.
func financesProject(f schemas.LoanFile) bool {
	product := strings.ToLower(f.String("product"))
	for _, word := range [...]string{"项目", "固定资产", "房地产开发", "开发贷", "project", "construction", "fixed asset"} {
		if strings.Contains(product, word) {
			return true
		}
	}
	return false
}
