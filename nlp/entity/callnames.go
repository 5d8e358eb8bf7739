package entity

import (
	"strings"

	"huifang/schemas"
)

// Keys of the loan file that hold names of people and of firms.
func personKeys() []string {
	return []string{"guarantor", "actual_controller", "legal_representative", "legal_person", "contact", "spouse", "shareholders", "manager"}
}

func orgKeys() []string {
	return []string{"borrower", "guarantor", "counterparties", "counterparty", "external_guarantee", "group", "parent", "supplier", "customer"}
}

// legalForms are cut off the end of a firm's name.
func legalForms() []string {
	return []string{
		"有限责任公司", "股份有限公司", "集团有限公司", "有限公司", "分公司", "股份公司", "公司", "股份", "专业合作社", "合作社",
		"Co., Ltd.", "Co., Ltd", "Co.,Ltd.", "Ltd.", "Ltd", "Inc.", "Inc", "LLC", "Limited", "Corp.", "Corporation", "Company",
	}
}

// trades are words of industry in the middle of a firm's name; the words before
// the first of them are its brand.
func trades() []string {
	return []string{
		"针纺织", "纺织", "针织", "染整", "印染", "服饰", "服装", "制衣", "家纺", "鞋业", "箱包", "皮革", "化工", "化纤", "新材料", "材料", "塑料", "塑胶", "橡胶",
		"机械", "重工", "装备", "设备", "机电", "电机", "电气", "电器", "电子", "光电", "半导体", "智能", "数据", "软件", "科技", "网络", "信息", "通信",
		"精密", "制造", "模具", "五金", "轴承", "紧固件", "阀门", "汽配", "汽车", "零部件", "车业", "钢铁", "钢贸", "金属", "铝业", "铸造", "建材", "陶瓷", "玻璃",
		"水泥", "建设", "建筑", "工程", "置业", "房地产", "地产", "物业", "装饰", "园林", "环保", "环境", "水务", "能源", "电力", "光伏", "风电", "热力", "燃气",
		"食品", "饲料", "粮油", "米业", "面粉", "乳业", "牧业", "农业", "农牧", "养殖", "种植", "水产", "渔业", "海产", "冷链", "茶业", "酒业", "饮料", "果业",
		"餐饮", "酒店", "文旅", "旅游", "旅行社", "文化", "传媒", "教育", "培训", "医药", "制药", "药业", "生物", "医疗", "医院", "康复", "养老", "口腔",
		"贸易", "商贸", "国际贸易", "进出口", "国贸", "实业", "投资", "控股", "集团", "物流", "运输", "货运", "供应链", "仓储", "船务", "航运", "海运", "快运", "百货",
		"超市", "商业", "商务", "电商", "连锁", "零售", "包装", "印刷", "纸业", "家具", "家居", "木业", "矿业", "煤业", "石化", "石油", "电缆", "线缆", "照明", "灯饰",
		"管理", "服务", "劳务", "租赁", "担保", "信托", "广告", "玩具", "工艺", "门窗", "管业", "泵业", "船舶", "航空", "港务", "码头", "工贸", "产业", "发展", "开发",
		"Logistics", "Trading", "Technology", "Hotel", "Systems", "Data", "Biotherapeutics", "Foods", "Group", "Industries", "Holdings", "International", "Retail",
	}
}

// firmForms returns the forms in which people say a firm's name: the brand with
// and without its trade words, region and legal form cut off.
func (rec *Recognizer) firmForms(full string) []string {
	full = rec.brackets.Replace(strings.TrimSpace(full))
	core := full
	for cut := true; cut; {
		cut = false
		for _, f := range rec.legalForms {
			if s, ok := strings.CutSuffix(core, f); ok && s != "" {
				core, cut = strings.TrimRight(s, " ,"), true
			}
		}
	}
	forms := []string{full, core}
	if open := strings.IndexByte(core, '('); open > 0 {
		if end := strings.IndexByte(core[open:], ')'); end > 0 {
			inside, rest := core[open+1:open+end], core[open+end+1:]
			head := strings.TrimSpace(core[:open])
			forms = append(forms, head, strings.TrimSpace(head+" "+inside), head+rest)
			core = head + rest
		}
	}
	if c := []rune(core); len(c) > 0 && !isHan(c[0]) {
		return append(forms, rec.englishForms(core)...)
	}
	return append(forms, rec.brandForms([]rune(core))...)
}

