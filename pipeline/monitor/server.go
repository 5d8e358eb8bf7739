package monitor

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// readTimeout bounds a request, stopTimeout the end of those under way when the
// server stops.
const (
	readTimeout = 5 * time.Second
	stopTimeout = 2 * time.Second
)

// Server is a running HTTP server.
type Server struct {
	listener net.Listener
	http     *http.Server
	ended    chan error
}

// Start listens on address, as 127.0.0.1:9464, :9464, or with port 0 for any
// that is free. Checks are asked for each request, from several goroutines at
// once.
func Start(address string, metrics prometheus.Gatherer, live, ready Checks) (*Server, error) {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return nil, fmt.Errorf("metrics and health: %w", err)
	}
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(metrics, promhttp.HandlerOpts{}))
	mux.Handle("GET /healthz", live)
	mux.Handle("GET /readyz", ready)
	s := &Server{
		listener: listener,
		http:     &http.Server{Handler: mux, ReadTimeout: readTimeout},
		ended:    make(chan error, 1),
	}
	go func() { s.ended <- s.http.Serve(listener) }()
	return s, nil
}

// Address is where the server listens.
func (s *Server) Address() string { return s.listener.Addr().String() }

// Stop ends the server.
func (s *Server) Stop() error {
	ctx, cancel := context.WithTimeout(context.Background(), stopTimeout)
	defer cancel()
	err := s.http.Shutdown(ctx)
	if served := <-s.ended; !errors.Is(served, http.ErrServerClosed) {
		err = errors.Join(err, served)
	}
	return err
}
