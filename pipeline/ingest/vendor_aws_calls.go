package ingest

import (
	"cmp"
	"strings"

	"huifang/schemas"
)

// awsCall is the analysis of a call by Transcribe Call Analytics or by Contact
// Lens. The former states the role with each turn, the latter in Participants.
type awsCall struct {
	JobName   string `json:"JobName"`
	JobStatus string `json:"JobStatus"`
	Failure   string `json:"FailureReason"`
	Language  string `json:"LanguageCode"`
	Customer  struct {
		ContactID string `json:"ContactId"`
		InputURI  string `json:"InputS3Uri"`
	} `json:"CustomerMetadata"`
	Participants []struct {
		ID   string `json:"ParticipantId"`
		Role string `json:"ParticipantRole"`
	} `json:"Participants"`
	Transcript []awsCallTurn `json:"Transcript"`
	// Segments is the form of Contact Lens in real time.
	Segments []struct {
		Transcript *awsCallTurn `json:"Transcript"`
	} `json:"Segments"`
	Status   string `json:"Status"`
	Features struct {
		DurationMS milliseconds `json:"TotalConversationDurationMillis"`
	} `json:"ConversationCharacteristics"`
}

type awsCallTurn struct {
	ParticipantID   string       `json:"ParticipantId"`
	ParticipantRole string       `json:"ParticipantRole"`
	Content         string       `json:"Content"`
	Begin           milliseconds `json:"BeginOffsetMillis"`
	End             milliseconds `json:"EndOffsetMillis"`
	Items           []struct {
		Type       string       `json:"Type"`
		Content    string       `json:"Content"`
		Confidence probability  `json:"Confidence"`
		Begin      milliseconds `json:"BeginOffsetMillis"`
		End        milliseconds `json:"EndOffsetMillis"`
	} `json:"Items"`
}

func detectAWSCallAnalytics(p *probe) int {
	switch {
	case p.has("Transcript", "ParticipantId"):
		return 0
	case p.has("Transcript", "ParticipantRole"):
		return 95
	case p.has("JobName") && p.has("JobStatus"):
		return 90
	default:
		return 0
	}
}

func detectAWSContactLens(p *probe) int {
	switch {
	case p.has("Transcript", "ParticipantId"), p.has("Segments", "Transcript", "ParticipantId"):
		return 95
	case p.has("CustomerMetadata", "ContactId"), p.has("Segments", "Categories"), p.has("Segments", "PostContactSummary"):
		return 92
	case p.has("Transcript") && p.has("Participants", "ParticipantId") && !p.has("JobName"):
		return 90
	default:
		return 0
	}
}

func parseAWSCall(data []byte) ([]transcript, error) {
	doc, err := decodeVendor[awsCall](data)
	if err != nil {
		return nil, err
	}
	if status := cmp.Or(doc.JobStatus, doc.Status); status != "" &&
		!strings.EqualFold(status, "COMPLETED") && !strings.EqualFold(status, "IN_PROGRESS") {
		return nil, jobFailed(status, "", doc.Failure)
	}
	participants := map[string]string{}
	for _, p := range doc.Participants {
		participants[p.ID] = p.Role
	}
	for _, s := range doc.Segments {
		if s.Transcript != nil {
			doc.Transcript = append(doc.Transcript, *s.Transcript)
		}
	}
	var list turnList
	for _, in := range doc.Transcript {
		role := cmp.Or(in.ParticipantRole, participants[in.ParticipantID])
		t := schemas.Turn{
			Role:    statedRole(role),
			Speaker: cmp.Or(in.ParticipantID, role),
			StartMS: in.Begin.ms(),
			EndMS:   in.End.ms(),
			Text:    in.Content,
		}
		if t.Role == "" && role != "" {
			// SYSTEM says more than the id of an announcement.
			t.Speaker = role
		}
		for _, it := range in.Items {
			if it.Type != "punctuation" {
				t.Words = append(t.Words, word(it.Content, it.Begin.ms(), it.End.ms(), it.Confidence.value()))
			}
		}
		list.add(t)
	}
	return []transcript{list.transcript(transcript{
		id:         cmp.Or(doc.JobName, doc.Customer.ContactID),
		lang:       doc.Language,
		recording:  doc.Customer.InputURI,
		durationMS: orZero(doc.Features.DurationMS.ms()),
	})}, nil
}
