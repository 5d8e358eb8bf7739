//go:build !linux

package kafkatest

import "syscall"

// dieWithTest has no counterpart here: the broker of a test that is killed stays.
func dieWithTest() *syscall.SysProcAttr { return nil }
