package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/alecthomas/kong"
	"go.yaml.in/yaml/v4"
)

// loadSettings reads a YAML settings file: flag names as keys, those of a
// subcommand below the subcommand's name. A key that no flag has is an error,
// since a misspelt setting that is silently ignored is worse than none.
func loadSettings(r io.Reader) (kong.Resolver, error) {
	var settings map[string]any
	if err := yaml.NewDecoder(r).Decode(&settings); err != nil && err != io.EOF {
		return nil, fmt.Errorf("settings file: %w", err)
	}
	return settingsResolver(settings), nil
}

type settingsResolver map[string]any

// Resolve finds the value of a flag, the subcommand's own before the general.
// The environment goes before the file, which kong has the other way round.
func (s settingsResolver) Resolve(_ *kong.Context, parent *kong.Path, flag *kong.Flag) (any, error) {
	for _, name := range flag.Envs {
		if _, set := os.LookupEnv(name); set {
			return nil, nil
		}
	}
	if parent != nil && parent.Command != nil {
		if own, ok := s[topCommand(parent.Command)].(map[string]any); ok {
			if v, ok := own[flag.Name]; ok {
				return v, nil
			}
		}
	}
	if v, ok := s[flag.Name]; ok {
		return v, nil
	}
	return nil, nil
}

// topCommand is the name of the subcommand that node is, or is below: schema for
// schema apply.
func topCommand(node *kong.Node) string {
	for node.Parent != nil && node.Parent.Type == kong.CommandNode {
		node = node.Parent
	}
	return node.Name
}

// Validate refuses keys that name neither a flag nor a subcommand.
func (s settingsResolver) Validate(app *kong.Application) error {
	known := map[string]bool{}
	flags := map[string]map[string]bool{}
	collect := func(node *kong.Node, into map[string]bool) {
		for _, f := range node.Flags {
			into[f.Name] = true
		}
	}
	collect(app.Node, known)
	for _, leaf := range app.Leaves(false) {
		command, _, _ := strings.Cut(leaf.Path(), " ")
		if flags[command] == nil {
			flags[command] = map[string]bool{}
		}
		collect(leaf, flags[command])
		collect(leaf, known)
	}
	for key, value := range s {
		own, isCommand := flags[key]
		if !isCommand && !known[key] {
			return fmt.Errorf("settings file: %q is no flag and no subcommand", key)
		}
		nested, ok := value.(map[string]any)
		if !isCommand || !ok {
			continue
		}
		for name := range nested {
			if !own[name] {
				return fmt.Errorf("settings file: %s has no flag %q", key, name)
			}
		}
	}
	return nil
}
