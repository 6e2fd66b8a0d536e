import { FilePen, FileSliders, Plus } from 'lucide-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import type { LibraryEntry } from '@gap5/contract/listen/library.ts'
import { roleWords } from '@gap5/contract/listen/role-words.ts'
import type { Instrument } from '@gap5/contract/listen/studies.ts'
import { useOrganisation } from '../access/me.ts'
import { Button } from '../kit/Button.tsx'
import { Callout } from '../kit/Callout.tsx'
import { Card } from '../kit/Card.tsx'
import { Dialog } from '../kit/Dialog.tsx'
import { EmptyState } from '../kit/EmptyState.tsx'
import { useLanguage } from '../kit/language.tsx'
import { ButtonLink } from '../kit/Link.tsx'
import { PageHeader } from '../kit/PageHeader.tsx'
import { Table } from '../kit/Table.tsx'
import { Status } from '../kit/Tag.tsx'
import { addressed, valueOf } from '../kit/address.ts'
import { useAddress } from '../kit/useAddress.ts'
import { paths } from '../paths.ts'
import { lengthOf } from './definitionWords.ts'
import { instrumentsQuery, libraryQuery } from './instrumentsData.ts'
import { byPurpose, rolesOf } from './library-groups.ts'
import { previewPaths, SurveyPreview } from './SurveyPreview.tsx'
import { useCreate } from './useCreate.ts'

/** The organisation's own questionnaires, and the library to start from, by what one wants to know: `?looking=<key>` previews. */
export function InstrumentsPage() {
  const { say } = useLanguage()
  const { org, may } = useOrganisation()
  const library = useSuspenseQuery(libraryQuery(org)).data
  const { query, change } = useAddress()
  const looking = library.find(({ key }) => key === valueOf(query, 'looking'))
  return (
    <>
      <PageHeader
        title={{ en: 'Questionnaires', zh: '问卷' }}
        under={{ en: 'Ready ones from the library, and your own. A study keeps the version it was published with.', zh: '问卷库中的现成问卷，以及您自己的问卷。调查始终沿用发布时的版本。' }}
        actions={
          may('studies:write') && (
            <ButtonLink look="primary" to={paths.newInstrument(org)} icon={<Plus size={15} aria-hidden />}>
              {say({ en: 'New questionnaire', zh: '新建问卷' })}
            </ButtonLink>
          )
        }
      />
      <div className="grid gap-3.5">
        <Own />
        {byPurpose(library).map(({ key, title, question, entries }) => (
          <Card key={key} title={{ en: `Library: ${title.en}`, zh: `问卷库：${title.zh}` }} description={question}>
            <ul className="grid gap-3 lg:grid-cols-2">
              {entries.map((entry) => (
                <LibraryCard key={entry.key} entry={entry} onLook={() => change({ looking: entry.key }, { replace: false })} />
              ))}
            </ul>
          </Card>
        ))}
      </div>
      {looking && (
        <Dialog open onOpenChange={() => change({ looking: null })} title={looking.definition.title} description={looking.definition.source}>
          <SurveyPreview path={previewPaths.library(org, looking.key)} />
        </Dialog>
      )}
    </>
  )
}

