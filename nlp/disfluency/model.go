package disfluency

import _ "embed"

//go:embed model.bin
var modelBytes []byte
