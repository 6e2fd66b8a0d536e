import { useState } from 'react'
import { FileSliders, Plus } from 'lucide-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import type { LibraryEntry } from '@gap5/contract/listen/library.ts'
import type { Instrument } from '@gap5/contract/listen/studies.ts'
import { useOrganisation } from '../access/me.ts'
import { Button } from '../kit/Button.tsx'
import { Card } from '../kit/Card.tsx'
import { Dialog } from '../kit/Dialog.tsx'
import { EmptyState } from '../kit/EmptyState.tsx'
import { useLanguage } from '../kit/language.tsx'
import { ButtonLink } from '../kit/Link.tsx'
import { PageHeader } from '../kit/PageHeader.tsx'
import { Table } from '../kit/Table.tsx'
import { Status } from '../kit/Tag.tsx'
import { addressed } from '../kit/address.ts'
import { paths } from '../paths.ts'
import { lengthOf } from './definitionWords.ts'
import { instrumentsQuery, libraryQuery } from './instrumentsData.ts'
import { PhonePreview } from './PhonePreview.tsx'

/** The library to start from, and the organisation's own questionnaires. */
export function InstrumentsPage() {
  const { org, organisation } = useOrganisation()
  const library = useSuspenseQuery(libraryQuery(org)).data
  const [looking, look] = useState<LibraryEntry | null>(null)
  return (
    <>
      <PageHeader
        title={{ en: 'Questionnaires', zh: '问卷' }}
        under={{ en: 'Ready ones from the library, and your own. A study keeps the version it was published with.', zh: '问卷库中的现成问卷，以及您自己的问卷。调查始终沿用发布时的版本。' }}
      />
      <div className="grid gap-3.5">
        <Own />
        <Card title={{ en: 'Library', zh: '问卷库' }}>
          <ul className="grid gap-3 lg:grid-cols-2">
            {library.map((entry) => (
              <LibraryCard key={entry.key} entry={entry} onLook={() => look(entry)} />
            ))}
          </ul>
        </Card>
      </div>
      {looking && (
        <Dialog open onOpenChange={() => look(null)} title={looking.definition.title} description={looking.definition.source}>
          <PhonePreview definition={looking.definition} provider={organisation.name} />
        </Dialog>
      )}
    </>
  )
}

function LibraryCard({ entry: { key, needs, definition }, onLook }: { entry: LibraryEntry; onLook: () => void }) {
  const { say } = useLanguage()
  const { org, may } = useOrganisation()
  return (
    <li className="flex flex-col gap-1.5 rounded-control border border-line px-4 py-3">
      <p className="font-semibold text-ink">{say(definition.title)}</p>
      <p className="text-body">{say(definition.use)}</p>
      <p className="text-[0.8125rem] text-mute">
        {say(needs === 'features' ? { en: 'made from your list of features', zh: '由您的功能清单生成' } : lengthOf(definition))}
      </p>
      <p className="text-[0.8125rem] text-mute">{say(definition.source)}</p>
      <div className="mt-auto flex flex-wrap gap-2 pt-1.5">
        <Button size="small" onClick={onLook}>
          {say({ en: 'Preview', zh: '预览' })}
        </Button>
        {may('studies:write') && (
          <ButtonLink size="small" to={addressed(paths.newStudy(org), { library: key })} icon={<Plus size={15} aria-hidden />}>
            {say({ en: 'Use in a study', zh: '用于新调查' })}
          </ButtonLink>
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
              {say({ en: 'One is made when you start a study from the library, from a list of features, or from an imported file.', zh: '从问卷库、功能清单或导入文件新建调查时，会自动生成。' })}
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
