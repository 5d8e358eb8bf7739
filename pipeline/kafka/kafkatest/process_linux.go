package kafkatest

import "syscall"

// dieWithTest ends the broker when the test is killed.
func dieWithTest() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
}
