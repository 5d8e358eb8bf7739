package embedded

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// maxHello bounds the first packet of a client.
const maxHello = 16 << 10

var errNoHello = errors.New("not the first packet of a ClickHouse client")

// hello is the first packet of a client of the native protocol.
type hello struct {
	database, user, password string
	// raw is the packet as it came.
	raw []byte
}

// readHello reads the first packet and nothing after it.
func readHello(r *bufio.Reader) (hello, error) {
	p := helloReader{r: r}
	if p.number() != 0 {
		return hello{}, errNoHello
	}
	p.text() // name of the client
	for range 3 {
		p.number() // its version and that of the protocol
	}
	h := hello{database: p.text(), user: p.text(), password: p.text()}
	h.raw = p.raw
	return h, p.err
}

// helloReader reads the fields of a packet and keeps their bytes. After an error
// it returns zero values.
type helloReader struct {
	r   *bufio.Reader
	raw []byte
	err error
}

// ReadByte makes the reader one for binary.ReadUvarint.
func (p *helloReader) ReadByte() (byte, error) {
	if len(p.raw) >= maxHello {
		return 0, errNoHello
	}
	b, err := p.r.ReadByte()
	if err == nil {
		p.raw = append(p.raw, b)
	}
	return b, err
}

func (p *helloReader) number() uint64 {
	if p.err != nil {
		return 0
	}
	n, err := binary.ReadUvarint(p)
	p.err = err
	return n
}

func (p *helloReader) text() string {
	n := p.number()
	if p.err != nil {
		return ""
	}
	if n > uint64(maxHello-len(p.raw)) {
		p.err = errNoHello
		return ""
	}
	start := len(p.raw)
	p.raw = append(p.raw, make([]byte, n)...)
	_, p.err = io.ReadFull(p.r, p.raw[start:])
	return string(p.raw[start:])
}

// refusal answers a client that is not let in.
type refusal struct {
	code          int32
	name, message string
}

// send writes the refusal as the server's exception packet.
func (f refusal) send(w io.Writer) error {
	packet := []byte{2}
	packet = binary.LittleEndian.AppendUint32(packet, uint32(f.code))
	for _, text := range []string{"DB::Exception", fmt.Sprintf("%s. (%s)", f.message, f.name), ""} {
		packet = binary.AppendUvarint(packet, uint64(len(text)))
		packet = append(packet, text...)
	}
	// No exception inside this one.
	_, err := w.Write(append(packet, 0))
	return err
}
