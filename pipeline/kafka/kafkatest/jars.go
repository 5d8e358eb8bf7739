package kafkatest

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/gofrs/flock"
)

// version is that of Apache Kafka, as in pom.xml.
const version = "4.3.1"

// errUnavailable says that Apache Kafka cannot run on this machine.
var errUnavailable = errors.New("no broker to be had")

// jars returns the folder with the jars of Apache Kafka, fetched where they are
// not there yet.
func jars() (string, error) {
	if _, err := exec.LookPath("java"); err != nil {
		return "", fmt.Errorf("%w: it needs Java 17, and there is no java", errUnavailable)
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	root := filepath.Join(cache, "huifang")
	if err := os.MkdirAll(root, 0o755); err != nil {
		return "", err
	}
	libs := filepath.Join(root, "kafka-"+version)
	// Tests of several packages run at a time.
	lock := flock.New(libs + ".lock")
	if err := lock.Lock(); err != nil {
		return "", err
	}
	defer lock.Close()
	if _, err := os.Stat(libs); err == nil {
		return libs, nil
	}
	if _, err := exec.LookPath("mvn"); err != nil {
		return "", fmt.Errorf("%w: its jars are fetched with Maven, and there is no mvn", errUnavailable)
	}
	work, err := os.MkdirTemp(root, "fetch-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(work)
	pom, err := files.ReadFile("pom.xml")
	if err != nil {
		return "", err
	}
	if err := os.WriteFile(filepath.Join(work, "pom.xml"), pom, 0o644); err != nil {
		return "", err
	}
	part := filepath.Join(work, "libs")
	out, err := exec.Command("mvn", "-B", "-q", "-f", filepath.Join(work, "pom.xml"), "package", "-Dlibs="+part).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%w: mvn: %w\n%s", errUnavailable, err, out)
	}
	return libs, os.Rename(part, libs) // whole or not at all
}
