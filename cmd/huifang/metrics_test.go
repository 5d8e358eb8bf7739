package main

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
	"go.yaml.in/yaml/v4"

	"huifang/pipeline/kafka/consume"
	"huifang/pipeline/kafka/land"
	"huifang/pipeline/kafka/stage"
	"huifang/pipeline/monitor"
)

// metric is one that a service has.
type metric struct {
	name, help string
	labels     []string
}

// catalogue is a prometheus.Registerer that only takes down what is registered.
type catalogue struct{ metrics []metric }

var descOf = regexp.MustCompile(`^Desc\{fqName: "(\w+)", help: "(.*?)", (?:unit: ".*", )?constLabels: \{(.*)\}, variableLabels: \{(.*)\}\}$`)

func (c *catalogue) Register(collector prometheus.Collector) error {
	descs := make(chan *prometheus.Desc, 16)
	go func() { defer close(descs); collector.Describe(descs) }()
	for d := range descs {
		m := descOf.FindStringSubmatch(d.String())
		if m == nil {
			return fmt.Errorf("the library writes a metric in another form: %s", d)
		}
		var labels []string
		if m[4] != "" {
			labels = strings.Split(m[4], ",")
		}
		c.metrics = append(c.metrics, metric{m[1], m[2], labels})
	}
	return nil
}

func (c *catalogue) MustRegister(collectors ...prometheus.Collector) {
	for _, collector := range collectors {
		if err := c.Register(collector); err != nil {
			panic(err)
		}
	}
}

func (c *catalogue) Unregister(prometheus.Collector) bool { return false }

// metrics are all of huifang's own.
func metrics(t *testing.T) []metric {
	t.Helper()
	var c catalogue
	consume.NewMetrics(&c)
	stage.NewMetrics(&c)
	land.NewMetrics(&c)
	registered, err := monitor.NewRegistry("").Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range registered {
		if strings.HasPrefix(f.GetName(), "huifang_") {
			c.metrics = append(c.metrics, metric{f.GetName(), f.GetHelp(), []string{f.Metric[0].Label[0].GetName()}})
		}
	}
	slices.SortFunc(c.metrics, func(a, b metric) int { return strings.Compare(a.name, b.name) })
	return c.metrics
}

// expressions are those of the dashboard and of the alert rules.
func expressions(t *testing.T) []string {
	t.Helper()
	var board struct {
		Panels []struct{ Targets []struct{ Expr string } }
	}
	if err := json.Unmarshal([]byte(page(t, "deploy/grafana/dashboards/huifang.json")), &board); err != nil {
		t.Fatal(err)
	}
	var rules struct {
		Groups []struct {
			Rules []struct{ Expr string }
		}
	}
	if err := yaml.Unmarshal([]byte(page(t, "deploy/prometheus/rules.yml")), &rules); err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, p := range board.Panels {
		for _, target := range p.Targets {
			all = append(all, target.Expr)
		}
	}
	for _, g := range rules.Groups {
		for _, r := range g.Rules {
			all = append(all, r.Expr)
		}
	}
	return all
}

// Dashboard and alert rules ask for metrics and labels that there are.
func TestExpressionsNameMetrics(t *testing.T) {
	labels := map[string][]string{}
	for _, m := range metrics(t) {
		labels[m.name] = m.labels
		for _, part := range []string{"_bucket", "_sum", "_count"} {
			labels[m.name+part] = append([]string{"le"}, m.labels...)
		}
	}
	selector := regexp.MustCompile(`(huifang_\w+)(?:\{([^}]*)\})?`)
	matcher := regexp.MustCompile(`(\w+)\s*[=!]`)
	grouping := regexp.MustCompile(`\b(?:by|on) \(([^)]*)\)`)
	asked := 0
	for _, expr := range expressions(t) {
		var have []string
		for _, s := range selector.FindAllStringSubmatch(expr, -1) {
			asked++
			own, ok := labels[s[1]]
			if !ok {
				t.Errorf("there is no metric %s: %s", s[1], expr)
			}
			for _, m := range matcher.FindAllStringSubmatch(s[2], -1) {
				if !slices.Contains(own, m[1]) {
					t.Errorf("%s has no label %s: %s", s[1], m[1], expr)
				}
			}
			have = append(have, own...)
		}
		for _, g := range grouping.FindAllStringSubmatch(expr, -1) {
			for _, label := range strings.Split(g[1], ", ") {
				if !slices.Contains(have, label) {
					t.Errorf("no metric has the label %s: %s", label, expr)
				}
			}
		}
	}
	if asked < 20 {
		t.Errorf("the expressions ask for %d metrics only", asked)
	}
}

func TestDeploymentPageListsTheMetrics(t *testing.T) {
	var rows strings.Builder
	for _, m := range metrics(t) {
		rows.WriteString("| `" + m.name + "` | " + strings.Join(m.labels, ", ") + " | " + m.help + " |\n")
	}
	if !strings.Contains(page(t, "docs/deployment.md"), "| metric | labels | |\n|---|---|---|\n"+rows.String()+"\n") {
		t.Errorf("docs/deployment.md wants this table:\n%s", &rows)
	}
}
