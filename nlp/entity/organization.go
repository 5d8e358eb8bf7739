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

func newOrganizations(places *gazetteer) *organizations {
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
	add("公司 分公司 子公司 二公司 一公司", 4, true, false)
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
		"以因系人己用按求换份们比替帮等借欠押质还存贷付收转打发要想能会可说问讲看听做办开关拿带送买卖租供靠吧吗呢啊呀嘛哦嗯哎喂哈好行个家笔条位些点次回头里外上下前后内边间" +
		",。?!、:;“”\"'()《》 …—,?!.:;")
	o.brand = newRuneSet("鑫盛恒顺隆泰宏远达丰瑞安华兴源润德信诚金银康嘉佳博凯立永固海天龙凤祥福禄亿利益通汇鼎晟晶旺茂荣中正新东南北江河湖山川云石晨星光明皇冠" +
		"国建联合众力锐航卓越美优尚品雅乐学思智慧启元创联腾飞鸿鹏翔宇宙环球世纪百千万三四六九大广长久昌裕富贵宝玉珠瑶琪林森木禾谷穗禽牧渔沪浙苏皖粤桂川渝湘鄂豫鲁冀晋陕甘青" +
		"宁蒙辽吉黑闽赣琼滇黔藏京津港澳台淮徐扬虹彩蓝绿红白黄紫橙青岚岳峰岭峡溪泉浪波涛洋洲岛湾滨渤胶昆仑秦楚齐燕赵韩魏吴越蜀汉唐宋明清和平民生乐善仁义礼智" +
		"信爱家园春夏秋冬日月辰时代先锋骏马虎狮鹰鹤梅兰竹菊松柏桐棠荷莲朝阳旭升腾欣悦畅捷迅速驰骋奔跃进步高科技纳微芯晶硅碳磷铁钢铜铝锌钛洁净澳欧亚威雄伟壮强坚韧毅" +
		"恩惠赐佑祐庆吉祺禧喜悦怡然诺言语文章书翰墨膳道味香鲜甜果麦米粮油酱醋茶麓坤乾震巽坎离艮兑圣神仙灵奇妙绝妙雪霜露雨雷电风沃野田园圃苗根叶花朵茵芳菲" +
		"莱芜顶尊领袖冠军帅将相公侯伯子男爵士卫盾剑锋刃极致臻善远帆舟船锚桨港湾码头桥隧路途程跨界域疆拓展翼展云梯行客昱晖辉煌炜烨灿熠耀耐久固本衡均钧")
	for w := range strings.FieldsSeq("通知 通过 商业 其他 其它 别的 哪家 两家 三家 多家 几家 各家 各 我们 你们 他们 咱们 本 总 分 子 母 城市 村镇 民营 国有 国内 国外 外资 " +
		"保险 担保 租赁 物业 装修 建筑 工程 贸易 物流 运输 快递 劳务 小额 小额贷款 典当 投资 房地产 上市 关联 关联方 项目 新 老 大 小 股份 有限 责任 项目部 " +
		"集团 控股 全资 家族 皮包 空壳 外贸 代理 中介 咨询 评估 拍卖 安保 保安 洗涤 食品 药 电力 供电 自来水 燃气 网络 科技 影视 游戏 配送 财务 会计师 律师 " +
		"销售 生产 整个 这个 那个 下面 区属 市属 国企 央企 民间 地方 头部 互联网 直销 监理 设计 施工 总包 分包 融资 融资租赁 商管 运营 管理 开发 平台 供货 客户 合作 " +
		"人民 基层 中级 高级 上级 当地 区 县 市 省 镇 乡 农民 专业 股权 车险 社会 养老 医疗 工伤 人寿 财产 信用 大额 私募 公募 住房 证券 指定 第三方 外包 人力 " +
		"国际 主要 机械 设备 大型 中型 小型 普通 三甲 县级 市级 省级 重点 职业 民办 公办 公立 私立 专科 二甲 乡镇 妇幼 儿童 口腔 肿瘤 骨科 康复") {
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
