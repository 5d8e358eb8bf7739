package entity

import (
	"strings"

	"huifang/schemas"
)

// suffix ends the name of an organisation.
type suffix struct {
	text []rune
	// most is how many runes of name may stand before it.
	most int
	// brand demands that the name is made of runes that firms use, for suffixes
	// that are goods or trades as well (钢材, 饲料).
	brand bool
	// goods marks such suffixes as are goods: a place before them names nobody.
	goods bool
}

// organizations finds names of firms, banks and offices by their last word.
type organizations struct {
	byLast  map[rune][]suffix // longest first
	stop    runeSet           // no part of a name
	brand   runeSet
	generic map[string]bool // what stands before a suffix and names nobody
	places  *gazetteer
	last    runeSet // last runes of the suffixes
}

// firmLists are the word lists behind the names of firms.
type firmLists struct {
	brand   string // characters that firms use in their names
	generic string // words that stand before a suffix and name nobody
}

func newOrganizations(places *gazetteer, lists firmLists) *organizations {
	o := &organizations{byLast: map[rune][]suffix{}, generic: map[string]bool{}, places: places}
	add := func(words string, most int, brand, goods bool) {
		for w := range strings.FieldsSeq(words) {
			r := []rune(w)
			last := r[len(r)-1]
			list, k := o.byLast[last], 0
			for k < len(list) && len(list[k].text) >= len(r) {
				k++
			}
			o.byLast[last] = append(list[:k:k], append([]suffix{{r, most, brand, goods}}, list[k:]...)...)
		}
	}
	add("银行 农商 农信 联社 农商行 商行 农商银行 商业银行 村镇银行 城商行 渔农银行 信合银行 开发银行 通商银行", 4, false, false)
	add("公司", 4, true, true)
	add("分公司 子公司 二公司 一公司", 4, true, false)
	add("有限公司 有限责任公司 股份有限公司 集团 集团公司 股份 控股 事务所 律所 律师所 合作社", 6, false, false)
	add("置业 信托 租赁 担保 资本 典当行 小贷 供应链 化工 电建 建工 二建 一建 三建 建投 城投 交投 文旅 牧业 米业 茶业 乳业 纸业 药业 矿业 酒业 "+
		"钢贸 染整 汽配 劳务 电力 风电 水务 水工 桥隧 国贸 物流园 职院 医院 人民医院 中医院 大学 学院 中学 小学 保险 证券 基金 法院 检察院 税务局 监管局 管委会", 4, true, false)
	add("商贸 贸易 实业 投资 建设 建材 科技 智能 数据 电气 电器 电子 光电 生物 医药 医疗 制药 机械 重工 食品 饲料 能源 物资 橡胶 金属 轴承 特钢 船务 海运 "+
		"航运 运输 物流 货代 快运 速运 跨境 电商 百货 超市 便利 养老 康复 口腔 教育 图书 餐饮 团餐 烘焙 火锅 酒店 旅行社 服饰 服装 纺织 针织 家纺 箱包 家电 "+
		"冷链 冻品 水产 渔业 农业 林业 地产 房产 物业 装饰 园林 环保 环境 传媒 广告 文化 软件 网络 信息 通信 半导体 材料 塑胶 包装 印刷 家居 家具 陶瓷 玻璃 "+
		"水泥 钢铁 钢材 铝业 铜业 煤业 焦化 石化 石油 燃气 热力 设备 汽车 车业 零部件 模具 五金 制造 机电 电缆 线缆 磷化工 煤化 面粉 粮油 制衣 鞋业 皮革 "+
		"玩具 商务 互动 控股 康养 置地 印染 有色 动力 制剂 助剂 热电 新材 新材料 铸造 酒庄 茶坊 竹器 木业 吊装 工贸 矿 水泥厂 化工厂 机械厂", 3, true, true)
	for _, w := range trades() {
		if c := []rune(w)[0]; isHan(c) && !o.generic[w] {
			add(w, 3, true, true)
		}
	}
	o.last = newRuneSet("")
	for c := range o.byLast {
		o.last.add(c)
	}
	o.stop = newRuneSet("我你您他她它咱的地得了着过是在有没无不也都还就又再才只很最更这那哪谁什么怎几多少各每某本该此其另别和跟与同及或把被给让叫请找去来到从往由向对为于" +
		"以因系人己用按求换份们比替帮等借欠押质还存贷付收转打发搞要想能会可说问讲看听做办开关拿带送买卖租供靠吧吗呢啊呀嘛哦嗯哎喂哈好行个家笔条位些点次回头里外上下前后内边间" +
		",。?!、:;“”\"'()《》 …—,?!.:;")
	o.brand = newRuneSet(lists.brand)
	for w := range strings.FieldsSeq(lists.generic) {
		o.generic[w] = true
	}
	return o
}

// endingAt returns the start of a name whose suffix ends right before end, and
// the length of that suffix; a suffix length of 0 means none. low is the first
// rune that the name may take.
func (o *organizations) endingAt(r []rune, end, low int) (start, suffixLen int) {
	for _, s := range o.byLast[r[end-1]] {
		if !endsAt(r, end, s.text) {
			continue
		}
		from := end - len(s.text)
		if low > from {
			low = 0 // what ends inside the suffix is a shorter form of the same: 农商 of 农商行
		}
		start = o.nameStart(r, from, max(low, from-s.most))
		if from-start < 2 {
			continue
		}
		body := r[start:from]
		if o.generic[string(body)] || o.generic[string(body[len(body)-2:])] && len(body) <= 4 {
			continue
		}
		if s.goods && o.places.has(body, schemas.EntityLoc) {
			continue // 越南家具: goods of a place
		}
		if s.brand && !o.branded(body) {
			if len(body) > 2 && o.branded(body[len(body)-2:]) && !o.generic[string(body[len(body)-2:])] {
				return from - 2, len(s.text)
			}
			continue
		}
		return start, len(s.text)
	}
	return 0, 0
}

// nameStart walks left from a suffix over the runes that can be part of a name.
func (o *organizations) nameStart(r []rune, from, low int) int {
	k := from
	for k > low && isHan(r[k-1]) && !o.stop.has(r[k-1]) {
		k--
	}
	return k
}

// branded tells whether body is a place, or made of runes that firms use.
func (o *organizations) branded(body []rune) bool {
	if n := o.places.match(body, 0); n != nil && len(n.runes) >= 2 {
		return true
	}
	for _, c := range body {
		if !o.brand.has(c) {
			return false
		}
	}
	return true
}
