package deploy_test

import (
	"slices"
	"strconv"
	"testing"

	autoscaling "k8s.io/api/autoscaling/v2"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// What of KEDA's types we use, by their names in keda.sh/v1alpha1. KEDA's own
// module brings more than a hundred others.
type scaledObject struct {
	meta.TypeMeta   `json:",inline"`
	meta.ObjectMeta `json:"metadata"`
	Spec            struct {
		ScaleTargetRef struct {
			Name string `json:"name"`
		} `json:"scaleTargetRef"`
		PollingInterval int32 `json:"pollingInterval"`
		MinReplicaCount int32 `json:"minReplicaCount"`
		MaxReplicaCount int32 `json:"maxReplicaCount"`
		Fallback        struct {
			FailureThreshold int32  `json:"failureThreshold"`
			Replicas         int32  `json:"replicas"`
			Behavior         string `json:"behavior"`
		} `json:"fallback"`
		Advanced struct {
			HPA struct {
				Behavior autoscaling.HorizontalPodAutoscalerBehavior `json:"behavior"`
			} `json:"horizontalPodAutoscalerConfig"`
		} `json:"advanced"`
		Triggers []struct {
			Type     string `json:"type"`
			Metadata struct {
				Servers      string `json:"bootstrapServers"`
				Group        string `json:"consumerGroup"`
				Topic        string `json:"topic"`
				LagThreshold string `json:"lagThreshold"`
				OffsetReset  string `json:"offsetResetPolicy"`
			} `json:"metadata"`
			Authentication struct {
				Name string `json:"name"`
			} `json:"authenticationRef"`
		} `json:"triggers"`
	} `json:"spec"`
}

type triggerAuthentication struct {
	meta.TypeMeta   `json:",inline"`
	meta.ObjectMeta `json:"metadata"`
	Spec            struct {
		Secrets []struct {
			Parameter string `json:"parameter"`
			Name      string `json:"name"`
			Key       string `json:"key"`
		} `json:"secretTargetRef"`
	} `json:"spec"`
}

func (m *manifests) checkKEDA(t *testing.T) {
	t.Helper()
	if len(m.scaled) != len(m.deployments) {
		t.Errorf("%d of %d deployments are scaled", len(m.scaled), len(m.deployments))
	}
	for name, s := range m.scaled {
		target := s.Spec.ScaleTargetRef.Name
		if m.deployments[target] == nil || target != name {
			t.Errorf("%s scales %q", name, target)
		}
		if s.Spec.MinReplicaCount < 2 || s.Spec.MinReplicaCount > s.Spec.MaxReplicaCount {
			t.Errorf("%s: %d to %d replicas", name, s.Spec.MinReplicaCount, s.Spec.MaxReplicaCount)
		}
		if !slices.Contains([]string{"static", "currentReplicas", "currentReplicasIfHigher", "currentReplicasIfLower"}, s.Spec.Fallback.Behavior) {
			t.Errorf("%s: fallback %q", name, s.Spec.Fallback.Behavior)
		}
		for _, tr := range s.Spec.Triggers {
			if lag, err := strconv.Atoi(tr.Metadata.LagThreshold); err != nil || lag <= 0 {
				t.Errorf("%s: lag %q", name, tr.Metadata.LagThreshold)
			}
			if tr.Type != "kafka" || tr.Metadata.Servers != m.config["huifang"]["HUIFANG_BROKERS"] || m.authentications[tr.Authentication.Name] == nil {
				t.Errorf("%s: trigger %+v", name, tr)
			}
		}
	}
	parameters := []string{"sasl", "username", "password", "tls", "ca", "cert", "key", "keyPassword"}
	for name, a := range m.authentications {
		for _, s := range a.Spec.Secrets {
			if _, ok := m.secrets[s.Name][s.Key]; !ok || !slices.Contains(parameters, s.Parameter) {
				t.Errorf("%s: %+v", name, s)
			}
		}
	}
}
