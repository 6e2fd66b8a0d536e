import { intervalSaid, said } from '@gap5/contract/measure/charts/figures.ts'
import { reasonWords } from '@gap5/contract/measure/reasons.ts'
import type { IndexSummary } from '@gap5/contract/measure/readings/index-summary.ts'
import { constructWords, indexFormWords } from '@gap5/contract/measure/readings/words.ts'
import { IntervalPlot } from '../kit/charts/IntervalPlot.tsx'
import { KeyFigure } from '../kit/KeyFigure.tsx'
import { useLanguage } from '../kit/language.tsx'

/** The satisfaction index as one figure with its interval, n and missing, and its blocks below. */
export function IndexFigure({ summary: { form, index, note, blocks } }: { summary: IndexSummary }) {
  const speech = useLanguage()
  const { say, figure } = speech
  const interval = index.lower === null ? { en: 'no interval yet', zh: '尚无置信区间' } : { en: `95 % interval ${intervalSaid(index, speech, 1)}`, zh: `95% 区间${intervalSaid(index, speech, 1)}` }
  return (
    <>
      <KeyFigure
        label={indexFormWords[form]}
        value={index.value === null ? null : said(index.value, speech, 1)}
        detail={{ en: `${interval.en}; n ${figure(index.n)}, ${figure(index.missing)} missing`, zh: `${interval.zh}；n ${figure(index.n)}，缺失${figure(index.missing)}` }}
        reason={reasonWords[index.reason ?? 'not-computable']}
      />
      {note && <p className="mt-2 text-xs text-mute">{say(note)}</p>}
      {blocks.length > 0 && (
        <div className="mt-3">
          <IntervalPlot title={{ en: 'Index of each block, 0–100', zh: '各块指数（百分制）' }} rows={blocks.map((block) => ({ key: block.key, label: constructWords[block.key], estimate: block.index }))} scale={{ min: 0, max: 100 }} />
        </div>
      )}
    </>
  )
}
