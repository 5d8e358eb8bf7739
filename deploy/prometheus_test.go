package deploy_test

import (
	"encoding/json"
	"log/slog"
	"os"
	"strings"
	"testing"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/rulefmt"
	"github.com/prometheus/prometheus/promql/parser"
	"sigs.k8s.io/yaml"
)

func TestAlertRules(t *testing.T) {
	groups, errs := rulefmt.ParseFile("prometheus/rules.yml", false, model.UTF8Validation, parser.NewParser(parser.Options{}), slog.New(slog.DiscardHandler))
	for _, err := range errs {
		t.Error(err)
	}
	seen := map[string]bool{}
	for _, g := range groups.Groups {
		for _, r := range g.Rules {
			if seen[r.Alert] || r.Alert == "" {
				t.Errorf("alert %q is there twice, or has no name", r.Alert)
			}
			seen[r.Alert] = true
			if s := r.Labels["severity"]; s != "warning" && s != "critical" {
				t.Errorf("%s: severity %q", r.Alert, s)
			}
			if r.Annotations["summary"] == "" {
				t.Errorf("%s says nothing", r.Alert)
			}
		}
	}
	if len(seen) < 5 {
		t.Errorf("%d alerts", len(seen))
	}
}

// What is scraped are services of docker-compose.yml.
func TestScrapeConfig(t *testing.T) {
	var cfg struct {
		Global  map[string]string `json:"global"`
		Rules   []string          `json:"rule_files"`
		Scrapes []struct {
			Job string `json:"job_name"`
			DNS []struct {
				Names   []string `json:"names"`
				Type    string   `json:"type"`
				Port    int      `json:"port"`
				Refresh string   `json:"refresh_interval"`
			} `json:"dns_sd_configs"`
			Static []struct {
				Targets []string `json:"targets"`
			} `json:"static_configs"`
		} `json:"scrape_configs"`
	}
	read(t, "prometheus/prometheus.yml", &cfg)
	for _, file := range cfg.Rules {
		if _, err := os.Stat("prometheus/" + file); err != nil {
			t.Error(err)
		}
	}
	project, err := compose(t, exampleEnv(t))
	if err != nil {
		t.Fatal(err)
	}
	scraped := map[string]bool{}
	for _, s := range cfg.Scrapes {
		for _, dns := range s.DNS {
			for _, name := range dns.Names {
				scraped[name] = true
			}
		}
	}
	for name, s := range project.Services {
		if _, monitored := s.Environment["HUIFANG_MONITOR"]; monitored != scraped[name] {
			t.Errorf("%s has metrics: %t, is scraped: %t", name, monitored, scraped[name])
		}
	}
}

func TestDashboards(t *testing.T) {
	var sources struct {
		APIVersion  int `json:"apiVersion"`
		Datasources []struct {
			UID string `json:"uid"`
		} `json:"datasources"`
	}
	data, err := os.ReadFile("grafana/provisioning/datasources/prometheus.yml")
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(data, &sources); err != nil || len(sources.Datasources) != 1 {
		t.Fatalf("%v, %v", sources, err)
	}
	var board struct {
		UID    string
		Panels []struct {
			ID         int
			Type       string
			Title      string
			Datasource struct{ UID string }
			Targets    []struct{ Expr string }
		}
	}
	data, err = os.ReadFile("grafana/dashboards/huifang.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &board); err != nil {
		t.Fatal(err)
	}
	promql := parser.NewParser(parser.Options{})
	ids := map[int]bool{}
	for _, p := range board.Panels {
		if ids[p.ID] {
			t.Errorf("two panels have id %d", p.ID)
		}
		ids[p.ID] = true
		if p.Type == "row" {
			continue
		}
		if len(p.Targets) == 0 || p.Title == "" || p.Datasource.UID != sources.Datasources[0].UID {
			t.Errorf("panel %d %q shows nothing", p.ID, p.Title)
		}
		for _, target := range p.Targets {
			if _, err := promql.ParseExpr(target.Expr); err != nil {
				t.Errorf("%s: %s: %v", p.Title, strings.TrimSpace(target.Expr), err)
			}
		}
	}
}

// read decodes a YAML file; a field that v does not have is an error.
func read(t *testing.T, path string, v any) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.UnmarshalStrict(data, v); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}
