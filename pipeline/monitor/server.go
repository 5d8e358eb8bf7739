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

const (
	// readTimeout bounds the reading of a request, answerTimeout all of it: a
	// check takes 3 s at the most.
	readTimeout   = 5 * time.Second
	answerTimeout = 10 * time.Second
	// stopTimeout bounds the end of requests under way when the server stops.
	stopTimeout = 2 * time.Second
	// scrapes is how many may be gathered at a time.
	scrapes = 4
)

// Server is a running HTTP server.
type Server struct {
	listener net.Listener
	http     *http.Server
	ended    chan error
}

// Start listens on address, as 127.0.0.1:9464, :9464, or with port 0 for any
// that is free, and serves until Stop. That the port is taken is an error here.
// A service that is starting must have a check in ready that fails until it does
// its work: no checks at all hold.
func Start(address string, metrics prometheus.Gatherer, live, ready Checks) (*Server, error) {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return nil, fmt.Errorf("metrics and health: %w", err)
	}
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(metrics, promhttp.HandlerOpts{MaxRequestsInFlight: scrapes}))
	mux.Handle("GET /healthz", newHealth(live))
	mux.Handle("GET /readyz", newHealth(ready))
	s := &Server{
		listener: listener,
		http:     &http.Server{Handler: mux, ReadTimeout: readTimeout, WriteTimeout: answerTimeout},
		ended:    make(chan error, 1),
	}
	go func() { s.ended <- s.http.Serve(listener) }()
	return s, nil
}

// Address is where the server listens.
func (s *Server) Address() string { return s.listener.Addr().String() }

// Stop ends the server, within 2 s even where requests are under way. It is
// called once. The error tells, too, why the server ended before.
func (s *Server) Stop() error {
	ctx, cancel := context.WithTimeout(context.Background(), stopTimeout)
	defer cancel()
	err := s.http.Shutdown(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		// Who asks about a service that ends can be cut off.
		err = s.http.Close()
	}
	if served := <-s.ended; !errors.Is(served, http.ErrServerClosed) {
		err = errors.Join(err, served)
	}
	return err
}
