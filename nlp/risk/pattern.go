package risk

import "go.yaml.in/yaml/v4"

// Pattern is the source of a pattern (see package pattern for the language) and
// where it stands in its file.
type Pattern struct {
	Text         string
	Line, Column int
}

// UnmarshalYAML keeps the place, so that a faulty pattern can be pointed at.
func (p *Pattern) UnmarshalYAML(node *yaml.Node) error {
	if err := node.Decode(&p.Text); err != nil {
		return err
	}
	p.Line, p.Column = node.Line, node.Column
	return nil
}