// brandForms cuts the places in front and then each tail of trade words.
func (rec *Recognizer) brandForms(core []rune) []string {
	for {
		n := rec.places.match(core, 0)
		if n == nil || n.kind != schemas.EntityLoc || len(core)-len(n.runes) < 2 {
			break
		}
		core = core[len(n.runes):]
		if core[0] == '市' || core[0] == '省' || core[0] == '县' {
			core = core[1:]
		}
	}
	forms := []string{string(core)}
	first := len(core)
	for k := 2; k < len(core); k++ {
		if n := rec.trade.match(core, k); n != nil {
			first = min(first, k)
			forms = append(forms, string(core[:k+len(n.runes)]))
			k += len(n.runes) - 1
		}
	}
	if first < len(core) {
		forms = append(forms, string(core[:first]))
		if first >= 4 && rec.orgs.branded(core[first-2:first]) {
			forms = append(forms, string(core[first-2:]), string(core[first-2:first]))
		}
	}
	return forms
}

// englishForms are the leading words of an English name: all of them, all but
// the last, and the first where it is no ordinary word. Without a place in front
// (Hartwell Precision for Suzhou Hartwell Precision) the first alone is none: it
// is a trade too often (Suzhou Steel Works).
func (rec *Recognizer) englishForms(core string) []string {
	words := strings.Fields(core)
	var forms []string
	if len(words) > 0 && rec.places.has([]rune(words[0]), schemas.EntityLoc) {
		for n := len(words); n > 2; n-- {
			forms = append(forms, strings.Join(words[1:n], " "))
		}
	}
	for n := len(words); n >= 1; n-- {
		if n == 1 && (len(words[0]) < 4 || rec.places.has([]rune(words[0]), schemas.EntityLoc)) {
			continue
		}
		forms = append(forms, strings.Join(words[:n], " "))
	}
	return forms
}

// fileNames puts the names of the loan file into g.
func (rec *Recognizer) fileNames(g *gazetteer, file schemas.LoanFile) {
	for _, k := range rec.orgKeys {
		for part := range strings.FieldsFuncSeq(file.String(k), listBreak) {
			if r := []rune(part); len(r) < 4 || len(r) > 60 {
				continue
			}
			for _, form := range rec.firmForms(part) {
				if r := []rune(form); len(r) >= 2 && !rec.places.has(r, schemas.EntityLoc) && !rec.ordinary(r) {
					g.add(form, schemas.EntityOrg, part, "")
				}
			}
		}
	}
	for _, k := range rec.projectKeys {
		if s := file.String(k); s != "" {
			g.add(s, schemas.EntityProject, "", "")
		}
	}
	for _, k := range rec.personKeys {
		for part := range strings.FieldsFuncSeq(file.String(k), listBreak) {
			if r := []rune(part); len(r) >= 2 && len(r) <= 4 && rec.persons.surname.has(r[0]) && allHan(r) {
				rec.addPerson(g, r)
			}
		}
	}
}

// projectKeys are keys of the loan file that name the project lent for.
func projectKeys() []string { return []string{"project", "project_name"} }

func listBreak(c rune) bool {
	switch c {
	case '、', ';', '；', '/', '+', '|', '，', '：', ':':
		return true
	}
	return false
}

func allHan(r []rune) bool {
	for _, c := range r {
		if !isHan(c) {
			return false
		}
	}
	return true
}

// ordinary tells whether a short form is a trade word, which names nobody.
func (rec *Recognizer) ordinary(r []rune) bool {
	n := rec.trade.match(r, 0)
	return n != nil && len(n.runes) == len(r)
}

// addPerson puts a full name in, and its given name of two runes as a familiar
// form.
func (rec *Recognizer) addPerson(g *gazetteer, r []rune) {
	g.add(string(r), schemas.EntityPerson, "", "")
	if len(r) == 3 && rec.persons.given.has(r[1]) && rec.persons.given.has(r[2]) &&
		!rec.persons.wordStart.has(r[1], r[2]) && rec.places.match(r[1:], 0) == nil {
		g.add(string(r[1:]), schemas.EntityPerson, string(r), formTitle)
	}
}

const formTitle = "title"
