import type { Text } from '@gap5/contract/language.ts'
import { normal } from './role-words.ts'

type Known = { key: string; title: Text; pattern: RegExp; isCount?: boolean }

function known(key: string, en: string, zh: string, pattern: RegExp): Known {
  return { key, title: { en, zh }, pattern }
}

/** A number even where it takes few values. */
function count(...of: Parameters<typeof known>): Known {
  return { ...known(...of), isCount: true }
}

/** What surveys commonly know about a respondent, by the names that headings use. */
const attributes: readonly Known[] = [
  known('gender', 'Gender', '性别', /^(?:.{0,6}的?)?(?:gender|sex|sexo|性别)$/),
  known('age', 'Age', '年龄', /^(?:.{0,6}的?)?(?:age|edad|年龄|年龄段|年龄阶段)$/),
  known('age_band', 'Age band', '年龄段', /^age[\s_-]?(?:band|group|range|class)$/),
  known('branch', 'Branch', '分支机构', /^(?:branch|store|shop|outlet|site|门店|网点|分店|支行|分公司|营业厅|店铺|分支机构)(?:名称|[\s_]?name)?$/),
  known('department', 'Department', '部门', /^(?:department|dept|departamento|部门|科室)$/),
  known('region', 'Region', '地区', /^(?:region|area|province|地区|区域|省份|大区|所在地区)$/),
  known('city', 'City', '城市', /^(?:city|town|城市|所在城市)$/),
  known('channel', 'Channel', '渠道', /^(?:channel|渠道|来源渠道)$/),
  known('source', 'Source', '来源', /^(?:source|来源|来源详情)$/),
  known('touchpoint', 'Touchpoint', '触点', /^(?:touch[\s_-]?point|触点|接触点|环节)$/),
  known('segment', 'Segment', '客户群', /^(?:segment|customer[\s_-]?(?:type|group|segment)|客户(?:类型|类别|群)|细分)$/),
  known('product', 'Product', '产品', /^(?:product|产品|产品类型|产品名称|机型)$/),
  known('education', 'Education', '学历', /^(?:.{0,6}的?)?(?:education|degree|学历|教育程度|文化程度)$/),
  known('income', 'Income', '收入', /^(?:.{0,6}的?)?(?:income|salary|收入|月收入|年收入)$/),
  known('occupation', 'Occupation', '职业', /^(?:.{0,6}的?)?(?:occupation|job|profession|职业)$/),
  known('nationality', 'Nationality', '国籍', /^(?:nationality|nacionalidad|country|国籍|国家)$/),
  known('tenure', 'Tenure', '合作时长', /^(?:tenure|years[\s_]?as[\s_]?customer|合作时长|使用年限|工龄)$/),
  known('use_frequency', 'Frequency of use', '使用频率', /^(?:use[\s_]?freq(?:uency)?|freq(?:uency)?|使用频率|使用频次|消费频率)$/),
  count('repeats', 'Repeat purchases', '重复购买次数', /^(?:repeats?|repeat[\s_-]?(?:purchases?|orders?)|重复购买次数|复购次数)$/),
  count('last', 'Time of the last purchase', '最近一次购买的时间', /^(?:last|recency|last[\s_-]?(?:purchase|order)|最近一次(?:购买)?(?:的)?时间)$/),
  count('observed', 'Time observed', '观察时长', /^(?:observed|time[\s_-]?observed|observation[\s_-]?time|观察时长)$/),
  count('occasions', 'Occasions', '机会数', /^(?:occasions|opportunities|机会数)$/),
]

export function knownAttribute(heading: string): { key: string; title: Text; isCount: boolean } | null {
  const text = withoutNumber(heading)
  const found = attributes.find(({ pattern }) => pattern.test(text))
  return found ? { key: found.key, title: found.title, isCount: found.isCount ?? false } : null
}

const keyEndings = /[\s_-](?:id|no|nr|number|code)$|(?:编号|单号|流水号)$/

/** Headings that may name a key where every cell differs. */
export function mayBeKeyHeading(heading: string): boolean {
  return isKeyHeading(heading) || keyEndings.test(normal(heading))
}

/** "1、您的性别:" → "您的性别" */
function withoutNumber(heading: string): string {
  return normal(heading)
    .replace(/^(?:q\s?)?\d{1,3}\s*[、.:)_]\s*/, '')
    .replace(/[::??]+$/, '')
    .trim()
}

const keys = /^(?:id|uuid|guid|no\.?|nr\.?|number|key|respondent(?:[\s_-]?id)?|response[\s_-]?(?:id|number)|respondentid|responseid|case[\s_-]?id|record(?:[\s_-]?id)?|ticket(?:[\s_-]?(?:id|no))?|interview[\s_-]?id|participant(?:[\s_-]?id)?|customer[\s_-]?(?:id|no)|identificador|编号|序号|答卷编号|问卷编号|样本编号|受访者编号|客户编号|工单号|单号|流水号)$/

export function isKeyHeading(heading: string): boolean {
  return keys.test(normal(heading))
}

const submitted = /submi|timestamp|date|time|finished|completed|end ?date|recorded|日期|时间|提交/

export function isSubmittedHeading(heading: string): boolean {
  return submitted.test(normal(heading))
}

export function isLanguageHeading(heading: string): boolean {
  return /^(?:language|lang|locale|userlanguage|语言|语种|答题语言|idioma)$/.test(normal(heading))
}

/** What identifies a person is left out unless somebody decides otherwise. */
const personal = /(?:^|[^a-z])(?:e-?mail|phone|mobile|tel|telephone|ip|ip ?address|ipaddress|first ?name|last ?name|surname|full ?name|customer ?name|respondent ?name|address|id ?card|wechat|openid|latitude|longitude|locationlatitude|locationlongitude)(?:[^a-z]|$)|^name$|姓名|名字|手机|电话|邮箱|邮件|身份证|住址|地址|微信|来自ip|qq号/

export function isPersonal(heading: string): boolean {
  return personal.test(normal(heading).replaceAll('_', ' '))
}

const bookkeeping = /^(?:duration.*|所用时间|用时|答题时长|总分|得分|progress|finished|status|distribution ?channel|externalreference|external ?data ?reference|start ?date|starttime|started_at|quality_marks|collector|开始时间|开始答题时间)$/

/** What survey programs add about the act of answering. */
export function isBookkeeping(heading: string): boolean {
  return bookkeeping.test(normal(heading))
}

const comments = /comment|remark|verbatim|feedback|suggest|opinion|reason|why|open ?end|意见|建议|备注|留言|评论|原因|说明|反馈|其他想说/

export function isCommentHeading(heading: string): boolean {
  return comments.test(normal(heading))
}

const languageWords: Record<string, 'zh' | 'en'> = {
  zh: 'zh', 'zh-cn': 'zh', 'zh-s': 'zh', chinese: 'zh', 中文: 'zh', 简体中文: 'zh', 汉语: 'zh', 'zh_cn': 'zh',
  en: 'en', 'en-us': 'en', 'en-gb': 'en', english: 'en', 英文: 'en', 英语: 'en', 'en_us': 'en',
}

export function languageOf(value: string): 'zh' | 'en' | null {
  return languageWords[normal(value)] ?? null
}
