import { CircleAlert, CircleCheck, CircleHelp, Download } from 'lucide-react'
import type { BenchAnswer, BenchTable, Inquiry, MethodCondition } from '@gap5/contract/measure/workbench.ts'
import { widthOf } from '@gap5/contract/charts/wrapped.ts'
import { probability } from '@gap5/contract/language.ts'
import { useOrganisation } from '../../access/me.ts'
import { addressed } from '../../kit/address.ts'
import { Button } from '../../kit/Button.tsx'
import { Callout } from '../../kit/Callout.tsx'
import { Card } from '../../kit/Card.tsx'
import { CopyButton } from '../../kit/CopyButton.tsx'
import { useLanguage, type Speech } from '../../kit/language.tsx'
import { ButtonLink } from '../../kit/Link.tsx'
import { save } from '../../kit/save.ts'
import { Table, type Column } from '../../kit/Table.tsx'
import { useAddress } from '../../kit/useAddress.ts'
import type { StudyPlace } from '../results.ts'
import { askedOf, benchPath } from './asking.ts'
import { PictureView } from './PictureView.tsx'

type Props = { place: StudyPlace; inquiry: Inquiry; answer: BenchAnswer }

/** What came out: pictures, conditions, tables, method, script. The sentence stands in the page's head. */
export function AnswerView({ place, inquiry, answer }: Props) {
  const { say } = useLanguage()
  return (
    <>
      {answer.warnings.map((warning) => (
        <Callout key={warning.en} tone="caution">
          {say(warning)}
        </Callout>
      ))}
      {answer.pictures.map((picture) => (
        <Card key={picture.title.en}>
          <PictureView picture={picture} />
        </Card>
      ))}
      {answer.conditions.length > 0 && <Conditions conditions={answer.conditions} />}
      {answer.tables.map((table) => (
        <Card key={table.title.en} title={table.title}>
          <AnswerTable table={table} />
        </Card>
      ))}
      {answer.scored && <Scores place={place} inquiry={inquiry} />}
      <Method place={place} inquiry={inquiry} answer={answer} />
    </>
  )
}

const signs = {
  yes: { Icon: CircleCheck, look: 'text-accent', words: { en: 'holds', zh: '满足' } },
  no: { Icon: CircleAlert, look: 'text-below', words: { en: 'does not hold', zh: '不满足' } },
  unsure: { Icon: CircleHelp, look: 'text-mute', words: { en: 'for you to judge', zh: '请自行判断' } },
}

function Conditions({ conditions }: { conditions: readonly MethodCondition[] }) {
  const { say } = useLanguage()
  return (
    <Card title={{ en: 'What the method takes for granted', zh: '方法的前提' }}>
      <ul className="grid gap-2">
        {conditions.map(({ text, holds, detail }) => {
          const { Icon, look, words } = signs[holds]
          return (
            <li key={text.en} className="flex gap-2.5">
              <Icon size={17} className={`mt-0.5 shrink-0 ${look}`} aria-hidden />
              <span>
                {say(text)}
                <span className="text-mute">{say({ en: ` – ${words.en}${detail ? ` (${detail.en})` : ''}`, zh: `——${words.zh}${detail ? `（${detail.zh}）` : ''}` })}</span>
              </span>
            </li>
          )
        })}
      </ul>
    </Card>
  )
}

type Row = { key: string; cells: BenchTable['rows'][number] }

function AnswerTable({ table }: { table: BenchTable }) {
  const speech = useLanguage()
  const columns = table.columns.map(
    (column, at): Column<Row> => ({
      key: String(at),
      header: column.title,
      align: column.kind === 'words' ? 'start' : 'end',
      render: ({ cells }) => roomy(cellSaid(cells[at] ?? null, column, speech)),
      sort: ({ cells }) => sortValue(cells[at] ?? null, speech),
      ...(column.kind === 'words' ? {} : { plain: [{ header: column.title, value: ({ cells }: Row) => sortValue(cells[at] ?? null, speech) }] }),
    }),
  )
  const rows = table.rows.map((cells, at) => ({ key: String(at), cells }))
  return <Table caption={{ en: `Table: ${table.title.en}`, zh: `表：${table.title.zh}` }} columns={columns} rows={rows} rowKey={({ key }) => key} footer={table.note && speech.say(table.note)} />
}

/** In pixels; Chinese characters are twice as wide as letters. */
const roomyFrom = 150

/** Sentences in a narrow table keep room for some words a line; what stands beside them is reached by scrolling. */
function roomy(said: string) {
  return widthOf(said, 14) > roomyFrom ? <span className="block min-w-44">{said}</span> : said
}

