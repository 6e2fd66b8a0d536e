/** One study in two periods. */
import type { Organisation } from '@gap5/contract/access/organisations.ts'
import type { Selection } from '@gap5/contract/measure/selection.ts'
import type { Side, SideBySide, SideFigure } from '@gap5/contract/measure/side-by-side.ts'
import type { DayRange } from '@gap5/contract/measure/trend.ts'
import { periodWords } from './conclusions/period-wording.ts'
import { lastQuarter, pairedPeriod } from './period-pair.ts'
import { dayOf } from './periods.ts'
import type { Reading } from './reading.ts'
import { sideBySide, type SideInput } from './side-by-side.ts'
import { sideFiguresOf } from './side-figures.ts'

export type SideQuestion = { figure: SideFigure | null; against: string }

/** The period of the selection, or the last whole quarter, against the one that is asked for. */
export async function comparePeriods(reading: Reading, organisation: Organisation, study: string, selection: Selection, { figure, against }: SideQuestion, now: Date): Promise<SideBySide> {
  const period = periodOfSelection(selection, dayOf(now.getTime(), organisation.timeZone))
  const [present, past] = [
    await readSide(reading, organisation, study, { selection, period, kind: 'now', figure }),
    await readSide(reading, organisation, study, { selection, period: pairedPeriod(period, against), kind: 'past', figure }),
  ]
  return sideBySide([present, past])
}

/** A selection that is open on one side is closed: it ends today, or begins a quarter before its end. */
export function periodOfSelection({ from, to }: Selection, today: string): DayRange {
  if (from === undefined && to === undefined) return lastQuarter(today)
  if (from !== undefined) return { from, to: to ?? (from > today ? from : today) }
  return { from: `${(to ?? today).slice(0, 7)}-01`, to: to ?? today }
}

type Wanted = { selection: Selection; period: DayRange | null; kind: Side['kind']; figure: SideFigure | null; title?: Side['title'] }

export function readSide(reading: Reading, organisation: Organisation, study: string, { selection, period, kind, figure, title }: Wanted): Promise<SideInput> {
  const { from: _, to: __, ...rest } = selection
  const narrowed: Selection = period === null ? rest : { ...rest, ...period }
  return reading.figures(organisation, study, { selection: narrowed, grain: null, question: { side: figure, kind, title } }, (frame, table) => {
    const figures = sideFiguresOf(frame, table, narrowed, figure)
    const side = {
      key: `${study} ${period?.from ?? ''} ${period?.to ?? ''}`,
      kind,
      title: title ?? (period === null ? frame.studyTitle : periodWords(period)),
      study,
      from: period?.from ?? null,
      to: period?.to ?? null,
      responses: figures.responses,
      simulated: frame.simulated,
    }
    return { side, figures, minimumN: frame.minimumN }
  })
}
