// Package topic names the topics, knows their settings and creates them.
package topic
