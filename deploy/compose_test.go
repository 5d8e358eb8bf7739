package deploy_test

import (
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/compose-spec/compose-go/v2/dotenv"
	"github.com/compose-spec/compose-go/v2/loader"
	"github.com/compose-spec/compose-go/v2/types"
)

// compose loads docker-compose.yml as Compose does: against its schema, with
// variables filled in.
func compose(t *testing.T, env map[string]string) (*types.Project, error) {
	t.Helper()
	return loader.LoadWithContext(t.Context(), types.ConfigDetails{
		WorkingDir:  "..",
		ConfigFiles: []types.ConfigFile{{Filename: "../docker-compose.yml"}},
		Environment: env,
	}, func(o *loader.Options) { o.Profiles = []string{"*"} })
}

// exampleEnv is compose.env.example filled in.
func exampleEnv(t *testing.T) map[string]string {
	t.Helper()
	env, err := dotenv.Read("compose.env.example")
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range env {
		if value != "" {
			t.Errorf("the example gives %s a value, which some will leave as it is", name)
		}
		env[name] = "filledin"
	}
	return env
}

func TestCompose(t *testing.T) {
	project, err := compose(t, exampleEnv(t))
	if err != nil {
		t.Fatal(err)
	}
	for name, s := range project.Services {
		if _, tag, ok := strings.Cut(s.Image, ":"); !ok || tag == "latest" {
			t.Errorf("%s: image %q names no version", name, s.Image)
		}
		for _, p := range s.Ports {
			if p.HostIP != "127.0.0.1" {
				t.Errorf("%s: port %s is open to the network", name, p.Published)
			}
		}
		for _, v := range s.Volumes {
			if v.Type != types.VolumeTypeBind {
				continue
			}
			if _, err := os.Stat(v.Source); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		if s.Build != nil {
			checkOwn(t, &s)
		} else if s.HealthCheck == nil || s.Restart == "" {
			t.Errorf("%s: no health check or no restart", name)
		}
	}
}

// checkOwn checks a service that runs huifang.
func checkOwn(t *testing.T, s *types.ServiceConfig) {
	t.Helper()
	if !s.ReadOnly || !slices.Equal(s.CapDrop, []string{"ALL"}) || !slices.Contains(s.SecurityOpt, "no-new-privileges:true") {
		t.Errorf("%s can do more than it needs", s.Name)
	}
	if s.Restart != "" && (s.StopGracePeriod == nil || time.Duration(*s.StopGracePeriod) < 20*time.Second) {
		t.Errorf("%s is killed before it has drained: %v", s.Name, s.StopGracePeriod)
	}
	for on, d := range s.DependsOn {
		want := types.ServiceConditionHealthy
		if on == "topics" || on == "schema" {
			want = types.ServiceConditionCompletedSuccessfully
		}
		if d.Condition != want {
			t.Errorf("%s waits for %s to be %s", s.Name, on, d.Condition)
		}
	}
}

// A password that is not set is an error, not an empty password.
func TestComposeNeedsPasswords(t *testing.T) {
	full := exampleEnv(t)
	for name := range full {
		env := maps.Clone(full)
		delete(env, name)
		if _, err := compose(t, env); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("without %s: %v", name, err)
		}
	}
}
