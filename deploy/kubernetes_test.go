package deploy_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	apps "k8s.io/api/apps/v1"
	batch "k8s.io/api/batch/v1"
	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
	policy "k8s.io/api/policy/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"sigs.k8s.io/yaml"
)

// manifests are the objects of deploy/kubernetes by name, decoded into the types
// of Kubernetes with unknown fields as errors.
type manifests struct {
	deployments     map[string]*apps.Deployment
	jobs            map[string]*batch.Job
	budgets         map[string]*policy.PodDisruptionBudget
	policies        map[string]*networking.NetworkPolicy
	config, secrets map[string]map[string]string
	scaled          map[string]*scaledObject
	authentications map[string]*triggerAuthentication
}

func readManifests(t *testing.T) *manifests {
	t.Helper()
	m := &manifests{
		deployments: map[string]*apps.Deployment{}, jobs: map[string]*batch.Job{},
		budgets: map[string]*policy.PodDisruptionBudget{}, policies: map[string]*networking.NetworkPolicy{},
		config: map[string]map[string]string{}, secrets: map[string]map[string]string{},
		scaled: map[string]*scaledObject{}, authentications: map[string]*triggerAuthentication{},
	}
	files, err := filepath.Glob("kubernetes/*/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files: %v", err)
	}
	for _, file := range files {
		if filepath.Base(file) == "kustomization.yaml" {
			continue
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for document := range bytes.SplitSeq(data, []byte("\n---\n")) {
			m.add(t, file, document)
		}
	}
	return m
}

