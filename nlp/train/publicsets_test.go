package train

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"huifang/nlp/sentiment/written"
)

// publicSets are the sets that the experts on written text learn from, as small
// as they can be.
func publicSets() map[string]string {
	posts := `["明天大跌快跑",0],["明天要涨停了",2],["看看再说",1]`
	return map[string]string{
		postFile:    "[" + strings.Repeat(posts+",", 9) + posts + "]",
		bearishFile: strings.Repeat("大跌 快跑\n", 3),
		bullishFile: strings.Repeat("涨停 了\n", 3),
		reviewFile: "cat,label,review\n书籍,1,这本书写得很好\n书籍,0,这本书太差了\n水果,1,苹果很好吃\n水果,0,苹果太差了\n" +
			"酒店,1,房间很好\n酒店,0,房间太差了\n",
		chatFile: "labels,text\npositive,太 好 了\nnegative,真 讨厌\n",
		wordFile: "精致\t1.9\n粗糙\t-1.2\n",
	}
}

func publicFiles() fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, data := range publicSets() {
		fsys[name] = &fstest.MapFile{Data: []byte(data)}
	}
	return fsys
}

func TestReadPostsJoinsCopies(t *testing.T) {
	fsys := fstest.MapFS{postFile: {Data: []byte(`[["涨停 了!",2],["涨停了",2],["涨停了。",0],["?",1],["!",0]]`)}}
	posts, err := readPosts(fsys)
	if err != nil {
		t.Fatal(err)
	}
	if len(posts) != 3 || posts[0].votes != [3]int{1, 0, 2} || posts[0].mood() != written.Positive || posts[0].total() != 3 {
		t.Errorf("posts %+v", posts)
	}
}

func TestReadComments(t *testing.T) {
	posts, err := readComments(publicFiles())
	if err != nil {
		t.Fatal(err)
	}
	if len(posts) != 6 || posts[0].text != "大跌快跑" || posts[0].mood() != written.Negative || posts[5].mood() != written.Positive {
		t.Errorf("comments %+v", posts)
	}
}

func TestReadReviewsLeavesOutCopies(t *testing.T) {
	fsys := fstest.MapFS{reviewFile: {Data: []byte("cat,label,review\n书籍,1,很好\n水果,0,\"很,好!\"\n水果,0,\n水果,0,\"差,\n差\"\n")}}
	reviews, err := readReviews(fsys)
	if err != nil {
		t.Fatal(err)
	}
	if len(reviews) != 2 || !reviews[0].favourable || reviews[1].favourable || reviews[1].category != "水果" {
		t.Errorf("reviews %+v", reviews)
	}
}

func TestReadSided(t *testing.T) {
	chats, err := readChats(publicFiles())
	if err != nil {
		t.Fatal(err)
	}
	if want := []sided{{"太好了", true}, {"真讨厌", false}}; !slices.Equal(chats, want) {
		t.Errorf("chats %v", chats)
	}
	words, err := readWords(publicFiles())
	if err != nil {
		t.Fatal(err)
	}
	if want := []sided{{"精致", true}, {"粗糙", false}}; !slices.Equal(words, want) {
		t.Errorf("words %v", words)
	}
	for file, data := range map[string]string{chatFile: "labels,text\nso so,还行\n", wordFile: "精致\t1\n粗糙\n"} {
		_, err := readWrittenSets(fstest.MapFS{file: {Data: []byte(data)}})
		if err == nil || !strings.Contains(err.Error(), file+":2: ") {
			t.Errorf("%s: error %v", file, err)
		}
	}
}

func TestPublicSetsNameTheRow(t *testing.T) {
	for _, tt := range []struct{ file, data, want string }{
		{postFile, `[["涨",2],["跌",7]]`, "row 2: label 7"},
		{postFile, `[["涨","好"]]`, "row 1"},
		{postFile, `{`, postFile},
		{reviewFile, "cat,label,review\n书籍,2,好\n", "row 2: label \"2\""},
		{reviewFile, "cat,label,review\n书籍,2\n", reviewFile},
	} {
		fsys := fstest.MapFS{tt.file: {Data: []byte(tt.data)}}
		var err error
		if tt.file == postFile {
			_, err = readPosts(fsys)
		} else {
			_, err = readReviews(fsys)
		}
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want %q", tt.data, err, tt.want)
		}
	}
}
