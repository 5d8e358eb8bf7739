# syntax=docker/dockerfile:1

# Pin both images by digest where builds must be repeatable:
#   docker build --build-arg GO_IMAGE=golang:1.26-bookworm@sha256:… .
ARG GO_IMAGE=golang:1.26-bookworm
ARG BASE_IMAGE=gcr.io/distroless/base-nossl-debian12:nonroot

FROM --platform=$BUILDPLATFORM ${GO_IMAGE} AS build
ARG TARGETOS
ARG TARGETARCH
WORKDIR /src
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download
# .git comes along for the version that the binary and its metrics name.
COPY . .
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/go/cache \
    GOCACHE=/go/cache CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH \
    go build -trimpath -ldflags "-s -w" -tags ne -o /huifang ./cmd/huifang \
    && mkdir /data

# The binary is no static one though there is no C in it: it finds the embedded
# ClickHouse, which services do not use, by the C library's loader. So the base
# has glibc, certificates and time zones, and neither a shell nor packages.
FROM ${BASE_IMAGE}
COPY --from=build /huifang /usr/local/bin/huifang
# Services write nothing: run them with a read-only root file system. ingest and
# analyze write to /data, where a volume belongs.
COPY --from=build --chown=65532:65532 /data /data
ENV HUIFANG_DATA_DIR=/data
USER 65532:65532
EXPOSE 9464
STOPSIGNAL SIGTERM
ENTRYPOINT ["/usr/local/bin/huifang"]
