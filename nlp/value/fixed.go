package value

import "strings"

// fixedPhrases are words and sayings whose digits count nothing. They are passed
// over as a whole. Those at the front are so common that meeting them first saves
// time, too.
func fixedPhrases() map[string]struct{} {
	const list = `
一般 一起 一定 一直 一样 一些 一共 一会 一边 一切 一旦 一律 一向 一致 一概 一贯 一旁 一带 一流 一线 一手 一把手 一路 一口气 一方面
一次性 一条龙 一锤子 一揽子 一言为定 一五一十 一清二楚 一干二净 一刀两断 一刀切 一时半会 一心一意 一模一样 一塌糊涂 一千零一夜 一毛不拔 一万年 一年到头 一天到晚
二话不说 二话没说 二维码 二手 二次加工 二流子 二把手 二房东
三番五次 三番两次 三言两语 三心二意 三更半夜 三下五除二 三角债 三轮车 三方 三三两两 三长两短 三令五申 三顾茅庐 三班倒 三天打鱼
四面八方 四通八达 四平八稳 四舍五入 四分五裂 五花八门 五湖四海 五颜六色 五金 五险一金 五星 五粮液 五脏六腑 五体投地 五味杂陈
六神无主 六亲不认 六六大顺 七上八下 七嘴八舌 七拼八凑 七零八落 七七八八 七手八脚 七匹狼 七天酒店 七老八十 乱七八糟
八成新 八九不离十 八字 八面玲珑 八百里加急 八仙过海 九牛一毛 九死一生 九九归一 九霄云外
十有八九 十拿九稳 十全十美 十万火急 十字路口 十字架 十恶不赦 十指连心 十万个为什么 十年如一日 十年八年
百里挑一 百思不得 百发百中 百年老店 百年大计 千方百计 千辛万苦 千篇一律 千家万户 千真万确 千变万化 千钧一发 千载难逢 千里迢迢
万无一失 万事如意 万般无奈 万众一心 万不得已 万分感谢
两面三刀 两全其美 两败俱伤 两头跑 两手准备 两口子 两码事 两回事 半途而废 半信半疑 半斤八两 半推半就 周六福 周大生`
	out := map[string]struct{}{}
	for w := range strings.FieldsSeq(list) {
		out[w] = struct{}{}
	}
	return out
}

// namesPlace tells whether the word at k makes what stands before it the name of a
// street or a place rather than a date: 五一路, 国庆广场.
func namesPlace(r []rune, k int) bool {
	switch at(r, k) {
	case '路', '街', '桥', '村', '镇', '乡':
		return true
	case '大', '广', '新', '小', '中', '北', '南', '东', '西':
		switch next := at(r, k+1); {
		case next == '道' || next == '街' || next == '路' || next == '桥' || next == '村':
			return true
		case at(r, k) == '广' && next == '场', at(r, k) == '小' && next == '区':
			return true
		}
	}
	return false
}
