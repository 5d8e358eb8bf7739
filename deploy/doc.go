// Package deploy holds what runs huifang on servers, and tests that read it with
// the parsers of the tools it is for: Compose, Kubernetes, Prometheus. It is a
// module of its own, so that none of these comes near the binary:
//
//	cd deploy && go test ./...
//
// That the files fit the command line and the metrics is tested in cmd/huifang.
package deploy
