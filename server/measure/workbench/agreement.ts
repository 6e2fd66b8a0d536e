import { figure, percent, type Text } from '@gap5/contract/language.ts'
import { cohenKappa, fleissKappa, icc, kendallW, krippendorffAlpha, perreaultLeigh, type Metric } from '@gap5/methods'
import { columnsAt, type BenchColumn, type BenchData } from './bench-data.ts'
import { columnsInput, conclusion, condition, ends, noAnswer, numbers, oneOf, tableOf, words, type Definition, type Found } from './inquiry.ts'
import { rNames, script } from './r-script.ts'

const resamples = 1000
const method: Found['method'] = {
  text: {
    en: 'Krippendorff’s alpha, which bears any number of coders and gaps; its interval from 1,000 resamples of units, and from as many of the disagreements, as Krippendorff and Hayes draw them. Beside it the usual coefficients for units that all have coded.',
    zh: 'Krippendorff α，可用于任意人数与缺失；区间由对单元重抽样1,000次得出，另附按Krippendorff与Hayes的算法对分歧重抽样1,000次的区间。并列全部评定者都评过的单元的常用系数。',
  },
  sources: ['Krippendorff (2019) Content Analysis', 'Hayes & Krippendorff (2007) Communication Methods and Measures 1 (resampled disagreements)', 'Cohen (1960) Educational and Psychological Measurement 20', 'Fleiss (1971) Psychological Bulletin 76', 'Gwet (2008) BJMSP 61', 'Brennan & Prediger (1981) Educational and Psychological Measurement 41', 'Perreault & Leigh (1989) JMR 26', 'Cohen (1968) Psychological Bulletin 70 (weighted κ)', 'Kendall & Babington Smith (1939)', 'Landis & Koch (1977) Biometrics 33; Koo & Li (2016) Journal of Chiropractic Medicine 15 (words)', 'Shrout & Fleiss (1979) Psychological Bulletin 86'],
  conventions: [{ en: 'Alpha from .80 on is reliable, .667 to .80 tentative. Seed 1.', zh: 'α不低于.80为可靠，.667至.80为勉强。随机种子1。' }],
}

/** Do my coders agree? */
export const agreement: Definition = {
  key: 'agreement',
  group: 'questionnaire',
  title: { en: 'Do my coders agree?', zh: '评定者之间一致吗？' },
  use: {
    en: 'For texts coded, visits scored or cases judged by several people: one row a unit, one question a coder. Import such a table to ask this of it.',
    zh: '用于多人编码文本、给探访打分或评判个案：一行一个单元，一道题一位评定者。导入这样的表格即可分析。',
  },
  long: true,
  unavailable: (data) => (ratersOf(data).length < 2 ? { en: 'It takes two columns of codes at least, one a coder.', zh: '至少需要两列编码，每位评定者一列。' } : null),
  inputs: (data) => [
    columnsInput({ key: 'coders', title: { en: 'Coders', zh: '评定者' }, hint: { en: 'Columns that hold the same judgement by different people', zh: '不同人对同一判断的各列' }, least: 2, most: 40 }, ratersOf(data), []),
    oneOf('metric', { en: 'Codes are', zh: '编码是' }, [
      { value: 'nominal', title: { en: 'names without order', zh: '无序的类别' } },
      { value: 'ordinal', title: { en: 'steps in an order', zh: '有序的等级' } },
      { value: 'interval', title: { en: 'numbers with equal steps', zh: '等距的数值' } },
      { value: 'ratio', title: { en: 'numbers from nought', zh: '有零点的数值' } },
    ]),
  ],
  answer(data, chosen, progress) {
    const coders = columnsAt(data, chosen.several('coders'))
    const metric = (['nominal', 'ordinal', 'interval', 'ratio'] as const).find((one) => one === chosen.one('metric')) ?? 'nominal'
    const code = scriptOf(coders, metric)
    if (coders.length < 2) {
      const nothing = noAnswer({ n: 0, missing: data.respondents, deletion: 'available', reason: 'not-applicable' }, method, code)
      return { ...nothing, conclusion: conclusion('caution', { en: 'Choose the columns of two coders or more.', zh: '请选择两位以上评定者的列。' }) }
    }
    const ratings = coders.map(({ values }) => values)
    const alpha = krippendorffAlpha(ratings, { metric, bootstrap: { resamples, seed: 1 } })
    const drawn = krippendorffAlpha(ratings, { metric, bootstrap: { resamples, seed: 1, of: 'disagreements' } }).interval
    progress(0.8)
    if (alpha.value === null) return noAnswer(alpha, method, code)
    const others = othersOf(ratings, metric)
    return {
      n: alpha.n,
      missing: alpha.missing,
      deletion: { en: 'units coded by two at least', zh: '至少两人评过的单元' },
      conclusion: sentenceOf(alpha.value, alpha.interval?.lower ?? null, alpha.n),
      conditions: [
        condition(null, { en: 'Coders judged alone, before they talked about it', zh: '评定者先各自判断，未经讨论' }),
        condition(alpha.n >= 50, { en: 'Fifty units coded by two at least', zh: '至少五十个单元由两人以上评定' }, { en: `${figure(alpha.n, 'en')} here`, zh: `现有${figure(alpha.n, 'zh')}个` }),
      ],
      pictures: [
        {
          kind: 'bars',
          axis: 'nil',
          title: { en: 'Agreement beyond chance', zh: '超出偶然的一致程度' },
          unit: 'number',
          decimals: 2,
          bars: [
            { key: 'alpha', title: { en: 'Krippendorff’s α', zh: 'Krippendorff α' }, value: alpha.value, ...ends(alpha.interval) },
            ...others.map(({ key, title, value, lower, upper }) => ({ key, title, value, lower, upper })),
          ],
          reference: { value: 0.8, title: { en: 'reliable from here', zh: '达到可靠' } },
        },
      ],
      tables: [
        tableOf({ en: 'Coefficients', zh: '系数' }, [words('Coefficient', '系数'), numbers('Value', '数值', 3), numbers('Lower', '下限', 3), numbers('Upper', '上限', 3), words('Reads as', '解读'), numbers('Units', '单元数', 0)], [
          [{ en: 'Krippendorff’s α', zh: 'Krippendorff α' }, alpha.value, alpha.interval?.lower ?? null, alpha.interval?.upper ?? null, bandOf('alpha', alpha.value), alpha.n],
          [{ en: 'the same, disagreements resampled', zh: '同上，对分歧重抽样' }, alpha.value, drawn?.lower ?? null, drawn?.upper ?? null, null, alpha.n],
          ...others.map(({ key, title, value, lower, upper, n }) => [title, value, lower, upper, bandOf(key, value), n]),
        ]),
        pairsTable(coders, metric),
      ],
      warnings: [],
      method,
      script: code,
    }
  },
}

