package main

import (
	"bytes"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"
	"go.yaml.in/yaml/v4"

	"huifang/pipeline/kafka/topic"
	"huifang/pipeline/stages"
)

// deployed is how docker-compose.yml or a manifest of Kubernetes runs huifang.
type deployed struct {
	name  string
	args  []string
	env   map[string]string
	grace time.Duration // 0 for what ends by itself
}

// composeServices are the services of docker-compose.yml that run huifang.
func composeServices(t *testing.T) []deployed {
	t.Helper()
	var file struct {
		Services map[string]struct {
			Image       string            `yaml:"image"`
			Entrypoint  []string          `yaml:"entrypoint"`
			Command     []string          `yaml:"command"`
			Environment map[string]string `yaml:"environment"`
			Grace       time.Duration     `yaml:"stop_grace_period"`
		} `yaml:"services"`
	}
	if err := yaml.Unmarshal([]byte(page(t, "docker-compose.yml")), &file); err != nil {
		t.Fatal(err)
	}
	var found []deployed
	for _, name := range slices.Sorted(maps.Keys(file.Services)) {
		s := file.Services[name]
		if !strings.HasPrefix(s.Image, "huifang:") {
			continue
		}
		args := s.Command
		if len(s.Entrypoint) > 0 {
			args = slices.Concat(s.Entrypoint[1:], s.Command)
		}
		found = append(found, deployed{"compose " + name, args, s.Environment, s.Grace})
	}
	return found
}

// manifest is what is looked at of an object of Kubernetes.
type manifest struct {
	Kind     string `yaml:"kind"`
	Metadata struct {
		Name string `yaml:"name"`
	} `yaml:"metadata"`
	Data map[string]string `yaml:"data"`
	Spec struct {
		Template struct {
			Spec struct {
				Grace      int `yaml:"terminationGracePeriodSeconds"`
				Containers []struct {
					Args []string `yaml:"args"`
					Env  []struct {
						Name  string `yaml:"name"`
						Value string `yaml:"value"`
					} `yaml:"env"`
					EnvFrom []any `yaml:"envFrom"`
				} `yaml:"containers"`
			} `yaml:"spec"`
		} `yaml:"template"`
		MaxReplicas int `yaml:"maxReplicaCount"`
		Triggers    []struct {
			Metadata map[string]string `yaml:"metadata"`
		} `yaml:"triggers"`
	} `yaml:"spec"`
}

func manifests(t *testing.T) []manifest {
	t.Helper()
	files, err := filepath.Glob("../../deploy/kubernetes/*/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no manifests: %v", err)
	}
	var all []manifest
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		documents := yaml.NewDecoder(bytes.NewReader(data))
		for {
			var m manifest
			if err := documents.Decode(&m); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			all = append(all, m)
		}
	}
	return all
}

func kubernetesServices(t *testing.T) []deployed {
	t.Helper()
	all := manifests(t)
	config := map[string]string{}
	for _, m := range all {
		if m.Kind == "ConfigMap" {
			config = m.Data
		}
	}
	var found []deployed
	for _, m := range all {
		for _, c := range m.Spec.Template.Spec.Containers {
			env := map[string]string{}
			if len(c.EnvFrom) > 0 {
				maps.Copy(env, config)
			}
			for _, e := range c.Env {
				env[e.Name] = e.Value
				if e.Value == "" { // from a secret
					env[e.Name] = "secret"
				}
			}
			grace := time.Duration(m.Spec.Template.Spec.Grace) * time.Second
			found = append(found, deployed{"kubernetes " + m.Metadata.Name, c.Args, env, grace})
		}
	}
	return found
}

// stages are those that huifang stage is told to run.
func (d *deployed) stages() []string { return strings.Split(d.args[1], ",") }

