package embedded

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"encoding/xml"
	"runtime"
	"strings"
	"text/template"

	schema "huifang/schemas/clickhouse"
)

//go:embed config.xml.tmpl
var configTemplate string

//go:embed users.xml.tmpl
var usersTemplate string

// readerSeconds bounds a statement of the reader: a client that goes away does
// not always end its statement.
const readerSeconds = 600

// settings fill the templates.
type settings struct {
	Log, Users                         string
	Memory, ReaderMemory               int64
	Threads                            int
	ReaderSeconds                      int
	Database, Owner, Reader            string
	OwnerHash, ReaderHash, ControlHash string
	Restricted                         []string
}

// writeConfig writes config.xml and users.xml for a server with the passwords
// of s and at most memory bytes.
func writeConfig(l layout, s state, memory int64) error {
	v := settings{
		Log:           l.log(),
		Users:         l.users(),
		Memory:        memory,
		ReaderMemory:  memory * 3 / 4,
		Threads:       min(4, runtime.NumCPU()),
		ReaderSeconds: readerSeconds,
		Database:      schema.Database,
		Owner:         ownerUser,
		Reader:        readerUser,
		OwnerHash:     passwordHash(s.OwnerPassword),
		ReaderHash:    passwordHash(s.ReaderPassword),
		ControlHash:   passwordHash(s.ControlPassword),
		Restricted:    schema.Restricted(),
	}
	for _, file := range []struct{ path, text string }{
		{l.config(), configTemplate},
		{l.users(), usersTemplate},
	} {
		t, err := template.New("").Funcs(template.FuncMap{"xml": escapeXML}).Parse(file.text)
		if err != nil {
			return err
		}
		var buf bytes.Buffer
		if err := t.Execute(&buf, v); err != nil {
			return err
		}
		if err := writePrivate(file.path, buf.Bytes()); err != nil {
			return err
		}
	}
	return nil
}

func passwordHash(password string) string {
	sum := sha256.Sum256([]byte(password))
	return hex.EncodeToString(sum[:])
}

func escapeXML(s string) (string, error) {
	var b strings.Builder
	err := xml.EscapeText(&b, []byte(s))
	return b.String(), err
}
