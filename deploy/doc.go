// Package deploy holds what runs huifang on servers, and tests that read it with
// the parsers of the tools it is for: Compose, Kubernetes, Prometheus. It is a
// module of its own, so that none of these comes near the binary:
//
//	cd deploy && go test -count=1 ./...
//
// -count=1 since docker-compose.yml stands outside of the module, where go test
// does not see that a file has changed. That the files fit the command line and
// the metrics is tested in cmd/huifang.
package deploy