function ratersOf({ columns }: BenchData): BenchColumn[] {
  return columns.filter(({ kind }) => kind !== 'score')
}

type Coefficient = { key: string; title: Text; value: number | null; lower: number | null; upper: number | null; n: number }

const bands: Record<'alpha' | 'kappa' | 'icc', readonly (readonly [from: number, word: Text])[]> = {
  alpha: [[0.8, { en: 'reliable', zh: '可靠' }], [0.667, { en: 'tentative', zh: '勉强' }], [-Infinity, { en: 'not reliable', zh: '不可靠' }]],
  kappa: [[0.81, { en: 'almost perfect', zh: '几乎完全一致' }], [0.61, { en: 'substantial', zh: '较高' }], [0.41, { en: 'moderate', zh: '中等' }], [0.21, { en: 'fair', zh: '尚可' }], [-Infinity, { en: 'slight', zh: '轻微' }]],
  icc: [[0.9, { en: 'excellent', zh: '优秀' }], [0.75, { en: 'good', zh: '良好' }], [0.5, { en: 'moderate', zh: '中等' }], [-Infinity, { en: 'poor', zh: '较差' }]],
}
const kappas = new Set(['cohen', 'fleiss', 'ac1', 'brennan-prediger', 'linear', 'quadratic'])

/** How the field reads a coefficient: Krippendorff's words for alpha, Landis and Koch's for kappas, Koo and Li's for intraclass correlations. */
function bandOf(key: string, value: number | null): Text | null {
  const kind = key === 'alpha' ? 'alpha' : kappas.has(key) ? 'kappa' : /^[123],/.test(key) ? 'icc' : null
  return kind === null || value === null ? null : bands[kind].find(([from]) => value >= from)![1]
}

