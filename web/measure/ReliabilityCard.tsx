import type { Text } from '@gap5/contract/language.ts'
import { reasonWords } from '@gap5/contract/measure/reasons.ts'
import type { ReliabilityRow, StudyResult } from '@gap5/contract/measure/results.ts'
import { valueOf } from '../kit/address.ts'
import { Card } from '../kit/Card.tsx'
import { useLanguage, type Speech } from '../kit/language.tsx'
import { MethodNote } from '../kit/MethodNote.tsx'
import { Switch } from '../kit/Switch.tsx'
import { Table } from '../kit/Table.tsx'
import { useAddress } from '../kit/useAddress.ts'
import { reliabilityOf } from './words.ts'

/** How far the scores can be trusted, in plain words and in figures. */
export function ReliabilityCard({ result }: { result: StudyResult }) {
  const speech = useLanguage()
  const { say, figure } = speech
  const { query, change } = useAddress()
  const all = result.reliability
  const perceived = all.filter((row) => row.of === 'perception')
  const showsAll = valueOf(query, 'reliability') === 'all' || perceived.length === 0
  const rows = showsAll ? all : perceived
  if (all.every(({ items }) => items < 2)) return null
  return (
    <Card
      title={{ en: 'How reliable the scores are', zh: '得分是否可靠' }}
      description={summary(all)}
      actions={
        all.length > perceived.length &&
        perceived.length > 0 && (
          <Switch label={{ en: 'All levels', zh: '全部水平' }} checked={showsAll} onCheckedChange={(on) => change({ reliability: on ? 'all' : null })} />
        )
      }
    >
      <Table
        caption={{ en: 'Reliability by dimension and level', zh: '各维度、各水平的信度' }}
        rows={rows}
        rowKey={(row) => `${row.dimension} ${row.of}`}
        columns={[
          { key: 'dimension', header: { en: 'Dimension', zh: '维度' }, render: (row) => say(row.title) },
          { key: 'of', header: { en: 'Level', zh: '水平' }, align: 'start', render: (row) => say(reliabilityOf[row.of]) },
          { key: 'alpha', header: 'Alpha', render: (row) => (row.alpha === null ? <span className="text-xs text-mute">{say(reasonWords[row.reason ?? 'not-computable'])}</span> : decimal(row.alpha, speech)), sort: (row) => row.alpha },
          { key: 'interval', header: { en: '95 % interval', zh: '95% 区间' }, render: (row) => range(row, speech) },
          { key: 'difference', header: { en: 'As a difference', zh: '作为差值' }, hint: { en: 'Reliability of the difference from its two parts; it falls as the parts correlate', zh: '由两部分推得的差值信度；两部分相关越高，差值信度越低' }, render: (row) => (row.differenceScore === null ? '—' : decimal(row.differenceScore, speech)), sort: (row) => row.differenceScore },
          { key: 'verdict', header: { en: 'In words', zh: '说明' }, align: 'start', render: (row) => say(verdict(row)) },
          { key: 'items', header: { en: 'Statements', zh: '题项数' }, render: (row) => figure(row.items) },
          { key: 'n', header: 'n', render: (row) => figure(row.n) },
          { key: 'missing', header: { en: 'Missing', zh: '缺失' }, render: (row) => figure(row.missing) },
        ]}
        footer={<Method />}
      />
    </Card>
  )
}

function decimal(value: number, { figure }: Speech): string {
  return figure(value, 2).replace(/^(−?)0\./, '$1.')
}

function range({ lower, upper }: ReliabilityRow, speech: Speech): string {
  if (lower === null || upper === null) return '—'
  const [from, to] = [decimal(lower, speech), decimal(upper, speech)]
  return speech.say({ en: `${from}\u00a0to\u00a0${to}`, zh: `${from}\u2060至\u2060${to}` })
}

/** The lowest of what is known about a row decides. */
function verdict({ alpha, differenceScore }: ReliabilityRow): Text {
  if (alpha === null) return { en: '—', zh: '—' }
  const least = Math.min(alpha, differenceScore ?? 1)
  if (alpha > 0.95) return { en: 'Some statements say the same twice', zh: '部分题项重复' }
  if (least >= 0.8) return { en: 'Hang together well', zh: '一致性好' }
  if (least >= 0.7) return { en: 'Hang together', zh: '一致性可接受' }
  return differenceScore !== null && differenceScore < 0.7 && alpha >= 0.7
    ? { en: 'Read the levels rather than their difference', zh: '宜看各水平，少看差值' }
    : { en: 'Read with care', zh: '谨慎解读' }
}

function summary(rows: readonly ReliabilityRow[]): Text {
  const perceived = rows.filter((row) => row.of === 'perception' && row.alpha !== null)
  const low = perceived.filter((row) => (row.alpha ?? 0) < 0.7)
  if (perceived.length === 0) return { en: 'Needs dimensions of two statements and more, and enough answers.', zh: '需要两个及以上题项的维度和足够的答卷。' }
  if (low.length === 0 && rows.some((row) => row.of === 'perception' && row.alpha === null)) {
    return { en: 'Where there is enough to tell, the perceived statements measure the same thing well enough to be averaged.', zh: '在数据足以判断的维度中，感知题项所测一致，可以取平均。' }
  }
  if (low.length === 0) return { en: 'In every dimension the perceived statements measure the same thing well enough to be averaged.', zh: '各维度的感知题项所测一致，可以取平均。' }
  return {
    en: `In ${low.map((row) => row.title.en).join(', ')} the perceived statements agree too little to stand for one score.`,
    zh: `${low.map((row) => row.title.zh).join('、')}的感知题项一致性不足，不宜合成一个得分。`,
  }
}

function Method() {
  const { say } = useLanguage()
  return (
    <MethodNote source="Cronbach (1951), Psychometrika 16; Feldt, Woodruff & Salih (1987), Applied Psychological Measurement 11; Peter, Churchill & Brown (1993), Journal of Consumer Research 19(4)">
      <p>
        {say({
          en: 'Cronbach’s alpha from the covariances of the statements, on respondents who answered all of them; interval by Feldt. For a difference, alpha is that of the statement differences; “as a difference” is computed from the reliabilities of both parts and their correlation. .70 is the usual floor; above .95 statements repeat each other.',
          zh: '克隆巴赫α系数由题项协方差计算，仅含全部作答者；区间采用Feldt法。差值行的α为题项差值的α；“作为差值”由两部分的信度及其相关推得。通常以0.70为下限；高于0.95说明题项重复。',
        })}
      </p>
    </MethodNote>
  )
}