function cellSaid(cell: Row['cells'][number], { kind, decimals }: BenchTable['columns'][number], { say, figure, percent }: Speech): string {
  if (cell === null) return '–'
  if (typeof cell !== 'number') return say(cell)
  if (kind === 'p') return probability(cell)
  return kind === 'share' ? percent(cell, decimals) : figure(cell, decimals)
}

function sortValue(cell: Row['cells'][number], { say }: Speech): string | number | null {
  return cell === null || typeof cell === 'number' ? cell : say(cell)
}

/** What the model says of each respondent, for work elsewhere. */
function Scores({ place, inquiry }: Pick<Props, 'place' | 'inquiry'>) {
  const { say } = useLanguage()
  const { may } = useOrganisation()
  const { query } = useAddress()
  if (!may('answers:export')) return null
  const fileOf = (file: 'wide' | 'spss') => addressed(benchPath(place, `/scores/${file}`), askedOf(query, inquiry))
  return (
    <Card
      title={{ en: 'Scores of the respondents', zh: '每位受访者的得分' }}
      description={{
        en: 'The exported answers, with a column for each part at the end: joined by the id of the response, empty for those left out. Without texts and contacts; noted in the audit trail.',
        zh: '在导出的答卷末尾，为每个部分各加一列得分：按答卷编号对应，未纳入者留空。不含文字与联系方式；导出会记入审计日志。',
      }}
    >
      <div className="unprinted flex flex-wrap gap-2">
        <ButtonLink size="small" icon={<Download size={15} aria-hidden />} to={fileOf('wide')} download>
          {say({ en: 'Answers with scores, CSV', zh: '答卷与得分（CSV）' })}
        </ButtonLink>
        <ButtonLink size="small" icon={<Download size={15} aria-hidden />} to={fileOf('spss')} download>
          {say({ en: 'Answers with scores, SPSS', zh: '答卷与得分（SPSS）' })}
        </ButtonLink>
      </div>
    </Card>
  )
}

function Method({ place, inquiry, answer: { method, script } }: Props) {
  const { say } = useLanguage()
  return (
    <Card title={{ en: 'Method', zh: '方法' }}>
      <p className="max-w-3xl text-body">{say(method.text)}</p>
      {method.conventions.map((convention) => (
        <p key={convention.en} className="mt-1.5 max-w-3xl text-mute">
          {say(convention)}
        </p>
      ))}
      <ul className="mt-2 list-disc pl-5 text-mute">
        {method.sources.map((source) => (
          <li key={source}>{source}</li>
        ))}
      </ul>
      {script !== '' && <Script place={place} inquiry={inquiry} script={script} />}
    </Card>
  )
}

/** Folded away until it is asked for. */
function Script({ place, inquiry, script }: Pick<Props, 'place' | 'inquiry'> & { script: string }) {
  const { say } = useLanguage()
  const { may } = useOrganisation()
  const { query } = useAddress()
  return (
    <details className="group mt-4">
      <summary className="cursor-pointer font-medium text-accent">{say({ en: 'The same in R', zh: '在R中复算' })}</summary>
      <p className="mt-2 max-w-3xl text-body">
        {say({
          en: 'Save the script and the data in one folder and run it with R. It loads the packages named at its top, which must be installed.',
          zh: '把脚本和数据存到同一文件夹，用R运行。脚本开头列出的软件包须已安装。',
        })}
      </p>
      <div className="unprinted mt-2 flex flex-wrap gap-2">
        <CopyButton text={script} size="small" label={{ en: 'Copy script', zh: '复制脚本' }} />
        <Button size="small" icon={<Download size={15} aria-hidden />} onClick={() => save(`gap5-${inquiry.key}.R`, script, 'text/plain')}>
          {say({ en: 'Save script', zh: '保存脚本' })}
        </Button>
        {may('responses:write') && (
          <ButtonLink size="small" icon={<Download size={15} aria-hidden />} to={addressed(benchPath(place, '/data'), askedOf(query, inquiry))} download>
            {say({ en: 'Data for this script', zh: '脚本所用数据' })}
          </ButtonLink>
        )}
      </div>
      {/* Focusable, so that the keyboard can scroll it sideways. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre tabIndex={0} aria-label={say({ en: 'Script for R', zh: 'R脚本' })} className="mt-3 overflow-x-auto rounded-control border border-line bg-sunken p-3 font-mono text-[0.8125rem] leading-relaxed">
        {script}
      </pre>
    </details>
  )
}
