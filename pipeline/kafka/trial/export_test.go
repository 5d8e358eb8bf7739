package trial

// ApplyRetention removes what retention lets go, which the broker otherwise does
// once an hour.
func (b *Broker) ApplyRetention() { b.cluster.ApplyRetention() }
