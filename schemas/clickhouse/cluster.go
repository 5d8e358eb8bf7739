package clickhouse

import (
	"fmt"
	"io"
	"io/fs"
	"strings"
)

// LocalSuffix ends the names of the tables that hold one shard's rows. Under
// the name without it stands the table that reads and writes all shards.
const LocalSuffix = "_local"

// BorrowerKey is the expression that calls are parted by, that of the keys of
// messages too: the borrower's id, else the borrower's name, else the call's own
// id.
const BorrowerKey = "if(borrower_id != '', borrower_id, if(borrower != '', borrower, call_id))"

// Cluster says how the relations lie on the servers of a cluster.
//
// Calls are parted by their borrower (BorrowerKey), so that a borrower's are on
// one shard; the other tables by their sorting key. Rows that replace each other
// must meet on one shard, and a call whose borrower changes between two analyses
// would not: its table has a column more there, is_deleted, by which the row on
// the old shard is taken away.
type Cluster struct {
	// Name is that of the cluster in remote_servers, of letters, digits, _ and -.
	Name string
	// Replicated makes the replicas of a shard keep each other equal. It needs
	// Keeper, and the macros shard and replica on every server.
	Replicated bool
	// OnCluster makes one server pass the statements on to all others, which
	// needs Keeper. Without it every server is to be given them.
	OnCluster bool
}

// Migrations returns the migrations as the function Migrations does, for
// servers of a cluster. A statement that is not known to be right there is an
// error when its file is opened. All statements may be run again.
func (c Cluster) Migrations() (fs.FS, error) {
	if c.Name == "" || strings.ContainsFunc(c.Name, notInName) {
		return nil, fmt.Errorf("%q is not a name of a cluster", c.Name)
	}
	single, err := Migrations()
	return clusterFiles{single, c}, err
}

// clusterFiles are the migrations of single, rewritten as they are opened.
type clusterFiles struct {
	single  fs.FS
	cluster Cluster
}

// Open implements fs.FS.
func (f clusterFiles) Open(name string) (fs.File, error) {
	file, err := f.single.Open(name)
	if err != nil || !strings.HasSuffix(name, ".sql") {
		return file, err
	}
	text, err := io.ReadAll(file)
	if err == nil {
		var rewritten string
		if rewritten, err = f.cluster.rewrite(string(text)); err == nil {
			return &clusterFile{file, strings.NewReader(rewritten)}, nil
		}
	}
	_ = file.Close()
	return nil, &fs.PathError{Op: "rewrite", Path: name, Err: err}
}

// clusterFile is a migration with other text.
type clusterFile struct {
	fs.File
	text *strings.Reader
}

// Read implements fs.File.
func (f *clusterFile) Read(p []byte) (int, error) { return f.text.Read(p) }

func notInName(r rune) bool {
	return r != '_' && r != '-' && (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
}