// parse parses the command line of d in its environment.
func (d *deployed) parse(t *testing.T) *commandLine {
	t.Helper()
	var cli commandLine
	parser, err := kong.New(&cli, kong.Name("huifang"), kong.DefaultEnvars("HUIFANG"),
		kong.Vars{"version": "", "data_dir": t.TempDir()}, kong.Writers(io.Discard, io.Discard), kong.Exit(func(int) {}))
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, leaf := range parser.Model.Leaves(false) {
		for _, group := range leaf.AllFlags(false) {
			for _, flag := range group {
				for _, name := range flag.Envs {
					known[name] = true
				}
			}
		}
	}
	for name, value := range d.env {
		if strings.HasPrefix(name, "HUIFANG_") && !known[name] {
			t.Errorf("%s: no flag has the variable %s", d.name, name)
		}
		if strings.HasPrefix(value, "/etc/huifang/") { // a file in the container
			value = filepath.Join(t.TempDir(), "file")
			if err := os.WriteFile(value, nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		t.Setenv(name, value)
	}
	if _, err := parser.Parse(d.args); err != nil && !slices.Contains(d.args, "--help") {
		t.Errorf("%s: huifang %s: %v", d.name, strings.Join(d.args, " "), err)
	}
	return &cli
}

func TestDeployedCommandLines(t *testing.T) {
	for where, services := range map[string][]deployed{"compose": composeServices(t), "kubernetes": kubernetesServices(t)} {
		t.Run(where, func(t *testing.T) {
			var chain, cuts, planned, ends []string
			for _, d := range services {
				t.Run(d.name, func(t *testing.T) {
					cli := d.parse(t)
					switch d.args[0] {
					case "stage":
						names := d.stages()
						chain, ends = append(chain, names...), append(ends, names[len(names)-1])
						d.checkService(t, &cli.Stage.serviceFlags)
					case "land":
						d.checkService(t, &cli.Land.serviceFlags)
						if cli.Land.ClickHouse == "" {
							t.Error("lands in no server")
						}
					case "topics":
						planned = cli.Topics.Apply.Cut
					case "schema":
						if cli.Schema.Apply.ClickHouse == "" {
							t.Error("concerns no server")
						}
					}
				})
			}
			// All stages run, and the topics between them are made.
			want := stages.Names()
			slices.SortFunc(chain, func(a, b string) int { return slices.Index(want, a) - slices.Index(want, b) })
			if !slices.Equal(chain, want) {
				t.Errorf("the services run the stages %v, not %v", chain, want)
			}
			for _, end := range ends {
				if end != want[len(want)-1] {
					cuts = append(cuts, end)
				}
			}
			slices.Sort(cuts)
			if slices.Sort(planned); !slices.Equal(cuts, planned) {
				t.Errorf("the chain is cut after %v, topics are made for %v", cuts, planned)
			}
		})
	}
}

func (d *deployed) checkService(t *testing.T, f *serviceFlags) {
	t.Helper()
	if len(f.Brokers) == 0 || f.Monitor == "" {
		t.Error("no brokers, or no metrics and health")
	}
	if d.grace < f.DrainTimeout+traceFlush+5*time.Second {
		t.Errorf("is killed after %s while it drains for up to %s", d.grace, f.DrainTimeout)
	}
}

// KEDA looks at the groups and topics of the deployment that it scales.
func TestScaledObjectsNameGroupsAndTopics(t *testing.T) {
	parsed := map[string]*commandLine{}
	services := map[string]deployed{}
	for _, d := range kubernetesServices(t) {
		t.Run(d.name, func(t *testing.T) {
			_, name, _ := strings.Cut(d.name, " ")
			parsed[name], services[name] = d.parse(t), d
		})
	}
	scaled := 0
	for _, m := range manifests(t) {
		if m.Kind != "ScaledObject" {
			continue
		}
		scaled++
		name, cli := m.Metadata.Name, parsed[m.Metadata.Name]
		if cli == nil {
			t.Errorf("there is no deployment %s", name)
			continue
		}
		layout, group := cli.Land.layout(), "land"
		d := services[name]
		if d.args[0] == "stage" {
			layout, group = cli.Stage.layout(), d.stages()[0]
		}
		var want, got []string
		for _, lane := range []topic.Lane{topic.Live, topic.Backload} {
			in := layout.Analyzed(lane)
			if group != "land" {
				var err error
				if in, _, err = layout.Cut(d.stages(), lane); err != nil {
					t.Fatal(err)
				}
			}
			want = append(want, layout.Prefix+"."+group+" "+in)
		}
		for _, trigger := range m.Spec.Triggers {
			got = append(got, trigger.Metadata["consumerGroup"]+" "+trigger.Metadata["topic"])
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: groups and topics %q, want %q", name, got, want)
		}
		if partitions := parsed["topics"].Topics.Apply.Partitions; m.Spec.MaxReplicas > partitions {
			t.Errorf("%s: %d replicas for %d partitions", name, m.Spec.MaxReplicas, partitions)
		}
	}
	if scaled == 0 {
		t.Error("nothing is scaled")
	}
}
