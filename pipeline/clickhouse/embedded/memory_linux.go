package embedded

import (
	"os"
	"strconv"
	"strings"
	"syscall"
)

// Bounds of the server's memory: less than the lower one does not merge wide
// rows, more than the upper one is not used.
const (
	minMemory = 1 << 30
	maxMemory = 8 << 30
)

// serverMemory is the memory that the server may use: a quarter of what the
// machine, or the control group of this process, has.
func serverMemory() int64 {
	total := int64(4 * minMemory)
	var info syscall.Sysinfo_t
	if err := syscall.Sysinfo(&info); err == nil {
		total = int64(uint64(info.Totalram) * uint64(info.Unit))
	}
	if data, err := os.ReadFile("/sys/fs/cgroup/memory.max"); err == nil {
		if limit, err := strconv.ParseInt(strings.TrimSpace(string(data)), 10, 64); err == nil {
			total = min(total, limit)
		}
	}
	return min(max(total/4, minMemory), maxMemory)
}
