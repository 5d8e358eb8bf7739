# Everything that a fresh machine with Go, npm and make needs. No C compiler:
# what ships is built with CGO_ENABLED=0; only `make race` wants one.

export CGO_ENABLED ?= 0

# The tag leaves gse's own dictionaries out of the binary, 36 MB: it carries one
# made from them. Tests run without it, since they hold the one to the other.
GOTAGS := ne
DEMO   := build/demo

.PHONY: demo build test lint race fuzz bench clean

## demo: build, analyse the example calls with the embedded ClickHouse, show results
demo: build
	bin/huifang analyze examples --data-dir $(DEMO)
	@echo
	@echo "What was said most often:"
	@bin/huifang query --data-dir $(DEMO) "SELECT s.code, c.name, uniq(s.call_id) AS calls, max(s.severity) AS severity, argMax(s.sentence, (s.confidence, s.call_id, s.idx)) AS example FROM signals AS s INNER JOIN codes AS c ON c.code = s.code AND c.kind = 'signal' WHERE s.status = 'asserted' GROUP BY s.code, c.name ORDER BY calls DESC, s.code LIMIT 10"

## build: the one binary, into bin/
build:
	go build -trimpath -ldflags "-s -w" -tags $(GOTAGS) -o bin/huifang ./cmd/huifang

## test: all tests, with the real embedded ClickHouse and, where Java and Maven
## are there, Apache Kafka; what is skipped is said
test:
	go test -timeout 30m ./...
	cd deploy && go test ./...
	@command -v java >/dev/null && command -v mvn >/dev/null || echo "SKIPPED: tests on Apache Kafka, which need Java 17 and Maven; kfake stood in for it"

## lint: formatting, vet, staticcheck
lint:
	@out=$$(go tool gofumpt -l .); if [ -n "$$out" ]; then echo "gofumpt would change:"; echo "$$out"; exit 1; fi
	go vet ./...
	go tool staticcheck ./...
	cd deploy && go vet ./...

## race: all tests but the longest under the race detector (needs a C compiler)
race:
	CGO_ENABLED=1 go test -race -short -timeout 40m ./...

## fuzz: each fuzz target for a few seconds. Where the time is over while an input
## is being made smaller, go test calls that a failure, "context deadline exceeded",
## though no input failed; such a target is run once more.
FUZZTIME ?= 5s
fuzz:
	@set -e; for pkg in $$(go list -f '{{if or .TestGoFiles .XTestGoFiles}}{{.ImportPath}}{{end}}' ./...); do \
		for target in $$(go test -list '^Fuzz' $$pkg | grep '^Fuzz' || true); do \
			echo "fuzz $$pkg $$target"; \
			run() { go test -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 10x $$pkg >build-fuzz.log 2>&1; }; \
			run || { grep -q '^ *context deadline exceeded$$' build-fuzz.log && ! grep -q 'Failing input' build-fuzz.log && run; } \
				|| { cat build-fuzz.log; rm -f build-fuzz.log; exit 1; }; \
			tail -n 1 build-fuzz.log; rm -f build-fuzz.log; \
		done; \
	done

## bench: all benchmarks, once
bench:
	go test -run '^$$' -bench . -benchmem ./...

clean:
	rm -rf bin build
