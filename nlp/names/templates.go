package names

// features are the hashes of the features of a place, one for each template.
type features [templates]uint32

// templates is how many there are.
const templates = 32

// extract sets f to the features of place i of v in register r.
func (v *view) extract(f *features, i int, r Register) {
	m := v.marks[i : i+2*reach+1 : i+2*reach+1]
	a3, a2, a1, c := uint64(m[0]), uint64(m[1]), uint64(m[2]), uint64(m[3])
	b1, b2, b3 := uint64(m[4]), uint64(m[5]), uint64(m[6])
	at := int(v.of[i])
	w := v.words[at-wordReach : at+wordReach+1 : at+wordReach+1]
	place := position(&w[2], i)

	// Code points alone.
	f[0] = hash(0, a2)
	f[1] = hash(1, a1)
	f[2] = hash(2, c)
	f[3] = hash(3, b1)
	f[4] = hash(4, b2)
	f[5] = hash(5, a2<<16|a1)
	f[6] = hash(6, a1<<16|c)
	f[7] = hash(7, c<<16|b1)
	f[8] = hash(8, b1<<16|b2)
	f[9] = hash(9, a1<<16|b1)
	f[10] = hash(10, a2<<32|a1<<16|c)
	f[11] = hash(11, a1<<32|c<<16|b1)
	f[12] = hash(12, c<<32|b1<<16|b2)
	f[13] = hash(13, a3<<32|a2<<16|a1)
	f[14] = hash(14, b1<<32|b2<<16|b3)

	// Words.
	w0, w1, w2, w3, w4 := uint64(w[0].text), uint64(w[1].text), uint64(w[2].text), uint64(w[3].text), uint64(w[4].text)
	f[15] = hash(15, w2<<4|place)
	f[16] = hash(16, w1<<4|place)
	f[17] = hash(17, w3<<4|place)
	f[18] = hash(18, w0<<4|place)
	f[19] = hash(19, w4<<4|place)
	f[20] = hash(20, pair(w1, w2)+place)
	f[21] = hash(21, pair(w2, w3)+place)
	f[22] = hash(22, pair(w1, w3)+place)

	// Parts of speech.
	p1, p2, p3 := uint64(w[1].pos), uint64(w[2].pos), uint64(w[3].pos)
	f[23] = hash(23, p2<<4|place)
	f[24] = hash(24, pair(p1, p2)+place)
	f[25] = hash(25, pair(p2, p3)+place)
	f[26] = hash(26, pair(pair(p1, p2), p3)+place)
	f[27] = hash(27, pair(p2, c)+place)

	// Once more by register.
	reg := uint64(r)
	f[28] = hash(28, c<<4|reg)
	f[29] = hash(29, pair(w2, reg)+place)
	f[30] = hash(30, pair(pair(p1, p2), p3)<<4+place<<2+reg)
	f[31] = hash(31, (c<<16|b1)<<4|reg)
}

// position tells where in its word place i is.
func position(w *word, i int) uint64 {
	switch {
	case w.end-w.start == 1:
		return whole
	case int(w.start) == i:
		return begin
	case int(w.end) == i+1:
		return end
	}
	return inside
}

// pair packs two numbers of 32 bits.
func pair(a, b uint64) uint64 { return (a<<32|a>>32)*0x9E3779B97F4A7C15 + b*0xC2B2AE3D27D4EB4F }

// keyBits is the length of a feature's hash. Of the features of a model, one in
// five hundred shares its hash with another.
const keyBits = 28

// hash mixes template and value (the finaliser of SplitMix64, shortened).
func hash(template, x uint64) uint32 {
	x = (x + (template+1)*0x9E3779B97F4A7C15) * 0xBF58476D1CE4E5B9
	x = (x ^ x>>32) * 0x94D049BB133111EB
	return uint32(x >> (64 - keyBits))
}
