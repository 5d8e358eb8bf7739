package clickhouse

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net"
	"strconv"
	"sync"

	"github.com/ClickHouse/clickhouse-go/v2"

	schema "huifang/schemas/clickhouse"
)

// ClusterOptions say what MigrateCluster makes.
type ClusterOptions struct {
	// Name is that of the cluster in remote_servers.
	Name string
	// Replicated demands tables that the replicas of a shard keep equal. They are
	// made so wherever the servers have Keeper; without it they cannot be.
	Replicated bool
}

// MigrateCluster is Migrate for a cluster: on every server it makes tables of
// one shard's rows, tables over all shards and the views over those, so that any
// server may be asked and landed to. With Keeper the server connected to passes
// the statements on to all others; without it each is connected to, at the
// address in system.clusters and as the same user. Where one is away the others
// are migrated all the same and an error names it: running MigrateCluster again
// does what is missing. A database that Migrate made for one server is refused.
func (s *Store) MigrateCluster(ctx context.Context, o ClusterOptions) error {
	var servers []clusterServer
	var keeper bool
	err := retry(ctx, func() (err error) {
		servers, keeper, err = s.lookAtCluster(ctx, o.Name)
		return err
	})
	if err != nil {
		return fmt.Errorf("look at cluster %s: %w", o.Name, err)
	}
	if o.Replicated && !keeper {
		return fmt.Errorf("cluster %s: its servers have no Keeper, which replicated tables need", o.Name)
	}
	if err := checkReplication(servers, keeper); err != nil {
		return fmt.Errorf("cluster %s: %w", o.Name, err)
	}
	files, err := schema.Cluster{Name: o.Name, Replicated: keeper, OnCluster: keeper}.Migrations()
	if err != nil {
		return err
	}
	if keeper {
		return s.migrateCluster(ctx, " ON CLUSTER '"+o.Name+"'", files)
	}
	return s.migrateEach(ctx, servers, files)
}

// clusterServer is a row of system.clusters.
type clusterServer struct {
	Shard   uint32 `ch:"shard_num"`
	Host    string `ch:"host_name"`
	Port    uint16 `ch:"port"`
	OneCopy uint8  `ch:"one_copy"`
}

func (c clusterServer) address() string {
	return net.JoinHostPort(c.Host, strconv.Itoa(int(c.Port)))
}

// lookAtCluster returns the servers of a cluster and whether they have Keeper.
func (s *Store) lookAtCluster(ctx context.Context, name string) ([]clusterServer, bool, error) {
	conn, err := s.withoutDatabase()
	if err != nil {
		return nil, false, err
	}
	defer conn.Close()
	var servers []clusterServer
	if err := conn.Select(ctx, &servers, `
SELECT shard_num, host_name, port, toUInt8(internal_replication) AS one_copy
FROM system.clusters WHERE cluster = ? ORDER BY shard_num, replica_num`, name); err != nil {
		return nil, false, err
	}
	if len(servers) == 0 {
		return nil, false, errors.New("the server knows no such cluster; remote_servers in its configuration names them")
	}
	// The table is there only where Keeper is configured.
	var n uint64
	row := conn.QueryRow(ctx, "SELECT count() FROM system.tables WHERE database = 'system' AND name = 'zookeeper'")
	err = row.Scan(&n)
	return servers, n > 0, err
}

// checkReplication refuses clusters whose replicas would part ways: either the
// tables copy what one replica got, or whoever inserts gives it to all.
func checkReplication(servers []clusterServer, replicated bool) error {
	replicas := map[uint32]int{}
	for _, c := range servers {
		replicas[c.Shard]++
	}
	for _, c := range servers {
		if replicas[c.Shard] > 1 && replicated != (c.OneCopy == 1) {
			return fmt.Errorf("shard %d has replicas, so internal_replication in remote_servers must be %t", c.Shard, replicated)
		}
	}
	return nil
}

// migrateEach migrates all servers at once and says which could not be.
func (s *Store) migrateEach(ctx context.Context, servers []clusterServer, files fs.FS) error {
	if s.options.Protocol == clickhouse.HTTP {
		return errors.New("servers of a cluster without Keeper are reached by clickhouse:// only")
	}
	failed := make([]error, len(servers))
	var wait sync.WaitGroup
	for i, server := range servers {
		wait.Go(func() {
			if err := s.migrateServer(ctx, server.address(), files); err != nil {
				failed[i] = fmt.Errorf("server %s: %w", server.address(), err)
			}
		})
	}
	wait.Wait()
	return errors.Join(failed...)
}

func (s *Store) migrateServer(ctx context.Context, address string, files fs.FS) error {
	o := *s.options
	o.Settings = maps.Clone(o.Settings)
	o.Addr = []string{address}
	conn, err := clickhouse.Open(&o)
	if err != nil {
		return err
	}
	server := &Store{conn: conn, options: &o}
	defer server.Close()
	return server.migrateCluster(ctx, "", files)
}

// migrateCluster gives the server connected to its form of the database. The
// version that goose keeps is each server's own; where there is none yet, all
// statements are run again, which changes nothing.
func (s *Store) migrateCluster(ctx context.Context, everywhere string, files fs.FS) error {
	form, err := s.form(ctx)
	if err != nil {
		return err
	}
	if form == formSingle {
		return fmt.Errorf("the database %s is there for one server; it cannot become part of a cluster", schema.Database)
	}
	return s.migrate(ctx, everywhere, files)
}
