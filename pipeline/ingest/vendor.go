package ingest

import "encoding/json"

// vendorFormats are the JSON formats of speech recognisers, by vendor. Each
// detect rests on fields that only this vendor has, so that no document of one
// is taken for another's.
func vendorFormats() []format {
	return []format{
		{"aliyun-filetrans", "Aliyun recording transcription, v4 and the v2 callback", detectAliyunFiletrans, parseAliyunFiletrans},
		{"aliyun-dashscope", "Aliyun DashScope transcript file (Paraformer, Fun-ASR, Qwen-ASR)", detectDashScope, parseDashScope},
		{"aliyun-tingwu", "Aliyun Tongyi Tingwu transcription", detectTingwu, parseTingwu},
		{"assemblyai", "AssemblyAI transcript, sentences or paragraphs", detectAssemblyAI, parseAssemblyAI},
		{"aws-transcribe-standard", "Amazon Transcribe result file", detectAWSTranscribe, parseAWSTranscribe},
		{"aws-transcribe-call-analytics", "Amazon Transcribe Call Analytics", detectAWSCallAnalytics, parseAWSCall},
		{"aws-contact-lens", "Amazon Connect Contact Lens analysis", detectAWSContactLens, parseAWSCall},
		{"aws-pca-output", "Amazon Transcribe Post Call Analytics solution", detectAWSPCA, parseAWSPCA},
		{"aws-bda", "Amazon Bedrock Data Automation, audio", detectAWSBDA, parseAWSBDA},
		{"azure-batch", "Azure batch transcription, v3 and the older form", detectAzureBatch, parseAzureBatch},
		{"azure-fast", "Azure fast transcription", detectAzureFast, parseAzureBatch},
		{"azure-realtime", "Azure Speech SDK or REST recognition results", detectAzureRealtime, parseAzureRealtime},
		{"azure-conversation", "Azure conversation analysis input", detectAzureConversation, parseAzureConversation},
		{"baidu-aasr", "Baidu file transcription", detectBaidu, parseBaidu},
		{"bbc-kaldi", "BBC Kaldi transcript", detectBBCKaldi, parseBBCKaldi},
		{"deepgram", "Deepgram, with or without utterances", detectDeepgram, parseDeepgram},
		{"funasr", "FunASR pipeline, runtime and SenseVoice", detectFunASR, parseFunASR},
		{"google-stt", "Google Speech-to-Text v1 and v2", detectGoogle, parseGoogle},
		{"harper-valley", "Harper Valley bank corpus transcript", detectHarper, parseHarper},
		{"huawei-sis", "Huawei Cloud SIS recording transcription", detectHuawei, parseHuawei},
		{"iflytek-lfasr-v1", "iFlytek long form recognition v1", detectIflytekV1, parseIflytekV1},
		{"iflytek-lfasr-v2", "iFlytek long form recognition v2 and large model", detectIflytekV2, parseIflytekV2},
		{"speechmatics", "Speechmatics v2 and v1", detectSpeechmatics, parseSpeechmatics},
		{"tencent-asr", "Tencent Cloud recording recognition", detectTencent, parseTencent},
		{"tencent-flash", "Tencent Cloud fast recognition", detectTencentFlash, parseTencentFlash},
		{"volcengine", "Volcengine speech recognition v1 and v3", detectVolcengine, parseVolcengine},
		{"watson", "IBM Watson Speech to Text", detectWatson, parseWatson},
		{"whisper", "Whisper, whisper-timestamped, WhisperX, OpenAI verbose JSON", detectWhisper, parseWhisper},
		{"whisper-cpp", "whisper.cpp", detectWhisperCPP, parseWhisperCPP},
	}
}

// A detect looks at small things first: every step of a path into a value that
// holds the whole talk scans that value once.

// fieldsAt returns the fields of the object at path, for a detect that asks for
// several of them.
func fieldsAt(p *probe, path ...string) map[string]json.RawMessage {
	return scanObject(p.raw(path...))
}

// hasList reports whether the value at path is a list.
func hasList(p *probe, path ...string) bool {
	raw := p.raw(path...)
	return len(raw) > 0 && raw[0] == '['
}
