// Package train makes the models that ship inside the program, from labelled
// text, and measures them.
//
// Run trains one model by name, writes its artefact and returns a Report with
// what the model scores on texts that it was not trained on. Folds are by
// author: every author of the labelled calls is left out once, since calls by
// one hand resemble each other, and a score within an author flatters. The
// calibration and the operating threshold come from those folds.
//
// Training is reproducible: the same corpus yields the same artefact, byte for
// byte, on any number of processors.
package train
