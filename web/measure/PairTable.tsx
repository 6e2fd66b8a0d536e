import { probability } from '@gap5/contract/language.ts'
import { intervalSaid, said } from '@gap5/contract/measure/charts/figures.ts'
import type { Comparison } from '@gap5/contract/measure/comparison.ts'
import { useLanguage } from '../kit/language.tsx'
import { MethodNote } from '../kit/MethodNote.tsx'
import { Table } from '../kit/Table.tsx'

/** Every pair that was tested, folded away. */
export function PairTable({ comparison }: { comparison: Comparison }) {
  const speech = useLanguage()
  const { say } = speech
  const { pairs, groups, unit, ordered } = comparison
  if (pairs.length === 0) return null
  const titles = new Map(groups.map(({ value, title }) => [value, say(title)]))
  const name = (value: string) => titles.get(value) ?? value
  const decimals = unit === 'points' ? 0 : 2
  return (
    <div className="mt-3">
      <MethodNote summary={ordered ? { en: 'Each period with the one before', zh: '各时期与前一时期相比' } : { en: 'All pairs and the test', zh: '两两比较与检验' }} source={sources[pairs[0]?.test.method ?? ''] ?? ''}>
        <p className="mb-2">{say(explanations[pairs[0]?.test.method ?? ''] ?? { en: '', zh: '' })}</p>
        <Table
          caption={{ en: 'Differences between groups', zh: '组间差异' }}
          rows={pairs}
          rowKey={({ a, b }) => `${a} ${b}`}
          columns={[
            { key: 'pair', header: { en: 'Pair', zh: '比较' }, render: ({ a, b }) => `${name(a)} − ${name(b)}` },
            { key: 'difference', header: { en: 'Difference', zh: '差值' }, render: ({ difference }) => said(difference.value, speech, decimals, 'signed'), sort: ({ difference }) => difference.value },
            { key: 'interval', header: { en: '95 % interval', zh: '95% 区间' }, render: ({ difference }) => intervalSaid(difference, speech, decimals, 'signed') },
            { key: 'p', header: { en: 'Adjusted p', zh: '校正后p' }, render: ({ test }) => probability(test.adjustedP), sort: ({ test }) => test.adjustedP },
          ]}
        />
      </MethodNote>
    </div>
  )
}

const explanations: Record<string, { en: string; zh: string }> = {
  'games-howell': {
    en: 'Means are compared without assuming equal spread. Games–Howell intervals and p-values hold for all pairs together.',
    zh: '比较均值时不假定各组离散程度相同。Games–Howell的区间与p值对所有两两比较同时成立。',
  },
  'welch-t': {
    en: 'Means are compared without assuming equal spread (Welch). Where there are several pairs, p is adjusted by Holm.',
    zh: '比较均值时不假定各组离散程度相同（Welch）。有多对比较时，p值按Holm法校正。',
  },
  'two-proportions': {
    en: 'Shares are compared by the test of two proportions; p is adjusted by Holm, intervals are Newcombe’s.',
    zh: '占比用两比例检验比较；p值按Holm法校正，区间为Newcombe区间。',
  },
}

const sources: Record<string, string> = {
  'games-howell': 'Games & Howell (1976), Journal of Educational Statistics 1(2)',
  'welch-t': 'Welch (1947), Biometrika 34',
  'two-proportions': 'Newcombe (1998), Statistics in Medicine 17',
}
