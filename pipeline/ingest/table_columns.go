package ingest

import (
	"fmt"
	"strings"
)

// columnKind is what a column of a transcript table holds.
type columnKind int

// Kinds of columns.
const (
	columnUnknown columnKind = iota
	columnCall
	columnRole
	columnSpeaker
	columnChannel
	columnStart
	columnEnd
	columnDuration
	columnText
	columnConfidence
	columnEmotion
	columnMetadata
)

// timeUnit is the unit of a time column, as its name states it.
type timeUnit int

// Units. A column without one holds clock times, hh:mm:ss.
const (
	unitNone timeUnit = iota
	unitMS
	unitSeconds
)

// column is one column of a transcript table, read from its name.
type column struct {
	name string // as in the header
	kind columnKind
	unit timeUnit // of start, end and duration
	// field is the metadata field of a columnMetadata.
	field string
}

// plainName brings a column's name into the form of the tables below: lower
// case, without blanks, dashes, underscores and brackets. "Start Time (ms)" and
// "start_time_ms" are one.
func plainName(name string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t_-()（）[]【】:：/.,", r) {
			return -1
		}
		return r
	}, strings.ToLower(strings.TrimSpace(name)))
}

// readColumn tells what a column holds from its name alone.
func readColumn(name string) column {
	c := column{name: strings.TrimSpace(name)}
	plain := plainName(name)
	if c.kind = columnOf(plain); c.kind != columnUnknown {
		return c
	}
	for _, suffix := range timeSuffixes() {
		base, ok := strings.CutSuffix(plain, suffix.text)
		if !ok {
			continue
		}
		kind := columnOf(base)
		if kind == columnUnknown {
			kind = columnOf(strings.TrimSuffix(base, "in"))
		}
		switch kind {
		case columnStart, columnEnd, columnDuration:
			c.kind, c.unit = kind, suffix.unit
			return c
		}
	}
	// A plain "id" numbers the rows of a transcript.
	if field := metadataField(name); field != "" && field != "id" {
		c.kind, c.field = columnMetadata, field
	}
	return c
}

// timeSuffix is how the name of a time column says what its values are.
type timeSuffix struct {
	text string
	unit timeUnit
}

// timeSuffixes lists them, longer ones before those that they end in.
func timeSuffixes() []timeSuffix {
	return []timeSuffix{
		{"hhmmssmmm", unitNone},
		{"hhmmssms", unitNone},
		{"hhmmss", unitNone},
		{"时分秒", unitNone},
		{"milliseconds", unitMS},
		{"millis", unitMS},
		{"msecs", unitMS},
		{"msec", unitMS},
		{"ms", unitMS},
		{"毫秒", unitMS},
		{"seconds", unitSeconds},
		{"secs", unitSeconds},
		{"sec", unitSeconds},
		{"s", unitSeconds},
		{"秒", unitSeconds},
	}
}

// columnOf is the table of names that speak of a turn.
func columnOf(plain string) columnKind {
	for _, unit := range []string{"utterance", "segment", "sentence", "turn"} {
		if rest, ok := strings.CutPrefix(plain, unit); ok && rest != "" {
			plain = rest
			break
		}
	}
	switch plain {
	case "callid", "conversationid", "sessionid", "通话编号", "通话id", "会话编号", "会话id", "录音编号", "呼叫编号", "通话流水号", "对话编号":
		return columnCall
	case "role", "participantrole", "speakerrole", "speakertype", "party", "角色", "说话人角色", "身份", "说话方", "发言方", "讲话方":
		return columnRole
	case "speaker", "speakerid", "speakerlabel", "speakername", "spk", "participant", "participantid", "说话人", "发言人", "讲话人", "说话者", "说话人编号":
		return columnSpeaker
	case "channel", "channelid", "channelno", "channeltag", "channellabel", "ch", "track", "声道", "声道编号", "通道", "声道号", "音轨":
		return columnChannel
	case "start", "starttime", "startoffset", "offset", "begin", "begintime", "onset", "starttimestamp", "time", "timestamp",
		"时间", "时间戳", "时间点", "开始", "开始时间", "起始", "起始时间", "起始时刻", "开始时刻", "起点":
		return columnStart
	case "end", "endtime", "endoffset", "stop", "stoptime", "endtimestamp",
		"结束", "结束时间", "终止时间", "终止", "结束时刻", "终点":
		return columnEnd
	case "duration", "时长", "持续时间", "持续时长":
		return columnDuration
	case "text", "content", "transcript", "transcription", "utterance", "sentence", "message", "asrtext", "transcripttext",
		"文本", "内容", "文字", "说话内容", "对话内容", "通话内容", "转写", "转写文本", "转写内容", "识别结果", "话术", "语句", "发言内容", "文本内容", "识别文本", "转写结果":
		return columnText
	case "confidence", "asrconfidence", "置信度", "识别置信度", "可信度":
		return columnConfidence
	case "emotion", "情绪", "情感":
		return columnEmotion
	default:
		return columnUnknown
	}
}

// metadataField is the metadata field that a column's or heading's name means,
// empty where it means none. The loan file's own keys come bare or as
// "loan_file.KEY".
func metadataField(name string) string {
	name = strings.TrimSpace(name)
	if len(name) > len(loanFilePrefix) && strings.EqualFold(name[:len(loanFilePrefix)], loanFilePrefix) {
		return loanFilePrefix + name[len(loanFilePrefix):]
	}
	switch plain := plainName(name); plain {
	case "id", "callid", "通话编号", "通话id":
		return "id"
	case "calldate", "date", "通话日期", "日期", "回访日期":
		return "call_date"
	case "startedat", "callstart", "通话开始时间":
		return "started_at"
	case "lang", "language", "语言":
		return "lang"
	case "callchannel", "medium", "通话方式", "回访方式":
		return "channel"
	case "borrowerid", "customerid", "客户编号", "借款人编号", "客户号":
		return "borrower_id"
	case "loanid", "contractid", "贷款编号", "合同编号", "借据号", "借据编号", "合同号":
		return "loan_id"
	case "agentid", "坐席工号", "工号", "客户经理编号", "坐席编号", "客户经理工号":
		return "agent_id"
	case "branch", "支行", "机构", "经办机构", "网点":
		return "branch"
	case "industry", "行业", "所属行业":
		return "industry"
	case "region", "地区", "区域", "所在地区":
		return "region"
	case "recording", "audio", "录音", "录音文件", "录音地址":
		return "recording"
	case "durationms", "通话时长毫秒", "录音时长毫秒":
		return "duration_ms"
	default:
		if key, _ := scaledLoanKey(plain); key != "" {
			return loanFilePrefix + key
		}
		return ""
	}
}

// noUnit is the error for a number in a time column whose name has no unit.
func noUnit(c column, likeWhisper bool) error {
	base := map[columnKind]string{columnStart: "start", columnEnd: "end", columnDuration: "duration"}[c.kind]
	hint := ""
	if likeWhisper {
		hint = "; if Whisper wrote the file, name the format " + whisperTableName
	}
	return fmt.Errorf("column %q has no unit: name it %s_ms or %s_s (or write times as hh:mm:ss)%s", c.name, base, base, hint)
}