function LibraryCard({ entry, onLook }: { entry: LibraryEntry; onLook: () => void }) {
  const { key, needs, definition } = entry
  const { say } = useLanguage()
  const { org, may } = useOrganisation()
  const { create, busy, failure } = useCreate()
  const dimensions = definition.dimensions.map(({ title }) => title)
  const asked = rolesOf(entry).map((role) => roleWords[role as keyof typeof roleWords])
  return (
    <li className="flex flex-col gap-1.5 rounded-control border border-line px-4 py-3">
      <p className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="font-semibold text-ink">{say(definition.title)}</span>
        <span className="text-[0.8125rem] text-mute tabular-nums">{say(needs === 'features' ? { en: 'two questions a feature', zh: '每项功能两问' } : lengthOf(definition))}</span>
      </p>
      <p className="text-body">{say(definition.use)}</p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2.5 gap-y-0.5 text-[0.8125rem] text-mute">
        {dimensions.length > 0 && (
          <>
            <dt>{say({ en: 'Measures', zh: '测量' })}</dt>
            <dd className="text-body">{say({ en: dimensions.map(({ en }) => en).join(', '), zh: dimensions.map(({ zh }) => zh).join('、') })}</dd>
          </>
        )}
        {asked.length > 0 && (
          <>
            <dt>{say({ en: 'Asks for', zh: '询问' })}</dt>
            <dd className="text-body">{say({ en: asked.map(({ en }) => en.toLowerCase()).join(', '), zh: asked.map(({ zh }) => zh).join('、') })}</dd>
          </>
        )}
        <dt>{say({ en: 'Source', zh: '出处' })}</dt>
        <dd>{say(definition.source)}</dd>
      </dl>
      {failure && <Callout tone="bad" title={failure.sentence} announce />}
      <div className="mt-auto flex flex-wrap gap-2 pt-1.5">
        <Button size="small" onClick={onLook}>
          {say({ en: 'Preview', zh: '预览' })}
        </Button>
        {may('studies:write') && (
          <>
            {needs === 'nothing' && (
              <Button size="small" icon={<FilePen size={15} aria-hidden />} busy={busy} onClick={() => void create({ from: 'library', key })}>
                {say({ en: 'Make it mine', zh: '据此自编' })}
              </Button>
            )}
            <ButtonLink size="small" to={addressed(paths.newStudy(org), { library: key })} icon={<Plus size={15} aria-hidden />}>
              {say({ en: 'Use in a study', zh: '用于新调查' })}
            </ButtonLink>
          </>
        )}
      </div>
    </li>
  )
}

function Own() {
  const { say, day } = useLanguage()
  const { org, organisation } = useOrganisation()
  const instruments = useSuspenseQuery(instrumentsQuery(org)).data
  return (
    <Card title={{ en: 'Your questionnaires', zh: '您的问卷' }} flush>
      <div className="px-4 pb-2 sm:px-5">
        <Table<Instrument>
          caption={{ en: 'List of your questionnaires', zh: '您的问卷列表' }}
          rows={instruments}
          rowKey={({ id }) => id}
          rowLink={({ id }) => paths.instrument(org, id)}
          empty={
            <EmptyState icon={<FileSliders size={20} aria-hidden />} title={{ en: 'None of your own yet', zh: '还没有自己的问卷' }}>
              {say({ en: 'Write one, make one of the library yours, or start a study: it brings its own.', zh: '可以自己编写、据问卷库中的问卷改编，或在新建调查时自动生成。' })}
            </EmptyState>
          }
          columns={[
            {
              key: 'title',
              header: { en: 'Questionnaire', zh: '问卷' },
              render: ({ definition }) => (
                <span className="block min-w-40">
                  <span className="block font-medium text-ink">{say(definition.title)}</span>
                  <span className="block text-[0.8125rem] text-mute">{say(lengthOf(definition))}</span>
                </span>
              ),
            },
            { key: 'version', header: { en: 'Version', zh: '版本' }, render: ({ version }) => version },
            {
              key: 'state',
              header: { en: 'State', zh: '状态' },
              align: 'start',
              render: ({ publishedAt }) =>
                publishedAt === null ? <Status doing="draft">{{ en: 'Draft', zh: '草稿' }}</Status> : <Status doing="open">{{ en: 'Published', zh: '已发布' }}</Status>,
            },
            { key: 'updated', header: { en: 'Changed', zh: '更新' }, className: 'whitespace-nowrap text-mute', render: ({ updatedAt }) => day(updatedAt, organisation.timeZone) },
          ]}
        />
      </div>
    </Card>
  )
}