func (m *manifests) add(t *testing.T, file string, document []byte) {
	t.Helper()
	var kind meta.TypeMeta
	if err := yaml.Unmarshal(document, &kind); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	strict := func(v any) {
		if err := yaml.UnmarshalStrict(document, v); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
	switch kind.APIVersion + " " + kind.Kind {
	case "v1 Namespace":
		strict(&core.Namespace{})
	case "v1 ConfigMap":
		var o core.ConfigMap
		strict(&o)
		m.config[o.Name] = o.Data
	case "v1 Secret":
		var o core.Secret
		strict(&o)
		m.secrets[o.Name] = o.StringData
	case "apps/v1 Deployment":
		var o apps.Deployment
		strict(&o)
		m.deployments[o.Name] = &o
	case "batch/v1 Job":
		var o batch.Job
		strict(&o)
		m.jobs[o.Name] = &o
	case "policy/v1 PodDisruptionBudget":
		var o policy.PodDisruptionBudget
		strict(&o)
		m.budgets[o.Name] = &o
	case "networking.k8s.io/v1 NetworkPolicy":
		var o networking.NetworkPolicy
		strict(&o)
		m.policies[o.Name] = &o
	case "keda.sh/v1alpha1 ScaledObject":
		var o scaledObject
		strict(&o)
		m.scaled[o.Name] = &o
	case "keda.sh/v1alpha1 TriggerAuthentication":
		var o triggerAuthentication
		strict(&o)
		m.authentications[o.Name] = &o
	default:
		t.Errorf("%s: no check for %s %s", file, kind.APIVersion, kind.Kind)
	}
}

func TestKubernetes(t *testing.T) {
	m := readManifests(t)
	if len(m.deployments) != 3 || len(m.jobs) != 2 {
		t.Errorf("%d deployments, %d jobs", len(m.deployments), len(m.jobs))
	}
	for name, d := range m.deployments {
		t.Run(name, func(t *testing.T) { m.checkDeployment(t, d) })
	}
	for name, j := range m.jobs {
		t.Run(name, func(t *testing.T) { m.checkPod(t, &j.Spec.Template) })
	}
	if p := m.policies["default-deny"]; p == nil || len(p.Spec.PodSelector.MatchLabels) != 0 || len(p.Spec.PolicyTypes) != 2 || p.Spec.Egress != nil || p.Spec.Ingress != nil {
		t.Error("what no policy names is let through")
	}
	m.checkKEDA(t)
}

func (m *manifests) checkDeployment(t *testing.T, d *apps.Deployment) {
	m.checkPod(t, &d.Spec.Template)
	pod := &d.Spec.Template
	c := &pod.Spec.Containers[0]
	if !matches(d.Spec.Selector, pod.Labels) {
		t.Error("the selector does not match the pods")
	}
	if b := m.budgets[d.Name]; b == nil || !matches(b.Spec.Selector, pod.Labels) || b.Spec.MaxUnavailable == nil {
		t.Error("no disruption budget")
	}
	if pod.Spec.TerminationGracePeriodSeconds == nil || *pod.Spec.TerminationGracePeriodSeconds < 20 {
		t.Error("killed before it has drained")
	}
	for path, p := range map[string][]*core.Probe{"/healthz": {c.LivenessProbe, c.StartupProbe}, "/readyz": {c.ReadinessProbe}} {
		for _, probe := range p {
			if probe == nil || probe.HTTPGet == nil || probe.HTTPGet.Path != path || probe.HTTPGet.Port.StrVal != c.Ports[0].Name {
				t.Errorf("no probe of %s", path)
			}
		}
	}
	if port := strings.TrimPrefix(m.config["huifang"]["HUIFANG_MONITOR"], ":"); port != strconv.Itoa(int(c.Ports[0].ContainerPort)) {
		t.Errorf("listens on port %s, the pod says %d", port, c.Ports[0].ContainerPort)
	}
}

// checkPod checks what the standard "restricted" asks for, and that what a pod
// refers to is there.
func (m *manifests) checkPod(t *testing.T, pod *core.PodTemplateSpec) {
	s := pod.Spec.SecurityContext
	if s == nil || s.RunAsNonRoot == nil || !*s.RunAsNonRoot || s.SeccompProfile == nil || s.SeccompProfile.Type != core.SeccompProfileTypeRuntimeDefault {
		t.Error("the pod may run as root or make any system call")
	}
	if a := pod.Spec.AutomountServiceAccountToken; a == nil || *a {
		t.Error("the pod has a token of the cluster")
	}
	// Else variables HUIFANG_… come from whatever services there are.
	if l := pod.Spec.EnableServiceLinks; l == nil || *l {
		t.Error("service links are on")
	}
	for _, c := range pod.Spec.Containers {
		cs := c.SecurityContext
		if cs == nil || cs.AllowPrivilegeEscalation == nil || *cs.AllowPrivilegeEscalation || cs.ReadOnlyRootFilesystem == nil || !*cs.ReadOnlyRootFilesystem ||
			cs.Capabilities == nil || len(cs.Capabilities.Drop) != 1 || cs.Capabilities.Drop[0] != "ALL" {
			t.Errorf("container %s can do more than it needs", c.Name)
		}
		if c.Resources.Requests.Cpu().IsZero() || c.Resources.Requests.Memory().IsZero() || c.Resources.Limits.Memory().IsZero() {
			t.Errorf("container %s has no bounds", c.Name)
		}
		for _, e := range c.EnvFrom {
			if m.config[e.ConfigMapRef.Name] == nil {
				t.Errorf("no config map %s", e.ConfigMapRef.Name)
			}
		}
		for _, e := range c.Env {
			if e.ValueFrom == nil {
				continue
			}
			ref := e.ValueFrom.SecretKeyRef
			if _, ok := m.secrets[ref.Name][ref.Key]; !ok {
				t.Errorf("%s: no key %s in secret %s", e.Name, ref.Key, ref.Name)
			}
		}
	}
	for _, v := range pod.Spec.Volumes {
		for _, item := range v.Secret.Items {
			if _, ok := m.secrets[v.Secret.SecretName][item.Key]; !ok {
				t.Errorf("volume %s: no key %s in secret %s", v.Name, item.Key, v.Secret.SecretName)
			}
		}
	}
}

func matches(s *meta.LabelSelector, pod map[string]string) bool {
	selector, err := meta.LabelSelectorAsSelector(s)
	return err == nil && !selector.Empty() && selector.Matches(labels.Set(pod))
}

// What stands beside a kustomization is part of it, or an example.
func TestKustomizationsAreWhole(t *testing.T) {
	for _, dir := range []string{"kubernetes/base", "kubernetes/keda"} {
		var k struct {
			meta.TypeMeta `json:",inline"`
			Namespace     string           `json:"namespace"`
			Labels        []map[string]any `json:"labels"`
			Resources     []string         `json:"resources"`
			Patches       []map[string]any `json:"patches"`
			Images        []map[string]any `json:"images"`
		}
		read(t, dir+"/kustomization.yaml", &k)
		listed := map[string]bool{"kustomization.yaml": true}
		for _, r := range k.Resources {
			listed[r] = true
		}
		files, err := filepath.Glob(dir + "/*")
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if name := filepath.Base(file); !listed[name] && !strings.HasSuffix(name, ".example.yaml") {
				t.Errorf("%s is not applied", file)
			}
		}
	}
}

func TestKustomize(t *testing.T) {
	kubectl, err := exec.LookPath("kubectl")
	if err != nil {
		t.Skip("kubectl is not installed")
	}
	for dir, replicas := range map[string]int{"kubernetes/base": 3, "kubernetes/keda": 0} {
		out, err := exec.CommandContext(t.Context(), kubectl, "kustomize", dir).CombinedOutput()
		if err != nil {
			t.Errorf("%s: %v\n%s", dir, err, out)
			continue
		}
		if n := bytes.Count(out, []byte("\n  replicas: ")); n != replicas {
			t.Errorf("%s: %d deployments say how many replicas, want %d", dir, n, replicas)
		}
		if bytes.Contains(out, []byte("kind: Secret\n")) || bytes.Contains(out, []byte("image: huifang\n")) {
			t.Errorf("%s: example secrets, or the image without a registry", dir)
		}
	}
}
