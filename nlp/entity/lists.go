package entity

import _ "embed" // for the word lists, see data/README.md

//go:embed data/places.txt
var placeList string

//go:embed data/places_en.txt
var englishPlaceList string

//go:embed data/organizations.txt
var organizationList string

//go:embed data/surname_ends.txt
var surnameEndList string

//go:embed data/surname_starts.txt
var surnameStartList string

//go:embed data/brand.txt
var brandList string

//go:embed data/generic.txt
var genericList string

//go:embed data/ordinary.txt
var ordinaryList string

//go:embed data/surnames.txt
var surnameList string

//go:embed data/given.txt
var givenList string
