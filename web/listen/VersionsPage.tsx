import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { VersionDifference } from '@gap5/contract/listen/difference-answer.ts'
import type { InstrumentVersion } from '@gap5/contract/listen/studies.ts'
import { useOrganisation } from '../access/me.ts'
import { api } from '../api.ts'
import { Card } from '../kit/Card.tsx'
import { useLanguage } from '../kit/language.tsx'
import { Link } from '../kit/Link.tsx'
import { PageHeader } from '../kit/PageHeader.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { Table } from '../kit/Table.tsx'
import { Status } from '../kit/Tag.tsx'
import { valueOf } from '../kit/address.ts'
import { useAddress } from '../kit/useAddress.ts'
import { paths } from '../paths.ts'
import { ChangeList } from './ChangeList.tsx'
import { ComparabilityNote, conclusionOf } from './Comparability.tsx'
import { NativeSelect } from './import/NativeSelect.tsx'
import { versionsQuery } from './instrumentsData.ts'

/** The history of a questionnaire, and what differs between two of its versions: `?from=1&to=2`. */
export function VersionsPage() {
  const { say } = useLanguage()
  const { org } = useOrganisation()
  const { instrument: id = '' } = useParams({ strict: false })
  const versions = useSuspenseQuery(versionsQuery(org, id)).data
  const { query, change } = useAddress()
  const newest = versions[0]!.version
  const to = Number(valueOf(query, 'to') ?? newest)
  const from = Number(valueOf(query, 'from') ?? Math.max(1, to - 1))
  const differs = from !== to && versions.some(({ version }) => version === from) && versions.some(({ version }) => version === to)
  const difference = useQuery({
    queryKey: [org, 'difference', id, from, to, versions[0]!.updatedAt],
    queryFn: ({ signal }) => api.get<VersionDifference>(`/api/o/${org}/instruments/${id}/versions/${to}/difference?from=${from}`, { signal }),
    enabled: differs,
  }).data
  const numbers = versions.map(({ version }) => ({ value: String(version), label: { en: `version ${version}`, zh: `第 ${version} 版` } }))
  const title = versions[0]!.title
  return (
    <>
      <PageHeader
        title={difference ? conclusionOf(difference.comparability, from, to) : { en: 'Versions', zh: '版本' }}
        documentTitle={{ en: `Versions of ${title.en}`, zh: `${title.zh}的版本` }}
        over={title}
        back={{ to: paths.instrument(org, id), label: { en: 'Questionnaire', zh: '问卷' } }}
      />
      <div className="grid gap-3.5">
        {versions.length > 1 && (
          <Card
            title={{ en: 'What differs', zh: '差异' }}
            actions={
              <span className="flex flex-wrap items-center gap-1.5">
                <NativeSelect label={say({ en: 'From version', zh: '从版本' })} value={String(from)} options={numbers} className="w-auto!" onChange={(value) => change({ from: value, to: String(to) })} />
                {say({ en: 'to', zh: '到' })}
                <NativeSelect label={say({ en: 'To version', zh: '到版本' })} value={String(to)} options={numbers} className="w-auto!" onChange={(value) => change({ from: String(from), to: value })} />
              </span>
            }
          >
            {!differs ? (
              <p className="text-mute">{say({ en: 'Choose two different versions.', zh: '请选择两个不同的版本。' })}</p>
            ) : difference === undefined ? (
              <Skeleton />
            ) : (
              <div className="grid gap-4">
                <ComparabilityNote difference={difference} />
                <ChangeList changes={difference.changes} beforeLabel={{ en: 'was', zh: '原为' }} afterLabel={{ en: 'is', zh: '现为' }} />
              </div>
            )}
          </Card>
        )}
        <Card title={{ en: 'All versions', zh: '全部版本' }} flush>
          <div className="px-4 pb-2 sm:px-5">
            <VersionTable versions={versions} />
          </div>
        </Card>
      </div>
    </>
  )
}

function VersionTable({ versions }: { versions: InstrumentVersion[] }) {
  const { say, day } = useLanguage()
  const { org, organisation } = useOrganisation()
  return (
    <Table<InstrumentVersion>
      caption={{ en: 'Versions and the studies that ask them', zh: '各版本及使用它们的调查' }}
      rows={versions}
      rowKey={({ version }) => String(version)}
      columns={[
        { key: 'version', header: { en: 'Version', zh: '版本' }, align: 'start', render: ({ version }) => version },
        { key: 'state', header: { en: 'State', zh: '状态' }, align: 'start', render: ({ publishedAt }) => (publishedAt === null ? <Status doing="draft">{{ en: 'Draft', zh: '草稿' }}</Status> : <Status doing="open">{{ en: 'Published', zh: '已发布' }}</Status>) },
        { key: 'at', header: { en: 'On', zh: '日期' }, align: 'start', className: 'whitespace-nowrap text-mute', render: ({ publishedAt, updatedAt }) => day(publishedAt ?? updatedAt, organisation.timeZone) },
        { key: 'items', header: { en: 'Questions', zh: '题数' }, render: ({ items }) => items },
        {
          key: 'studies',
          header: { en: 'Asked by', zh: '使用的调查' },
          align: 'start',
          render: ({ studies }) =>
            studies.length === 0 ? (
              <span className="text-mute">{say({ en: 'none', zh: '无' })}</span>
            ) : (
              <span className="flex flex-wrap gap-x-3">
                {studies.map(({ handle, title }) => (
                  <Link key={handle} to={paths.study(org, handle)}>
                    {say(title)}
                  </Link>
                ))}
              </span>
            ),
        },
      ]}
    />
  )
}