/** The coefficients that fit the codes: kappas for names, intraclass correlations for numbers, concordance for steps. */
function othersOf(ratings: readonly Float64Array[], metric: Metric): Coefficient[] {
  if (metric === 'nominal') {
    const fleiss = fleissKappa(ratings)
    const [first, second] = ratings
    const two = ratings.length === 2 && first && second ? cohenKappa(first, second) : null
    const kappa: Coefficient = two
      ? { key: 'cohen', title: { en: 'Cohen’s κ', zh: 'Cohen κ' }, value: two.value, ...ends(two.interval), n: two.n }
      : { key: 'fleiss', title: { en: 'Fleiss’ κ', zh: 'Fleiss κ' }, value: fleiss.value, lower: null, upper: null, n: fleiss.n }
    const plain = (key: string, title: Text, value: number | null): Coefficient => ({ key, title, value, lower: null, upper: null, n: fleiss.n })
    const codes = new Set(ratings.flatMap((rater) => [...rater].filter(Number.isFinite))).size
    return [
      kappa,
      plain('ac1', { en: 'Gwet’s AC1', zh: 'Gwet AC1' }, fleiss.ac1),
      plain('brennan-prediger', { en: 'Brennan–Prediger κ', zh: 'Brennan–Prediger κ' }, fleiss.brennanPrediger),
      ...(two && codes >= 2 ? [plain('perreault-leigh', { en: 'Perreault–Leigh I_r', zh: 'Perreault–Leigh I_r' }, perreaultLeigh(Math.round((two.observed ?? 0) * two.n), two.n, codes).value)] : []),
      plain('same', { en: 'Same code (not corrected for chance)', zh: '相同比例（未校正偶然）' }, fleiss.observed),
    ]
  }
  if (metric === 'ordinal') {
    const w = kendallW(ratings)
    const [first, second] = ratings
    const weighted = (weights: 'linear' | 'quadratic', title: Text): Coefficient => {
      const kappa = cohenKappa(first!, second!, { weights })
      return { key: weights, title, value: kappa.value, ...ends(kappa.interval), n: kappa.n }
    }
    const two = ratings.length === 2 ? [weighted('linear', { en: 'Cohen’s κ, linear weights', zh: 'Cohen κ（线性权重）' }), weighted('quadratic', { en: 'Cohen’s κ, quadratic weights', zh: 'Cohen κ（平方权重）' })] : []
    return [...two, { key: 'w', title: { en: 'Kendall’s W', zh: 'Kendall W' }, value: w.value, lower: null, upper: null, n: w.n }]
  }
  const forms = icc(ratings)
  return (['1,1', '2,1', '3,1', '1,k', '2,k', '3,k'] as const).map((form) => ({ key: form, title: { en: `ICC(${form})`, zh: `ICC(${form})` }, value: forms[form].value, ...ends(forms[form].interval), n: forms[form].n }))
}

/** Who stands apart: each pair of coders by itself. */
function pairsTable(coders: readonly BenchColumn[], metric: Metric) {
  const rows = coders.flatMap((a, at) =>
    coders.slice(at + 1).map((b) => {
      const both = Array.from(a.values, (x, i) => [x, b.values[i]!] as const).filter(([x, y]) => Number.isFinite(x + y))
      const same = both.filter(([x, y]) => x === y).length
      return [a.title, b.title, krippendorffAlpha([a.values, b.values], { metric }).value, both.length === 0 ? null : same / both.length, both.length]
    }),
  )
  return tableOf({ en: 'Pair by pair', zh: '两两比较' }, [words('Coder', '评定者'), words('and', '与'), numbers('α', 'α', 3), numbers('Same code', '相同比例', 0, 'share'), numbers('Units', '单元数', 0)], rows)
}

function sentenceOf(alpha: number, lower: number | null, n: number): Found['conclusion'] {
  const at = `α = ${figure(alpha, 'en', 2)}`
  const evidence: Text = {
    en: `${at}${lower === null ? '' : `, at least ${figure(lower, 'en', 2)} with 97.5 % confidence`}, ${figure(n, 'en')} units.`,
    zh: `${at}${lower === null ? '' : `，有97.5%的把握不低于${figure(lower, 'zh', 2)}`}，${figure(n, 'zh')}个单元。`,
  }
  if (alpha >= 0.8) return conclusion('good', { en: 'Yes: the codes can be relied on.', zh: '一致：编码可以信赖。' }, evidence)
  if (alpha >= 0.667) return conclusion('caution', { en: 'Just: good enough for tentative conclusions.', zh: '勉强：只宜作初步结论。' }, evidence)
  return conclusion('bad', { en: `No: of what could disagree, ${percent(1 - alpha, 'en')} of chance disagreement remains. Sharpen the code book and code again.`, zh: `不一致：分歧仍有随机水平的${percent(1 - alpha, 'zh')}。请完善编码手册后重新编码。` }, evidence)
}

function scriptOf(coders: readonly BenchColumn[], metric: Metric): string {
  return script(['irr'], [
    `codes <- data[, ${rNames(coders)}]`,
    `print(kripp.alpha(t(as.matrix(codes)), "${metric}"))`,
    ...(metric === 'nominal' ? ['print(if (ncol(codes) == 2) kappa2(codes) else kappam.fleiss(codes))'] : metric === 'ordinal' ? ['print(kendall(na.omit(codes), correct = TRUE))', 'if (ncol(codes) == 2) for (w in c("equal", "squared")) print(kappa2(codes, w))'] : ['print(icc(na.omit(codes), "twoway", "agreement"))']),
  ])
}
