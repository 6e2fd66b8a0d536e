/** One row of a zone of tolerance, and how it is said: to screen readers, in a tip, in a table. */
import { estimateSaid, intervalSaid, plainInterval, said } from '@gap5/contract/measure/charts/figures.ts'
import { standingOf, standingWords, type ZoneRow } from '@gap5/contract/measure/charts/zone.ts'
import type { Text } from '@gap5/contract/language.ts'
import type { Speech } from '../speech.ts'
import type { Column } from '../Table.tsx'

export { extentOfZones, standingOf, standingWords, type ZoneRow } from '@gap5/contract/measure/charts/zone.ts'

export function zoneSummary(row: ZoneRow, speech: Speech, decimals: number): string {
  const { say, figure } = speech
  const standing = say(standingWords[standingOf(row)])
  const perceived = estimateSaid(row.perceived, speech, decimals)
  const [adequate, desired] = [row.adequate, row.desired].map((level) => said(level, speech, decimals))
  const n = figure(row.perceived.n)
  return say({
    en: `${say(row.label)}: perceived ${perceived}, ${standing}; adequate ${adequate}, desired ${desired}; n ${n}`,
    zh: `${say(row.label)}：感知 ${perceived}，${standing}；适当 ${adequate}，理想 ${desired}；n ${n}`,
  })
}

/** One decimal more than the picture shows. */
export function zoneTip(row: ZoneRow, speech: Speech, decimals: number): [string, string][] {
  const { say, figure } = speech
  return [
    [say({ en: 'Perceived', zh: '感知' }), said(row.perceived.value, speech, decimals + 1)],
    [say({ en: '95 % interval', zh: '95% 区间' }), intervalSaid(row.perceived, speech, decimals + 1)],
    [say({ en: 'Adequate', zh: '适当' }), said(row.adequate, speech, decimals + 1)],
    [say({ en: 'Desired', zh: '理想' }), said(row.desired, speech, decimals + 1)],
    [say({ en: 'Standing', zh: '位置' }), say(standingWords[standingOf(row)])],
    ['n', figure(row.perceived.n)],
    [say({ en: 'Missing', zh: '缺失' }), figure(row.perceived.missing)],
  ]
}

export function zoneColumns(speech: Speech, decimals: number): Column<ZoneRow>[] {
  const level = (key: string, header: Text, value: (row: ZoneRow) => number | null): Column<ZoneRow> => ({
    key,
    header,
    render: (row) => said(value(row), speech, decimals),
    sort: value,
  })
  return [
    { key: 'label', header: { en: 'Row', zh: '行' }, render: (row) => speech.say(row.label) },
    level('adequate', { en: 'Adequate', zh: '适当' }, (row) => row.adequate),
    level('desired', { en: 'Desired', zh: '理想' }, (row) => row.desired),
    level('perceived', { en: 'Perceived', zh: '感知' }, (row) => row.perceived.value),
    {
      key: 'interval',
      header: { en: '95 % interval', zh: '95% 区间' },
      render: (row) => intervalSaid(row.perceived, speech, decimals),
      plain: plainInterval((row) => row.perceived),
    },
    {
      key: 'standing',
      header: { en: 'Standing', zh: '位置' },
      render: (row) => speech.say(standingWords[standingOf(row)]),
    },
    { key: 'n', header: 'n', render: (row) => speech.figure(row.perceived.n), sort: (row) => row.perceived.n },
    {
      key: 'missing',
      header: { en: 'Missing', zh: '缺失' },
      render: (row) => speech.figure(row.perceived.missing),
      sort: (row) => row.perceived.missing,
    },
  ]
}
